"""A scenario on paper: what is set otherwise than in the base, and what each change moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fram.workspace.papers.digest import tidy
from fram.workspace.papers.printed.sheets.blocks import Block, Cell, amount, boxed, cut, paragraph, table
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.what_if import change_text, read_change
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord, WhatIf

MOST_CHANGES, MOST_MARKETS, LONGEST_NAME = 6, 7, 60


def scenario_name(record: PlanRecord, *, words: Words) -> str:
    """Return what a scenario is called, its changes where it has no name, or nothing for the base."""
    if record.scenario is None:
        return ""
    changes = "; ".join(change_text(text, words=words) for text in record.scenario.changes)
    return cut(tidy(record.scenario.name) or changes or "–", LONGEST_NAME)


def what_if(paper: Paper) -> list[Block]:
    """Return the scenario and what each of its changes moved; nothing for the base.

    It is told for the markets in play (for the best one where none is) and those a change names.
    """
    record, words = paper.record, paper.words
    if record.scenario is None:
        return []
    lines = paper.open_markets or record.plan.markets[:1]
    blocks: list[Block] = []
    if tidy(record.scenario.name):
        blocks.append(paragraph(scenario_name(record, words=words), look="strong"))
    if record.scenario.moved and lines:
        named = [change.market for change in map(read_change, record.scenario.changes) if change]
        played = [line.result.market for line in lines]
        weighed = [line.result.market for line in record.plan.markets if line.result.market in named]
        blocks += _moved(record.scenario, list(dict.fromkeys([*played, *weighed]))[:MOST_MARKETS], paper)
    else:
        blocks.append(paragraph(words("pdf.what-if-nothing")))
    return [boxed("strong", words("pdf.what-if"), blocks=blocks)]


def _moved(scenario: WhatIf, markets: Sequence[str], paper: Paper) -> list[Block]:
    """A row for each change, with their sum below where there are several."""
    words = paper.words
    names = [words.numerals.market(market) for market in markets]
    rows = [
        [change_text(moved.change, words=words), *_amounts(moved.nok, markets, words)]
        for moved in scenario.moved[:MOST_CHANGES]
    ]
    if len(scenario.moved) > 1:
        whole = {market: sum(moved.nok.get(market, 0.0) for moved in scenario.moved) for market in markets}
        rows.append([{"text": words("pdf.together"), "strong": True}, *_amounts(whole, markets, words)])
    more = paper.more(len(scenario.moved) - MOST_CHANGES)
    note = f"{words('pdf.moved-how')} {more}".strip()
    shown = table([[words("pdf.moved"), *names]], rows, widths=(6, *(2 for _ in names)), left=(0,))
    return [shown, paragraph(note, look="small")]


def _amounts(nok: Mapping[str, float], markets: Sequence[str], words: Words) -> list[Cell]:
    return [amount(nok.get(one, 0.0) / 1e6, numerals=words.numerals, signed=True) for one in markets]
