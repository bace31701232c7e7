"""What a market's months are made from and what they come to, each number a formula by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from fram.decide.base import Base
from fram.decide.model.cashflow import HORIZON, STOP_AFTER
from fram.decide.model.costs import Line, Phase, cost_lines
from fram.decide.model.inputs import INPUTS
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.look import number_of, unit_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """One number on its way: its name in formulas, what it is, how it is worked out, and what comes out.

    ``formula`` names others in braces; ``value`` is the engine's; ``number`` its number format.
    """

    name: str
    label: str
    formula: str
    value: float
    number: str = "two"
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Workings that belong together, under a heading."""

    title: str
    rows: tuple[Working, ...]


def inputs_of(base: Base, *, words: Words, cells: dict[str, str]) -> Section:
    """Return the inputs of a market, each by reference to its ``cells`` (by assumption id)."""
    rows = []
    for name, value in base.inputs.items():
        item = base.case.inputs[name]
        unit = item.estimate.unit or INPUTS[name].unit
        rows.append(
            Working(
                name=name, label=words.named("input", name), formula=cells[item.id], value=value,
                number=number_of(unit, value), unit=unit_name(unit, words=words),
            )
        )  # fmt: skip
    return Section(title=words("workbook.inputs"), rows=tuple(rows))


def dates(base: Base, *, words: Words) -> Section:
    """Return the months from the plan's day until each step is done: the critical path, forwards."""
    ends, launch, month = base.ends, base.launch, words("workbook.months")
    first = float(launch.first_sale[0])
    paid = "{launch_at}"
    if base.case.needs_payment:
        paid = "MAX({launch_at},{evidence_months})+MAX(0,{payment_months})"
    work = "MAX({approve_at},{gate_months},{localisation_months})"
    held = "MAX(0,{preparation_months})+MAX(0,{approval_months})"
    pilot = "{paid_at}+MAX(0,{sales_cycle})*{pilot_part}"
    sale = "MIN({pilot_at}+MAX(0,{sales_cycle})*(1-{pilot_part}),240)"
    review = float(ceil(first) + STOP_AFTER)
    rows = (
        ("approve_at", words("workbook.approval-done"), held, ends["approve"]),
        ("launch_at", words("workbook.launch-done"), work, ends["launch"]),
        ("paid_at", words("workbook.payment-done"), paid, ends["payment"]),
        ("pilot_at", words("workbook.pilot-done"), pilot, ends["pilot"]),
        ("first_sale", words("workbook.first-sale-done"), sale, first),
        ("hire_at", words("workbook.team-hired"), "MAX({paid_at}-{hire_lead},0)", float(launch.hire_at[0])),
        ("review_at", words("workbook.reviewed"), "ROUNDUP({first_sale},0)+{stop_after}", review),
    )
    made = (
        Working(name=name, label=label, formula=formula, value=value, number="one", unit=month)
        for name, label, formula, value in rows
    )
    return Section(title=words("workbook.dates"), rows=tuple(made))


def chances(base: Base, *, words: Words) -> Section:
    """Return the chances that weigh the branches, and the share that buys without a payer."""
    approved, paid = base.chances
    rows = [("approved", words("workbook.approved"), "approval_chance", approved)]
    if base.case.needs_payment:
        share = float(base.launch.unpaid_share[0])
        rows.append(("paid", words("workbook.paid"), "payment_chance", paid))
        rows.append(("unpaid", words("workbook.unpaid"), "unpaid_share", share))
    made = (
        Working(name=name, label=label, formula=f"MIN(1,MAX(0,{{{of}}}))", value=value, number="percent")
        for name, label, of, value in rows
    )
    return Section(title=words("workbook.chances"), rows=tuple(made))


def lines_of(base: Base) -> tuple[Line, ...]:
    """Return the cost lines of a launch, as the simulation has them."""
    return cost_lines(base.case, {name: np.array([value]) for name, value in base.inputs.items()})


def costs(base: Base, *, words: Words) -> Section:
    """Return every cost by kind: NOK once for what is paid until a date, NOK a month for what runs."""
    order: tuple[Phase, ...] = ("approval", "launch", "team", "market")
    lines = sorted(lines_of(base), key=lambda line: order.index(line.phase))
    once, running = words("workbook.nok-once"), words("workbook.nok-a-month")
    made = [
        Working(
            name=f"cost_{line.kind}", label=words.named("cost", line.kind), formula=_cost(base, line.kind),
            value=float(line.nok[0]), number="whole", unit=once if line.is_once else running,
        )
        for line in lines
    ]  # fmt: skip
    launch = [one for line, one in zip(lines, made, strict=True) if line.phase == "launch"]
    made.append(
        Working(
            name="cost_launch", label=words("workbook.launch-costs"), number="whole", unit=once,
            formula="+".join(f"{{{one.name}}}" for one in launch), value=sum(one.value for one in launch),
        )
    )  # fmt: skip
    return Section(title=words("workbook.costs"), rows=tuple(made))


def _cost(base: Base, kind: str) -> str:
    """How a cost line is worked out: the formulas of ``fram.decide.model.costs``, line by line."""
    case = base.case
    team = "{team}" + ("*{near_home_team}" if case.near_home else "")
    team += "*{mode_team}" if case.sold.mode != "direct" else ""
    return {
        "approval": "{approval_cost}",
        "certificates": "{firm_cost}",
        "security": "{gate_cost}",
        "localisation": "{localisation}" + ("*{localised_share}" if case.speaks_language else ""),
        "evidence": "{evidence_cost}",
        "setup": "{partner_setup}",
        "people": team + "*{position_cost}*{employer_cost}*{price_level}",
        "travel": "{travel}",
        "marketing": "{marketing}*{price_level}",
        "hosting": "{hosting}",
        "upkeep": "{upkeep}/12",
        "vat": "{vat_handling}",
        "support": "{distributor_support}*{price_level}",
    }[kind]


def running_kinds(base: Base) -> Iterator[tuple[str, str]]:
    """Yield the kinds of cost that run by the month, with the date from which they run."""
    for line in lines_of(base):
        if not line.is_once:
            yield line.kind, "hire_at" if line.phase == "team" else "launch_at"


def payback_of(base: Base) -> int:
    """Return the first month from which expected cumulative cash stays at 0 or above; 120 means never."""
    negative = np.flatnonzero(np.cumsum(base.expected) < 0)
    return int(negative[-1]) + 1 if negative.size else 0


def lowest_of(base: Base) -> float:
    """Return the deepest expected cumulative cash, NOK, 0 or below."""
    return min(float(np.cumsum(base.expected).min()), 0.0)


def has_sale(base: Base) -> bool:
    """True where something is sold within the ten years."""
    return bool(base.launch.first_sale[0] < HORIZON and base.launch.units[0] > 0)


def results(base: Base, *, words: Words) -> Section:
    """Return the results of a market as formulas over its months."""
    branches = [("npv_paid", words("workbook.npv-paid"), "net_paid", base.paid)]
    won = "{npv_paid}"
    if base.case.needs_payment:
        branches.append(("npv_unpaid", words("workbook.npv-unpaid"), "net_unpaid", base.unpaid))
        won = "({paid}*{npv_paid}+(1-{paid})*{npv_unpaid})"
    branches.append(("npv_failed", words("workbook.npv-failed"), "net_failed", base.failed))
    rows = [
        (name, label, f"SUMPRODUCT({{{column}:}},{{factor:}})", float((cash * base.factors).sum()))
        for name, label, column, cash in branches
    ]
    value = f"{{approved}}*{won}+(1-{{approved}})*{{npv_failed}}"
    lowest = "MIN(0,MIN({cumulative:}))"
    payback = "SUMPRODUCT(MAX(({cumulative:}<0)*({month:}+1)))"
    check = "IF(ABS({value}-SUM({present:}))<1,0,1)"
    rows += [
        ("value", words("workbook.value"), value, base.value),
        ("lowest", words("workbook.lowest"), lowest, lowest_of(base)),
        ("payback", words("workbook.payback-months"), payback, float(payback_of(base))),
        ("check", words("workbook.check"), check, 0.0),
    ]
    units = {"payback": words("workbook.months"), "check": words("workbook.check-unit")}
    made = (
        Working(
            name=name, label=label, formula=formula, value=value, number="whole", unit=units.get(name, "NOK")
        )
        for name, label, formula, value in rows
    )  # fmt: skip
    return Section(title=words("workbook.results"), rows=tuple(made))
