"""What buyers answered, weighed up: the four questions, and the ladder of prices, each out of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Gt

from fram.access.price.asked import gabor, sensitivity
from fram.access.price.asked.answers import PriceAnswers, read_price_answers
from fram.access.price.asked.curves import Curves
from fram.access.price.asked.gabor import LadderResult
from fram.access.price.asked.ladder import Ladder, read_ladder
from fram.access.price.asked.reach import Reach, reach_of
from fram.access.price.asked.sensitivity import Convention, PriceSensitivity, crossings_of
from fram.access.price.asked.shares import is_shares, read_shares
from fram.terms.errors import Problem, Refused
from fram.terms.proof.worth import Survey
from fram.terms.units import Unit
from fram.workspace.company.checks import CURRENCIES
from fram.workspace.pricing.asked.reading import answers_text, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What a sale brings beside its price. ``buyers`` could buy; ``fixed_cost`` is for all sales together."""

    currency: str = ""
    marginal_cost: Annotated[float, Ge(0), Unit("currency, each sale, per the time one price covers")] = 0.0
    fixed_cost: Annotated[float, Ge(0), Unit("currency, for the time one price covers")] = 0.0
    buyers: Annotated[float, Gt(0), Unit("units that could be bought")] | None = None


REVENUE_ONLY = Sale()
LARGEST = 1e12
"""No amount or number of buyers is larger than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FourQuestions:
    """Answers to the four questions. ``answers``, ``result`` and ``reach``: None for a ready table of shares.

    ``points``: where the curves cross, by name; only told as a price where enough answered.
    """

    source: str
    on: date
    market: str
    currency: str
    seed: int
    curves: Curves = field(repr=False)
    points: dict[str, float]
    answers: PriceAnswers | None = None
    result: PriceSensitivity | None = None
    reach: Reach | None = None

    def told(self, ends: tuple[float, float] | None) -> tuple[float, float] | None:
        """Return ends that may be told as a range; None where few answered and the ends are one price."""
        if ends is None or (self.result and not self.result.enough.is_range(*ends)):
            return None
        return ends

    def survey(self, convention: Convention) -> Survey | None:
        """Return the answers as the company file keeps them.

        None for ready shares, without a market, and where there is no range yet.
        """
        ends = self.told(self.result.acceptable(convention) if self.result else None)
        if self.result is None or ends is None or not self.market:
            return None
        point = self.points["opp"] if self.result.enough.has_point else None
        return Survey(
            market=self.market, method="van-westendorp", answers=self.result.enough.answers, low=ends[0],
            high=ends[1], typical=_inside(point, ends), currency=self.currency, on=self.on,
            source=f"{self.source}; range by the {convention} convention, its foot at P10, its top at P90",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLadder:
    """Answers to a ladder of prices, with what a sale brings beside its price."""

    source: str
    on: date
    market: str
    currency: str
    seed: int
    ladder: Ladder
    result: LadderResult
    sale: Sale = REVENUE_ONLY

    @property
    def best(self) -> tuple[float, tuple[float, float, float]] | None:
        """The best price with its range: the curve's, else the ladder's; None beyond the ladder."""
        result = self.result
        if result.beyond:
            return None
        if result.optimum is not None and result.optimum_range is not None:
            return result.optimum, result.optimum_range
        return result.best, result.best_range

    @property
    def span(self) -> tuple[float, float] | None:
        """The P10 and P90 of the best price: from the lower to the higher of the ladder's and the curve's.

        The curve's own range knows chance only, not whether its shape is right. None where few answered and
        neither of the two is a range.
        """
        ranges = [ends for ends in (self.result.optimum_range, self.result.best_range) if ends]
        if not any(self.result.enough.is_range(ends[0], ends[2]) for ends in ranges):
            return None
        return min(ends[0] for ends in ranges), max(ends[2] for ends in ranges)

    def profit(self, price: float) -> float | None:
        """Return the profit at a price by the curve, all costs off; None without a curve or buyers."""
        if self.result.curve is None or self.sale.buyers is None:
            return None
        return self.result.curve.profit(
            price, marginal_cost=self.sale.marginal_cost, buyers=self.sale.buyers,
            fixed_cost=self.sale.fixed_cost,
        )  # fmt: skip

    def survey(self) -> Survey | None:
        """Return the answers as the company file keeps them; None without a market or a range."""
        if not self.market or self.span is None:
            return None
        low, high = self.span
        point = self.best[0] if self.best and self.result.enough.has_point else None
        aim = "profit" if self.sale.marginal_cost else "revenue"
        return Survey(
            market=self.market, method="gabor-granger", answers=self.result.enough.answers, low=low,
            high=high, typical=_inside(point, (low, high)), currency=self.currency, on=self.on,
            source=f"{self.source}; price of most {aim}, P10 to P90 by the ladder and by the curve",
        )  # fmt: skip


def van_westendorp(
    given: str | Path, *, on: date, market: str = "", currency: str = "", seed: int = 1
) -> FourQuestions:
    """Return what buyers' four prices say: ranges in both conventions, points where 30 or more answered.

    ``given``: a file of answers, or of shares at each price (``price`` and the four questions). Raises
    ``Refused`` for a file that cannot be used, a market or currency nobody knows.
    """
    path = Path(given)
    text, (code, wanted, home) = answers_text(path), settled(market, currency)
    if is_shares(text):
        curves = read_shares(text, where=path.name)
        points = {name: float(at[0]) for name, at in crossings_of(curves).named().items()}
        return FourQuestions(
            source=path.name, on=on, market=code, currency=wanted or home, seed=seed, curves=curves,
            points=points,
        )  # fmt: skip
    answers = read_price_answers(text, currency=wanted, otherwise=home, codes=CURRENCIES, where=path.name)
    result = sensitivity.van_westendorp(answers, seed=seed)
    return FourQuestions(
        source=path.name, on=on, market=code, currency=answers.currency, seed=seed, curves=result.curves,
        points=dict(result.points), answers=answers, result=result,
        reach=reach_of(answers, seed=seed),
    )  # fmt: skip


def gabor_granger(
    given: str | Path, *, on: date, market: str = "", sale: Sale = REVENUE_ONLY, seed: int = 1
) -> PriceLadder:
    """Return what a ladder of prices says: demand, the best price asked and that of the curve, with ranges.

    ``given``: a file with a row for each person (``at_400`` …) or for each price (``price``, ``asked``,
    ``yes`` or ``share``). Raises ``Refused`` for a file from which no demand can be drawn, and for a sale
    with an endless amount.
    """
    _refuse_endless(sale)
    path = Path(given)
    text, (code, wanted, home) = answers_text(path), settled(market, sale.currency)
    ladder = read_ladder(text, currency=wanted, otherwise=home, codes=CURRENCIES, where=path.name)
    result = gabor.gabor_granger(ladder, marginal_cost=sale.marginal_cost, seed=seed)
    return PriceLadder(
        source=path.name, on=on, market=code, currency=ladder.currency, seed=seed, ladder=ladder,
        result=result, sale=sale,
    )  # fmt: skip


def _refuse_endless(sale: Sale) -> None:
    given = {
        "--marginal-cost": sale.marginal_cost, "--fixed-cost": sale.fixed_cost, "--market-size": sale.buyers
    }  # fmt: skip
    problems = [
        Problem(where=name, what=f"{value:g} cannot be counted with", remedy=f"give 0 to {LARGEST:,.0f}")
        for name, value in given.items()
        if value is not None and not 0 <= value <= LARGEST
    ]
    if problems:
        raise Refused("a sale needs amounts that end", problems=problems, kind="usage")


def _inside(point: float | None, ends: tuple[float, float]) -> float | None:
    """A point held within its range: resampling may leave it just outside."""
    return None if point is None else min(max(point, ends[0]), ends[1])
