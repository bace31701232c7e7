"""The parts of a runway, each from the engines: paths of cash, milestones, the round, dilution, bridges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.cash import CONE_DRAWS, Left, launch_nets, own_cash
from fram.decide.model.case import MarketCase
from fram.decide.plan import Plan
from fram.decide.raising import raised
from fram.decide.runway.amount import (
    CHANCES,
    Amounts,
    Milestone,
    amounts,
    chance_enough,
    date_milestone,
    milestones_of,
)
from fram.decide.runway.bridges import Bridge, Ground, cuts, delays, loans, ranked, round_sum
from fram.decide.runway.ends import chance_in_time
from fram.decide.runway.instruments import Instrument
from fram.decide.runway.owners import MULTIPLES, AfterRound, after_round
from fram.decide.runway.waiting import waiting
from fram.terms.company import Company, Ownership
from fram.terms.errors import Refused
from fram.workspace.kept.runway import Because, Dilution, MoneyRow
from fram.workspace.loop.runway.asked import Asked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AROUND = (0.75, 1.0, 1.25)
"""Values before the money shown around the one stated."""
FITS = {2: "yes", 1: "unknown", 0: "no"}
WAITS_FOR_CASH = ("trigger-cash", "trigger-runway")
"""What a plan says of a market that pays and that only money holds back."""


def paths_of(company: Company, cases: Sequence[MarketCase], *, seed: int, left: Left) -> Mapping[str, Floats]:
    """Return cash, (months, draws) NOK, by path: alone, with the launches, both with the planned round.

    ``left``: what is left of launches under way; it is in every path.
    """
    own = own_cash(replace(company, planned_round=None), seed=seed)
    rounds, alone = own_cash(company, seed=seed) - own, own + left.cash
    nets = launch_nets(cases, seed=seed, paid=left.paid)
    launched = np.cumsum(sum(nets, np.zeros_like(alone)), axis=0)
    return {
        "alone": alone, "alone-round": alone + rounds, "with": alone + launched,
        "with-round": alone + launched + rounds,
    }  # fmt: skip


def milestones(
    paths: Mapping[str, Floats], cases: Sequence[MarketCase], *, path: str, asked: Asked, seed: int
) -> list[tuple[Amounts, Milestone]]:
    """Return what to raise for each milestone of the launches, soonest first, then for the plain date.

    A milestone of a launch is paid for with that launch; the date, on the path the verdict speaks of.
    """
    chances = tuple(sorted({*CHANCES, asked.sure}))
    given = {"floor": asked.floor, "reserve": asked.reserve}
    found = [
        (amounts(paths["with"], one, chances=chances, **given), one)
        for case in cases
        for one in milestones_of(case, seed=seed)
        if np.any(one.at > 0)  # what is held already is no milestone
    ]
    found.sort(key=lambda pair: (pair[0].when.p50, pair[0].market))
    one = date_milestone(asked.date)
    return [*found, (amounts(paths[path], one, floor=asked.floor, reserve=0.0, chances=chances), one)]


def next_milestone(
    rows: Sequence[tuple[Amounts, Milestone]], asked: Asked, *, because: Because
) -> tuple[Amounts, Milestone]:
    """Return the soonest milestone that cash does not reach at the chance asked for, else the last.

    Where no launch is gone for, it is the date: nobody is told to raise money for a market advised against.
    """
    news = [row for row in rows if row[0].market and because != "first"] or [rows[-1]]
    return next((row for row in news if row[0].at(asked.sure) > 0), news[-1])


def markets_of(made: Plan) -> tuple[tuple[str, ...], Because]:
    """Return the markets whose launch a plan goes for; where it goes for none, the one that stands first."""
    go = tuple(line.result.market for line in made.markets if line.stance.verdict == "go")
    if go:
        return go, "go"
    first = made.markets[0]
    trigger = first.stance.trigger
    waits = trigger is not None and trigger.key in WAITS_FOR_CASH
    return (first.result.market,), "cash" if waits else "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The planned round: chances that it comes in time and lasts, if it comes; None where none is planned."""

    in_time: float | None = None
    enough: float | None = None


def judged_round(company: Company, *, ends: Floats, missing: Floats, seed: int) -> Judged:
    """Return how the planned round, if it comes, stands against the end of cash and what is ``missing``."""
    found = raised(company, seed=seed, start=0, stop=CONE_DRAWS)
    if found is None:
        return Judged()
    return Judged(
        in_time=chance_in_time(ends, found.month.astype(float)), enough=chance_enough(found.nok, missing)
    )


def dilution_of(company: Company, main: Amounts) -> Dilution | None:
    """Return who owns what after rounds of the sizes in question; None where nothing is raised."""
    planned, owned = company.planned_round, company.ownership or Ownership()
    stated = owned.pre_money_nok
    wanted = [value for _, value in main.by_chance] + ([planned.amount_nok] if planned else [])
    sums = tuple(sorted({round_sum(value) for value in wanted if value > 0}))
    if not sums:
        return None
    base = planned.amount_nok if planned and planned.amount_nok > 0 else sums[-1]
    values = tuple(
        stated * by if stated else round_sum(base * by) for by in (AROUND if stated else MULTIPLES)
    )
    rows = tuple(tuple(_after(owned, amount, value) for value in values) for amount in sums)
    return Dilution(
        amounts=sums, values=values, rows=rows, is_stated=stated is not None,
        knows_founders=owned.founders_share is not None,
    )  # fmt: skip


def _after(owned: Ownership, amount: float, value: float) -> AfterRound | None:
    try:
        return after_round(owned, amount=amount, pre_money=value)
    except Refused:
        return None


def bridges_of(
    company: Company, paths: Mapping[str, Floats], *, cases: Sequence[MarketCase], asked: Asked, seed: int
) -> tuple[Bridge, ...]:
    """Return what buys time, cheapest month first; ``cases`` are the launches that go on and may wait."""
    alone, cash = paths["alone"], paths["with" if cases else "alone"]
    burn = company.cash_nok - alone[0]
    if not np.any(burn > 0):
        return ()
    ground = Ground(cash=cash, start=company.cash_nok, burn=burn, floor=asked.floor, sure=asked.sure)
    value = (company.ownership or Ownership()).pre_money_nok
    if value is not None and company.planned_round:
        value += company.planned_round.amount_nok
    later = waiting(alone, cases, seed=seed)
    return ranked([*cuts(ground), *delays(ground, later), *loans(ground, seed=seed, post_money=value)])


def money_row(one: Instrument, nok_per: Mapping[str, float]) -> MoneyRow:
    """Return an instrument as it is kept."""
    offer = one.offer
    amount, share = offer.amount, offer.share
    return MoneyRow(
        id=offer.id, body=offer.body, name=offer.name, kind=offer.kind,
        fits=FITS[one.fits.value],  # type: ignore[arg-type]
        confidence=offer.confidence, cite=offer.cite, unsure=one.unsure, why_not=one.why_not,
        covers=offer.covers or None, currency=amount.currency if amount else "",
        low=amount.low if amount and amount.low else None, high=amount.high if amount else None,
        high_nok=amount.high * nok_per[amount.currency] if amount else None,
        share_low=share.low if share else None, share_high=share.high if share else None, days=offer.days,
        rolling=offer.rolling, closes=one.closes, answer=one.answer, in_time=one.in_time,
        longest=one.longest, note=offer.note,
    )  # fmt: skip
