"""Bodies in the order to ask them, each with the reasons for its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fram.access.bodies.body import Body, Fit, PublishedWait, fit_of
from fram.access.bodies.codes import NeededCode
from fram.terms.logic import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One body on the list. ``at_home``: in the company's country; ``waits``: what it published for this."""

    body: Body
    fit: Fit
    at_home: bool = False
    is_specialist: bool = False
    waits: tuple[PublishedWait, ...] = ()


def shortlist(
    bodies: Iterable[Body], *, needed: Iterable[NeededCode], regime: str, home: str = "", on: date
) -> tuple[Candidate, ...]:
    """Return the bodies designated under a regime, those to ask first at the top.

    Order: scope that fits, then scope that was not read, then scope that does not fit; within each, a body
    that takes only such products, one at home, one that published its times or fees, and then by name.
    """
    needs = tuple(needed)
    found = [
        _candidate(body, needs, regime=regime, home=home, on=on) for body in bodies if regime in body.scopes
    ]
    return tuple(sorted(found, key=_rank))


def _candidate(body: Body, needs: tuple[NeededCode, ...], *, regime: str, home: str, on: date) -> Candidate:
    fit = fit_of(needs, body, regime=regime)
    codes = tuple(need.code.id for need in needs)
    waits = tuple(
        wait for wait in body.waits
        if (not wait.codes or any(code.startswith(wait.codes) for code in codes))
        and wait.months.on(on)
    )  # fmt: skip
    return Candidate(
        body=body, fit=fit, at_home=bool(home) and body.country == home,
        is_specialist=bool(body.takes) and fit.truth is not Truth.NO, waits=waits,
    )  # fmt: skip


def _rank(one: Candidate) -> tuple[int, int, bool, bool, bool, str]:
    return (
        -one.fit.truth.value, len(one.fit.lacks), not one.is_specialist, not one.at_home,
        not (one.waits or one.body.fees), one.body.name,
    )  # fmt: skip
