"""Every way to better evidence, and the value of the doors it opens: new studies, and work that is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.access.evidence.doors import Door
from fram.access.study.design import StudyDesign, as_finished
from fram.access.study.figures import EXTRAS, Extra
from fram.access.study.opening import BY_WORK, Judging, Today, truth_with
from fram.access.study.subject import Subject
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TEXTS = ("transferability", "text-and-economics")
"""Work on a study there is, for one market."""
ON_A_STUDY = (*TEXTS, "publication")
"""Work on a study there is."""
YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work that is no new study: what, on which of the firm's studies, for which market (of a text)."""

    extra: Extra
    study: str = ""
    market: str = ""


Option = StudyDesign | Work
"""One way to better evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """The doors that evidence keeps shut, and what each is worth: ``mean`` of shape (doors, markets), NOK.

    Zero where a door does not speak for a market. ``a_year``: the share by which money a year later counts
    less; ``transfer``: the chance that a text on why a result holds elsewhere is accepted; ``accepted``: that
    a study which succeeded is, by kind; ``draws``: of the worth, by door and market, where they are wanted;
    ``sure``: worth of the same shape where one decides to go, or not, on the average. None: as ``mean``.
    """

    doors: tuple[Door, ...]
    markets: tuple[str, ...]
    mean: Floats
    a_year: float
    transfer: float
    accepted: Mapping[str, float]
    draws: Mapping[tuple[str, str], Floats] = field(default_factory=dict, repr=False)
    sure: Floats | None = None

    def surely(self) -> Stakes:
        """Return the same doors with their sure worth."""
        return self if self.sure is None else replace(self, mean=self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """What each option opens: the chance by option and door, shape (options, doors)."""

    chance: Floats

    def value(self, stakes: Stakes, *, months: Floats) -> Floats:
        """Return the value opened by each option, NOK today, shape (options,).

        In each market the door that is worth most counts once, with its chance; markets add up; the sum
        counts less by the mean ``months`` (options,) until the evidence is there.
        """
        rows, back = np.unique(self.chance, axis=0, return_inverse=True)
        total = np.array([self._best(row, stakes) for row in rows])
        return np.asarray(total[back.ravel()] * (1 + stakes.a_year) ** (-months / YEAR))

    @staticmethod
    def _best(row: Floats, stakes: Stakes) -> float:
        if not stakes.doors:
            return 0.0
        return float((row[:, None] * stakes.mean).max(axis=0).sum())

    def best_doors(self, option: int, stakes: Stakes) -> dict[str, int]:
        """Return for each market in which an option opens a door of value the door that counts."""
        worth = self.chance[option][:, None] * stakes.mean
        if not stakes.doors:
            return {}
        places = worth.argmax(axis=0)
        return {
            market: int(place)
            for column, (market, place) in enumerate(zip(stakes.markets, places, strict=True))
            if worth[place, column] > 0
        }


def openings_of_designs(
    designs: Sequence[StudyDesign],
    today: Today,
    *,
    stakes: Stakes,
    subject: Subject,
    argued: tuple[str, ...],
) -> Openings:
    """Return what new studies open; what opens only by a text on the ``argued`` markets, opens by that chance
    too.
    """
    judging = Judging(stakes.doors, today)
    chance = np.zeros((len(designs), len(stakes.doors)))
    known: dict[tuple[Any, ...], tuple[list[bool], list[bool]]] = {}
    with_size = judging.asks_about("study_participants", "study_sites")
    for place, one in enumerate(designs):
        size = (one.size.people, one.sites) if with_size else ()
        key = (one.kind, one.country, one.outcome, one.follow_up_months, one.costs, one.argued, *size)
        if key not in known:
            bare = as_finished(one, digital=subject.digital)
            held = judging.opened(bare)
            by_text = judging.opened(replace(bare, holds_in=argued)) if one.argued else held
            known[key] = held, by_text
        plain, by_text = known[key]
        part = np.where(plain, 1.0, np.where(by_text, stakes.transfer, 0.0))
        chance[place] = part * one.size.chance * stakes.accepted[one.kind]
    return Openings(chance=chance)


def works(today: Today, *, markets: Sequence[str]) -> Iterator[Work]:
    """Yield the work that can be done without a new study: on each finished study, and on the firm's own
    figures.
    """
    finished = [study for study in today.studies if study.is_finished]
    for extra in EXTRAS:
        if extra not in ON_A_STUDY:
            yield Work(extra=extra)
            continue
        for study in finished:
            places = markets if extra in TEXTS else ("",)
            for market in places:
                if market not in (study.country, *study.holds_in):
                    yield Work(extra=extra, study=study.title, market=market)


def openings_of_works(
    options: Sequence[Work], today: Today, *, stakes: Stakes, chances: Mapping[str, float]
) -> Openings:
    """Return what such work opens; ``chances``: that each kind of it is accepted."""
    by_title = {study.title: study for study in today.studies}
    chance = np.zeros((len(options), len(stakes.doors)))
    for row, option in enumerate(options):
        study = by_title.get(option.study)
        better = worked_on(study, option) if study else None
        for column, door in enumerate(stakes.doors):
            if option.market and option.market not in door.markets:
                continue
            adds = BY_WORK.get(option.extra, {})
            if truth_with(door, better, today=today, adds=adds) is Truth.YES:
                chance[row, column] = chances[option.extra]
    return Openings(chance=chance)


def worked_on(study: Evidence, work: Work) -> Evidence:
    """Return a study as it stands once the work on it is done."""
    if work.extra in TEXTS:
        return replace(study, holds_in=(*study.holds_in, work.market))
    return replace(study, published=True, reported_by=study.reported_by or "CONSORT or its like")
