"""How the workbook looks: typed in is blue, worked out is black, changed is amber."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.words import Words

TYPED, TYPED_ON = "#0000c0", "#eef3fb"
"""Letters and ground of a cell to type in: the blue that finance people use for it."""
CHANGED = "#ffe6a8"
FONT = "Arial"
LANDSCAPE_A4, LANDSCAPE_A3 = 9, 8

NUMBERS = {
    "": "General", "whole": "#,##0", "one": "#,##0.0", "two": "#,##0.00", "four": "0.0000", "flag": "0",
    "percent": "0.0%", "percents": "0.00%", "month": "mmm yyyy", "day": "d mmm yyyy", "millions": "#,##0.0,,",
}  # fmt: skip
"""Number formats; the viewer's own locale writes the separators."""
_KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16, "font_color": PALETTE["strong"]},
    "section": {
        "bold": True, "font_color": PALETTE["strong"], "bottom": 1, "bottom_color": PALETTE["strong"],
    },
    "head": {
        "bold": True, "bg_color": PALETTE["strong"], "font_color": "#ffffff", "text_wrap": True,
        "valign": "vcenter",
    },
    "group": {"bold": True, "font_color": PALETTE["strong"], "top": 2, "top_color": PALETTE["strong"]},
    "muted": {"font_color": PALETTE["muted"]},
    "unit": {"font_color": PALETTE["muted"], "indent": 1},
    "after": {"indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "entry": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "entry-number": {"valign": "top"},
    "running": {"valign": "top", "align": "left", "indent": 1},
    "entry-link": {"font_color": PALETTE["go"], "underline": 1, "valign": "top"},
    "told": {"text_wrap": True, "valign": "bottom", "align": "left", "indent": 1},
    "label": {"text_wrap": True, "valign": "bottom", "align": "right", "font_color": PALETTE["muted"]},
    "typed": {"font_color": TYPED, "bg_color": TYPED_ON, "border": 1, "border_color": PALETTE["soft"]},
    "total": {"bold": True, "top": 1, "top_color": PALETTE["ink"]},
    "key": {"bold": True},
    "link": {"font_color": PALETTE["go"], "underline": 1},
    "go": {"bold": True, "font_color": PALETTE["go"]},
    "find-out": {"bold": True, "font_color": PALETTE["find-out"]},
    "not-now": {"bold": True, "font_color": PALETTE["muted"]},
}  # fmt: skip

PERCENT = ("share", "share a year", "a year", "ratio to home")
"""Units that are written as per cent."""
SHARES = ("share", "share a year")
"""Units that lie between 0 and 1; a cost to serve may be above the price."""
ABOVE_ZERO = ("bass_p", "price_level")
"""Inputs that formulas divide by or raise to a power."""


def width_for(amounts: Iterable[float], *, least: float) -> float:
    """Return the width of a column that shows amounts in full, with room for them to grow tenfold."""
    largest = max((abs(amount) for amount in amounts if math.isfinite(amount)), default=0.0)
    return max(least, len(f"-{largest:,.0f}") + 2.0)


class Look:
    """The formats of one workbook, each made once: a kind of cell (`head`, …) and a number format."""

    def __init__(self, file: Workbook) -> None:
        self._file = file
        self._made: dict[tuple[str, str, str], Format] = {}

    def __call__(self, kind: str = "plain", number: str = "", *, align: str = "") -> Format:
        """Return the format of a kind of cell with a number format of `NUMBERS`."""
        key = kind, number, align
        if key not in self._made:
            asked = {"font_name": FONT, "font_size": 10, "font_color": PALETTE["ink"], **_KINDS[kind]}
            asked |= {"num_format": NUMBERS[number]} | ({"align": align} if align else {})
            self._made[key] = self._file.add_format(asked)
        return self._made[key]

    def changed(self) -> Format:
        """Return the ground of a value that is no longer the plan's."""
        return self._file.add_format({"bg_color": CHANGED})

    def tab(self, verdict: str) -> str:
        """Return the colour of a market's tab."""
        return PALETTE[verdict]


def is_share(unit: str) -> bool:
    """True for what cannot be above 100 %."""
    return unit in SHARES


def above_zero(name: str) -> bool:
    """True for an input that cannot be zero."""
    return name in ABOVE_ZERO


def number_of(unit: str, value: float) -> str:
    """Return the number format for a value in a unit: per cent, whole, or as many decimals as it needs."""
    if unit in PERCENT:
        return "percent"
    if unit.startswith("NOK") and (abs(value) >= 100 or not value):
        return "whole"
    size = abs(value)
    if size >= 1000:
        return "whole"
    return "one" if size >= 20 else "two" if size >= 0.05 or not value else "four"


def unit_name(unit: str, *, words: Words) -> str:
    """Return what a unit is called without its number: ``months``, ``% of the price``, ``NOK a month``."""
    key = f"unit.{unit.lower().replace(' ', '-')}"
    named = words.count(key, 2, value="").strip() if key in words else unit.removeprefix("NOK").strip()
    before = "%" if unit in PERCENT else "NOK" if unit.startswith("NOK") else ""
    return f"{before} {named}".strip()
