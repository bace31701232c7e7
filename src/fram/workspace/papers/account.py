"""A launch's account as a reader sees it: each cost, the price on its way, a wait, and what turns it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.explain import Swing
from fram.decide.ledger import CostLine
from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.charts.tornado import label_of
from fram.workspace.papers.charts.years import TenYears, ten_years
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

LEAST_NOK = 500.0
"""Less than this is not worth telling."""
GROUPS = ("approval", "launch", "running")
"""What is paid until the first sale, as the picture of costs tells it apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost: what it is, when it is paid, how much (P10, P50, P90), and how much until the first sale.

    ``shared`` names whom it is paid once for, where that is more than this market.
    """

    kind: str
    name: str
    when: str
    amount: str
    before_sale: str
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostGroup:
    """Costs that belong together, and what they come to until the first sale."""

    key: str
    name: str
    before_sale: str
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One of the inputs a market hangs on: what is believed of it, and from which value on it pays."""

    name: str
    believed: str
    pays: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A launch's account. ``idle`` names what costs nothing here; ``turns`` is empty for a closed market."""

    groups: tuple[CostGroup, ...]
    idle: str
    price_of: str
    prices: Table
    years: TenYears
    delay: str
    turns: tuple[Turn, ...]


def account_of(line: MarketPlan, record: PlanRecord, *, words: Words) -> Account:
    """Return one market's account, ready to be laid out."""
    sharers = _sharers(record.plan.markets)
    idle = [words(f"cost.{cost.kind}") for cost in line.ledger.lines if cost.amount.p90 < 0.5]
    return Account(
        groups=tuple(_groups(line, sharers, words)), idle=", ".join(dict.fromkeys(idle)),
        price_of=price_of(record, words=words), prices=_prices(line, words),
        years=ten_years(line.ledger.years, record, words=words), delay=delay_text(line, words=words),
        turns=turns_of(line, record, words=words),
    )  # fmt: skip


# --- costs ------------------------------------------------------------------------------------------


def _sharers(lines: Sequence[MarketPlan]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The markets that pay a line but once together, by its kind and by what they share."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        for cost in line.ledger.lines:
            if cost.shared:
                found.setdefault((cost.kind, cost.shared), []).append(line.result.market)
    return {key: tuple(markets) for key, markets in found.items()}


def _groups(
    line: MarketPlan, sharers: Mapping[tuple[str, str], tuple[str, ...]], words: Words
) -> Iterable[CostGroup]:
    for key in GROUPS:
        paid = [c for c in line.ledger.lines if _group_of(c) == key and c.amount.p90 >= 0.5]
        if paid:
            yield CostGroup(
                key=key, name=words(f"figure.cost-{key}"),
                before_sale=_points(line.ledger.before_sale[key], words),
                costs=tuple(_cost(one, sharers.get((one.kind, one.shared), ()), words) for one in paid),
            )  # fmt: skip


def _group_of(cost: CostLine) -> str:
    """Certificates stand with the approval: both are paid once for several markets."""
    if cost.phase in ("team", "market"):
        return "running"
    return "approval" if cost.phase == "approval" or cost.shared else "launch"


def _cost(cost: CostLine, sharers: Sequence[str], words: Words) -> Cost:
    amount = _points(cost.amount, words)
    monthly = cost.phase in ("team", "market")
    return Cost(
        kind=cost.kind, name=words(f"cost.{cost.kind}"), when=_when(cost, words),
        amount=words("account.monthly", amount=amount) if monthly else amount,
        before_sale=_points(cost.before_sale, words), shared=_paid_once(sharers, words),
    )  # fmt: skip


def _when(cost: CostLine, words: Words) -> str:
    return {
        "approval": words("account.until-approval"), "launch": words("account.until-launch"),
        "team": words("account.from-hiring"), "market": words("account.from-launch"),
    }[cost.phase]  # fmt: skip


def _paid_once(markets: Sequence[str], words: Words) -> str:
    """Whom a line is paid once for: a few by name, many by their number."""
    if len(markets) < 2:
        return ""
    if len(markets) > 4:
        return words.count("account.shared-many", len(markets))
    return words("account.shared", markets=words.names(markets, inside=True))


def _points(at: Range, words: Words, *, signed: bool = False) -> str:
    return words.numerals.money_points([at.p10, at.p50, at.p90], signed=signed)


# --- the price on its way ---------------------------------------------------------------------------


def price_of(record: PlanRecord, *, words: Words) -> str:
    """Return what the prices are the price of: one bed a month, one use, one patient once."""
    unit = words.named("unit-of-sale", record.unit_of_sale) if record.unit_of_sale else words("account.unit")
    if record.price_model == "per-use":
        return words("account.price-of-use", unit=unit)
    once = record.price_model == "one-off"
    return words("account.price-of-once" if once else "account.price-of-month", unit=unit)


def _prices(line: MarketPlan, words: Words) -> Table:
    prices = line.ledger.prices
    listed = words("account.tariff" if "tariff" in line.inputs else "account.listed")
    steps = (
        (listed, prices.listed), (words("account.ceiling"), prices.ceiling),
        (words("account.realised"), prices.realised), (words("account.net"), prices.net),
        (words("account.margin"), prices.margin),
    )  # fmt: skip
    return Table(
        head=(words("account.price"), words("account.amount")),
        rows=tuple((name, _points(at, words, signed=at.p10 < 0)) for name, at in steps if at is not None),
    )


# --- a wait, and what turns it ----------------------------------------------------------------------


def delay_text(line: MarketPlan, *, words: Words) -> str:
    """Return what each month of delay costs, or gains where the launch loses money, with its range."""
    at = line.ledger.delay
    if max(abs(at.p10), abs(at.p50), abs(at.p90)) < LEAST_NOK:
        return words("account.delay-nothing")
    middle = month_later(line, words=words)
    return words("account.delay", middle=middle, low=_side(at.p10, words), high=_side(at.p90, words))


def month_later(line: MarketPlan, *, words: Words) -> str:
    """Return in a few words what a month of delay costs or gains in the middle run."""
    at = line.ledger.delay.p50
    amount = words.numerals.money(abs(at))
    return words("account.delay-costs" if at >= 0 else "account.delay-gains", amount=amount)


def _side(nok: float, words: Words) -> str:
    amount = words.numerals.money(abs(nok))
    return words("account.cost-of" if nok >= 0 else "account.gain-of", amount=amount)


def turns_of(line: MarketPlan, record: PlanRecord, *, words: Words) -> tuple[Turn, ...]:
    """Return the inputs a market in play hangs on, with the value from which on it pays."""
    return tuple(
        Turn(
            name=label_of(swing, record, words=words), pays=pays_text(swing, words=words),
            believed=in_unit([swing.low, swing.high], swing.assumption.estimate.unit, words=words),
        )
        for swing in line.break_even
    )  # fmt: skip


def pays_text(swing: Swing, *, words: Words) -> str:
    """Return on which side of which value of an input a market pays, or that none within reach turns it."""
    side = pays(swing)
    if swing.swaps_at is None:
        return words("account.always-pays" if side == "always" else "account.never-pays")
    value = in_unit([swing.swaps_at], swing.assumption.estimate.unit, words=words)
    return words("account.pays-above" if side == "above" else "account.pays-below", value=value)


def pays(swing: Swing) -> Literal["above", "below", "always", "never"]:
    """Return on which side of the value that turns it a market pays; always or never where none does."""
    if swing.swaps_at is None:
        return "always" if swing.at_low + swing.at_high > 0 else "never"
    if swing.swaps_at < swing.low:
        return "above" if swing.at_low > 0 else "below"
    if swing.swaps_at > swing.high:
        return "below" if swing.at_high > 0 else "above"
    return "above" if swing.at_high > swing.at_low else "below"
