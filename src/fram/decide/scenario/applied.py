"""A scenario on a base: the weighing with its changes made, and what each change moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from fram.decide.model.case import Mode, Setting, Sold, default_of
from fram.decide.model.inputs import INPUTS
from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import Weighing
from fram.decide.scenario.change import CHANNEL, COMPANY_NAMES, Change, changed
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown

MOVED_DRAWS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What one change moved: the mean value of each market in NOK, after less before."""

    change: str
    nok: Mapping[str, float]


def applied(base: Weighing, changes: Sequence[Change]) -> Weighing:
    """Return the base with the changes made, in their order; the base itself stays as it is."""
    made = base
    for change in changes:
        made = _with(made, change)
    return made


def what_moved(base: Weighing, changes: Sequence[Change], *, seed: int) -> tuple[Moved, ...]:
    """Return what each change moved, made one after the other on the same draws (4,096 of ``seed``).

    The parts add up to the whole; where changes work on each other the later one carries what both do.
    """
    made, before, found = base, _means(base, seed), []
    for change in changes:
        made = _with(made, change)
        after = _means(made, seed)
        found.append(Moved(change=change.text, nok={m: after[m] - before[m] for m in after}))
        before = after
    return tuple(found)


def _means(weighing: Weighing, seed: int) -> dict[str, float]:
    cases = weighing.cases()
    values = simulate_markets(cases, seed=seed, draws=MOVED_DRAWS, decide_at=weighing.decide_at).value
    return {case.market: float(row.mean()) for case, row in zip(cases, values, strict=True)}


def _with(weighing: Weighing, change: Change) -> Weighing:
    if change.input in COMPANY_NAMES:
        stated = Fixed(value=float(getattr(weighing.company, change.input)))
        told: dict[str, Any] = {change.input: max(changed(stated, change).mean, 0.0)}
        return replace(weighing, company=replace(weighing.company, **told))
    if change.input == CHANNEL:
        return replace(weighing, sold=replace(weighing.sold, mode=cast(Mode, change.word)))
    if INPUTS[change.input].scope == "product":
        return replace(weighing, sold=_sold(weighing.sold, change))
    settings = tuple(
        _setting(one, change, weighing.sold) if change.market in ("", one.market) else one
        for one in weighing.settings
    )
    return replace(weighing, settings=settings)


def _sold(sold: Sold, change: Change) -> Sold:
    told = _told(sold.known.get(change.input), change, sold)
    return replace(sold, known={**sold.known, change.input: told})


def _setting(setting: Setting, change: Change, sold: Sold) -> Setting:
    """What is changed for one market alone is its own from then on, whoever shared it before."""
    told = _told(setting.known.get(change.input), change, sold)
    own = {change.input: setting.market.lower()} if change.market else {}
    return replace(setting, known={**setting.known, change.input: told}, owners={**setting.owners, **own})


def _told(known: Estimate | Unknown | None, change: Change, sold: Sold) -> Estimate:
    unit = sold.unit_of_sale
    before = known if isinstance(known, Estimate) else default_of(change.input, unit_of_sale=unit)
    return Estimate(
        dist=changed(before.dist, change), unit=before.unit, origin=Origin.COMPANY,
        confidence=Confidence.READ, cites=() if change.how == "to" else before.cites,
        because=(*before.because, Reason.of("set-in-scenario", change=change.text)),
    )  # fmt: skip
