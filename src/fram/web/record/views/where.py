"""Where a reader of a record is: the company, the product, the page, and what of it is open to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.accounts.policy import demand, get_company_for, may, sections_open_to
from fram.web.record.queries.records import Holder, Organisation, Product, Record, get_record
from fram.workspace.company.pages import Page, get_page, pages


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPage:
    """A page of the record in its menu."""

    name: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuSection:
    """A section of the record in its menu, with the pages it has."""

    name: str
    pages: tuple[MenuPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The record a page is about, and the sections of it that are open to the reader."""

    company: Organisation
    record: Record
    sections: tuple[str, ...]
    may_edit: bool
    may_export: bool
    page: Page | None = None
    is_named: bool = False

    @property
    def lang(self) -> str:
        """The reader's language."""
        return get_language() or "en"

    @property
    def here(self) -> Page:
        """The page that is open."""
        assert self.page is not None
        return self.page

    @property
    def holder(self) -> Holder:
        """What holds the answers of the page that is open."""
        return self.record.holder_of(self.here)

    @property
    def lacks_product(self) -> bool:
        """Whether the page is about a product, and there is none yet."""
        return self.here.about == "product" and self.record.product is None

    @property
    def draft_product(self) -> Product | None:
        """The product to which a draft of this page belongs; None for a page about the company."""
        return self.record.product if self.here.about == "product" else None

    def anew(self) -> Where:
        """Return the same with the record as it is by now."""
        return replace(self, record=get_record(self.company, self.record.slug))

    def at(self, name: str, **more: Any) -> str:
        """Return the address of a page of this record, about the chosen product where one was chosen."""
        if self.is_named and self.record.product is not None:
            return reverse(
                f"record:product-{name}",
                kwargs={"slug": self.company.slug, "product": self.record.slug, **more},
            )
        return reverse(f"record:{name}", kwargs={"slug": self.company.slug, **more})

    @property
    def menu(self) -> tuple[MenuSection, ...]:
        """The pages open to the reader, by section."""
        shown = [page for page in pages().values() if page.section in self.sections]
        if self.record.product is None:
            shown = [page for page in shown if page.about == "company"]
        by_section: dict[str, list[MenuPage]] = {}
        for page in shown:
            by_section.setdefault(page.section, []).append(
                MenuPage(
                    name=page.name.in_(self.lang),
                    address=self.at("page", page=page.key),
                    is_here=page == self.page,
                )
            )
        return tuple(
            MenuSection(name=SECTIONS[name].words.in_(self.lang), pages=tuple(some))
            for name, some in by_section.items()
        )

    @property
    def next_page(self) -> Page | None:
        """The page after this one."""
        keys = [page for page in pages().values() if page.section in self.sections]
        if self.record.product is None:
            keys = [page for page in keys if page.about == "company"]
        place = keys.index(self.page) + 1 if self.page in keys else 0
        return keys[place] if place < len(keys) else None


def get_where(request: DeskRequest, slug: str, *, product: str = "", needs: str = "") -> Where:
    """Return the record to whoever may see something of it; 404 else. ``needs``: a permission beyond that."""
    company = get_company_for(request.actor, slug, "company.see")
    if needs:
        demand(request.actor, needs, company)
    return _where(request, company, product)


def get_where_on(request: DeskRequest, slug: str, *, page: str, product: str = "", needs: str = "") -> Where:
    """Return the record at one of its pages; 403 where its section is not shared. The read is noted."""
    company = get_company_for(request.actor, slug, "company.see")
    found = get_page(page)
    if found is None:
        raise Http404("no such page")
    demand(request.actor, "record.read", company, section=found.section)
    is_read = request.method in ("GET", "HEAD")
    if needs or not is_read:
        demand(request.actor, needs or "record.edit", company)
    if is_read:
        note_read(request.actor, company, section=found.section, subject=found.key)
    return _where(request, company, product, page=found)


def _where(request: DeskRequest, company: Organisation, product: str, *, page: Page | None = None) -> Where:
    return Where(
        company=company,
        record=get_record(company, product),
        sections=sections_open_to(request.actor, "record.read", company),
        may_edit=may(request.actor, "record.edit", company),
        may_export=bool(sections_open_to(request.actor, "record.export", company)),
        page=page,
        is_named=bool(product),
    )
