"""The picture of the README stands alone and says what it shows."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from fram.workspace.papers.words import Words
from tests.docs import pages
from tools import pictures

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_needs_nothing_else() -> None:
    drawn = ET.fromstring(pictures.FILE.read_text(encoding="utf-8"))
    assert drawn.find(f"{SVG}title") is not None
    assert drawn.find(f"{SVG}desc") is not None
    assert list(drawn.iter(f"{SVG}script")) == list(drawn.iter(f"{SVG}image")) == []
    written = pictures.FILE.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http" not in written
    assert "var(" not in written


def test_the_picture_shows_the_markets_it_was_made_for() -> None:
    written = pictures.FILE.read_text(encoding="utf-8")
    names = [Words("en").numerals.market(code) for code in pictures.MARKETS]
    assert [name for name in names if f">{name}<" not in written] == []


def test_the_readme_shows_it_and_says_what_its_marks_mean() -> None:
    readme = pages.pages()["README.md"]
    assert f"({pictures.FILE.relative_to(pages.ROOT).as_posix()})" in readme
    assert "P10 to P90" in readme


@pytest.mark.slow
def test_the_loop_is_shown_as_the_code_has_it() -> None:
    """The finding of the page moves the United Kingdom out of tier 1 and out of the sequence."""
    drawn = pictures.loop_pictures()
    page = pages.pages()["docs/loop/README.md"]
    for name, svg in drawn.items():
        assert (pictures.FILE.parent / name).read_text(encoding="utf-8") == svg, name
        assert f"(../pictures/{name})" in page
    assert "United Kingdom" in drawn["loop-sequence-before.svg"]
    assert "United Kingdom" not in drawn["loop-sequence-after.svg"]
    assert "Germany" in drawn["loop-sequence-after.svg"]
