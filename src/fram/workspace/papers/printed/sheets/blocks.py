"""What a printed page is made of: blocks as plain data, which ``templates/plan.typ`` knows how to draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fram.decide.rank import Range
from fram.workspace.papers.numerals import Numerals, rounded

Block = dict[str, Any]
"""One thing on a page. ``kind`` says which; text in it is shown as it stands and never run as code."""
Cell = str | Mapping[str, Any]
"""A cell of a table: text, or text with its ``flag``, ``span``, ``strong``, ``quiet``, ``note``, ``url``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Blocks that belong together.

    ``starts`` opens a new page. ``fits``: ``page`` sets all of it smaller, step by step, until it fits on
    one.
    """

    blocks: tuple[Block, ...]
    starts: bool = True
    fits: Literal["", "page"] = ""

    def plain(self) -> Block:
        """Return the sheet as the template reads it."""
        return {"blocks": list(self.blocks), "starts": self.starts, "fits": self.fits}


def heading(text: str, *, level: int = 2, mark: str = "", note: str = "") -> Block:
    """Return a heading; ``mark`` is a verdict's shape before it, ``note`` stands small behind it."""
    return {"kind": "heading", "text": text, "level": level, "mark": mark, "note": note}


def paragraph(text: str, *, look: str = "body") -> Block:
    """Return a paragraph; ``look`` is body, lead, strong or small."""
    return {"kind": "paragraph", "text": text, "look": look}


def phrases(texts: Iterable[str], *, name: str = "", look: str = "body") -> Block:
    """Return several phrases in a row, after the ``name`` of what they are about."""
    return {"kind": "phrases", "name": name, "texts": [text for text in texts if text], "look": look}


def picture(svg: str, *, finding: str, alt: str, note: str = "", width: int = 100) -> Block:
    """Return a picture: what it finds above it, how to read it below; ``width`` in per cent of the line."""
    return {
        "kind": "picture", "svg": svg, "finding": finding, "alt": alt, "note": note, "width": width,
    }  # fmt: skip


def table(
    head: Sequence[Sequence[Cell]],
    rows: Iterable[Sequence[Cell]],
    *,
    widths: Sequence[int],
    left: Sequence[int],
) -> Block:
    """Return a table. ``widths`` are parts of the line, 0 as wide as its content; columns not in ``left``
    hold numbers and stand to the right. ``head`` may have several rows.
    """
    return {
        "kind": "table", "head": [list(row) for row in head], "rows": [list(row) for row in rows],
        "widths": list(widths), "left": list(left),
    }  # fmt: skip


def pairs(rows: Iterable[tuple[str, str]]) -> Block:
    """Return names with their values beside them, values to the right."""
    return {"kind": "pairs", "rows": [list(row) for row in rows]}


def sentences(rows: Iterable[tuple[str, Sequence[str]]]) -> Block:
    """Return names with what is said of each beside them, one line for each thing said."""
    return {"kind": "sentences", "rows": [[name, list(said)] for name, said in rows]}


def beside(*columns: Sequence[Block], widths: Sequence[int] = ()) -> Block:
    """Return columns of blocks; ``widths`` are parts of the line, equal ones where not given."""
    return {
        "kind": "beside", "columns": [list(column) for column in columns],
        "widths": list(widths) or [1] * len(columns),
    }  # fmt: skip


def boxed(mark: str, word: str, *, blocks: Sequence[Block]) -> Block:
    """Return blocks under a verdict: its colour at the edge, its shape and its word in the margin."""
    return {"kind": "boxed", "mark": mark, "word": word, "blocks": list(blocks)}


def portion(blocks: Sequence[Block], *, whole: bool = False) -> Block:
    """Return blocks that share half a page, or have a ``whole`` one, set smaller until they fit."""
    return {"kind": "portion", "whole": whole, "blocks": list(blocks)}


def millions(at: Range, *, numerals: Numerals, signed: bool = False) -> tuple[str, str, str]:
    """Return P10, P50 and P90 in MNOK for three columns of a table: two digits, one decimal at most."""
    return _columns(at, 1e6, numerals, signed=signed)


def thousands(at: Range, *, numerals: Numerals) -> tuple[str, str, str]:
    """Return P10, P50 and P90 in kNOK for three columns of a table: two digits, one decimal at most."""
    return _columns(at, 1e3, numerals)


def _columns(at: Range, unit: float, numerals: Numerals, *, signed: bool = False) -> tuple[str, str, str]:
    low, middle, high = (
        amount(nok / unit, numerals=numerals, signed=signed) for nok in (at.p10, at.p50, at.p90)
    )
    return low, middle, high


def amount(value: float, *, numerals: Numerals, signed: bool = False) -> str:
    """Return one number of a table to two digits, with one decimal at most."""
    if abs(value) < 0.05:
        return "0"
    decimals = 0 if abs(rounded(value, 2)) >= 10 else 1
    return numerals.fixed(rounded(value, 2), decimals=decimals, signed=signed)


def cut(text: str, most: int) -> str:
    """Return at most so many letters of a text, with an ellipsis where it goes on."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
