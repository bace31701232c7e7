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
from fram.decide.sequence.problem import NEVER, Decision, Need, Problem, Profile, Shared, Way, started
from fram.decide.sequence.staffing import own_people

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

STEP = 3
"""Months in a quarter."""
QUARTERS = HORIZON // STEP
LEAST_ROAD = 1.0
"""Months to approval below which another market's approval eases nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What all ways are drawn with: the draws, which costs and approvals serve several markets, the terms."""

    draws: Draws
    shared: frozenset[str]
    approvals: frozenset[str]
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is said of all ways. ``before`` a market: those that have to have started; ``until`` so many
    quarters worth is worked out, later ones are taken as the last; ``lowered``: NOK of today by which a
    market's worth is changed; ``keep``: markets that stay though they are worth nothing.
    """

    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    until: int = QUARTERS
    lowered: Mapping[str, float] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()


def cases_by_mode(cases: Iterable[MarketCase], modes: Sequence[Mode]) -> list[MarketCase]:
    """Return each market's case once for each way of selling."""
    return [replace(case, sold=replace(case.sold, mode=mode)) for case in cases for mode in modes]


def ways_of(cases: Sequence[MarketCase], draws: Draws, *, terms: Terms) -> list[Way]:
    """Return the ways into the markets of ``cases``, those that are worth something at some start."""
    told = Told(draws=draws, shared=shared_by_many(cases), approvals=approvals_for_many(cases), terms=terms)
    return [way for case in cases if (way := _way(case, told)) is not None]


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
    own = launch_of(case, told.draws, without=told.shared)
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
    after = (Need(id=f"market.{market}", periods=1) for market in before)
    return Way(
        market=case.market, mode=case.sold.mode, alone=_profile_of(case, own, worth, told), eased=eased,
        eased_by=Need(id=approval_id(case), periods=int(np.ceil(np.mean(road)))) if may_be_eased else None,
        gives=(approval_id(case), f"market.{case.market}"), needs=tuple(after), shares=shares,
        staff=own_people(case, own),
    )  # fmt: skip


def _profile(case: MarketCase, told: Told, *, approved_at: float) -> Profile:
    launch = launch_of(case, told.draws, without=told.shared, approved_at=approved_at)
    worth = _worth(case, told, approved_at=approved_at, until=told.terms.until)
    return _profile_of(case, launch, worth, told)


def _profile_of(case: MarketCase, launch: Launch, worth: Floats, told: Told) -> Profile:
    found, x = flows(launch), inputs_of(case, told.draws)
    entered = 1 + x["rivals_now"] + x["rivals_a_year"] * np.maximum(launch.first_sale, 0.0) / 12
    return Profile(
        earned=np.cumsum(found.income - found.serving - found.tied, axis=0).T.astype(np.float32),
        spent=np.cumsum(found.spent, axis=0).T.astype(np.float32),
        rivals=x["rivals_a_year"] / 12 / entered, order=x["order_effect"] + np.zeros_like(entered),
        worth=worth,
    )  # fmt: skip


def _worth(case: MarketCase, told: Told, *, approved_at: float | None, until: int) -> Floats:
    """Value in NOK of today with luck averaged out, by the quarter of the start, (quarters, draws)."""
    from fram.decide.model.kernel import simulate

    launches = [
        launch_of(case, told.draws, delay=float(STEP * q), without=told.shared, approved_at=approved_at)
        for q in range(until)
    ]
    found = simulate(stack(launches), decide_at=0).value
    waited = STEP * np.arange(until)[:, None]
    lowered = told.terms.lowered.get(case.market, 0.0) * launches[0].discount ** waited
    return np.asarray(found + lowered)


def _shares(case: MarketCase, launch: Launch, told: Told) -> Iterable[Shared]:
    x = inputs_of(case, told.draws)
    for name in PAID_ONCE:
        key = case.inputs[name].id
        if key in told.shared and name in x:
            until = launch.approve_at if name == "approval_cost" else launch.launch_at
            yield Shared(id=key, nok=x[name] + np.zeros_like(until), periods=np.maximum(np.ceil(until), 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One decision's launch drawn with its own start: ``at`` the month it starts (``NEVER``), (draws,).

    ``cash`` (draws, HORIZON): net NOK of each month as luck fell; ``launch`` its terms, months from today.
    """

    decision: Decision
    at: Ints
    launch: Launch
    cash: Floats


def drawn_launches(
    sequence: Sequence[Decision],
    *,
    cases: Mapping[tuple[str, str], MarketCase],
    draws: Draws,
    problem: Problem,
) -> list[Drawn]:
    """Return each launch of a sequence from the model itself, without what an earlier one has paid.

    ``cases`` by market and mode; ``problem`` says when the round comes in each draw of ``draws``.
    """
    paid: dict[str, list[Ints]] = {}
    approved: dict[str, Floats] = {}
    found = []
    turn = sorted(sequence, key=lambda d: (_usual(problem, d), d.market))
    for decision in turn:
        case, at = cases[decision.market, decision.mode], started(problem, decision.start)
        happens = at < NEVER
        delay = np.where(happens, at, 0).astype(float)
        key = approval_id(case)
        without = frozenset(name for name, when in paid.items() if any(surely_before(at, w) for w in when))
        launch = launch_of(case, draws, delay=delay, without=without, approved_at=approved.get(key))
        cash = monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok).T
        found.append(
            Drawn(decision=decision, at=at, launch=launch, cash=np.where(happens[:, None], cash, 0.0))
        )
        for name in shared_costs(case):
            paid.setdefault(name, []).append(at)
        comes = np.where(happens, launch.approve_at, np.inf)
        approved[key] = np.minimum(approved.get(key, comes), comes)
    return found


def surely_before(at: Ints, other: Ints) -> bool:
    """Whether the other start lies no later in every draw in which this one comes."""
    happens = at < NEVER
    return bool((other[happens] <= at[happens]).all())


def _usual(problem: Problem, decision: Decision) -> float:
    at = started(problem, decision.start)
    return float(np.median(at[at < NEVER])) if (at < NEVER).any() else float(NEVER)
