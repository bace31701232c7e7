"""The corridors on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from fram.terms.reading import plain
from fram.workspace.papers.access.corridor import Bar, CorridorSection
from fram.workspace.pricing.corridor.told import corridors_page
from fram.workspace.pricing.corridor.view import Corridors

SCHEMA = "1.0"
WIDTH, ACROSS = 100, 48
MANY = 3
"""So many markets are told one by one; of more only the table."""


def corridors_text(found: Corridors, *, lang: str = "en") -> str:
    """Return the corridors in words: a table, and each market by itself where few were asked for."""
    page = corridors_page(found, lang=lang)
    lines = [f"{page.title}: {page.over}", page.stamp, page.unit, ""]
    if len(page.sections) > MANY:
        lines += _table(page.head, page.rows)
    else:
        for name, section in page.sections:
            lines += [name, *_section(section), ""]
    return "\n".join([*lines, *(line for text in page.small for line in textwrap.wrap(text, WIDTH))])


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[str]:
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ] + [""]


def _section(section: CorridorSection) -> Iterator[str]:
    for text in (*section.said, section.next):
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    wide = max(len(bar.name) for bar in section.bars)
    amounts = max(len(bar.says) for bar in section.bars)
    for bar in section.bars:
        yield f"  {bar.name.ljust(wide)}  {bar.says.rjust(amounts)}  {_in_letters(bar)}".rstrip()
    for text in section.notes:
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _in_letters(bar: Bar) -> str:
    """A bar for a terminal: ``░`` from P10 to P90, ``█`` at the middle."""
    left, right = (round(at / 100 * ACROSS) for at in (bar.left, bar.left + bar.width))
    dot = None if bar.dot is None else min(round(bar.dot / 100 * ACROSS), ACROSS - 1)
    return "".join(
        "█" if at == dot else "░" if left <= at < max(right, left + 1) else " " for at in range(ACROSS)
    ) + ("→" if bar.goes_on else "")


def corridors_json(found: Corridors) -> str:
    """Return the corridors as JSON text, keys sorted; money in NOK on the price's own basis."""
    told = {
        "schema_version": SCHEMA, "company": found.company, "product": found.product, "seed": found.seed,
        "as_of": found.on.isoformat(), "unit_of_sale": found.unit_of_sale, "price_model": found.price_model,
        "corridors": [plain(one) for one in found.records],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
