"""A verdict as text and HTML: narrow enough, safe to paste, folded, and readable without a front door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.show import WIDTH, Entry, Page, Section, as_html, as_text
from fram.terms.citation import Citation

DAY = date(2026, 11, 22)
LONG = "a sentence that goes on and on about what the product does to whom and where " * 3
PAGE = Page(
    over="A law", heading="Class I, sterile (Is)", lead="What it means.", warnings=(LONG,),
    sections=(
        Section(
            title="Why", intro="Of all rules:", help="Help.", fold="and 2 more",
            lines=(Entry(tag="I", text=LONG, note="Article 1", url="https://example.org/law"),
                   Entry(tag="a tag too wide for its column", text="Below it.")),
            folded=(Entry(text="Kept back"), Entry(text="This too")),
        ),
    ),
    small=("As of today.",),
)  # fmt: skip


class Reader(HTMLParser):
    """Counts tags, and keeps what a reader sees and every address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.seen = ""
        self.links: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.seen += data if "style" not in self.open else ""


def test_text_is_never_wider_than_a_page_and_keeps_its_parts() -> None:
    text = as_text(PAGE, hint="see there")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.splitlines()[:3] == ["Class I, sterile (Is)", "A law", "What it means."]
    assert "\n! a sentence" in text
    assert "and 2 more (see there)" in text
    assert "Kept back" not in text
    assert text.endswith("As of today.")


def test_words_without_a_gap_are_broken_too() -> None:
    assert max(map(len, as_text(Page(heading="x" * 500)).splitlines())) <= WIDTH


def test_signs_that_steer_a_terminal_do_not_reach_it() -> None:
    assert "\x1b" not in as_text(Page(heading="red \x1b[31m alarm\x07"))


def test_html_stands_alone_and_shows_what_is_folded() -> None:
    found = Reader(as_html(PAGE))
    assert not found.open
    assert found.tags <= {"div", "style", "p", "ul", "li", "span", "a", "details", "summary"}
    assert found.links == ["https://example.org/law"]  # a link to follow; nothing is fetched
    for text in ("Class I, sterile (Is)", "Kept back", "and 2 more", "Article 1", "As of today."):
        assert text in found.seen


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;"])
def test_html_is_escaped_wherever_text_stands(evil: str) -> None:
    line = Entry(tag=evil, text=evil, note=evil, url=f"https://example.org/{evil}")
    section = Section(title=evil, intro=evil, help=evil, lines=(line,), folded=(line,), fold=evil)
    page = Page(
        lang=evil, over=evil, heading=evil, lead=evil, warnings=(evil,), sections=(section,), small=(evil,)
    )
    found = Reader(as_html(page))
    assert not found.tags & {"script", "img", "b"}
    assert found.seen.count(evil) == 15


def test_an_address_that_is_no_web_page_is_not_linked() -> None:
    line = Entry(text="x", note="Article 1", url="javascript:alert(1)")
    assert "href" not in as_html(Page(heading="x", sections=(Section(title="Why", lines=(line,)),)))


@rule("mild", id="r-1", cite=Citation(title="A law", place="Article 1"), since=date(2020, 1, 1))
def small_one() -> Condition:
    """A small one is mild."""
    return is_one_of("size", "small")


@rule("strict", id="r-2", cite=Citation(title="A law", place="Article 2"), since=date(2020, 1, 1))
def large_and_hot() -> Condition:
    """A large and hot one is strict."""
    return is_one_of("size", "large") & is_yes("hot")


BOOK = RuleBook(
    id="toy", version="1", order=("mild", "strict"), rules=(small_one, large_and_hot),
    vocabulary={"size": ("small", "large"), "hot": ("yes", "no")},
)  # fmt: skip


def test_a_verdict_of_a_bare_book_shows_itself_by_its_own_names() -> None:
    settled, open_one = BOOK.decide({"size": "small", "hot": True}, on=DAY), BOOK.decide({}, on=DAY)
    assert settled.page is None
    assert "A small one is mild." in str(settled)
    assert "size: large; is small" in str(settled)
    assert str(open_one).startswith("mild, strict\ntoy")
    assert "ask hot" in str(open_one)
    assert "2026-11-22 · toy 1" in str(open_one)
    assert "Article 1" in Reader(settled._repr_html_()).seen


def test_the_words_of_a_verdict_change_nothing_of_it() -> None:
    verdict = BOOK.decide({}, on=DAY)
    assert replace(verdict, page=PAGE) == verdict
    assert str(replace(verdict, page=PAGE)).startswith("Class I, sterile (Is)")
    assert "Page(" not in repr(replace(verdict, page=PAGE))
