"""From markets as they are weighed to ways that a sequence is chosen from, and back to the model itself.

A way's cash is drawn once, by month since its start; starting later shrinks what it earns by the rivals
that come meanwhile. That is the model's own rule but for two things that depend on the calendar: when a
loss-making market is given up, and an approval that is half there. ``drawn_launches`` therefore draws a
chosen sequence anew, each launch with its own start, on other draws than it was chosen with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase, Mode
from fram.decide.model.cashflow import HORIZON, Launch, flows, monthly_cash
from fram.decide.model.costs import PAID_ONCE, shared_costs
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import inputs_of, launch_of, stack
from fram.decide.sequence.again.begun import (
    Before,
    begun_launch,
    cash_left,
    from_today,
    granted,
    left,
    passed,
    worth_left,
)
from fram.decide.sequence.problem import NEVER, Decision, Need, Problem, Profile, Shared, Way, started
from fram.decide.sequence.staffing import own_people

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

STEP = 3
"""Months in a quarter."""
QUARTERS = HORIZON // STEP
LEAST_ROAD = 1.0
"""Months to approval below which another market's approval eases nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What all ways are drawn with: the draws, which costs and approvals serve several markets, the terms.

    ``begun``: launches that began in the past, the earliest first, months from their own start.
    """

    draws: Draws
    shared: frozenset[str]
    approvals: frozenset[str]
    terms: Terms
    begun: tuple[Begun, ...] = ()

    @property
    def paid(self) -> frozenset[str]:
        """Shared costs that a launch under way pays: nobody else does."""
        return frozenset(key for one in self.begun for key in shared_costs(one.case))

    def approved(self, case: MarketCase) -> Flags | None:
        """In which draws a launch under way has got the approval that a market needs; None: none needs it."""
        same = [
            passed(one.launch.approve_at, months=one.months)
            for one in self.begun if one.months and approval_id(one.case) == approval_id(case)
        ]  # fmt: skip
        return np.logical_or.reduce(same) if same else None

    def ahead(self, case: MarketCase) -> int:
        """For how many months the first launch under way has been at work on the approval of a market."""
        return max((o.months for o in self.begun if approval_id(o.case) == approval_id(case)), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A launch that began ``months`` ago: its case, and its terms in months from its own start."""

    case: MarketCase
    months: int
    launch: Launch


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is said of all ways. ``before`` a market: those that have to have started; ``until`` so many
    quarters worth is worked out, later ones are taken as the last; ``lowered``: NOK of today by which a
    market's worth is changed; ``keep``: markets that stay though they are worth nothing; ``begun``: how many
    months ago a launch in a market and mode began.
    """

    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    until: int = QUARTERS
    lowered: Mapping[str, float] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    begun: Mapping[tuple[str, str], int] = field(default_factory=dict)


def cases_by_mode(cases: Iterable[MarketCase], modes: Sequence[Mode]) -> list[MarketCase]:
    """Return each market's case once for each way of selling."""
    return [replace(case, sold=replace(case.sold, mode=mode)) for case in cases for mode in modes]


def ways_of(cases: Sequence[MarketCase], draws: Draws, *, terms: Terms) -> list[Way]:
    """Return the ways into the markets of ``cases``, those that are worth something at some start."""
    if not cases:
        return []
    told = Told(
        draws=draws, shared=shared_by_many(cases), approvals=approvals_for_many(cases), terms=terms,
        begun=tuple(_underway(cases, draws, terms.begun)),
    )  # fmt: skip
    under_way = {one.case.market for one in told.begun}
    begun = [_begun_way(one, told) for one in told.begun]
    new = [way for case in cases if case.market not in under_way if (way := _way(case, told)) is not None]
    return [*begun, *new]


def _underway(
    cases: Sequence[MarketCase], draws: Draws, begun: Mapping[tuple[str, str], int]
) -> Iterable[Begun]:
    """The launches that began, the earliest first: it pays what those after it share with it."""
    there = [case for case in cases if (case.market, case.sold.mode) in begun]
    paid: frozenset[str] = frozenset()
    for case in sorted(there, key=lambda case: (-begun[case.market, case.sold.mode], case.market)):
        months = begun[case.market, case.sold.mode]
        launch = begun_launch(case, draws, months=months, before=Before(without=paid))
        yield Begun(case=case, months=months, launch=launch)
        paid |= frozenset(shared_costs(case))


def _begun_way(one: Begun, told: Told) -> Way:
    """What is left of a launch that began: all its costs are its own, and it stands."""
    case, months = one.case, one.months
    worth = worth_left(one.launch, months=months) + told.terms.lowered.get(case.market, 0.0)
    staff = own_people(case, one.launch)
    return Way(
        market=case.market, mode=case.sold.mode, alone=_profile_of(case, one.launch, worth[None, :], told,
        months=months), gives=(approval_id(case), f"market.{case.market}"),
        staff={name: left(positions, months=months) for name, positions in staff.items()},
    )  # fmt: skip


def shared_by_many(cases: Iterable[MarketCase]) -> frozenset[str]:
    """Return the ids of costs that two markets or more would pay but once."""
    return _many((case.market, key) for case in cases for key in shared_costs(case))


def approvals_for_many(cases: Iterable[MarketCase]) -> frozenset[str]:
    """Return the ids of approvals that serve two markets or more."""
    return _many((case.market, approval_id(case)) for case in cases)


def _many(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    counted = Counter(key for _, key in set(pairs))
    return frozenset(key for key, markets in counted.items() if markets > 1)


def approval_id(case: MarketCase) -> str:
    """Return the id of the approval that a market needs: the same where one approval serves both."""
    return f"approval.{case.inputs['approval_months'].id}"


def _way(case: MarketCase, told: Told) -> Way | None:
    own = _launch(case, told)
    road = own.approve_at
    may_be_eased = approval_id(case) in told.approvals and float(np.median(road)) >= LEAST_ROAD
    # Later sales are fewer and costs the same: what is worth nothing today is worth nothing later.
    today = _worth(case, told, approved_at=0.0 if may_be_eased else None, until=1)
    if today.mean() <= 0 and case.market not in told.terms.keep:
        return None
    shares = tuple(_shares(case, own, told))
    worth = _worth(case, told, approved_at=None, until=told.terms.until)
    eased = _profile(case, told, approved_at=0.0) if may_be_eased else None
    before = told.terms.before.get(case.market, ())
    gone = {one.case.market for one in told.begun if one.months}  # such a market has started already
    after = (Need(id=f"market.{market}", periods=1) for market in before if market not in gone)
    lasts = max(int(np.ceil(np.mean(road))) - told.ahead(case), 0)
    return Way(
        market=case.market, mode=case.sold.mode, alone=_profile_of(case, own, worth, told), eased=eased,
        eased_by=Need(id=approval_id(case), periods=lasts) if may_be_eased else None,
        gives=(approval_id(case), f"market.{case.market}"), needs=tuple(after), shares=shares,
        staff=own_people(case, own),
    )  # fmt: skip


def _profile(case: MarketCase, told: Told, *, approved_at: float) -> Profile:
    launch = _launch(case, told, approved_at=approved_at)
    worth = _worth(case, told, approved_at=approved_at, until=told.terms.until)
    return _profile_of(case, launch, worth, told)


def _launch(case: MarketCase, told: Told, *, delay: float = 0.0, approved_at: float | None = None) -> Launch:
    """A launch without the costs that several share, its approval sure where one under way has got it."""
    found = launch_of(case, told.draws, delay=delay, without=told.shared, approved_at=approved_at)
    return granted(found, told.approved(case))


def _profile_of(case: MarketCase, launch: Launch, worth: Floats, told: Told, *, months: int = 0) -> Profile:
    found, x = flows(launch), inputs_of(case, told.draws)
    entered = 1 + x["rivals_now"] + x["rivals_a_year"] * np.maximum(launch.first_sale, 0.0) / 12
    return Profile(
        earned=_so_far(found.income - found.serving - found.tied, months=months),
        spent=_so_far(found.spent, months=months),
        rivals=x["rivals_a_year"] / 12 / entered, order=x["order_effect"] + np.zeros_like(entered),
        worth=worth,
    )  # fmt: skip


def _so_far(by_month: Floats, *, months: int) -> NDArray[np.float32]:
    """The sum so far from today on of what stands by month since the start, (draws, HORIZON)."""
    return np.cumsum(left(by_month, months=months), axis=0).T.astype(np.float32)


def _worth(case: MarketCase, told: Told, *, approved_at: float | None, until: int) -> Floats:
    """Value in NOK of today with luck averaged out, by the quarter of the start, (quarters, draws)."""
    from fram.decide.model.kernel import simulate

    launches = [_launch(case, told, delay=float(STEP * q), approved_at=approved_at) for q in range(until)]
    found = simulate(stack(launches), decide_at=0).value
    waited = STEP * np.arange(until)[:, None]
    lowered = told.terms.lowered.get(case.market, 0.0) * launches[0].discount ** waited
    return np.asarray(found + lowered)


def _shares(case: MarketCase, launch: Launch, told: Told) -> Iterable[Shared]:
    x = inputs_of(case, told.draws)
    for name in PAID_ONCE:
        key = case.inputs[name].id
        if key in told.shared - told.paid and name in x:
            until = launch.approve_at if name == "approval_cost" else launch.launch_at
            yield Shared(id=key, nok=x[name] + np.zeros_like(until), periods=np.maximum(np.ceil(until), 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One decision's launch drawn with its own start: ``at`` the month it starts (``NEVER``), (draws,).

    ``cash`` (draws, HORIZON): net NOK of each month as luck fell; ``launch`` its terms, months from today.
    ``months``: how long ago it began, where it did; then ``at`` is 0, its times may lie below 0, and
    ``worth`` (draws,) is NOK of today of what is left of it, luck averaged out.
    """

    decision: Decision
    at: Ints
    launch: Launch
    cash: Floats
    months: int | None = None
    worth: Floats | None = None


def drawn_launches(
    sequence: Sequence[Decision],
    *,
    cases: Mapping[tuple[str, str], MarketCase],
    draws: Draws,
    problem: Problem,
) -> list[Drawn]:
    """Return each launch of a sequence from the model itself, without what an earlier one has paid.

    ``cases`` by market and mode; ``problem`` says when the round comes in each draw of ``draws``, and which
    launches began in the past.
    """
    before = _DoneBefore(draws)
    turn = sorted(sequence, key=lambda d: (_usual(problem, d), d.market))
    return [
        before.begun(decision, case, problem.begun[decision.market])
        if decision.market in problem.begun
        else before.new(decision, case, started(problem, decision.start))
        for decision in turn for case in (cases[decision.market, decision.mode],)
    ]  # fmt: skip


class _DoneBefore:
    """What the launches drawn so far did for those to come: costs paid, approvals under way or held."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._paid: dict[str, list[Ints]] = {}
        self._approved: dict[str, Floats] = {}
        self._sure: dict[str, Flags] = {}

    def new(self, decision: Decision, case: MarketCase, at: Ints) -> Drawn:
        """Draw a launch that starts at ``at``, (draws,) months from today."""
        happens, key = at < NEVER, approval_id(case)
        launch = launch_of(
            case, self._draws, delay=np.where(happens, at, 0).astype(float), without=self._without(at),
            approved_at=self._approved.get(key),
        )  # fmt: skip
        launch = granted(launch, self._sure.get(key))
        cash = monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok).T
        self._note(case, at, np.where(happens, launch.approve_at, np.inf))
        return Drawn(decision=decision, at=at, launch=launch, cash=np.where(happens[:, None], cash, 0.0))

    def begun(self, decision: Decision, case: MarketCase, months: int) -> Drawn:
        """Draw what is left of a launch that began ``months`` ago."""
        at, key = np.full(self._draws.stop - self._draws.start, -months, dtype=np.int64), approval_id(case)
        before = Before(without=self._without(at), approved_at=self._approved.get(key))
        launch = begun_launch(case, self._draws, months=months, before=before)
        if (held := passed(launch.approve_at, months=months)).any():
            self._sure[key] = self._sure.get(key, held) | held
        shown = from_today(launch, months=months)
        self._note(case, at, shown.approve_at)
        return Drawn(
            decision=decision, at=np.zeros_like(at), launch=shown, cash=cash_left(launch, months=months).T,
            months=months, worth=worth_left(launch, months=months),
        )  # fmt: skip

    def _without(self, at: Ints) -> frozenset[str]:
        return frozenset(name for name, w in self._paid.items() if any(surely_before(at, one) for one in w))

    def _note(self, case: MarketCase, at: Ints, approved_at: Floats) -> None:
        for name in shared_costs(case):
            self._paid.setdefault(name, []).append(at)
        key = approval_id(case)
        self._approved[key] = np.minimum(self._approved.get(key, approved_at), approved_at)


def surely_before(at: Ints, other: Ints) -> bool:
    """Whether the other start lies no later in every draw in which this one comes."""
    happens = at < NEVER
    return bool((other[happens] <= at[happens]).all())


def _usual(problem: Problem, decision: Decision) -> float:
    if decision.market in problem.begun:
        return -float(problem.begun[decision.market])
    at = started(problem, decision.start)
    return float(np.median(at[at < NEVER])) if (at < NEVER).any() else float(NEVER)
