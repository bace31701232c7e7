"""The pages with pictures, one question each: the order, the cash and the costs, what would change it."""

from __future__ import annotations

from dataclasses import replace

from fram.decide.explain import Swing
from fram.decide.rank import Range
from fram.workspace.papers import charts
from fram.workspace.papers.charts.tornado import label_of, swaps_at
from fram.workspace.papers.loop.questions import questions_section
from fram.workspace.papers.loop.runway import runway_section
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Cell,
    Sheet,
    cut,
    heading,
    millions,
    paragraph,
    table,
)
from fram.workspace.papers.printed.sheets.front import VALUE_WIDTHS, value_head
from fram.workspace.papers.printed.sheets.markets import first_sale
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.runway import runway_blocks
from fram.workspace.papers.printed.sheets.sequence import stress_blocks

MOST_WITH_MAP = 14
"""Markets in a ranking that leaves room for the map below it."""
FEW = 6
"""Markets too few for a page of their own."""
MOST_COSTS, MOST_TURNS, MOST_SWAPS, MOST_ASKED, MOST_OTHERS, LONGEST_TRIGGER = 10, 5, 3, 5, 40, 130


def ranking_page(paper: Paper) -> Sheet:
    """Return every market's value on one axis; the map, and a few closed markets, where they fit below."""
    words = paper.words
    found = charts.ranking_picture(paper.record, words=words)
    shown = paper.drawn(found) if found.specs else paragraph(found.instead)
    below = [] if _map_is_later(paper) else _map(paper)
    if _others_are_here(paper) and paper.other_markets:
        below += [heading(words("pdf.others"), level=3), *_others(paper)]
    return Sheet(blocks=(heading(words("section.ranking")), shown, *below), fits="page")


def _others_are_here(paper: Paper) -> bool:
    """True where the markets not told by themselves are too few for a page of their own."""
    return len(paper.other_markets) <= FEW and not _map_is_later(paper)


def _map_is_later(paper: Paper) -> bool:
    """True where the ranking leaves no room for the map, or the page of the closed markets has most of it."""
    return len(paper.record.plan.markets) > MOST_WITH_MAP or not paper.open_markets


def _map(paper: Paper) -> list[Block]:
    """The world and Europe side by side; nothing where the file of the borders is not installed."""
    words = paper.words
    found = charts.map_picture(paper.record, words=words)
    if not found.specs:
        return []
    world, europe = (paper.drawn(found, width=width) for width in ("world", "europe"))
    kinds = [{"mark": kind, "text": words(f"verdict.{kind}")} for kind in ("go", "find-out", "not-now")] + [
        {"mark": "strong", "text": words("chart.served")},
        {"mark": "unknown", "text": words("chart.not-weighed")},
    ]
    return [
        heading(words("section.map"), level=3),
        {"kind": "map", "finding": found.title, "world": world, "europe": europe, "kinds": kinds,
         "note": f"{found.summary} {found.source}."},
    ]  # fmt: skip


def cash_page(paper: Paper) -> Sheet:
    """Return how long the cash lasts, what to raise, and what the first markets cost before they sell."""
    words = paper.words
    cash = charts.cash_picture(paper.record, words=words)
    told = runway_section(paper.record, words=words)
    title = words("section.runway" if told else "section.cash")
    shown = [*(runway_blocks(told) if told else ()), paper.drawn(cash), *stress_blocks(paper)]
    return Sheet(
        blocks=(heading(title), *shown, heading(words("section.costs")), *_costs(paper)),
        fits="page",
    )


def _costs(paper: Paper) -> list[Block]:
    """Costs by kind of the first markets: what a closed one would cost can wait for the report."""
    words, plan, note = paper.words, paper.record.plan, ""
    record, svgs = paper.record, paper.svgs
    if len(plan.markets) > MOST_COSTS:
        record = replace(record, plan=replace(plan, markets=plan.markets[:MOST_COSTS]))
        note = words.count("pdf.first-only", MOST_COSTS)
        svgs = {}
    found = charts.costs_picture(record, words=words)
    if not found.specs:
        return [paragraph(found.instead)]
    return [replace(paper, svgs=svgs).drawn(found, note=note)]


def movers_page(paper: Paper) -> Sheet:
    """Return what moves the leader's value, where the answer turns, and what would swap two tiers."""
    words, plan = paper.words, paper.record.plan
    tornado = charts.tornado_picture(paper.record, words=words)
    blocks = [heading(words("section.movers"))]
    blocks.append(paper.drawn(tornado) if tornado.specs else paragraph(tornado.instead))
    if plan.tornado:
        blocks += [heading(words("pdf.break-even"), level=3), _turns(paper, plan.tornado[:MOST_TURNS])]
    swap = charts.swap_picture(paper.record, words=words)
    blocks += [heading(words("pdf.swap"), level=3), paragraph(f"{swap.title}.", look="body")]
    if plan.swap:
        blocks.append(_turns(paper, plan.swap[:MOST_SWAPS]))
    asked = questions_section(paper.record, words=words)
    rows = [list(row) for row in asked.table.rows[:MOST_ASKED]]
    blocks += [heading(words("section.questions"), level=3), *map(paragraph, asked.said)]
    if rows:
        blocks.append(table([list(asked.table.head)], rows, widths=(6, 4, 4, 3, 4, 8), left=(0, 1, 2, 4, 5)))
    return Sheet(blocks=tuple(blocks), fits="page")


def _turns(paper: Paper, swings: tuple[Swing, ...]) -> Block:
    """Inputs with what is believed of them, the result at either end, and the value that turns it."""
    words = paper.words
    head: list[Cell] = [words(f"column.{key}") for key in ("input", "low-high")]
    head += [words("pdf.at-p10"), words("pdf.at-p90"), words("column.swaps-at")]
    rows = [_turn_row(swing, paper) for swing in swings]
    return table([head], rows, widths=(6, 5, 3, 3, 5), left=(0,))


def _turn_row(swing: Swing, paper: Paper) -> list[Cell]:
    words = paper.words
    ends = Range(p10=swing.at_low, p50=0.0, p90=swing.at_high)
    low, _, high = millions(ends, numerals=words.numerals, signed=True)
    believed = in_unit([swing.low, swing.high], swing.assumption.estimate.unit, words=words)
    turns: Cell = swaps_at(swing, words=words)
    if swing.swaps_at is None:
        turns = {"text": turns, "quiet": True}
    return [label_of(swing, paper.record, words=words), believed, low, high, turns]


def others_page(paper: Paper) -> Sheet | None:
    """Return the markets not told by themselves; nothing where the page of the ranking has them."""
    if _others_are_here(paper):
        return None
    shown = [*(_map(paper) if _map_is_later(paper) else []), *_others(paper)]
    return Sheet(blocks=(heading(paper.words("pdf.others")), *shown), fits="page") if shown else None


def _others(paper: Paper) -> list[Block]:
    """Their figures and what would re-open each."""
    words, lines = paper.words, paper.other_markets
    rows: list[list[Cell]] = []
    for line in lines[:MOST_OTHERS]:
        page, result = paper.pages[line.result.market], line.result
        figures = millions(result.npv, numerals=words.numerals, signed=True)
        loss = words.numerals.chance(result.chance_loss)
        told = cut(page.trigger or page.because, LONGEST_TRIGGER)
        rows.append([page.name, *figures, loss, first_sale(line, paper), told])
    head = value_head(words, (words("pdf.re-open"),))
    more = paper.more(len(lines) - MOST_OTHERS)
    return [
        *([table(head, rows, widths=(*VALUE_WIDTHS, 18), left=(0, 6))] if rows else []),
        *([paragraph(more, look="small")] if more else []),
    ]
