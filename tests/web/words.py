"""The words of the pages as they stand in templates and code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "src" / "fram" / "web"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "gettext_lazy": None, "pgettext": ((1, "c"), 2)}


def used() -> Iterator[tuple[str, Path]]:
    """Each text to be translated, with the file it stands in."""
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("templates/**/*.txt")]):
        # Templatize leaves calls of gettext among filler; on one line the filler's indentation is no syntax.
        calls = re.sub(r"\s*\n\s*", " ", templatize(path.read_text(encoding="utf-8")))
        found = re.findall(r"n?gettext\(.*?\)(?= |$)", calls)
        yield from _texts("\n".join(found), path)
    for path in sorted(WEB.rglob("*.py")):
        yield from _texts(path.read_text(encoding="utf-8"), path)


def _texts(source: str, path: Path) -> Iterator[tuple[str, Path]]:
    for _, _, texts, _ in extract_python(BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}):
        for text in texts if isinstance(texts, tuple) else (texts,):
            if isinstance(text, str) and text:
                yield text, path


SPOKEN = ("alt", "aria-label", "data-label", "placeholder", "title")
"""Attributes that readers are told."""
CODE, VOID = {"code", "script", "textarea"}, {"br", "hr", "img", "input", "link", "meta"}
BOTH = {
    "CSV", "English", "Excel", "Filter", "Fram", "JSON", "JavaScript", "NOK", "Norsk", "PDF",
    "Plan", "PowerPoint", "Send", "Sepsis", "TOML", "Word", "invented", "person", "plan",
}  # fmt: skip
"""Words that are the same in English and in Norwegian, and how invented names are marked."""


class Texts(HTMLParser):
    """The texts of a page as its readers meet them, code and what stands in text boxes left out."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.tags.append(tag)
        self.found |= {" ".join(value.split()) for name, value in attrs if name in SPOKEN and value}

    def handle_endtag(self, tag: str) -> None:
        while self.tags and self.tags.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not CODE & set(self.tags):
            self.found.add(" ".join(data.split()))


def texts_of(page: str) -> set[str]:
    """Every text of a page."""
    reader = Texts()
    reader.feed(page.partition("<body>")[2])
    return reader.found


def untranslated(english: str, norwegian: str, *, names: Collection[str] = ()) -> set[str]:
    """The texts of a page that read the same in both languages, and are neither names nor words of both.

    ``names``: what people typed, which no language changes.
    """
    own = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)")
    shared = texts_of(english) & texts_of(norwegian)
    return {text for text in shared if _words_in(own.sub(" ", text)) - BOTH and text not in _countries()}


def _words_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+@\S+", " ", text)))


@cache
def _countries() -> set[str]:
    english, norwegian = (set(Locale.parse(lang).territories.values()) for lang in ("en", "nb"))
    return english & norwegian
