"""The page about the launch sequence: what starts when, when to stop, what is not now, what it rests on."""

from __future__ import annotations

from dataclasses import replace

from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.loop.pictures import floor_picture, sequence_picture
from fram.workspace.papers.loop.sequence import SequenceSection, Told, markets_in, sequence_section
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Cell,
    Sheet,
    beside,
    cut,
    heading,
    paragraph,
    table,
)
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.stops import stop_table

MOST_ROWS, MOST_WAITING, LONGEST = 12, 8, 320
"""Rows of a table, of the one of what is not now, and letters of a cell."""
BESIDE, FEW = 125, 4
"""Per cent of its place that a narrow picture takes beside another, before all is set smaller; it takes no
more than its place where more than a few launches make it tall."""
NARROWEST, WIDEST = 14, (45, 40, 90)
"""Letters that a column is made for where texts of any length stand in it."""
WIDTHS = {
    "launches": (7, 6, 9, 6, 8, 6, 5, 7), "stresses": (6, 4, 7, 5), "stops": (7, 5, 6, 10, 6, 6, 6),
}  # fmt: skip
FIGURES = {"launches": (5, 6, 7), "stresses": (1, 2, 3), "people": (1, 2, 3, 4, 5, 6), "stops": (4, 5, 6)}
"""Columns of figures, which stand to the right, by table."""


def sequence_page(paper: Paper) -> Sheet | None:
    """Return the sequence on one page; None where the plan keeps none."""
    told = sequence_section(paper.record, words=paper.words)
    if told is None:
        return None
    tables = {one.key: one for one in told.tables}
    if "people" in tables:
        tables["people"] = _across(tables["people"])
    below = [_titled(tables[key], paper) for key in ("waiting", "people") if key in tables]
    return Sheet(
        blocks=(
            heading(paper.words("section.sequence")), *(paragraph(text) for text in told.verdict),
            paragraph(told.next, look="lead"), *_pictures(paper), *_launches(told, paper),
            *(block for found in below for block in found),
            paragraph(" ".join(told.rests), look="small"),
        ),
        fits="page",
    )  # fmt: skip


def stress_blocks(paper: Paper) -> list[Block]:
    """Return the same sequence with the round late and failing; nothing where no round is planned."""
    told = sequence_section(paper.record, words=paper.words)
    return [
        block
        for one in (told.tables if told else ())
        if one.key == "stresses"
        for block in _titled(one, paper)
    ]


def _pictures(paper: Paper) -> list[Block]:
    """The launches in time beside the cash they leave; the cash alone where nothing is launched."""
    found = [draw(paper.record, words=paper.words) for draw in (sequence_picture, floor_picture)]
    shown = [one for one in found if one]
    if len(shown) == 1:
        return [paper.drawn(shown[0])]
    percent = BESIDE if len(shown[0].table.rows) <= FEW else 100
    return [beside(*([paper.drawn(one, width="narrow", percent=percent)] for one in shown))]


def _launches(told: SequenceSection, paper: Paper) -> list[Block]:
    """The launches in figures, then when to stop each."""
    words, stops = paper.words, stop_table(paper.record, words=paper.words)
    found = next((one for one in told.tables if one.key == "launches"), None)
    shown = _titled(found, paper) if found else []
    if stops:
        title = words("sequence.stops")
        shown += _titled(Told(key="stops", title=title, table=stops, intro=words("stops.how")), paper)
    return shown


def _across(told: Told) -> Told:
    """A table of a few figures with its rows as columns: it is lower so."""
    head, *rows = zip(told.table.head, *told.table.rows, strict=True)
    return replace(told, table=Table(head=head, rows=tuple(rows)))


def _titled(told: Told, paper: Paper) -> list[Block]:
    """A table under its title, with how to read it below it."""
    small = " ".join(text for text in (told.intro, *told.after) if text)
    return [
        heading(told.title, level=3), *_listed(told.table, paper, key=told.key),
        *([paragraph(small, look="small")] if small else []),
    ]  # fmt: skip


def _listed(found: Table, paper: Paper, *, key: str) -> list[Block]:
    """A table of the sequence as far as the page holds it, and how many rows more there are."""
    figures = FIGURES.get(key, ())
    kept = found.rows[: MOST_WAITING if key == "waiting" else MOST_ROWS]
    rows: list[list[Cell]] = [[cut(text, LONGEST) for text in row] for row in kept]
    left = [place for place in range(len(found.head)) if place not in figures]
    left_out = found.rows[len(kept) :]
    more = paper.more_markets(markets_in(left_out)) if key == "waiting" else paper.more(len(left_out))
    widths = WIDTHS.get(key) or _widths(replace(found, rows=kept))
    shown = table([list(found.head)], rows, widths=widths, left=left)
    return [shown, *([paragraph(more, look="small")] if more else [])]


def _widths(found: Table) -> list[int]:
    """Parts of the line by the longest text of each column, within bounds."""
    columns = zip(found.head, *found.rows, strict=True)
    longest = [max(NARROWEST, *map(len, column)) for column in columns]
    return [min(one, most) for one, most in zip(longest, (*WIDEST, *longest[3:]), strict=True)]
