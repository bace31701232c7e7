"""Numbers and words of addresses, cells of spreadsheets, sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from fram.web.accounts.models import Organisation
from fram.web.ui.text import free_slug, megabytes, number_in, tame
from tests.web.cast import Cast


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("17", 17), ("", -1), ("-1", -1), ("1.5", -1), ("٣", -1), ("²", -1), ("9" * 10, -1)],
)
def test_a_number_is_one_or_none(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_marked_as_text(sign: str) -> None:
    assert tame(f"{sign}1") == f"'{sign}1"
    assert [tame(cell) for cell in ("plain", "", 3, None)] == ["plain", "", 3, None]


def test_a_begun_megabyte_counts() -> None:
    assert [megabytes(size) for size in (0, 1, 1_000_000, 1_000_001)] == [0, 1, 1, 2]


def test_a_word_nobody_has(cast: Cast) -> None:
    every = Organisation.objects.all()
    named = {name: free_slug(name, among=every, usual="place", reserved=("new",)) for name in NAMES}
    assert named == NAMES


NAMES = {"Nordlys": "nordlys-2", "New": "new-2", "Ærlig & Co": "aerlig-co", "!": "place"}


@pytest.mark.parametrize("rule", ["body", ".ds-table tbody th:has(.ds-link)", ".headline > *", ".facts dd"])
def test_one_long_word_breaks(rule: str) -> None:
    sheet = finders.find("ui/fram.css")
    assert sheet
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", Path(sheet).read_text(encoding="utf-8"))
    told = [held for names, held in rules if rule in [name.strip() for name in names.split(",")]]
    assert any("overflow-wrap" in held for held in told)
