"""A page or half of one for each market to enter or to find out about: its account, its road, what to ask."""

from __future__ import annotations

from fram.decide.plan import MarketPlan
from fram.workspace.papers.digest import month_or_after
from fram.workspace.papers.listing import OpenPoint
from fram.workspace.papers.market_pages import MarketPage
from fram.workspace.papers.printed.sheets.account import costs, price, ten_years, turns, worth
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Sheet,
    beside,
    cut,
    heading,
    pairs,
    paragraph,
    phrases,
    portion,
)
from fram.workspace.papers.printed.sheets.front import said, upper
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.proof import EACH, has_proof
from fram.workspace.papers.words import Words

MOST_ASKED, MOST_UNKNOWN, LONGEST = 2, 3, 260
"""Questions and open points shown for a market; letters of a reason."""
FIGURES = "loss best sale payback"
"""What is told beside a market's amounts of money."""
PAGES, PAGES_WITH_PROOF = 4, 3
"""Pages of the paper that are the open markets' accounts: with six of them on four pages the first two have
one each. Where their price and evidence are told as well, the accounts have three; where those take two pages
and the launch sequence one, two."""


def market_portions(paper: Paper) -> Sheet | None:
    """Return the open markets, a page each as far as there are pages, the last ones on halves of a page."""
    lines = paper.open_markets
    if not lines:
        return None
    whole = min(len(lines), 2 * _pages(paper) - len(lines))
    return Sheet(
        blocks=tuple(
            portion(_market(line, paper, whole=place < whole), whole=place < whole)
            for place, line in enumerate(lines)
        )
    )


def _pages(paper: Paper) -> int:
    if not has_proof(paper):
        return PAGES
    is_full = paper.record.sequence is not None and len(paper.open_markets) > EACH
    return PAGES_WITH_PROOF - is_full


def first_sale(line: MarketPlan, paper: Paper) -> str:
    """Return the month of the first sale in the middle run, or that there is none."""
    sale, words = line.result.first_sale, paper.words
    return month_or_after(sale.p50, paper.record, words=words) if sale else words("board.no-sale")


def _market(line: MarketPlan, paper: Paper, *, whole: bool) -> list[Block]:
    """What is told of a market: the same on a page and on half of one, only closer."""
    words, page = paper.words, paper.pages[line.result.market]
    value = [heading(words("market.figures"), level=3), worth(line, paper), pairs(_figures(page, words)),
             paragraph(f"{upper(page.account.delay)}.", look="small")]  # fmt: skip
    paid, way = costs(line, paper), price(page.account)
    years = ten_years(page.account, paper, short=not whole)
    road = _road(line, page, words, short=not whole)
    hangs = turns(line, paper, short=not whole)
    asked = [*_asks(page, paper), *_unknown(page, paper)]
    if whole:
        return [*_head(page, paper), beside(value, years), *way, beside(paid, road), *hangs, *asked]
    first = beside(value, paid, road, widths=(12, 11, 13))
    return [*_head(page, paper), first, *way, beside(years, [*hangs, *asked], widths=(2, 3))]


def _head(page: MarketPage, paper: Paper) -> list[Block]:
    """The market with its verdict, the reason, and the warnings."""
    words = paper.words
    place = words("market.place", place=page.place, of=len(paper.pages))
    note = " · ".join([page.verdict_word, words("chart.tier", tier=page.tier), place])
    because = cut(words("board.because", reason=page.because), LONGEST)
    return [
        heading(page.name, mark=page.verdict, note=note), paragraph(f"{upper(because)}.", look="lead"),
        *(phrases([f"{text}."], name=words("report.warning")) for text in page.warnings),
    ]  # fmt: skip


def _figures(page: MarketPage, words: Words) -> list[tuple[str, str]]:
    """The chances and the two moments, as the report tells them."""
    told = {figure.name: figure.value for figure in page.figures}
    names = [words(f"figure.{key}") for key in FIGURES.split()]
    return [(name, told[name]) for name in names]


def _road(line: MarketPlan, page: MarketPage, words: Words, *, short: bool) -> list[Block]:
    """The steps to the first sale on the axis all markets share, and how often each holds it up."""
    held = {words(f"step.{step.name}"): words.numerals.chance(step.critical) for step in line.ledger.road}
    steps = [
        {"name": step.name, "middle": step.middle, "between": step.between, "left": step.left,
         "width": min(step.width, 100 - step.left), "dot": step.dot, "core": step.core or (),
         "is_critical": step.is_critical, "held": held.get(step.name, "") if step.core else ""}
        for step in page.steps
    ]  # fmt: skip
    ticks = [{"name": tick.name, "at": float(tick.value)} for tick in page.ticks]
    how = [] if short else [paragraph(words("pdf.road-how"), look="small")]
    said = " ".join((f"{page.regime}.", page.payment, *(page.payers.said[1:] if page.payers else ())))
    return [
        heading(words("market.road"), level=3), paragraph(said, look="small"),
        {"kind": "road", "steps": steps, "ticks": ticks}, *how,
    ]  # fmt: skip


def _asks(page: MarketPage, paper: Paper) -> list[Block]:
    """What to ask and whom, the best worth first."""
    if not page.asks:
        return []
    asked = [said(one) for one in page.asks[:MOST_ASKED]]
    title = heading(paper.words("market.questions"), level=3)
    return [title, *(phrases([upper(first), *rest]) for first, *rest in asked)]


def _unknown(page: MarketPage, paper: Paper) -> list[Block]:
    """What nobody knows here yet, and who could tell."""
    if not page.unknown:
        return []
    told = "; ".join(cut(open_point(point, paper), LONGEST) for point in page.unknown[:MOST_UNKNOWN])
    more = paper.more(len(page.unknown) - MOST_UNKNOWN)
    text = f"{told}; {more}" if more else told
    return [phrases([f"{text}."], name=paper.words("market.unknown"), look="small")]


def open_point(point: OpenPoint, paper: Paper) -> str:
    """Return what is not known, why, and whom to ask."""
    whom = f" ({paper.words('gaps.whom', whom=point.whom)})" if point.whom else ""
    return f"{point.what}: {point.why}{whom}"
