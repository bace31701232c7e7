"""Causes of refusal: what is ruled out before applying, and what that does to the chance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fram.access.road.activity import Check, Refusal
from fram.access.road.itinerary import Itinerary, Stretch, itinerary
from fram.access.road.refusals import Ruled, chance_after, judge_refusals
from fram.rules.parameter import Parameter
from fram.terms.dist import Fixed, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Truth, Unknown
from tests.unit.access.invented_roads import DAY, activity, course, months, product

CHANCE = Estimate(dist=Fixed(value=0.8), unit="share", origin=Origin.CITED)
REFUSED = Estimate(dist=Fixed(value=0.05), unit="share", origin=Origin.CITED)
NOBODY = Unknown("nobody read it")


def share(value: float) -> Parameter:
    return replace(months(value), unit="share")


def cause(name: str, *, of: float, check: Check) -> Refusal:
    words = {"en": name, "nb": name}
    return Refusal(id=name, name=words, do=words, share=share(of), check=check, regime="eu-mdr")


INCOMPLETE = cause("incomplete", of=0.39, check=Check.DOCUMENTS)
OUTSIDE = cause("outside", of=0.26, check=Check.SCOPE)
LATE = cause("late", of=0.1, check=Check.NONE)


def way(**facts: object) -> Itinerary:
    whole = replace(
        course(activity("risk-file", length=3, documents=("risk-file", "labelling"))),
        refusals=(INCOMPLETE, OUTSIDE, LATE),
    )
    return itinerary(
        [Stretch(course=whole, route="body", classes=("IIa",))], profile=product(**facts), on=DAY
    )


def judged(scope: Truth = Truth.UNKNOWN, **facts: object) -> dict[str, Ruled]:
    found = judge_refusals(way(**facts), profile=product(**facts), on=DAY, scope=lambda: scope)
    return {one.cause.id: one for one in found}


def test_documents_are_ruled_out_only_when_each_is_said_to_be_finished() -> None:
    assert judged()["incomplete"].is_ruled_out is Truth.UNKNOWN
    some = judged(documents_ready=("risk-file",))["incomplete"]
    assert (some.is_ruled_out, some.missing) == (Truth.NO, ("labelling",))
    assert judged(documents_ready=("risk-file", "labelling"))["incomplete"].is_ruled_out is Truth.YES


def test_the_scope_is_asked_for_and_what_nobody_checks_stays_open() -> None:
    assert judged(Truth.YES)["outside"].is_ruled_out is Truth.YES
    assert judged(Truth.NO)["outside"].is_ruled_out is Truth.NO
    assert judged(Truth.YES)["late"].is_ruled_out is Truth.UNKNOWN


def ruled(*shares: float) -> list[Ruled]:
    return [
        Ruled(cause=LATE, share=replace(REFUSED, dist=Fixed(value=one)), is_ruled_out=Truth.YES)
        for one in shares
    ]


def test_causes_are_shares_of_what_is_refused_not_of_all_that_fails() -> None:
    better = chance_after(CHANCE, ruled(0.39, 0.26), refused=REFUSED)
    assert isinstance(better, Estimate)
    assert better.dist.mean == pytest.approx(0.8 + 0.65 * 0.05)
    assert better.because[-1].key == "road-refusals-out"
    of_all = chance_after(CHANCE, ruled(0.39, 0.26), refused=NOBODY)
    assert isinstance(of_all, Estimate)
    assert of_all.dist.mean == pytest.approx(0.8 + 0.65 * 0.2)


def test_a_chance_never_passes_one_and_nothing_ruled_out_changes_nothing() -> None:
    sure = replace(CHANCE, dist=Uniform(low=0.97, high=1.0))
    better = chance_after(sure, ruled(0.8, 0.7), refused=REFUSED)
    assert isinstance(better, Estimate)
    assert better.dist.mean == pytest.approx(1.0)
    assert chance_after(CHANCE, [], refused=REFUSED) is CHANCE
    assert chance_after(NOBODY, ruled(0.5), refused=REFUSED) is NOBODY
