"""The months of a launch, column by column: its formula and, beside it, the engine's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.base import Base
from fram.decide.model.cashflow import HORIZON, LEAST_LOSS, STOP_AFTER
from fram.decide.model.income import sold_once
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.workings import lines_of, running_kinds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Yearly = Literal["sum", "last", ""]
"""What a year shows of its twelve months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in formulas, its heading, the formula of its first month and of those after.

    ``below`` empty: the first month's formula holds for all. ``group`` is a heading above it.
    """

    name: str
    title: str
    first: str
    values: Floats
    below: str = ""
    number: str = "whole"
    yearly: Yearly = "sum"
    group: str = ""


class Months:
    """The engine's numbers of one market by month, arrays of shape (120,), from which columns take values.

    Everything is what is left once a launch that does not carry itself has been given up.
    """

    def __init__(self, base: Base) -> None:
        self.base, launch = base, base.launch
        self.month = np.arange(HORIZON, dtype=float)
        self.once = sold_once(base.case)
        units = float(launch.units[0])
        keep, self.ordered = float(launch.keep[0]), np.zeros(HORIZON)
        before = held = 0.0
        for month, share in enumerate(base.ordered):
            held = held * keep + units * (share - before)
            self.ordered[month], before = held, share
        prices, selling = base.prices, base.added if self.once else base.in_use * base.times
        self.lines = {line.kind: float(line.nok[0]) for line in lines_of(base)}
        began = {"hire_at": float(launch.hire_at[0]), "launch_at": float(launch.launch_at[0])}
        running = {
            kind: self.lines[kind] * (self.month >= began[since]) for kind, since in running_kinds(base)
        }
        margin, runs = selling * float(prices.margin[0]), np.sum(list(running.values()), axis=0)
        self.goes_on = self._flag(margin - runs, end=np.inf)
        self.running = {kind: nok * self.goes_on for kind, nok in running.items()}
        self.unpaid_on, self.failed_on = self._other_flags(margin, runs)
        self.income = selling * float(prices.net[0]) * self.goes_on
        self.serve = selling * float(prices.serve[0]) * self.goes_on
        self.border = selling * float(prices.border[0]) * self.goes_on
        self.tied = self.income * float(launch.tied[0])
        self.result = self.income - self.serve - self.border - sum(self.running.values())

    def _flag(self, result: Floats, *, end: float) -> Floats:
        """1 as long as a launch goes on: until ``end``, or until a review finds that it loses money."""
        flag = (self.month < end).astype(float)
        review = int(np.ceil(self.base.launch.first_sale[0])) + STOP_AFTER
        losing = np.flatnonzero((np.arange(HORIZON) >= review) & (result < -LEAST_LOSS))
        if losing.size:
            flag[losing[0] + 1 :] = 0
        return flag

    def _other_flags(self, margin: Floats, running: Floats) -> tuple[Floats, Floats]:
        launch = self.base.launch
        share = float(launch.unpaid_share[0])
        denied = np.ceil(launch.paid_at[0]) if share == 0 else np.inf
        unpaid = self._flag(margin * share - running, end=denied)
        return unpaid, (self.month < np.ceil(launch.approve_at[0])).astype(float)

    @property
    def approval(self) -> Floats:
        """Approval work, NOK a month: paid evenly until the decision."""
        months = max(np.ceil(self.base.launch.approve_at[0]), 1.0)
        return self.lines["approval"] / months * (self.month < months)

    @property
    def launching(self) -> Floats:
        """All else that is paid once, NOK a month: paid evenly until the launch."""
        months = max(np.ceil(self.base.launch.launch_at[0]), 1.0)
        total = float(self.base.launch.launch_cost[0] + self.base.launch.firm_cost[0])
        return total / months * (self.month < months) * self.goes_on


def columns_of(base: Base, *, words: Words, on: date) -> tuple[Column, ...]:
    """Return the columns of a market's months, left to right; ``on`` is the plan's day."""
    found = Months(base)
    return (
        *_when(found, words, on), *_units(found, words), *_income(found, words), *_costs(found, words),
        *_branches(found, words), *_expected(found, words),
    )  # fmt: skip


def serial(on: date, months: int) -> float:
    """Return the day so many months after a day, as spreadsheets count days."""
    number = on.year * 12 + on.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    after = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return float((first - date(1899, 12, 30)).days + min(on.day, (after - first).days) - 1)


def _when(found: Months, words: Words, on: date) -> Iterator[Column]:
    days = np.array([serial(on, month) for month in range(HORIZON)])
    yield Column(
        name="month", title=words("workbook.month"), first="", values=found.month, number="flag", yearly=""
    )
    yield Column(
        name="date", title=words("workbook.date"), first="EDATE({day},{month})", values=days, number="month",
        yearly="last",
    )  # fmt: skip


def _units(found: Months, words: Words) -> Iterator[Column]:
    """Orders along a funnel or a curve, put to use over the rollout, less those lost again."""
    base, since = found.base, "MAX({month}-{first_sale},0)"
    decay = f"EXP(-{{bass_rate}}*{since})"
    share = f"(1-{decay})/(1+{{bass_ratio}}*{decay})"
    if base.case.wins_by_funnel:
        share = f"MIN({{pace}}*{since},1)"
    yield Column(
        name="share", title=words("workbook.ordered-share"), first=share, values=base.ordered,
        number="percent", yearly="last", group=words("workbook.units-group"),
    )  # fmt: skip
    yield Column(
        name="ordered", title=words("workbook.ordered"), first="{units}*{share}", values=found.ordered,
        below="{ordered<}*{keep}+{units}*({share}-{share<})", number="one", yearly="last",
    )  # fmt: skip
    yield Column(
        name="in_use", title=words("workbook.in-use"), first="{added}", below="{in_use<}*{keep}+{added}",
        values=base.in_use, number="one", yearly="last",
    )  # fmt: skip
    yield Column(
        name="added", title=words("workbook.added"), first="{ramp}*{ordered}",
        below="{ramp}*({ordered}-{in_use<}*{keep})", values=base.added, number="one",
    )  # fmt: skip


def _income(found: Months, words: Words) -> Iterator[Column]:
    lost = "IF(AND({month<}>={review_at},{result<}<-0.01),0,{goes_on<})"
    yield Column(
        name="goes_on", title=words("workbook.goes-on"), first="1", below=lost, values=found.goes_on,
        number="flag", yearly="", group=words("workbook.paid-group"),
    )  # fmt: skip
    sold = "{goes_on}*{added}*{times}*" if found.once else "{goes_on}*{in_use}*{times}*"
    yield Column(
        name="income", title=words("workbook.income"), first=sold + "{net_price}", values=found.income
    )
    yield Column(
        name="serve", title=words("workbook.to-serve"), first=sold + "{serve_unit}", values=found.serve
    )
    margin, values = "{income}-{serve}", found.income - found.serve
    if "goods_share" in found.base.inputs:
        yield Column(
            name="border", title=words("workbook.at-border"), first=sold + "{border_unit}",
            values=found.border,
        )  # fmt: skip
        margin, values = margin + "-{border}", values - found.border
    yield Column(name="margin", title=words("workbook.contribution"), first=margin, values=values)


def _costs(found: Months, words: Words) -> Iterator[Column]:
    """What runs by the month, what it leaves, what is paid once, and what lies in working capital."""
    for kind, since in running_kinds(found.base):
        yield Column(
            name=f"run_{kind}", title=words.named("cost", kind), values=found.running[kind],
            first=f"{{goes_on}}*IF({{month}}>={{{since}}},{{cost_{kind}}},0)",
        )  # fmt: skip
    running = "".join(f"-{{run_{kind}}}" for kind in found.running)
    yield Column(
        name="result", title=words("workbook.result"), first="{margin}" + running, values=found.result
    )
    months = "MAX(ROUNDUP({approve_at},0),1)"
    yield Column(
        name="approving", title=words.named("cost", "approval"), values=found.approval,
        first=f"IF({{month}}<{months},{{cost_approval}}/{months},0)",
    )  # fmt: skip
    months = "MAX(ROUNDUP({launch_at},0),1)"
    yield Column(
        name="launching", title=words("workbook.launch-costs"), values=found.launching,
        first=f"{{goes_on}}*IF({{month}}<{months},{{cost_launch}}/{months},0)",
    )  # fmt: skip
    yield Column(
        name="capital", title=words("workbook.working-capital"), first="{income}*{tied}", values=found.tied,
        yearly="last",
    )  # fmt: skip
    yield Column(
        name="net_paid", title=words("workbook.net-cash"), values=found.base.paid,
        first="{result}-{approving}-{launching}-{capital}",
        below="{result}-{approving}-{launching}-({capital}-{capital<})",
    )  # fmt: skip


def _branches(found: Months, words: Words) -> Iterator[Column]:
    """The same launch where a payer says no, and where the approval fails."""
    base = found.base
    if base.case.needs_payment:
        denied = "AND({unpaid}=0,{month}>=ROUNDUP({paid_at},0))"
        lost = "AND({month<}>={review_at},{result<}-(1-{unpaid})*{margin<}<-0.01)"
        yield Column(
            name="unpaid_on", title=words("workbook.goes-on"), first=f"IF({denied},0,1)", number="flag",
            below=f"IF(OR({denied},{lost}),0,{{unpaid_on<}})", values=found.unpaid_on, yearly="",
            group=words("workbook.unpaid-group"),
        )  # fmt: skip
        left = "{unpaid_on}*({result}-(1-{unpaid})*{margin}-{launching})-{approving}"
        yield Column(
            name="net_unpaid", title=words("workbook.net-cash"), values=base.unpaid,
            first=left + "-{unpaid}*{unpaid_on}*{capital}",
            below=left + "-{unpaid}*({unpaid_on}*{capital}-{unpaid_on<}*{capital<})",
        )  # fmt: skip
    yield Column(
        name="failed_on", title=words("workbook.goes-on"), first="IF({month}<ROUNDUP({approve_at},0),1,0)",
        values=found.failed_on, number="flag", yearly="", group=words("workbook.failed-group"),
    )  # fmt: skip
    yield Column(
        name="net_failed", title=words("workbook.net-cash"), values=base.failed,
        first="-{failed_on}*({margin}-{result}+{launching})-{approving}",
    )  # fmt: skip


def _expected(found: Months, words: Words) -> Iterator[Column]:
    """The branches weighed by their chances, added up, and in money of the plan's day."""
    base = found.base
    won = "{net_paid}"
    if base.case.needs_payment:
        won = "({paid}*{net_paid}+(1-{paid})*{net_unpaid})"
    expected, factors = base.expected, base.factors
    yield Column(
        name="expected", title=words("workbook.expected"), values=expected,
        first=f"{{approved}}*{won}+(1-{{approved}})*{{net_failed}}", group=words("workbook.expected-group"),
    )  # fmt: skip
    yield Column(
        name="cumulative", title=words("workbook.cumulative"), first="{expected}",
        below="{cumulative<}+{expected}", values=np.cumsum(expected), yearly="last",
    )  # fmt: skip
    yield Column(
        name="factor", title=words("workbook.factor"), first="(1+{discount_rate})^(-{month}/12)",
        values=factors, number="four", yearly="",
    )  # fmt: skip
    yield Column(
        name="present", title=words("workbook.present"), first="{expected}*{factor}",
        values=expected * factors,
    )  # fmt: skip
