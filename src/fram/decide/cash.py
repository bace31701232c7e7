"""The company's cash over the coming months: the cone, and the month it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import HORIZON, Launch, monthly_cash
from fram.decide.model.costs import shared_costs
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of
from fram.decide.model.sampling import sample
from fram.decide.raising import raised
from fram.decide.rank import Range
from fram.terms.company import Company
from fram.terms.dist import Pert

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CONE_DRAWS = 2048
BURN_DRIFT = Pert(low=0.9, typical=1.0, high=1.2)
"""What the burn turns out to be, as a multiple of what was stated: a planning figure of ours."""
SHOWN_MONTHS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of launches under way. ``cash`` (HORIZON, CONE_DRAWS): NOK so far, from today on.

    ``paid``: the ids of shared costs that they pay.
    """

    cash: Floats = field(repr=False)
    paid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cone:
    """Cash in NOK at the end of each month (P10, P50, P90), and the month it first falls below zero.

    ``ends`` is None in a point where cash lasts past the horizon; ``chance_ends`` is the share of draws
    in which cash ends within the horizon.
    """

    months: tuple[Range, ...]
    ends: tuple[float | None, float | None, float | None]
    chance_ends: float


def cone(company: Company, cases: Sequence[MarketCase], *, seed: int, left: Left | None = None) -> Cone:
    """Return the cash cone when ``cases`` are launched now, beside the burn and the planned round.

    What several launched markets share (approval work of a regime, a certificate of the firm) is paid once.
    ``left``: what is left of launches under way.
    """
    total = own_cash(company, seed=seed) + (0.0 if left is None else left.cash)
    for net in launch_nets(cases, seed=seed, paid=left.paid if left else frozenset()):
        total = total + np.cumsum(net, axis=0)
    below = total < 0
    ends = np.where(below.any(axis=0), below.argmax(axis=0) + 1.0, np.inf)
    points = np.quantile(ends, (0.1, 0.5, 0.9), method="lower")
    return Cone(
        months=tuple(Range.of(row) for row in total[:SHOWN_MONTHS]),
        ends=tuple(float(p) if np.isfinite(p) else None for p in points),  # type: ignore[arg-type]
        chance_ends=float(np.isfinite(ends).mean()),
    )


def own_cash(company: Company, *, seed: int, draws: int = CONE_DRAWS, horizon: int = HORIZON) -> Floats:
    """Return cash in NOK at the end of each month without any launch, shape (horizon, draws).

    The burn drifts by ``BURN_DRIFT``; the planned round comes or fails, slips and brings what
    ``fram.decide.raising`` draws. Draw ``i`` is the same however many are drawn.
    """
    months = np.arange(1, horizon + 1)[:, None]
    drift = sample(BURN_DRIFT, seed=seed, key="product.burn_drift", start=0, stop=draws)
    cash = company.cash_nok - company.monthly_burn_nok * drift * months
    found = raised(company, seed=seed, start=0, stop=draws)
    if found is None:
        return np.asarray(cash)
    return np.asarray(cash + found.nok * (found.comes & (months >= found.month)))


def launch_nets(
    cases: Sequence[MarketCase],
    *,
    seed: int,
    delays: Mapping[str, float] = MappingProxyType({}),
    paid: frozenset[str] = frozenset(),
) -> Iterator[Floats]:
    """Yield the net cash a month in NOK of each launch, shape (HORIZON, CONE_DRAWS), as luck falls.

    What an earlier launch of the list paid for all is left out, and what is ``paid``. ``delays``: months by
    which a market's launch starts later than today, by its code.
    """
    for case in cases:
        yield _net(case, seed, without=paid, delay=delays.get(case.market, 0.0))
        paid |= shared_costs(case)


def _net(case: MarketCase, seed: int, *, without: Set[str] = frozenset(), delay: float = 0.0) -> Floats:
    """Net cash a month (HORIZON, draws) as luck falls; ``without`` the costs, by id, that others pay."""
    return _as_luck_fell(launch_of(case, Draws(seed, 0, CONE_DRAWS), delay=delay, without=without))


def _as_luck_fell(launch: Launch) -> Floats:
    return monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok)


def chance_lasts(company: Company, case: MarketCase, *, seed: int, left: Left | None = None) -> float:
    """Return the chance that cash, with the burn, the round and this launch, lasts to its first sale.

    Where luck denies the approval or the payment there is no first sale: cash must last to that news.
    ``left``: what is left of launches under way.
    """
    launch = launch_of(case, Draws(seed, 0, CONE_DRAWS))
    before = own_cash(company, seed=seed) + (0.0 if left is None else left.cash)
    below = before + np.cumsum(_as_luck_fell(launch), axis=0) < 0
    ends = np.where(below.any(axis=0), below.argmax(axis=0) + 1.0, HORIZON)
    until = sale_or_news(launch)
    return float((ends > np.minimum(until, HORIZON - 1)).mean())


def sale_or_news(launch: Launch) -> Floats:
    """Return the months until the first sale, or until the news that there will be none, (draws,)."""
    denied = launch.pay_ok + launch.unpaid_share == 0
    until = np.where(denied, launch.paid_at, launch.first_sale)
    return np.where(launch.approve_ok == 0, launch.approve_at, until)


def early_spend(cases: Sequence[MarketCase], *, seed: int, months: int, left: Left | None = None) -> Range:
    """Return the NOK spent on these launches in the first ``months``; what they share is paid once.

    ``left``: launches under way, for what they pay.
    """
    spent = np.zeros(CONE_DRAWS)
    for net in launch_nets(cases, seed=seed, paid=left.paid if left else frozenset()):
        spent += np.maximum(-net[:months], 0.0).sum(axis=0)
    return Range.of(spent)


def dates_of(case: MarketCase, *, draws: Draws) -> Mapping[str, Range]:
    """Return the months from the plan's day until each step of a launch is done, if nothing fails."""
    launch = launch_of(case, draws)
    steps = {"approval": launch.approve_at, "launch": launch.launch_at, "payment": launch.paid_at}
    if not case.needs_payment:
        del steps["payment"]
    steps["first-sale"] = launch.first_sale
    # A step is done at the end of its month, as in the simulation: one date for one thing.
    return {name: Range.of(np.ceil(at)) for name, at in steps.items()}
