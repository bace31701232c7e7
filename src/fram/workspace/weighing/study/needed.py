"""The cheapest study that one way to payment asks for: its cost and months, for the plan.

It knows nothing of the plan itself, so that the plan may ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.access.evidence.doors import Ask
from fram.access.evidence.payers import door_of
from fram.access.pathways.fit import Fit
from fram.access.study.design import Space, StudyDesign, as_finished, enumerate_designs
from fram.access.study.effects import effect_of
from fram.access.study.effort import effort_of
from fram.access.study.opening import (
    BY_WORK,
    Judging,
    Today,
    answers_with,
    evidence_asks,
    left_over,
    truth_today,
    truth_with,
)
from fram.access.study.options import Option, Work, worked_on, works
from fram.access.study.subject import Subject, subject_of
from fram.terms.citation import Confidence
from fram.terms.dist import Quantiles
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile
from fram.workspace.weighing.paying.fits import beside_the_point
from fram.workspace.weighing.study.drawn import Figures, price_levels
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POINTS = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0)
POWER, CASE = 0.8, "careful"
"""A study in the plan is sized with care: for the careful effect, at the usual power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyNeeded:
    """The cheapest way to meet what a pathway asks of evidence: ``cost`` in NOK, ``months``; ``left``: what
    it asks beside that no study meets; ``also``: what must be made later to stay on, counted in ``cost``.
    """

    option: Option
    cost: Estimate
    months: Estimate
    left: tuple[Ask, ...]
    also: tuple[Option, ...] = ()


def study_needed(file: CompanyFile, fit: Fit, *, market: str, on: date, seed: int = 1) -> StudyNeeded | None:
    """Return the cheapest study, or work without one, that meets what a pathway asks of evidence in a market.

    None where it asks for nothing that is missing, and where no study we know to make can meet it.
    """
    door, product = door_of(fit.pathway), file.product
    known = {**beside_the_point(product.facts), **product.facts}
    today = Today(known=known, studies=product.evidence)
    if not evidence_asks(door) or truth_today(door, today) is Truth.YES:
        return None
    figures = Figures(read=the_world().studies, on=on, seed=seed)
    subject = subject_of(product, company=file.company)
    judging = Judging([door], today)
    designs = [
        one for one in _designs(subject, file, figures, market=market)
        if judging.opened(as_finished(one, holds_in=(market,), digital=subject.digital))[0]
    ]  # fmt: skip
    found = [*_costed(designs, subject, figures), *_works(figures, today, market=market, fit=fit)]
    if not found:
        return None
    option, cost, months = min(found, key=lambda one: float(one[1].mean()))
    adds = (
        BY_WORK.get(option.extra, {})
        if isinstance(option, Work)
        else answers_with(as_finished(option), today)
    )
    because = Reason.of("need-study", pathway=fit.pathway.id)
    return StudyNeeded(
        option=option, cost=_estimate(cost, "NOK", because), months=_estimate(months, "months", because),
        left=left_over(door, today, adds=adds),
    )  # fmt: skip


def _designs(subject: Subject, file: CompanyFile, figures: Figures, *, market: str) -> list[StudyDesign]:
    """Designs at home and in the market, sized with care."""
    assumed = figures.assumed()
    space = Space(
        subject=subject, effect=effect_of(file.product.evidence, assumed=assumed), assumed=assumed,
        countries=tuple(dict.fromkeys((subject.home, market))),
        most_sites={kind: one.sites for kind, one in figures.read.kinds.items()},
    )  # fmt: skip
    return [one for one in enumerate_designs(space) if one.power == POWER and one.case == CASE]


def _costed(
    designs: list[StudyDesign], subject: Subject, figures: Figures
) -> list[tuple[Option, Floats, Floats]]:
    """Each design with its cost and months as drawn; one text at most is written for another market."""
    if not designs:
        return []
    places = tuple(dict.fromkeys(one.country for one in designs))
    level = price_levels(places, home=subject.home, world=the_world(), on=figures.on)
    effort = effort_of(designs, figures.drawn(subject, level=level, others=1))
    return list(zip(designs, effort.cost, effort.months, strict=True))


def _works(figures: Figures, today: Today, *, market: str, fit: Fit) -> list[tuple[Option, Floats, Floats]]:
    """Work without a new study that meets what the pathway asks, with its cost and months as drawn."""
    door, by_title = door_of(fit.pathway), {study.title: study for study in today.studies}
    found: list[tuple[Option, Floats, Floats]] = []
    for one in works(today, markets=(market,)):
        study = by_title.get(one.study)
        better = worked_on(study, one) if study else None
        if truth_with(door, better, today=today, adds=BY_WORK.get(one.extra, {})) is Truth.YES:
            known = figures.read.extras[one.extra]
            cost, months = (
                figures.draws(getattr(known, name), key=f"{one.extra}.{name}") for name in ("cost", "months")
            )
            found.append((one, cost, months))
    return found


def _estimate(draws: Floats, unit: str, because: Reason) -> Estimate:
    values = tuple(float(value) for value in np.quantile(draws, POINTS))
    return Estimate(
        dist=Quantiles(probs=POINTS, values=values), unit=unit, origin=Origin.DEFAULT,
        confidence=Confidence.UNCHECKED, because=(because,),
    )  # fmt: skip
