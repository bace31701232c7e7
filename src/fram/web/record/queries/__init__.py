"""Every read of the record."""

from fram.web.record.queries.records import Record, get_product, get_record, products
from fram.web.record.queries.text import company_text

__all__ = ["Record", "company_text", "get_product", "get_record", "products"]
