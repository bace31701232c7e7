"""One section for each market: where it stands, the road there, what to ask, and all it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers.access.corridor import CorridorSection, corridor_section
from fram.workspace.papers.access.evidence import EvidenceSection, evidence_section
from fram.workspace.papers.access.payers import PayersSection, payers_section
from fram.workspace.papers.access.road import RoadSection, road_section
from fram.workspace.papers.account import Account, account_of
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.digest import Ask, ask, because, month_or_after
from fram.workspace.papers.flags import warnings_of
from fram.workspace.papers.listing import OpenPoint, Row, open_points, row_of
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

THEMES = {
    "approval": ("preparation_months", "approval_months", "approval_chance", "approval_cost", "upkeep"),
    "gates": ("gate_months", "gate_cost", "firm_cost"),
    "payment": ("payment_months", "payment_chance", "unpaid_share", "evidence_months", "wtp"),
    "sale": (
        "sales_cycle", "win_share", "channel_margin", "partner_share", "evidence_cost", "employer_cost",
        "payment_days", "vat_handling",
    ),
    "reach": ("reach", "market_fit", "rivals_now", "rivals_a_year"),
    "price": ("tariff", "price_level", "duty", "vat_rate"),
}  # fmt: skip
"""What a reader asks of a market, and the inputs that answer it."""


ROAD = (
    "prepare", "approve", "approval", "gates", "localise", "evidence", "launch", "payment", "pilot", "tender",
    "first-sale",
)  # fmt: skip
"""Activities and the milestones between them, as they stand below each other."""
ENDS_WITH = {"approve": "approval", "payment": "payment", "tender": "first-sale"}
"""Activities whose end is a date of the plan: one date for one thing."""
HOLDS_UP = 0.5
"""An activity that holds up the first sale in at least this share of the runs is on the critical path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the road: when it is done (P10, P50, P90), and where that lies on the axis, in per cent.

    The band runs from ``left`` over ``width``, ``dot`` is the P50 of its end. An activity has a core from
    the P50 of its start to the P50 of its end, and ``held`` says how often it holds up the first sale.
    """

    name: str
    middle: str
    between: str
    left: float
    width: float
    dot: float
    core: tuple[float, float] | None = None
    held: str = ""
    is_critical: bool = False


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
    warnings: tuple[str, ...]
    steps: tuple[Step, ...]
    ticks: tuple[Figure, ...]
    asks: tuple[Ask, ...]
    themes: tuple[Theme, ...]
    unknown: tuple[OpenPoint, ...]
    account: Account
    approval: RoadSection | None
    payers: PayersSection | None
    prices: CorridorSection | None
    evidence: EvidenceSection | None
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
        warnings=warnings_of(line, words=words),
        steps=tuple(_steps(line, record, words, horizon)),
        asks=tuple(ask(question, words=words) for _, question in record.plan.deciding(code)),
        themes=_themes(line, record, words),
        unknown=open_points((gap for gap in record.gaps if gap.market == code), words=words),
        account=account_of(line, record, words=words),
        approval=road_section(record, code, words=words),
        payers=payers_section(record, code, words=words),
        prices=corridor_section(record, code, words=words),
        evidence=evidence_section(record, code, words=words),
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
    }  # fmt: skip
    return tuple(Figure(name=words(f"figure.{name}"), value=value) for name, value in shown.items())


def _horizon(record: PlanRecord) -> int:
    """Months on the common axis of all roads: whole years that hold most of them."""
    latest = max((at.p90 for line in record.plan.markets for at in line.dates.values()), default=12.0)
    return int(12 * -(-min(latest, 96) // 12))


def _steps(line: MarketPlan, record: PlanRecord, words: Words, horizon: int) -> Iterator[Step]:
    """Activities and milestones in the order of the road; an approval that is held is one milestone."""
    activities = {step.name: step for step in line.ledger.road}
    ended = {ENDS_WITH.get(name) for name in activities if name != "tender"}
    for name in (name for name in ROAD if name in activities or name in line.dates.keys() - ended):
        if name not in activities:
            yield _milestone(name, line.dates[name], record, words, horizon)
            continue
        found = activities[name]
        ends = line.dates.get(ENDS_WITH.get(name, ""), found.ends)
        band = Range(p10=min(found.starts.p10, ends.p10), p50=ends.p50, p90=ends.p90)
        step = _milestone(name, band, record, words, horizon, done=ends)
        core = _across(found.starts.p50, horizon), _across(ends.p50, horizon)
        yield replace(
            step, core=(core[0], max(round(core[1] - core[0], 1), 0.5)), held=_held(found.critical, words),
            is_critical=found.critical >= HOLDS_UP,
        )  # fmt: skip


def _held(critical: float, words: Words) -> str:
    if critical <= 0:
        return words("market.never-holds-up")
    return words("market.holds-up", chance=words.numerals.chance(critical))


def _across(months: float, horizon: int) -> float:
    return round(100 * min(max(months, 0) / horizon, 1), 1)


def _milestone(
    name: str, at: Range, record: PlanRecord, words: Words, horizon: int, *, done: Range | None = None
) -> Step:
    """A step drawn from the P10 to the P90 of ``at``; ``done`` is when it is over, where that differs."""
    numerals, on, done = words.numerals, record.plan.on, done or at
    first, last = numerals.month(on, done.p10), numerals.month(on, done.p90)
    left, right = _across(at.p10, horizon), _across(at.p90, horizon)
    return Step(
        name=words(f"step.{name}"),
        middle=words("step.now") if done.p90 < 0.5 else numerals.month(on, done.p50),
        between="" if first == last else f"{first} – {last}",
        left=left, width=max(round(right - left, 1), 0.8), dot=_across(done.p50, horizon),
    )  # fmt: skip


def _ticks(record: PlanRecord, words: Words, horizon: int) -> tuple[Figure, ...]:
    """Years along the axis of the road: their place in per cent and their name."""
    years = range(0, horizon + 1, 12 if horizon <= 60 else 24)
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
