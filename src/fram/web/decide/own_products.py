"""The company's own products, from its record, as something a plan can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fram.web.record.queries.records import products
from fram.web.record.queries.text import company_text

STEM = "record-"
"""How the key of a product begins, so that it is no example's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProduct:
    """One product of the company's record."""

    key: str
    company: Any
    row: Any

    @property
    def product(self) -> str:
        """Its name."""
        return str(self.row.name)

    @property
    def slug(self) -> str:
        """Its word in the record's addresses."""
        return str(self.row.slug)

    @property
    def text(self) -> str:
        """The company file, written from what the record says now."""
        return company_text(self.company, self.row)


def own_products(company: Any) -> tuple[OwnProduct, ...]:
    """Return the products of the company's record, the oldest first."""
    return tuple(OwnProduct(key=f"{STEM}{row.slug}", company=company, row=row) for row in products(company))


def own_product_of(plan: Any) -> OwnProduct | None:
    """Return the product of the company's record that has the name of the planned one, if there is one."""
    return next((item for item in own_products(plan.company) if item.product == plan.product_name), None)
