"""The record of a company as pages work with it: what the company says, and one product of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from fram.web.accounts.models import Organisation
from fram.web.record.models import Holder, Product, Profile, content_at, content_of, whole_of
from fram.workspace.company.pages import Page

__all__ = [
    "Holder",
    "Organisation",
    "Product",
    "Record",
    "archived_products",
    "base_of",
    "get_product",
    "get_record",
    "products",
]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a company's record holds now. ``product``: the one looked at, None where there is none yet.

    ``products``: all that are not archived, the oldest first, without their content.
    """

    company: Organisation
    profile: Profile
    product: Product | None
    products: tuple[Product, ...] = ()

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content of the company file that the two are together."""
        return content_of(self.profile, self.product)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered anything yet."""
        return not self.profile.content and not self.products

    @property
    def slug(self) -> str:
        """The word of the product in addresses; empty where there is none."""
        return self.product.slug if self.product else ""

    def holder_of(self, page: Page) -> Holder:
        """Return what holds a page's answers; 404 for a page about a product where there is none."""
        if page.about == "company":
            return self.profile
        if self.product is None:
            raise Http404("no product yet")
        return self.product


def get_record(company: Organisation, slug: str = "") -> Record:
    """Return the record with the product of that word, or with the first one; 404 where it has no such."""
    open_ones = tuple(Product.objects.filter(company=company).open().defer("content"))
    for product in open_ones:
        product.company = company
    chosen = (
        next((one for one in open_ones if one.slug == slug), None) if slug else next(iter(open_ones), None)
    )
    if slug and chosen is None:
        raise Http404("no such product")
    if chosen is not None:
        chosen.refresh_from_db(fields=["content", "version"])
    profile = Profile.objects.filter(company=company).first() or Profile(company=company)
    profile.company = company
    return Record(company=company, profile=profile, product=chosen, products=open_ones)


def products(company: Organisation) -> list[Product]:
    """Return the products of a company that are not archived, the oldest first."""
    return list(Product.objects.filter(company=company).open())


def get_product(company: Organisation, slug: str) -> Product:
    """Return a product of a company by its word, archived or not, or 404."""
    found = Product.objects.filter(company=company, slug=slug).first()
    if found is None:
        raise Http404("no such product")
    return found


def archived_products(company: Organisation) -> list[Product]:
    """Return the products that were put away, the last first."""
    found = Product.objects.filter(company=company).exclude(archived_at=None)
    return list(found.defer("content").order_by("-archived_at", "-pk"))


def base_of(record: Record, page: Page, *, version: int) -> dict[str, Any] | None:
    """Return the whole content as it was when a page had that version; None where that is not known."""
    holder = record.holder_of(page)
    held = content_at(holder, version)
    if held is None:
        return None
    if page.about == "company":
        return {**record.content, **whole_of(holder, held)}
    return {"company": record.content.get("company", {}), **held}
