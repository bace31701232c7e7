"""The activities on a road to approval: who does what after what, for how long, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from fram.access.regimes.regime import ANY_CLASS
from fram.access.spread import DAYS_PER_MONTH
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.facts.derived import is_held
from fram.terms.logic import Truth, all_of
from fram.terms.product import ProductProfile


class Actor(StrEnum):
    """Who carries an activity; ``BODY`` is a notified or approved body."""

    MAKER = "maker"
    BODY = "body"
    AUTHORITY = "authority"
    REPRESENTATIVE = "representative"
    EXPERT_PANEL = "expert-panel"
    MEDICINES_AUTHORITY = "medicines-authority"
    LABORATORY = "laboratory"


class Phase(StrEnum):
    """Before the filing, or from the filing to the approval."""

    PREPARE = "prepare"
    ASSESS = "assess"


class Check(StrEnum):
    """What Fram looks at to rule out a cause of refusal; ``NONE`` where it can only tell what to do."""

    NONE = ""
    DOCUMENTS = "documents"
    SCOPE = "scope"


Words = Mapping[str, str]
"""One text in English and Norwegian, by language."""
When = Mapping[str, tuple[str, ...]]
"""Facts and the answers that must be given for something to apply; none: it always applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A legal limit on the assessor's own time, for filings from ``since`` on.

    ``share`` of an activity's months is the assessor's own; ``days`` is the most it may then take. The
    applicant's part, for which the clock stops, is not limited.
    """

    since: date
    days: float
    share: float
    parts: tuple[tuple[Words, float], ...] = ()
    cite: Citation

    def kept(self, months: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return lengths with the assessor's own part within the limit, and the applicant's as it was."""
        own = months * self.share
        return np.minimum(own, self.days / DAYS_PER_MONTH) + months - own


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity. ``after``: those that must have ended; ``documents``: what it makes, by registry word.

    ``is_shared``: the same work in every regime, done once.
    ``routes`` and ``classes``: where it is needed, none for everywhere; ``when``: the facts that call for it;
    ``held_by``: facts or certificates that say it is done. ``moves_with``: another activity and the rank
    correlation of their lengths. ``pays_route_fee``: the fee of the route is paid here. ``months`` None: a
    milestone. ``adapted_by``: approvals held elsewhere that leave only ``adapted_months`` of it.
    """

    id: str
    name: Words
    actor: Actor
    phase: Phase
    cite: Citation
    is_shared: bool = False
    confidence: Confidence = Confidence.READ
    after: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    held_by: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    months: Parameter | None = None
    adapted_by: tuple[str, ...] = ()
    adapted_months: Parameter | None = None
    moves_with: tuple[str, float] | None = None
    clock: Clock | None = None
    fees: Parameter | None = None
    pays_route_fee: bool = False
    says: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Owed after approval: ``every`` so many months from ``first`` months after it, or ``on`` a day.

    ``every`` None and ``on`` None: once, ``first`` months after approval.
    """

    id: str
    name: Words
    actor: Actor
    cite: Citation
    confidence: Confidence = Confidence.READ
    routes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    first: float = 0.0
    every: float | None = None
    on: date | None = None
    is_renewal: bool = False
    fees: Parameter | None = None
    says: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A cause of refusal: its share of all refusals, and how it is ruled out before applying.

    ``is_of_refused``: the share is of applications refused, else of all that fail.

    ``check``: what Fram checks of it (``documents``, ``scope``), or empty where it can only tell what to do.
    """

    id: str
    name: Words
    do: Words
    share: Parameter | None
    check: Check = Check.NONE
    routes: tuple[str, ...] = ()
    regime: str = ""
    is_of_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The activities, duties and causes of refusal of one regime.

    ``refused``: the share of applications that are refused, which the causes divide between them; None where
    they divide all that fail.
    """

    regime: str
    activities: tuple[Activity, ...]
    refused: Parameter | None = None
    duties: tuple[Duty, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    language: Words = field(default_factory=dict)


def is_for(part: Activity | Duty, *, route: str, classes: Sequence[str]) -> bool:
    """True when an activity or duty belongs to a route and to one of the classes still possible."""
    fits = not part.classes or ANY_CLASS in classes or any(cls in part.classes for cls in classes)
    return fits and (not part.routes or route in part.routes)


def is_called_for(when: When, profile: ProductProfile) -> Truth:
    """Return whether the facts call for it; unknown while one of them is."""
    return all_of(answered(profile.fact(name), wanted) for name, wanted in when.items())


def is_done(activity: Activity, profile: ProductProfile, *, on: date) -> bool:
    """True when a fact, or a certificate in force, says that the activity is behind the company."""
    return _is_held(activity.held_by, profile, on=on)


def is_adapted(activity: Activity, profile: ProductProfile, *, on: date) -> bool:
    """True when the work was done for an approval held elsewhere, and only has to be adapted."""
    return activity.adapted_months is not None and _is_held(activity.adapted_by, profile, on=on)


def _is_held(names: Sequence[str], profile: ProductProfile, *, on: date) -> bool:
    held = {c.regime.lower() for c in profile.certificates if is_held(c, on)}
    return any(name in held or profile.fact(name) in (True, "yes") for name in names)


def answered(said: object, wanted: tuple[str, ...]) -> Truth:
    """Return whether an answer, or one of several, is among those wanted; unknown where nobody answered."""
    if said is None:
        return Truth.UNKNOWN
    if isinstance(said, bool):
        said = "yes" if said else "no"
    answers = said if isinstance(said, list | tuple | frozenset) else (said,)
    return Truth.of(any(str(answer) in wanted for answer in answers))
