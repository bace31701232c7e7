"""The slide about the runway: when cash ends without new money, when to start raising, and how much."""

from __future__ import annotations

from dataclasses import replace

from fram.workspace.kept.runway import PathEnds, RunwayKept
from fram.workspace.papers.loop.runway import RunwaySection, runway_section
from fram.workspace.papers.printed.answers import path_told
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.loop.cones import add_runway_cash
from fram.workspace.papers.printed.slides.master import BODY
from fram.workspace.papers.printed.slides.opening import as_lines
from fram.workspace.papers.printed.slides.tables import EMU, Grid, add_strip, add_table
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_SAID = 2
"""Sentences in the strip below the tables: how much to raise, whether the round does; others are smaller."""


def runway_slide(deck: Deck) -> bool:
    """Add cash without new money on the left; how much to raise, and when cash ends, on the right.

    Return False where the plan keeps no runway.
    """
    kept, told = deck.record.runway, runway_section(deck.record, words=deck.words)
    if kept is None or told is None:
        return False
    lang = deck.words.lang
    ends, start, *rest = told.said
    title, lede = (ends, start) if kept.start.months is None else (start, ends)
    title = title.rstrip(".")
    table = _ends(deck.record, kept, deck.words)
    notes = [*told.said, told.money, told.small, *as_lines(told.amounts)]
    source = " ".join((told.small, *rest[MOST_SAID:]))
    slide = deck.slide(Said(title=title, lede=lede, source=source, notes=notes))
    box = add_strip(slide, " ".join(rest[:MOST_SAID]), box=BODY, lang=lang) if rest else BODY
    left, right = box.split(0.44)
    add_runway_cash(slide, deck, kept=kept, box=left)
    shape = add_table(slide, _amounts(told), box=right.halves(0.55)[0], lang=lang)
    used = shape.height / EMU + 0.2
    below = replace(right, top=right.top + used, height=right.height - used)
    add_table(slide, table, box=below, lang=lang)
    return True


def _amounts(told: RunwaySection) -> Grid:
    columns = len(told.amounts.head) - 2
    return Grid(
        name=told.title, describe=told.title, head=told.amounts.head, rows=told.amounts.rows,
        widths=(2.5, 1.8, *[1.25] * columns), right=range(2, 2 + columns), largest=12,
    )  # fmt: skip


def _ends(record: PlanRecord, kept: RunwayKept, words: Words) -> Grid:
    """When cash ends on each path, P10, P50 and P90."""
    rows = [(path_told(path.path, kept, words=words), *_months(path, record, words)) for path in kept.ends]
    return Grid(
        name=words("runway.col-path"), describe=words("section.runway"), rows=rows, right=(1, 2, 3),
        head=(words("runway.col-path"), "P10", "P50", "P90"), widths=(3.6, 1.0, 1.0, 1.0), largest=12,
    )  # fmt: skip


def _months(path: PathEnds, record: PlanRecord, words: Words) -> list[str]:
    points = (path.ends.p10, path.ends.p50, path.ends.p90)
    return [
        words("runway.never") if at is None else words.numerals.month(record.plan.on, at) for at in points
    ]
