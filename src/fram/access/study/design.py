"""Designs of a next study: every feasible kind, country, outcome, power, effect, length and comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product as every

from fram.access.study.effects import Effect
from fram.access.study.figures import KINDS, Kind
from fram.access.study.sizing import Sizing, Wanted, sizing
from fram.access.study.subject import Subject, hindrance
from fram.terms.proof.evidence import Comparator, Design, Evidence, Outcome

POWERS = (0.8, 0.9)
CASES = ("careful", "likely")
FOLLOW_UPS = (3.0, 6.0, 12.0)
"""Months each person is followed."""
LONG = 5.0
"""Months from which on the longer loss of digital studies counts."""
PEOPLE_A_SITE: Mapping[str, int] = {
    "rct": 25,
    "no-worse": 25,
    "accuracy": 120,
    "registry": 80,
    "real-world": 150,
    "before-after": 30,
}
"""People one site is planned to bring, where that needs no more sites than the kind is run at: ours."""
AS_EVIDENCE: Mapping[Kind, tuple[Design, Comparator]] = {
    "rct": ("rct", "usual-care"), "cluster-rct": ("cluster-rct", "usual-care"),
    "no-worse": ("rct", "other-product"), "accuracy": ("diagnostic-accuracy", "reference-test"),
    "registry": ("registry", "none"), "real-world": ("real-world", "usual-care"),
    "before-after": ("cohort", "before-after"),
}  # fmt: skip
REPORTED_BY = {"rct": "CONSORT", "cluster-rct": "CONSORT", "diagnostic-accuracy": "STARD"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDesign:
    """One way to make the next study.

    ``costs``: what care costs is measured too; ``argued``: a text is written on why the result holds in the
    other markets; ``sites``: where people are taken in.
    """

    kind: Kind
    country: str
    outcome: Outcome
    power: float
    case: str
    follow_up_months: float
    costs: bool
    argued: bool
    sites: int
    size: Sizing

    @property
    def comparator(self) -> Comparator:
        """What it compares with."""
        return AS_EVIDENCE[self.kind][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What designs are made from: the product, the effect, the countries, the most sites by kind."""

    subject: Subject
    effect: Effect
    assumed: Mapping[str, float]
    countries: tuple[str, ...]
    most_sites: Mapping[str, int]


def enumerate_designs(space: Space) -> Iterator[StudyDesign]:
    """Yield every feasible design; a register or a look at ordinary care only where the product is in use."""
    sized = _sizes(space)
    for kind in KINDS:
        if hindrance(kind, space.subject):
            continue
        cases = every(
            countries_for(kind, space), outcomes_for(kind, space.subject),
            POWERS if _has_power(kind) else POWERS[:1], CASES, follow_ups(kind), (False, True), (False, True),
        )  # fmt: skip
        for country, outcome, power, case, follow_up, costs, argued in cases:
            size = sized(kind, power, case, lost_within(follow_up, space))
            if size.groups > space.most_sites[kind]:
                continue
            yield StudyDesign(
                kind=kind, country=country, outcome=outcome, power=power, case=case,
                follow_up_months=follow_up, costs=costs, argued=argued, size=size,
                sites=sites_for(kind, size, space=space),
            )  # fmt: skip


def _sizes(space: Space) -> Callable[[Kind, float, str, float], Sizing]:
    @cache
    def sized(kind: Kind, power: float, case: str, lost: float) -> Sizing:
        wanted = Wanted(power=power, case=case, lost=lost, effect=space.effect, assumed=space.assumed)
        return sizing(kind, wanted)

    return sized


def follow_ups(kind: Kind) -> tuple[float, ...]:
    """Return the months a kind of study may follow people."""
    return (1.0,) if kind == "accuracy" else FOLLOW_UPS


def _has_power(kind: Kind) -> bool:
    """Whether a kind is sized by power; the others by how narrow an answer is wanted."""
    return kind not in ("accuracy", "registry")


def countries_for(kind: Kind, space: Space) -> Sequence[str]:
    """Return where a kind of study can be made."""
    if kind in ("registry", "real-world"):
        return [code for code in space.countries if code in space.subject.in_use]
    return space.countries


def outcomes_for(kind: Kind, subject: Subject) -> tuple[Outcome, ...]:
    """Return what a kind of study can measure of the product."""
    if kind == "accuracy":
        return ("accuracy",)
    if kind == "no-worse":
        return ("health", "quality-of-life")
    if kind == "registry":
        return ("health", "care")
    if subject.treats:
        return ("health", "quality-of-life", "care")
    return ("health", "care", "organisation")


def lost_within(months: float, space: Space) -> float:
    """Return the share that drops out over so many months."""
    if not space.subject.at_home:
        return space.assumed["attrition_site"]
    return space.assumed["attrition_home_long" if months >= LONG else "attrition_home"]


def sites_for(kind: Kind, size: Sizing, *, space: Space) -> int:
    """Return how many places take people in: each group drawn by lot, one office for a study at home."""
    if size.groups:
        return size.groups
    if space.subject.at_home:
        return 1
    return min(space.most_sites[kind], max(2, math.ceil(size.people / PEOPLE_A_SITE[kind])))


def as_finished(design: StudyDesign, *, holds_in: tuple[str, ...] = (), digital: bool = False) -> Evidence:
    """Return the study as it would stand in the company file once it is done, reported and has succeeded.

    A planned study is entered in a register, reported in full by its field's list, and judged by others.
    """
    made, comparator = AS_EVIDENCE[design.kind]
    is_share = design.outcome == "accuracy"
    return Evidence(
        title="The next study", design=made, comparator=comparator, participants=design.size.people,
        country=design.country, outcome=design.outcome, prospective=design.kind != "real-world",
        register="planned", published=True, result="The effect was shown",
        scale="share" if is_share else "difference", effect=0.9 if is_share else 0.3,
        effect_low=0.85 if is_share else 0.1, effect_high=0.95 if is_share else 0.5,
        follow_up_months=design.follow_up_months, attrition=design.size.attrition, sites=design.sites,
        instrument="validated", usage_logged=digital or None, costs_measured=design.costs,
        reported_by=REPORTED_BY.get(made, "STROBE"), independent=True,
        holds_in=holds_in if design.argued else (),
    )  # fmt: skip
