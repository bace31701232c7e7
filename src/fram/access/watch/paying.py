"""Changes of pathways to payment that a product fits, may fit, or could come to fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fram.access.pathways.fit import Fit, Judged
from fram.access.pathways.pathway import Change, Demand, Pathway
from fram.access.watch.line import STATES, Kind, Line, Window
from fram.terms.logic import Truth

STANDING = {Truth.YES: "fits", Truth.UNKNOWN: "may-fit", Truth.NO: "could-fit"}
"""How a product stands to a pathway that is not closed to it, as a key of the words."""
MET = {Truth.YES: "met", Truth.UNKNOWN: "met-unknown", Truth.NO: "not-met"}
"""How a product stands to one condition, likewise."""
BEGINS: Kind = "condition-begins"
ENDS: Kind = "condition-ends"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """Who asks: how a pathway fits the product on a day, markets and days watched."""

    fit: Callable[[Pathway, date], Fit]
    markets: tuple[str, ...]
    window: Window

    def open_fit(self, pathway: Pathway) -> Fit | None:
        """Return how a pathway fits on the first day watched on which it exists.

        None where it is closed to the product as long as it is watched, is gone, or begins after the window.
        A condition that begins or ends may open it on a later day.
        """
        first = self.window.first
        begins = pathway.since if pathway.since and pathway.since > first else first
        if begins >= self.window.end:
            return None
        turns = {day for demand in pathway.law for day in (demand.start, demand.end) if day in self.window}
        days = (begins, *sorted(day for day in turns if day and day > begins))
        is_open = any(not self.fit(pathway, day).is_closed for day in days)
        return self.fit(pathway, begins) if is_open else None


def payment_changes(pathways: Iterable[Pathway], *, asked: Payable) -> Iterator[Line]:
    """Yield the changes of each pathway watched that is open to the product, or can become so."""
    for pathway in pathways:
        here = tuple(market for market in asked.markets if market in pathway.markets)
        if here and (fit := asked.open_fit(pathway)):
            for change in pathway.changes:
                if change.on is None or change.on in asked.window:
                    yield _changed(change, fit, here)
            yield from _of_the_whole(fit, here, asked.window)
            for demand in (*pathway.law, *pathway.soft):
                yield from _of_a_condition(demand, fit, here, asked)


def _changed(change: Change, fit: Fit, markets: tuple[str, ...]) -> Line:
    return Line(
        id=f"{fit.pathway.id}.{change.id}", kind="change", on=change.on, markets=markets,
        subject=fit.pathway.name, says=change.says, because=STANDING[fit.truth],
        state=next(state for state in STATES if state == change.state), cite=change.cite,
        confidence=change.confidence, **_standing(fit),
    )  # fmt: skip


def _of_the_whole(fit: Fit, markets: tuple[str, ...], window: Window) -> Iterator[Line]:
    pathway = fit.pathway
    told: dict[str, Any] = {
        "id": pathway.id, "markets": markets, "subject": pathway.name, "says": pathway.note, "state": "law",
        "because": STANDING[fit.truth], "cite": pathway.cite, "confidence": pathway.confidence,
    } | _standing(fit)  # fmt: skip
    if pathway.since in window:
        yield Line(kind="pathway-begins", on=pathway.since, **told)
    if pathway.until and pathway.until in window:
        yield Line(kind="pathway-ends", on=pathway.until, last=pathway.until - DAY, **told)


def _of_a_condition(
    demand: Demand, fit: Fit, markets: tuple[str, ...], asked: Payable
) -> Iterator[Line]:  # fmt: skip
    """A condition that begins or ends while its pathway goes on."""
    pathway = fit.pathway
    begins, ends = demand.start, demand.end
    if begins and begins in asked.window and begins != pathway.since and pathway.exists_on(begins):
        yield _condition(BEGINS, begins, _judged(demand, pathway, begins, asked), fit, markets)
    if ends and ends in asked.window and pathway.exists_on(ends) and pathway.exists_on(ends - DAY):
        yield _condition(ENDS, ends, _judged(demand, pathway, ends - DAY, asked), fit, markets)


def _judged(demand: Demand, pathway: Pathway, on: date, asked: Payable) -> Judged:
    fit = asked.fit(pathway, on)
    return next(one for one in (*fit.demands, *fit.soft) if one.demand is demand)


def _condition(kind: Kind, day: date, judged: Judged, fit: Fit, markets: tuple[str, ...]) -> Line:
    demand, truth = judged.demand, judged.truth
    return Line(
        id=f"{fit.pathway.id}.{demand.id}", kind=kind, on=day, markets=markets, subject=fit.pathway.name,
        says=demand.says, because=MET[truth], state="law", cite=demand.cite, confidence=demand.confidence,
        last=day - DAY if kind == ENDS else None, missing=judged.missing,
        touches=Truth.UNKNOWN if truth is Truth.UNKNOWN else Truth.YES,
    )  # fmt: skip


def _standing(fit: Fit) -> dict[str, Any]:
    touches = Truth.YES if fit.truth is Truth.YES else Truth.UNKNOWN
    stands = ", ".join(fit.failing_facts)
    return {"touches": touches, "missing": fit.missing, "given": {"stands": stands} if stands else {}}
