"""A market in figures: what it is worth, what it hangs on, and what the speaker can say of its costs."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers.account import Account, Cost, month_later
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.digest import ask, month_or_after
from fram.workspace.papers.listing import Source
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.printed.answers import price_band, proof_told, sources_of, warnings_told
from fram.workspace.papers.printed.office import clean, sentence
from fram.workspace.papers.printed.slides.frame import Deck
from fram.workspace.papers.printed.slides.launch import road_text
from fram.workspace.papers.printed.slides.tables import Grid

MOST_SOURCES = 16


def figures(deck: Deck, line: MarketPlan) -> list[tuple[str, str]]:
    """Return what the market is worth, name and value."""
    words, numerals, result = deck.words, deck.words.numerals, line.result

    def points(at: Range, *, signed: bool = False) -> str:
        return numerals.money_points([at.p10, at.p50, at.p90], signed=signed)

    never = words("board.no-sale")
    sale = month_or_after(result.first_sale.p50, deck.record, words=words) if result.first_sale else never
    payback = words.count("market.months", round(result.payback)) if result.payback is not None else never
    band = price_band(deck.record, result.market, words=words)
    return [
        (words("figure.value"), points(result.npv, signed=True)),
        (words("figure.mean"), numerals.money(result.mean, signed=True)),
        (words("figure.loss"), numerals.chance(result.chance_loss)),
        (words("figure.sale"), sale),
        (words("figure.payback"), payback),
        (words("figure.cash-need"), points(result.cash_need)),
        (words("deck.month-later"), month_later(line, words=words)),
        *([(words("corridor.title"), band)] if band else []),
    ]


def figures_grid(deck: Deck, line: MarketPlan) -> Grid:
    """Return the figures as a table under the verdict."""
    words, verdict = deck.words, line.stance.verdict
    return Grid(
        name=f"{words('market.figures')} ({deck.name(line)})", describe=words("market.three"),
        head=(f"{MARKS[verdict]} {words(f'verdict.{verdict}')}", words("deck.p10-50-90")),
        rows=figures(deck, line), widths=(2.2, 3.0), right=(1,), colours={(-1, 0): verdict}, largest=12,
    )  # fmt: skip


def turns_grid(deck: Deck, account: Account, *, name: str) -> Grid:
    """Return the inputs a market hangs on, with the value from which on it pays."""
    words = deck.words
    return Grid(
        name=f"{words('account.turns')} ({name})", describe=words("account.turns-how"),
        head=(words("deck.hangs-on"), words("account.believed"), words("account.pays")),
        rows=[(turn.name, turn.believed, turn.pays) for turn in account.turns], widths=(2.3, 1.6, 1.7),
        right=(1, 2), strong=(), largest=12,
    )  # fmt: skip


def notes_of(deck: Deck, line: MarketPlan, *, account: Account) -> list[str]:
    """Return what the speaker can say: reasons, warnings, the wait, the road, costs, questions, sources."""
    words = deck.words
    reasons = [line.stance.because, line.stance.caution, line.stance.trigger]
    notes = [sentence(reason_text(reason, words=words)) for reason in reasons if reason]
    notes += [warnings_told(line, words=words), sentence(account.delay)]
    notes.append(f"{words('market.road')}: {road_text(deck, line)}")
    notes += proof_told(deck.record, line.result.market, words=words)
    notes += [f"{words('account.costs')} {words('deck.p10-50-90')}", *cost_notes(account, deck)]
    for _, question in deck.record.plan.deciding(line.result.market)[:3]:
        asked = ask(question, words=words)
        notes.append(sentence("; ".join((asked.worth, asked.how, asked.changes))))
    return [*notes, *_works(deck, [line])]


def cost_notes(account: Account, deck: Deck) -> list[str]:
    """Return every cost of a launch as a line: when it is paid, how much, how much until the first sale."""
    words = deck.words
    before = words("account.before-sale")

    def told(cost: Cost) -> str:
        when = ", ".join(part for part in (cost.when, cost.shared) if part)
        more = "" if cost.amount == cost.before_sale else f"; {before}: {cost.before_sale}"
        return f"– {cost.name} ({when}): {cost.amount}{more}"

    notes = []
    for group in account.groups:
        notes += [f"{group.name}: {before} {group.before_sale}", *(told(cost) for cost in group.costs)]
    return [*notes, words("account.idle", kinds=account.idle) if account.idle else ""]


def source_line_of(deck: Deck, line: MarketPlan) -> str:
    """Return whose works stand behind this market's figures, and how many of them are defaults."""
    words, found = deck.words, sources_of(deck.record, [line], words=deck.words)
    names = list(dict.fromkeys(source.publisher or source.title for source in found))
    items = [deck.record.plan.assumptions[one] for one in dict.fromkeys(line.inputs.values())]
    defaults = sum(item.estimate.origin.value == "default" for item in items)
    counts = words("deck.market-source", defaults=defaults, inputs=len(items))
    shown = clean(", ".join(clean(name, most=32) for name in names), most=84)
    return f"{counts} {words('deck.sources')}: {shown}" if names else counts


def _works(deck: Deck, lines: Sequence[MarketPlan]) -> list[str]:
    """The works behind some markets."""
    found = sources_of(deck.record, lines, words=deck.words)
    return [f"{deck.words('deck.sources')}:", *(_told(one) for one in found[:MOST_SOURCES])] if found else []


def _told(source: Source) -> str:
    parts = (source.title, source.publisher, source.place, source.read, source.url)
    return ", ".join(part for part in parts if part)
