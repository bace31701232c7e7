"""The content of a record as TOML and JSON, what differs between two of them, and what is wrong in one."""

from fram.workspace.company.exchange.checking import RecordReport, check_content
from fram.workspace.company.exchange.difference import Difference, differences
from fram.workspace.company.exchange.plain import as_plain, as_toml_values, content_from
from fram.workspace.company.exchange.writing import company_toml

__all__ = [
    "Difference",
    "RecordReport",
    "as_plain",
    "as_toml_values",
    "check_content",
    "company_toml",
    "content_from",
    "differences",
]
