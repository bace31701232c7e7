"""One section for each market: where it stands, the road there, what to ask, and all it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.digest import Ask, ask, because, month_or_after
from fram.workspace.papers.listing import OpenPoint, Row, open_points, row_of
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

THEMES = {
    "approval": ("preparation_months", "approval_months", "approval_chance", "approval_cost"),
    "gates": ("gate_months", "gate_cost"),
    "payment": ("payment_months", "payment_chance", "unpaid_share"),
    "sale": ("sales_cycle", "channel_margin"),
    "reach": ("reach", "market_fit"),
    "price": ("price_level",),
}
"""What a reader asks of a market, and the inputs that answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the road: when it is done (P10, P50, P90), and where that lies on the axis, in per cent."""

    name: str
    middle: str
    between: str
    left: float
    width: float
    dot: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure and what it is called."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One question about a market and the assumptions that answer it."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPage:
    """A market's section, ready to be laid out."""

    code: str
    name: str
    verdict: str
    verdict_word: str
    mark: str
    tier: int
    place: int
    regime: str
    because: str
    trigger: str
    payment: str
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    ticks: tuple[Figure, ...]
    asks: tuple[Ask, ...]
    themes: tuple[Theme, ...]
    unknown: tuple[OpenPoint, ...]
    is_open: bool


def market_pages(record: PlanRecord, *, words: Words) -> tuple[MarketPage, ...]:
    """Return a section for every market, in the order of the ranking."""
    horizon = _horizon(record)
    return tuple(
        _page(line, place, record, words, horizon) for place, line in enumerate(record.plan.markets, start=1)
    )


def _page(line: MarketPlan, place: int, record: PlanRecord, words: Words, horizon: int) -> MarketPage:
    verdict, code = line.stance.verdict, line.result.market
    trigger = line.stance.trigger
    return MarketPage(
        code=code,
        name=words.numerals.market(code),
        verdict=verdict,
        verdict_word=words(f"verdict.{verdict}"),
        mark=MARKS[verdict],
        tier=line.result.tier,
        place=place,
        regime=words.named("regime", line.regime),
        because=because(line.stance, words=words),
        trigger=reason_text(trigger, words=words) if trigger else "",
        payment=words("market.needs-payment" if line.needs_payment else "market.own-budget"),
        figures=_figures(line, record, words),
        ticks=_ticks(record, words, horizon),
        steps=tuple(_step(name, at, record, words, horizon) for name, at in line.dates.items()),
        asks=tuple(ask(question, words=words) for question in line.questions),
        themes=_themes(line, record, words),
        unknown=open_points((gap for gap in record.gaps if gap.market == code), words=words),
        is_open=verdict != "not-now",
    )


def _figures(line: MarketPlan, record: PlanRecord, words: Words) -> tuple[Figure, ...]:
    result, numerals = line.result, words.numerals

    def points(at: Range, *, signed: bool) -> str:
        return numerals.money_points([at.p10, at.p50, at.p90], signed=signed)

    never = words("board.no-sale")
    sale = month_or_after(result.first_sale.p50, record, words=words) if result.first_sale else never
    payback = words.count("market.months", round(result.payback)) if result.payback is not None else never
    shown = {
        "value": points(result.npv, signed=True), "mean": numerals.money(result.mean, signed=True),
        "shrunk": numerals.money(result.shrunk, signed=True), "loss": numerals.chance(result.chance_loss),
        "best": numerals.chance(result.chance_best), "cash-need": points(result.cash_need, signed=False),
        "sale": words("market.with-chance", what=sale, chance=numerals.chance(result.chance_sale)),
        "payback": words("market.with-chance", what=payback, chance=numerals.chance(result.chance_payback)),
        **{name: points(at, signed=False) for name, at in _costs(line).items()},
    }  # fmt: skip
    return tuple(Figure(name=words(f"figure.{name}"), value=value) for name, value in shown.items())


def _costs(line: MarketPlan) -> Mapping[str, Range]:
    return {f"cost-{kind}": at for kind, at in line.costs.items()}


def _horizon(record: PlanRecord) -> int:
    """Months on the common axis of all roads: whole years that hold most of them."""
    latest = max((at.p90 for line in record.plan.markets for at in line.dates.values()), default=12.0)
    return int(12 * -(-min(latest, 96) // 12))


def _step(name: str, at: Range, record: PlanRecord, words: Words, horizon: int) -> Step:
    numerals, on = words.numerals, record.plan.on

    def across(months: float) -> float:
        return round(100 * min(max(months, 0) / horizon, 1), 1)

    first, last = numerals.month(on, at.p10), numerals.month(on, at.p90)
    left, right = across(at.p10), across(at.p90)
    return Step(
        name=words(f"step.{name}"), middle=words("step.now") if at.p90 < 0.5 else numerals.month(on, at.p50),
        between="" if first == last else f"{first} – {last}",
        left=left, width=max(round(right - left, 1), 0.8), dot=across(at.p50),
    )  # fmt: skip


def _ticks(record: PlanRecord, words: Words, horizon: int) -> tuple[Figure, ...]:
    """Years along the axis of the road: their place in per cent and their name."""
    years = range(0, horizon + 1, 12 if horizon <= 48 else 24)
    return tuple(
        Figure(name=words.numerals.month(record.plan.on, at), value=f"{100 * at / horizon:.1f}")
        for at in years
    )


def _themes(line: MarketPlan, record: PlanRecord, words: Words) -> tuple[Theme, ...]:
    found = []
    for key, names in THEMES.items():
        ids = [line.inputs[name] for name in names if name in line.inputs]
        rows = tuple(row_of(record.plan.assumptions[one], record, words=words) for one in ids)
        if rows:
            found.append(Theme(key=key, title=words(f"theme.{key}"), rows=rows))
    return tuple(found)
