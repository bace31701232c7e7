"""What approval, its upkeep and the gates cost, in NOK: what was read, and wide defaults of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from fram.access.gates import GatesResult
from fram.access.road.approval import Road, Step
from fram.access.spread import after_another
from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Lognormal, scaled
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown

Known = Estimate | Unknown
NokPer = Callable[[str], float]
REGISTRATION_WORK = Lognormal(median=80_000, factor=2.5)
"""Own work, in NOK, where a product held elsewhere only has to be registered: a planning figure of ours."""
UPKEEP_WORK = Lognormal(median=120_000, factor=2.5)
"""Own work and representative, NOK a year, for an approval of one's own: a planning figure of ours."""
UPKEEP_OF_REGISTRATION = Lognormal(median=50_000, factor=2.5)
"""The same where only a registration is kept: a planning figure of ours."""


def ours(dist: Dist, unit: str, *because: Reason) -> Estimate:
    """Return a default of ours, marked as one."""
    return Estimate(dist=dist, unit=unit, origin=Origin.DEFAULT, because=because)


def settled(value: float, unit: str, *because: Reason) -> Estimate:
    """Return what is certain because the company already has it, or needs none."""
    return Estimate(
        dist=Fixed(value=value), unit=unit, origin=Origin.COMPANY, confidence=Confidence.READ, because=because
    )


def to_nok(cost: Estimate, nok_per: NokPer) -> Estimate:
    """Return an amount of money in NOK."""
    return replace(cost, dist=scaled(cost.dist, nok_per(cost.unit)), unit="NOK")


def approval_cost(road: Road, nok_per: NokPer, *, fees: Iterable[Estimate] = ()) -> Known:
    """Return fees and work over all steps in NOK; a wide default of ours stands for work nobody has counted.

    ``fees``: those of single activities, on top of the routes'. So a fee that was read is never taken for
    the whole, and the sum is no firmer than its weakest part.
    """
    parts = [to_nok(fee, nok_per) for fee in fees]
    for step in (step for step in road.steps if not step.held):
        own = ours(REGISTRATION_WORK if _is_formal(step) else INPUTS["approval_cost"].default, "NOK")
        parts.append(to_nok(step.work, nok_per) if isinstance(step.work, Estimate) else own)
        if isinstance(step.fees, Estimate):
            parts.append(to_nok(step.fees, nok_per))
    return after_another(parts) if parts else Unknown("no cost was read", ask="regulatory-experts")


def upkeep(road: Road, nok_per: NokPer) -> Known:
    """Return what it costs in NOK a year to keep an approval: yearly fees, and a default for the work.

    Nothing where it is held already: that is in today's burn, whatever market comes next.
    """
    if road.state in ("held", "no-device"):
        kept = (Reason.of("road-upkeep-held", regime=road.regime),) if road.state == "held" else ()
        return settled(0, "NOK a year", *road.because, *kept)
    parts: list[Estimate] = []
    for step in (step for step in road.steps if not step.held):
        work = UPKEEP_OF_REGISTRATION if _is_formal(step) else UPKEEP_WORK
        parts.append(ours(work, "NOK", Reason.of("road-upkeep-work", regime=step.regime)))
        if isinstance(step.yearly, Estimate):
            told = Reason.of("road-upkeep-fee", regime=step.regime)
            parts.append(replace(to_nok(step.yearly, nok_per), because=(told,)))
    if not parts:
        return Unknown("no road into this market is known", ask="regulatory-experts")
    return replace(after_another(parts), unit="NOK a year")


def _is_formal(step: Step) -> bool:
    """Whether nobody judges the product on any way of a step."""
    return bool(step.ways) and all(way.formal for way in step.ways)


def in_nok(costs: Iterable[Estimate], nok_per: NokPer) -> Known:
    """Return costs in several currencies as one sum in NOK, or Unknown when there is none."""
    parts = [to_nok(cost, nok_per) for cost in costs]
    return after_another(parts) if parts else Unknown("no cost was read", ask="local-it")


def gate_cost(barriers: GatesResult, nok_per: NokPer) -> Known:
    """Return what the gates cost in NOK for this market alone; nothing where none is left to pass here."""
    if barriers.checks and not barriers.of_market:
        return ours(Fixed(value=0), "NOK")
    return in_nok(barriers.costs, nok_per)


def firm_cost(barriers: GatesResult, nok_per: NokPer) -> dict[str, Known]:
    """Return what certificates of the whole firm cost in NOK, by input name; empty where none binds."""
    if not barriers.firm_costs:
        return {}
    cost = in_nok(barriers.firm_costs, nok_per)
    because = Reason.of("gate-of-firm", gates=", ".join(barriers.firm_gates))
    return {"firm_cost": cost if isinstance(cost, Unknown) else replace(cost, because=(because,))}


def firm_owner(barriers: GatesResult) -> str:
    """Return whose the certificates' cost is: alike in every market that asks for the same ones."""
    return "-".join(("firm", *sorted(gate.lower() for gate in barriers.firm_gates)))
