"""The chapters on regimes are those the rule books and their cases make."""

from __future__ import annotations

import pytest

from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.workspace.access.cases import public_cases
from tests.contracts.sizes import LIMITS
from tests.docs import pages
from tools import regime_pages

REMAKE = "remake them: .venv/bin/python -m tools.regime_pages"
MADE = regime_pages.pages()
HOME = "docs/knowledge/regimes"


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_the_one_the_books_make(name: str) -> None:
    assert pages.pages().get(f"{HOME}/{name}") == MADE[name], REMAKE


def test_no_page_speaks_of_a_regime_that_is_gone() -> None:
    there = {page.rpartition("/")[2] for page in pages.pages() if page.startswith(f"{HOME}/")}
    assert there == set(MADE), REMAKE


def test_the_site_lists_the_pages() -> None:
    text = regime_pages.SITE.read_text(encoding="utf-8")
    assert regime_pages.site(text) == text, REMAKE


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_no_longer_than_a_page_may_be(name: str) -> None:
    assert MADE[name].count("\n") < LIMITS["page-lines"]


@pytest.mark.parametrize("regime", BOOKS)
def test_a_chapter_tells_every_rule_and_question(regime: str) -> None:
    text = MADE[f"{regime}.md"]
    first = {cells[0].strip("`") for cells in pages.rows(text)}
    for is_ivd in (False, True)[: len(BOOKS[regime])]:
        book = rule_book(regime, is_ivd=is_ivd)
        assert {rule.id for rule in book.every_rule} <= first
        assert set(book.vocabulary) <= first


def test_every_public_case_is_told_and_says_whether_somebody_reviewed_it() -> None:
    told = {
        (name.partition("-cases")[0], cells[0].strip("`")): cells
        for name, text in MADE.items() if "-cases" in name
        for cells in pages.rows(text)
    }  # fmt: skip
    for case in public_cases():
        cells = told[case.regime, case.id]
        assert cells[-1] == ("yes" if case.is_reviewed else "no")
        assert cells[2] == case.expected
