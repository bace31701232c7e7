"""The company in a sequence: its own cash without launches, its round, and the people it can spare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.cash import BURN_DRIFT
from fram.decide.model.case import Mode
from fram.decide.model.cashflow import HORIZON
from fram.decide.model.factors import Draws
from fram.decide.model.sampling import sample
from fram.decide.raising import raised
from fram.decide.sequence.again.earlier import Earlier
from fram.decide.sequence.problem import NEVER, Decision, Start
from fram.terms.company import Company
from fram.terms.errors import Problem, Refused
from fram.terms.loop import CHANGE_FEE_NOK, Covenant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FREE_SHARE = 0.5
"""Share of the company's people by function that new markets may take: a planning figure of ours."""
MODES: tuple[Mode, ...] = ("direct", "distributor", "partner")
MOST_QUARTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a sequence is held to.

    ``probability``: in how large a share of futures cash must never fall below ``floor_nok``;
    ``own_months``: for how long the company's own burn is counted (what comes after is for the next round
    or the home market to carry; launches are counted to the end). ``quarters`` in which a launch may start,
    and ``after_round`` quarters after the round. ``free_share``: see ``FREE_SHARE``. ``held``: decisions
    under way, which stand; ``planned``: decisions of the sequence before, each of which is only changed for
    more than ``fee_nok``. ``must`` and ``never``: markets; ``before``: for a market those that have to have
    started before. ``begun``: how many months ago a market held at quarter 0 began, on the day of
    ``since``; ``earlier``: the sequence that ``planned`` was read from; ``left_out``: markets with a launch
    decided that are not weighed, so that neither their cash nor their people count.
    """

    floor_nok: float = 0.0
    probability: float = 0.9
    own_months: int = 12
    quarters: int = 8
    after_round: int = 4
    free_share: float = FREE_SHARE
    modes: tuple[Mode, ...] = MODES
    covenants: tuple[Covenant, ...] = ()
    must: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[Decision, ...] = ()
    planned: tuple[Decision, ...] = ()
    fee_nok: float = CHANGE_FEE_NOK
    begun: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    earlier: Earlier | None = None
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if faults := tuple(self._faults()):
            raise Refused("no sequence can be held to these rules", problems=faults)

    def _faults(self) -> Iterator[Problem]:
        if not 0 < self.probability < 1:
            yield Problem(
                where="probability", what=f"{self.probability:g} is no probability between 0 and 1",
                remedy="give one such as 0.9",
            )  # fmt: skip
        for name, low, high in (("own_months", 1, HORIZON), ("quarters", 1, MOST_QUARTERS),
                                ("after_round", 0, MOST_QUARTERS)):  # fmt: skip
            value = getattr(self, name)
            if not low <= value <= high:
                yield Problem(where=name, what=f"{value}", remedy=f"give {low} to {high}")
        if not 0 <= self.free_share <= 1:
            yield Problem(where="free_share", what=f"{self.free_share:g}", remedy="give a share from 0 to 1")
        if not self.modes:
            yield Problem(where="modes", what="none is left", remedy=f"name some of {', '.join(MODES)}")
        for one in self.covenants:
            if one.from_month > one.until_month:
                what = f"runs from month {one.from_month} to {one.until_month}"
                yield Problem(where="covenants", what=what, remedy="put the earlier month first")
        if circle := _in_a_circle(self.before):
            what = f"{' → '.join(circle)}: each waits for the one before it"
            yield Problem(where="before", what=what, remedy="take one of them out")
        now = {decision.market for decision in self.held if decision.start == Start()}
        for market, months in self.begun.items():
            if market not in now or not 0 <= months < HORIZON:
                what = f"{market} began {months} months ago"
                remedy = f"hold it at quarter 0, begun 0 to {HORIZON - 1} months ago"
                yield Problem(where="begun", what=what, remedy=remedy)
        for both in sorted(self.must & self.never):
            yield Problem(where="must", what=f"{both} must and must not be launched", remedy="drop one")


def _in_a_circle(before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The markets that wait for each other in a circle; none where all can start."""
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def floor_of(rules: Rules) -> Floats:
    """Return what cash may not fall below at the end of each month, NOK, (HORIZON,)."""
    floor = np.full(HORIZON, float(rules.floor_nok))
    for covenant in rules.covenants:
        months = slice(max(covenant.from_month - 1, 0), covenant.until_month)
        floor[months] = np.maximum(floor[months], covenant.least_nok)
    return floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The planned round in each draw: NOK, and the months until the money is there (``NEVER``: it fails).

    Both (draws,). It counts at the end of that month, the first being 1, as in ``fram.decide.cash``.
    """

    at: Ints
    nok: Floats


def round_of(company: Company, draws: Draws, *, late: float = 0.0, fails: bool = False) -> Round:
    """Return the planned round as it may come; ``late`` months later than planned, or failing for certain."""
    count = draws.stop - draws.start
    found = raised(company, seed=draws.seed, start=draws.start, stop=draws.stop, late=late)
    if found is None or fails:
        return Round(at=np.full(count, NEVER, dtype=np.int64), nok=np.zeros(count))
    return Round(at=np.where(found.comes, found.month, NEVER), nok=found.nok)


def own_path(company: Company, draws: Draws, *, round_: Round, own_months: int) -> Floats:
    """Return cash at the end of each month without any launch, (draws, HORIZON) NOK.

    The burn runs for ``own_months`` and is then taken as carried by what comes next.
    """
    months = np.arange(1, HORIZON + 1)[None, :]
    drift = sample(BURN_DRIFT, seed=draws.seed, key="product.burn_drift", start=draws.start, stop=draws.stop)
    burnt = company.monthly_burn_nok * drift[:, None] * np.minimum(months, own_months)
    came = round_.nok[:, None] * (months >= round_.at[:, None])
    return np.asarray(company.cash_nok - burnt + came)


def free_people(company: Company, rules: Rules) -> dict[str, Floats]:
    """Return positions free for launches by function in each month.

    A function in which nobody works is taken as bought in: it holds nothing back.
    """
    staff = {name: getattr(company.staff, name) for name in company.staff.__dataclass_fields__}
    return {name: np.full(HORIZON, have * rules.free_share) for name, have in staff.items() if have > 0}
