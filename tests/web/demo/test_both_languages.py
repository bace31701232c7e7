"""No page of the invented universe shows a Norwegian reader a word of English, or of the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from fram.web.accounts.models import Organisation, Person
from fram.web.decide.models import Plan
from fram.web.demo.places import Places, Size
from fram.web.demo.universe import fill
from fram.web.programme.models import HandOver, Message, SupportStep, Task, Thread
from fram.web.record.choices import STANDARDS
from fram.web.record.models import Product, Profile
from fram.workspace.company.pages import page_of, question_at
from tests.slowly import slow
from tests.web.demo.crawling import crawl
from tests.web.demo.test_every_page import browser_of
from tests.web.words import untranslated

TYPED = {
    Organisation: ("name",), Person: ("name", "email"), Plan: ("company_name", "product_name"),
    HandOver: ("message",), Message: ("text",), SupportStep: ("why",), Task: ("title", "text"),
    Thread: ("subject",), Product: ("name",),
}  # fmt: skip
"""What people type, field by field."""


@pytest.fixture
def universe(db: object) -> Places:
    return fill(Size(companies=40, entries=500))


def typed() -> set[str]:
    """Every name and every text of the universe that somebody typed."""
    found = {
        str(value)
        for model, fields in TYPED.items()
        for row in model._default_manager.values_list(*fields)  # type: ignore[attr-defined]
        for value in row
    }
    for model in (Profile, Product):
        for content in model._default_manager.values_list("content", flat=True):
            top = {"company": content} if model is Profile else content
            found.update(_answers(top))
    return {" ".join(text.split()) for text in (*found, *STANDARDS.values()) if text}


def _answers(value: Any, path: str = "") -> Iterator[str]:
    """The answers of a record that are texts of one's own, not choices from a list of ours."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _answers(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _answers(item, path)
    elif isinstance(value, str) and _is_free(path):
        yield value


def _is_free(path: str) -> bool:
    question, page = question_at(path), page_of(path)
    kind = question.kind if question else "text" if page and page.is_plain_list else ""
    return kind in ("text", "long-text", "words")


@pytest.mark.parametrize(
    "role",
    ["owner", *map(slow, ("adviser", "reader", "lead", "site"))],
)
def test_the_words_of_every_page_are_norwegian(universe: Places, role: str) -> None:
    browser, names = browser_of(universe, role, lang="nb"), typed()
    pages = {address: page.html for address, page in crawl(browser, of_a_route=2).items() if page.html}
    left = {}
    for address, norwegian in pages.items():
        english = browser.get(address, headers={"accept-language": "en"}).content.decode()
        left[address] = untranslated(english, norwegian, names=names)
    assert len(pages) > 8
    assert {address: found for address, found in left.items() if found} == {}
