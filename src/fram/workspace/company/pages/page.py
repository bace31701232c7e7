"""The pages of the record in the order they are asked, and the questions of each.

A page claims places of the company file. A field belongs to the page that claims the longest part of its
path, so that a field that is added to a table appears on that table's page; a family of facts is a page; and
a list of tables is a page with one entry each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from fram.knowledge.facts import fact_registry
from fram.terms.facts import Words
from fram.terms.sections import SECTIONS
from fram.workspace.company.fields import fields
from fram.workspace.company.pages.question import Question, question_of, question_of_fact
from fram.workspace.company.pages.titles import LISTS, PAGES
from fram.workspace.company.sections import section_of

FACTS = "product.facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the record. ``title`` is its question, ``name`` what it is called in a menu.

    ``entries``: the place of its list where it is one. ``family``: the facts it asks, where it asks facts.
    """

    key: str
    name: Words
    title: Words
    why: Words | None = None
    claims: tuple[str, ...] = ()
    entries: str = ""
    family: str = ""

    @property
    def place(self) -> str:
        """A place of the file that lies on it."""
        return self.entries or (FACTS if self.family else self.claims[0])

    @property
    def section(self) -> str:
        """The section of the record it belongs to."""
        return section_of(self.place)

    @property
    def about(self) -> Literal["company", "product"]:
        """Whether it is about the company, or about one product of it."""
        return "company" if self.place.partition(".")[0] == "company" else "product"

    @property
    def is_optional(self) -> bool:
        """Whether its whole table may be missing from the file, and nobody misses it."""
        spec = fields().get(self.place)
        return spec is not None and spec.type == "table" and not spec.required and spec.default is None

    @property
    def is_list(self) -> bool:
        """Whether it holds any number of entries."""
        return bool(self.entries)

    @property
    def is_plain_list(self) -> bool:
        """Whether an entry is a text of its own, not a table."""
        return self.is_list and fields()[self.entries].type == "texts"


@cache
def pages() -> Mapping[str, Page]:
    """Return all pages by key, in the order in which they are asked."""
    found = [
        Page(key=key, name=name, title=title, claims=claims) for key, (name, title, claims) in PAGES.items()
    ]
    found += [Page(key=key, name=name, title=title, entries=at) for key, (at, name, title) in LISTS.items()]
    found += list(_families())
    order = (*PAGES, *LISTS)
    ranked = sorted(found, key=lambda page: order.index(page.key) if page.key in order else len(order))
    return {page.key: page for page in _by_section(ranked)}


def get_page(key: str) -> Page | None:
    """Return a page by its key, or None."""
    return pages().get(key)


@cache
def questions_of(key: str) -> tuple[Question, ...]:
    """Return the questions of a page; of a list those of one entry."""
    page = pages()[key]
    if page.family:
        return tuple(question_of_fact(fact) for fact in fact_registry() if fact.family == page.family)
    if page.is_plain_list:
        return (replace(question_of(fields()[page.entries]), kind="long-text", required=True),)
    return tuple(
        question_of(spec)
        for path, spec in fields().items()
        if spec.type not in ("table", "tables") and page_of(path) == page
    )


@cache
def page_of(path: str) -> Page | None:
    """Return the page on which a path is asked, also one inside an entry; None for what no page asks."""
    steps = [step for step in path.split(".") if not step.isdigit()]
    settled = ".".join(steps)
    if settled.startswith(f"{FACTS}."):
        registry = fact_registry()
        family = registry[steps[2]].family if steps[2] in registry else ""
        return next((page for page in pages().values() if family and page.family == family), None)
    claims = {claim: page for page in pages().values() for claim in (*page.claims, page.entries) if claim}
    for count in range(len(steps), 0, -1):
        page = claims.get(".".join(steps[:count]))
        if page:
            return page
    return None


def _families() -> Iterator[Page]:
    registry = fact_registry()
    for family, title in registry.families.items():
        why = next(fact.why for fact in registry if fact.family == family)
        yield Page(key=f"facts-{family.replace('_', '-')}", name=title, title=title, why=why, family=family)


def _by_section(ranked: list[Page]) -> Iterator[Page]:
    """Yield pages section by section, as the sections follow each other."""
    for section in SECTIONS:
        yield from (page for page in ranked if page.section == section)
