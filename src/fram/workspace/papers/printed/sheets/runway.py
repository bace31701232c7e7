"""What a printed page says of the runway: when cash ends, when to start raising, how much, what fits."""

from __future__ import annotations

from fram.workspace.papers.loop.runway import RunwaySection
from fram.workspace.papers.printed.sheets.blocks import Block, Cell, heading, paragraph, table


def runway_blocks(told: RunwaySection) -> list[Block]:
    """Return the verdict first, then how much to raise for which milestone, and the money that fits."""
    return [*(paragraph(text) for text in told.said), heading(told.title, level=3), *_amounts(told)]


def _amounts(told: RunwaySection) -> list[Block]:
    rows: list[list[Cell]] = [list(row) for row in told.amounts.rows]
    widths = (10, 6, *[4] * (len(told.amounts.head) - 2))
    return [
        table([list(told.amounts.head)], rows, widths=widths, left=(0, 1)), paragraph(told.money),
        paragraph(told.small, look="small"),
    ]  # fmt: skip
