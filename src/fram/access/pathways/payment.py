"""How a product comes to be paid in one market: the quickest pathway that pays and can fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fram.access.pathways.fit import Fit
from fram.access.pathways.pathway import Pathway
from fram.access.pathways.timing import until_money, waiting
from fram.access.spread import after_another, estimate_on
from fram.terms.citation import Confidence
from fram.terms.estimate import Estimate, Reason
from fram.terms.logic import Truth, Unknown

BUDGETS = ("hospital", "municipality", "patient", "employer")
"""Payers who decide by themselves: no listing stands between them and a purchase."""
FUNDS = ("insurer", "state")
"""Payers who pay only what they have listed or agreed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How payment stands in one market.

    ``on_critical_path``: YES when a fund must list or agree before money comes, NO when the buyer pays
    from a budget, UNKNOWN when the payer is. ``candidates``: the pathways that fit, may fit or can come to
    fit; ``quickest`` the nearest to fitting of them, then the earliest mean first payment; ``months``,
    from being approved, and ``chance`` are its figures; ``closed``: what the product cannot come to fit.
    """

    market: str
    on_critical_path: Truth
    candidates: tuple[Fit, ...] = ()
    closed: tuple[Fit, ...] = ()
    quickest: Fit | None = None
    months: Estimate | Unknown
    chance: Estimate | Unknown
    because: tuple[Reason, ...] = ()
    ask: str = ""


def payment(
    fits: Iterable[Fit], *, market: str, payer: str | None, on: date, ready: Estimate | None = None
) -> Payment:
    """Return how this product comes to be paid in a market on a day.

    ``fits``: how each pathway fits it; ``ready``: months until it may be sold there, after which it waits
    for the next window (None: on the day itself).
    """
    here = [fit for fit in fits if market in fit.pathway.markets]
    needed = critical(payer)
    if not here:
        reason = Reason.of("payment-none-known", market=market)
        gap = Unknown("no pathway to payment is known here", ask="payers")
        return Payment(market=market, on_critical_path=needed, months=gap, chance=gap, because=(reason,))
    gap = Unknown("no pathway that pays fits", ask="payers")
    found = Payment(
        market=market, on_critical_path=needed, months=gap, chance=gap,
        candidates=tuple(fit for fit in here if not fit.is_closed),
        closed=tuple(fit for fit in here if fit.is_closed),
    )  # fmt: skip
    return _weighed(found, payer=payer, on=on, ready=ready)


def critical(payer: str | None) -> Truth:
    """Return whether a decision to pay stands before the first sale."""
    if payer is None:
        return Truth.UNKNOWN
    return Truth.of(payer in FUNDS)


def months_to_money(pathway: Pathway, *, on: date, ready: Estimate | None) -> Estimate | Unknown:
    """Return the months from being approved to the first money: the wait for the window, then the steps."""
    months = until_money(pathway, on=on)
    wait = waiting(pathway.window, ready, on=on)
    if isinstance(months, Unknown) or wait is None:
        return months
    return wait if isinstance(wait, Unknown) else after_another([wait, months])


def _weighed(found: Payment, *, payer: str | None, on: date, ready: Estimate | None) -> Payment:
    """Add the quickest pathway that pays, its figures, and what is to be said of it."""
    fitting = [
        fit for fit in found.candidates if fit.pathway.may_be_applied_for and _same_purse(fit.pathway, payer)
    ]
    timed = [(fit, mean) for fit in fitting if (mean := _mean_months(fit.pathway, on, ready)) is not None]
    if not timed:
        picked = any(fit.pathway.picked for fit in found.candidates)
        key = "payment-only-picked" if picked else "payment-none-fits"
        reasons = (*_about_payer(payer, found), Reason.of(key, market=found.market))
        return replace(found, because=reasons, ask="" if payer else "payer")
    quickest, _ = min(timed, key=_nearest_then_soonest)
    months = months_to_money(quickest.pathway, on=on, ready=ready)
    chance = estimate_on(quickest.pathway.chance, day=on)
    return replace(
        found, quickest=quickest, months=_as_sure(months, quickest), chance=_as_sure(chance, quickest),
        because=(*_about_payer(payer, found), *_about(quickest)),
        ask="payer" if payer is None else next(iter(quickest.open), ""),
    )  # fmt: skip


def _mean_months(pathway: Pathway, on: date, ready: Estimate | None) -> float | None:
    """The mean months to the first money; None where nobody read them."""
    months, wait = until_money(pathway, on=on), waiting(pathway.window, ready, on=on)
    if isinstance(months, Unknown) or isinstance(wait, Unknown):
        return None
    return months.dist.mean + (wait.dist.mean if wait else 0.0)


def _nearest_then_soonest(pair: tuple[Fit, float]) -> tuple[int, float, str]:
    fit, months = pair
    return fit.distance, months, fit.pathway.id


def _same_purse(pathway: Pathway, payer: str | None) -> bool:
    """Insurer and state are one purse here: which of the two pays differs by country."""
    if payer is None:
        return pathway.payer in FUNDS
    return pathway.payer in FUNDS if payer in FUNDS else pathway.payer == payer


def _as_sure(part: Estimate | Unknown, fit: Fit) -> Estimate | Unknown:
    """A figure of a pathway that only may fit is no firmer than partly read."""
    if fit.truth is Truth.YES or isinstance(part, Unknown):
        return part
    return replace(part, confidence=Confidence.weakest(part.confidence, Confidence.PARTLY_READ))


def _about_payer(payer: str | None, found: Payment) -> tuple[Reason, ...]:
    if payer is None:
        return (Reason.of("payment-payer-unknown"),)
    if found.on_critical_path is Truth.NO:
        return (Reason.of("payment-from-budget", payer=payer),)
    return (Reason.of("payment-needs-decision", payer=payer),)


def _about(fit: Fit) -> tuple[Reason, ...]:
    pathway = fit.pathway
    reasons = [Reason.of("payment-quickest", cite=pathway.cite, pathway=pathway.id)]
    if pathway.needs_partner:
        reasons.append(Reason.of("payment-needs-partner", cite=pathway.cite, pathway=pathway.id))
    if fit.truth is Truth.UNKNOWN:
        reasons.append(Reason.of("payment-may-fit", pathway=pathway.id, missing=", ".join(fit.missing)))
    if fit.truth is Truth.NO:
        reasons.append(Reason.of("payment-not-yet", pathway=pathway.id, missing=", ".join(fit.failing_facts)))
    return tuple(reasons)
