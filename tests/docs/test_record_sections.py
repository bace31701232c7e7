"""The page of the record names every section there is."""

from __future__ import annotations

import re

from fram.terms.sections import SECTIONS
from tests.docs import pages


def test_the_table_of_sections_is_whole() -> None:
    text = pages.pages()["docs/desk/record.md"]
    table = text.partition("| section | what it holds | sensitive |\n")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ([A-Z][^|]*?) \| [^|]+ \| ?(yes)? ?\|$", table, re.MULTILINE)
    told = {name: bool(mark) for name, mark in rows}
    assert told == {one.words.en: one.is_sensitive for one in SECTIONS.values()}
    assert list(told) == [one.words.en for one in SECTIONS.values()]
