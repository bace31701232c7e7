"""What one unit earns and how many are sold: the price chain and the demand, as formulas by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fram.decide.base import Base
from fram.decide.model.case import COUNTED_UNITS
from fram.decide.model.demand import MOST_SHARE, WINNING_YEARS
from fram.decide.model.income import sold_once
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.workings import Section, Working

Row = tuple[str, str, str, float]
"""A working's name, what it is, how it is worked out, what comes out."""


def price(base: Base, *, words: Words) -> Section:
    """Return a unit's price on its way: listed abroad, bound, realised, net, and what a unit leaves."""
    made = [*_rows(_chain(base, words)), *_rows(_left(base, words))]
    once = sold_once(base.case)
    times = 1.0 if once else base.times
    label = words("workbook.once" if once else "workbook.times")
    made.append(Working(name="times", label=label, formula=_times(base), value=times))
    tied = float(base.launch.tied[0])
    unit = words("workbook.months")
    made.append(
        Working(name="tied", label=words("workbook.tied"), formula=_tied(base), value=tied, unit=unit)
    )
    return Section(title=words("workbook.price"), rows=tuple(made))


def _rows(rows: Iterable[Row], *, unit: str = "NOK", number: str = "two") -> Iterator[Working]:
    for name, label, formula, value in rows:
        yield Working(name=name, label=label, formula=formula, value=value, number=number, unit=unit)


def _chain(base: Base, words: Words) -> Iterator[Row]:
    prices, used = base.prices, base.inputs
    tariff = "tariff" in used
    listed = "{tariff}" if tariff else "{price}*{price_level}^{price_follows_level}"
    name = words("workbook.tariff" if tariff else "workbook.listed")
    yield "listed", name, listed, float(prices.listed[0])
    asked = "{listed}" if tariff else "{listed}*{price_realised}"
    if prices.ceiling is not None:
        yield "ceiling", words("workbook.ceiling"), _ceiling(base), float(prices.ceiling[0])
        bound = "MIN({listed}*{price_realised},{ceiling})"
        yield "asked", words("workbook.asked"), bound, float(prices.asked[0])
        asked = "{asked}"
    is_held_back = "outcome_share" in used and not tariff
    held_back = "*(1-{outcome_share}*(1-{outcome_met}))" if is_held_back else ""
    realised = asked + held_back
    yield "realised", words("workbook.realised"), realised, float(prices.realised[0])
    channel = next((f"*(1-{{{name}}})" for name in ("channel_margin", "partner_share") if name in used), "")
    yield "net_price", words("workbook.net-price"), "{realised}" + channel, float(prices.net[0])


def _left(base: Base, words: Words) -> Iterator[Row]:
    prices = base.prices
    yield "serve_unit", words("workbook.serve"), "{cost_to_serve}", float(prices.serve[0])
    left = "{net_price}-{serve_unit}"
    if "goods_share" in base.inputs:
        border = "{net_price}*{goods_share}*({duty}+{freight})"
        yield "border_unit", words("workbook.border"), border, float(prices.border[0])
        left += "-{border_unit}"
    yield "margin_unit", words("workbook.margin"), left, float(prices.margin[0])


def _ceiling(base: Base) -> str:
    """What a unit saves, and the health it gives at what the market pays for it, by each payment."""
    used = base.inputs
    saved = ["{saving}*{price_level}"] if "saving" in used else []
    if "health_gain" in used:
        months = "*MAX({months_used},0.05)" if "months_used" in used else ""
        uses = "*MAX({uses_per_month},0.05)" if "uses_per_month" in used else ""
        saved.append("{wtp}*{health_gain}/(1" + months + uses + ")")
    return "+".join(saved)


def _times(base: Base) -> str:
    """Payments of one unit: in a month of use, or the one when it is put to use."""
    if sold_once(base.case):
        return "1"
    uses = "{uses_per_month}" if "uses_per_month" in base.inputs else "1"
    if not base.case.by_patient:
        return uses
    return uses + ("/12" if base.case.sold.price_model == "one-off" else "*{months_used}/12")


def _tied(base: Base) -> str:
    goods = "+{goods_share}*({stock_months}+{vat_rate}*{vat_refund})" if "goods_share" in base.inputs else ""
    return "{payment_days}/{days_a_month}" + goods


def demand(base: Base, *, words: Words) -> Section:
    """Return how many units are won in the end, and how fast they come."""
    launch, used = base.launch, base.inputs
    ahead = "(1+{rivals_now}+{rivals_a_year}*{first_sale}/12)/(1+{rivals_now})"
    late = [("late", words("workbook.late"), f"({ahead})^(0-{{order_effect}})", base.late)]
    keep = "(1-MIN(1,MAX(0,{churn})))^(1/12)" if "churn" in used else "1"
    ramp = "1-EXP(-1/MAX({rollout_months},0.05))" if "rollout_months" in used else "1"
    flow = [
        ("keep", words("workbook.keep"), keep, float(launch.keep[0])),
        ("ramp", words("workbook.ramp"), ramp, float(launch.ramp[0])),
    ]
    middle = _funnel(base, words) if base.case.wins_by_funnel else _curve(base, words)
    made = (*_rows(late, unit="", number="percent"), *middle, *_rows(flow, unit="", number="percents"))
    return Section(title=words("workbook.demand"), rows=made)


def _funnel(base: Base, words: Words) -> Iterator[Working]:
    used, launch = base.inputs, base.launch
    won = used["pilot_share"] * used["win_share"] * base.late
    each = "" if base.case.sold.unit_of_sale in COUNTED_UNITS else "*{units_per_site}"
    reached = "{reach}" + each + "*{suitable_share}*{won}"
    units, orders = words("workbook.units-unit"), "{contacts_a_month}*{won}*{units_per_site}"
    ordered = used["contacts_a_month"] * won * used["units_per_site"]
    pace = "IF({units}>0,MIN(MAX({orders_a_month}/{units},1E-12),1),1)"
    shares = [("won", words("workbook.won"), "{pilot_share}*{win_share}*{late}", won)]
    counts = [
        ("units", words("workbook.units"), reached, float(launch.units[0])),
        ("orders_a_month", words("workbook.orders"), orders, ordered),
    ]
    pace_row = [("pace", words("workbook.pace"), pace, float(launch.pace[0]))]
    yield from _rows(shares, unit="", number="percent")
    yield from _rows(counts, unit=units)
    yield from _rows(pace_row, unit="", number="percents")


def _curve(base: Base, words: Words) -> Iterator[Working]:
    used, case = base.inputs, base.case
    share = used["suitable_share"] * min(used["peak_share"] * used["market_fit"], MOST_SHARE) * base.late
    won = used["wins_a_year"] * used["market_fit"] * base.late
    people = "*{diagnosed_share}*{reachable_share}" if case.by_patient else ""
    counted = used["diagnosed_share"] * used["reachable_share"] if case.by_patient else 1.0
    taken = "{reach}" + people + "*{suitable_share}*MIN({peak_share}*{market_fit},{most_share})*{late}"
    winnable = "{wins_a_year}*{market_fit}*{late}" + ("" if case.by_patient else "*{winning_years}")
    least = "MIN({taken},{winnable})" + ("" if case.by_patient else "*{units_per_site}")
    years = 1 if case.by_patient else WINNING_YEARS
    counts = [
        ("taken", words("workbook.taken"), taken, used["reach"] * counted * share),
        ("winnable", words("workbook.winnable"), winnable, won * years),
        ("units", words("workbook.units"), least, float(base.launch.units[0])),
    ]
    rate, ratio = (used["bass_p"] + used["bass_q"]) / 12, used["bass_q"] / used["bass_p"]
    curve = [
        ("bass_rate", words("workbook.bass-rate"), "({bass_p}+{bass_q})/12", rate),
        ("bass_ratio", words("workbook.bass-ratio"), "{bass_q}/{bass_p}", ratio),
    ]
    yield from _rows(counts, unit=words("workbook.units-unit"))
    yield from _rows(curve, unit="", number="four")
