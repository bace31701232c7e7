"""What questions are weighed on: the plan's own cases, draws, ranking and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.asking.choice import Choice, choice_of
from fram.decide.asking.ways import Way, way_of, ways_of
from fram.decide.cash import Left, chance_lasts
from fram.decide.ledger import DELAYED_BY, LEDGER_DRAWS
from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of, stack
from fram.decide.rank import Ranked, rank
from fram.decide.rests import error_variances
from fram.decide.shares import shares_of
from fram.decide.verdicts import Limits, limits_of
from fram.terms.company import Company

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LIKELY_TO_LAST = 0.5
"""Cash lasts where it more likely than not lives to see the first sale, as in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How markets stand to each other: ranked, what moves each (``shares``), and which the cash lives to see.

    ``lasting``: the markets whose first sale the cash, with its planned round, more likely than not sees.
    """

    ranked: tuple[Ranked, ...]
    shares: Mapping[str, Mapping[str, float]] = field(repr=False)
    lasting: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One company's markets as simulated. ``values`` (draws,) in NOK by market, luck averaged out.

    ``lasting``: the markets whose first sale the cash lives to see. ``shares``: by market and input, of the
    value's variance; a market left out is looked at when it is needed. ``delay``: by market, NOK lost with
    each month a launch starts later (some draws,), the first of the draws; none where waiting is free.
    ``ways``: by input, what is known of asking about it better than ``way_of`` plans.
    """

    cases: tuple[MarketCase, ...]
    values: Mapping[str, Floats] = field(repr=False)
    ranked: tuple[Ranked, ...]
    limits: Limits
    lasting: frozenset[str]
    seed: int
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)
    delay: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    ways: Mapping[str, Way] = field(default_factory=dict)

    @property
    def by_market(self) -> dict[str, MarketCase]:
        """The cases by market."""
        return {case.market: case for case in self.cases}

    @property
    def choice(self) -> Choice:
        """The choice that answers may change."""
        return choice_of(self.ranked, self.values, limits=self.limits, lasting=self.lasting)

    @property
    def draws(self) -> int:
        """How many futures were simulated."""
        return len(next(iter(self.values.values())))

    def ways_of(self, name: str) -> tuple[Way, ...]:
        """Return the ways of asking about an input."""
        return (self.ways[name],) if name in self.ways else ways_of(name)

    def way_of(self, name: str) -> Way:
        """Return the planned way of asking about an input."""
        return self.ways.get(name) or way_of(name)


def ground_of(
    company: Company,
    cases: Sequence[MarketCase],
    *,
    found: Outcomes,
    seed: int,
    standing: Standing | None = None,
) -> Ground:
    """Return the ground of a company's markets; ``found`` (markets, draws) simulated with the same seed.

    ``standing``: where the plan has ranked them already. A month's delay is looked at in the markets in play.
    """
    markets = [case.market for case in cases]
    standing = standing or standing_of(company, cases, found=found, seed=seed)
    ground = Ground(
        cases=tuple(cases), values=dict(zip(markets, found.value, strict=True)), ranked=standing.ranked,
        limits=limits_of(company), lasting=standing.lasting, seed=seed, shares=standing.shares,
    )  # fmt: skip
    draws, playing = min(LEDGER_DRAWS, found.value.shape[1]), set(ground.choice.markets)
    delay = {c.market: delay_of(c, seed=seed, draws=draws) for c in cases if c.market in playing}
    return replace(ground, delay=delay)


def standing_of(
    company: Company, cases: Sequence[MarketCase], *, found: Outcomes, seed: int, left: Left | None = None
) -> Standing:
    """Return how a company's markets stand to each other; ``left``: what is left of launches under way."""
    shares = {c.market: shares_of(c, found.value[i], seed=seed) for i, c in enumerate(cases)}
    errors = error_variances(cases, found, shares=shares)
    lasting = (c.market for c in cases if chance_lasts(company, c, seed=seed, left=left) >= LIKELY_TO_LAST)
    return Standing(
        ranked=tuple(rank([c.market for c in cases], found, error_variances=errors)), shares=shares,
        lasting=frozenset(lasting),
    )  # fmt: skip


def delay_of(case: MarketCase, *, seed: int, draws: int = LEDGER_DRAWS) -> Floats:
    """Return the NOK lost with each month a launch starts later, in the first draws, (draws,)."""
    from fram.decide.model.kernel import simulate  # numba costs 0.5 s to import: only where it is used

    first = Draws(seed, 0, draws)
    pair = stack([launch_of(case, first), launch_of(case, first, delay=DELAYED_BY)])
    now, later = simulate(pair, decide_at=0).value
    return np.asarray((now - later) / DELAYED_BY)
