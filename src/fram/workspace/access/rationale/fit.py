"""How much of a rationale fits its two pages: heights reckoned from letters, before anything is set."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from fram.workspace.papers.printed.sheets.blocks import Block

Room = TypeVar("Room")

PAGE_POINTS = 770.0
"""The text on A4 is 728 points high; the reckoning below was seen to find a fifth too much."""
LINE_POINTS = 470.0
LETTER = 0.46
"""Width of a letter as a share of its size: mixed text in Arial."""
BODY, CELL, SMALL = 9.5, 8.5, 8.5
"""Sizes in points of the document's text, of its tables and of its small print."""
LEADING = 1.15
NAMED_POINTS = 91.0
"""What a name takes of the line where what is said of it stands beside it."""


def fitted(make: Callable[[Room], list[Block]], ladder: Sequence[Room]) -> list[Block]:
    """Return a page's blocks with as much told as one page holds; ``ladder``: from the most to the least."""
    for room in ladder[:-1]:
        blocks = make(room)
        if height(blocks) <= PAGE_POINTS:
            return blocks
    return make(ladder[-1])


def height(blocks: Sequence[Block]) -> float:
    """Return the height of blocks in points as the document sets them."""
    return sum(_HEIGHTS[block["kind"]](block) for block in blocks)


def lines(text: str, *, width: float, size: float) -> int:
    """Return how many lines a text takes; long words leave some of a line empty."""
    room = max(width / (size * LETTER), 1)
    return sum(max(1, math.ceil(1.04 * len(part) / room)) for part in text.split("\n"))


def _masthead(block: Block) -> float:
    return 30.0 * lines(f"{block['paper']}: {block['product']}", width=LINE_POINTS, size=16)


def _verdict(block: Block) -> float:
    return 26.0 * lines(block["text"], width=LINE_POINTS, size=12)


def _heading(block: Block) -> float:
    return 12 + 14.0 * lines(block["text"], width=LINE_POINTS, size=11)


def _paragraph(block: Block) -> float:
    size = SMALL if block["look"] == "small" else BODY
    return 4 + LEADING * size * lines(block["text"], width=LINE_POINTS, size=size)


def _phrases(block: Block) -> float:
    text = f"{block['name']}: {' · '.join(block['texts'])}"
    return 4 + LEADING * BODY * lines(text, width=LINE_POINTS, size=BODY)


def _sentences(block: Block) -> float:
    width = LINE_POINTS - NAMED_POINTS
    return sum(
        2 + LEADING * BODY * lines("\n".join(said), width=width, size=BODY) for _, said in block["rows"]
    )


def _table(block: Block) -> float:
    whole = sum(block["widths"])
    shares = [LINE_POINTS * width / whole - 11 for width in block["widths"]]  # 11: the cell's own margins
    if block.get("signature"):
        return 60.0
    return 4 + sum(
        3
        + LEADING
        * CELL
        * max(lines(text, width=room, size=CELL) for text, room in zip(row, shares, strict=True))
        for row in [*block["head"], *block["rows"]]
    )


_HEIGHTS: dict[str, Callable[[Block], float]] = {
    "masthead": _masthead, "verdict": _verdict, "heading": _heading, "paragraph": _paragraph,
    "phrases": _phrases, "sentences": _sentences, "table": _table,
}  # fmt: skip
