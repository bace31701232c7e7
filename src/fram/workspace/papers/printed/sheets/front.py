"""The first page: the verdict, its one reason, the ranges, what they rest on, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.plan import MarketPlan
from fram.workspace.papers.digest import Ask, Digest, Go, Later, Warned, some_names, tidy
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Cell,
    Sheet,
    boxed,
    cut,
    millions,
    paragraph,
    phrases,
    sentences,
    table,
)
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.what_if import what_if
from fram.workspace.papers.words import Words

MOST_NAMES, LONGEST_NAME, MOST_ORDERED = 7, 120, 6
"""Closed markets named together; letters of a company's or product's name; markets of an order shown."""


def front_page(paper: Paper) -> Sheet:
    """Return the board page, on exactly one page."""
    words, page, record = paper.words, paper.digest, paper.record
    names = [cut(tidy(name), LONGEST_NAME) for name in (record.company, record.product)]
    blocks = [
        {"kind": "masthead", "company": names[0], "product": names[1], "paper": words("pdf.kind"),
         "day": words.numerals.day(record.plan.on)},
        {"kind": "verdict", "text": verdict(paper)}, *what_if(paper),
        *([paragraph(f"{sentence}.", look="lead") for sentence in map(upper, page.no_go)]),
        *_go(paper), *_asked(page, words), *_later(page.later, words),
        sentences(_facts(paper)),
        sentences([(words("board.next"), (f"{upper(page.command_why)}: ", page.command))]) | {"code": True},
        paragraph(words("report.reading"), look="small"),
    ]  # fmt: skip
    return Sheet(blocks=tuple(blocks), starts=False, fits="page")


def verdict(paper: Paper) -> str:
    """Return the verdict as one sentence."""
    words, lines = paper.words, paper.record.plan.markets
    go = [line.result.market for line in lines if line.stance.verdict == "go"]
    if go:
        return words("pdf.verdict-go", markets=some_names(go, most=MOST_NAMES, words=words, inside=True))
    ask = [line.result.market for line in lines if line.stance.verdict == "find-out"]
    if ask:
        return words("pdf.verdict-ask", markets=some_names(ask, most=MOST_NAMES, words=words, inside=True))
    return words("pdf.verdict-none")


def upper(text: str) -> str:
    """Return a phrase as the head of a sentence."""
    return text[:1].upper() + text[1:]


def _go(paper: Paper) -> list[Block]:
    """The markets to enter: three points of their value, the chance of loss, the first sale; then why."""
    words, page = paper.words, paper.digest
    if not page.go:
        return []
    lines = {line.result.market: line for line in paper.record.plan.markets}
    shown = page.go[:MOST_NAMES]
    rows = [_go_row(lines[one.market], one, words) for one in shown]
    reasons: dict[str, list[str]] = {}
    for one in shown:
        reasons.setdefault("; ".join(filter(None, (one.because, one.starts))), []).append(one.name)
    why = [phrases([f"{reason}."], name=", ".join(names)) for reason, names in reasons.items()]
    notes = (page.tier_note, paper.more(len(page.go) - len(shown)))
    why += [paragraph(f"{upper(note)}.") for note in notes if note]
    why += _warned(page.go_warned, words)
    figures = table(value_head(words, ()), rows, widths=VALUE_WIDTHS, left=(0,))
    return [boxed("go", words("verdict.go"), blocks=[figures, *why])]


VALUE_WIDTHS = (7, 3, 3, 3, 5, 6)


def value_head(words: Words, after: Sequence[str]) -> list[list[Cell]]:
    """Return the two rows over a market's value in MNOK, its chance of loss and its first sale."""
    top: list[Cell] = ["", {"text": words("pdf.value"), "span": 3}, "", "", *("" for _ in after)]
    names = [words("column.market"), "P10", "P50", "P90", words("column.loss"), words("column.first-sale")]
    return [top, [*names, *after]]


def _go_row(line: MarketPlan, told: Go, words: Words) -> list[Cell]:
    figures = millions(line.result.npv, numerals=words.numerals, signed=True)
    return [{"text": told.name, "strong": True}, *figures, told.loss, told.first_sale]


def _warned(found: Sequence[Warned], words: Words) -> list[Block]:
    """What to know before trusting the figures of markets in play."""
    return [
        paragraph(f"{upper(words('board.warning', markets=names, warning=one.text))}.")
        for one in found
        for names in [words.names(one.markets, inside=True)]
    ]


def _asked(page: Digest, words: Words) -> list[Block]:
    """What to find out: where, what knowing it is worth, how, and which answer means go."""
    first = page.ask_first
    found = [phrases(said(one), name=one.name) for one in page.asks] + _warned(page.asks_warned, words)
    if first:
        found.append(phrases([first.name, *said(first)], name=words("board.ask-first")))
    return [boxed("find-out", words("verdict.find-out"), blocks=found)] if found else []


def said(one: Ask) -> tuple[str, ...]:
    """Return a question as phrases, in the order a reader needs them."""
    return (one.worth, one.how, one.changes)


def _later(groups: Sequence[Later], words: Words) -> list[Block]:
    """The closed markets by what re-opens them."""
    found = [
        phrases([group.trigger], name=some_names(group.markets, most=MOST_NAMES, words=words))
        for group in groups
    ]
    return [boxed("not-now", words("verdict.not-now"), blocks=found)] if found else []


def _facts(paper: Paper) -> list[tuple[str, list[str]]]:
    """When cash ends, what is at risk, what it rests on."""
    words, page = paper.words, paper.digest
    ends = [page.cash_ends, f"{words('report.cash-now')}: {page.cash_now}"]
    if page.cash_ends_with_go:
        ends.insert(1, f"{words('board.cash-with-go')}: {page.cash_ends_with_go}")
    rests, order = [f"{upper(page.rests)}."], read_order(paper)
    if page.twice:
        rests.append(f"{upper(words.count('rests.twice-many', len(page.twice)))}.")
    if order:
        rests.append(upper(words("board.read-order", order=order)))
    going = [(words("board.under-way"), [f"{page.under_way}."])] if page.under_way else []
    return [
        *going,
        (words("board.cash"), ends),
        (words("board.at-risk", month=page.decision), [page.at_risk]),
        (words("board.rests"), rests),
    ]


def read_order(paper: Paper) -> str:
    """Return the tiers with read facts only, as far as a line holds them."""
    shown, left = [], MOST_ORDERED
    for tier in paper.record.plan.read_order:
        shown.append(paper.words.names(tier[:left]))
        left -= len(tier)
        if left <= 0:
            break
    whole = left >= 0 and len(shown) == len(paper.record.plan.read_order)
    return " | ".join(shown) + ("" if whole else " …")


def evidence(paper: Paper) -> Block:
    """Return what the inputs rest on as one bar with its legend, firmest first."""
    rests = paper.record.plan.rests
    counts = {
        "read": rests.read, "partly-read": rests.partly_read, "unchecked": rests.unchecked,
        "company": rests.company, "default": rests.defaults,
    }  # fmt: skip
    parts = [
        {"key": key, "count": count, "name": paper.words(f"evidence.{key}")}
        for key, count in counts.items()
        if count
    ]
    return {"kind": "evidence", "parts": parts}
