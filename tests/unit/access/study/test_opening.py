"""Which doors a study opens, judged door by door and all at once, and what they are worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.access.study.design import as_finished, enumerate_designs
from fram.access.study.figures import EXTRAS
from fram.access.study.opening import (
    Judging,
    Today,
    answers_with,
    closed_doors,
    evidence_asks,
    left_over,
    truth_today,
    truth_with,
)
from fram.access.study.options import Stakes, Work, openings_of_designs, openings_of_works, worked_on, works
from fram.rules.condition import is_at_least, is_one_of, is_yes
from fram.terms.logic import Truth
from tests.unit.access.study.invented import TRIAL, ask, door, space, subject

LOCAL = door(
    "local", ask("by-lot", is_yes("study_randomised")), ask("here", is_yes("study_local"), change="analysis"),
    ask("papers", is_yes("dpia_done"), about="product", change="papers"),
)  # fmt: skip
COSTS = door(
    "costs", ask("worth", is_yes("cost_effectiveness_analysis_done"), about="product"), markets=("FR",)
)
TWO = door("two", ask("two-trials", is_at_least("high_quality_trials", 2), about="product"), markets=("IT",))
JUDGED = door("judged", ask("field", is_yes("meets_established_practice"), about="product"), markets=("NL",))
CARE = door("care", ask("care", is_one_of("study_outcome", "care")), markets=("DE", "FR"))
DOORS = (LOCAL, COSTS, TWO, CARE)
TODAY = Today(known={}, studies=(TRIAL,))


def stakes(doors: tuple = DOORS) -> Stakes:
    return Stakes(
        doors=doors, markets=("DE", "FR", "IT"), a_year=0.1, transfer=0.5,
        mean=np.array([[10.0, 0, 0], [0, 4.0, 0], [0, 0, 6.0], [3.0, 3.0, 0]])[: len(doors)],
        accepted=dict.fromkeys(("rct", "no-worse", "registry", "real-world", "before-after"), 0.5),
    )  # fmt: skip


def test_what_is_shut_today() -> None:
    assert truth_today(LOCAL, TODAY) is Truth.UNKNOWN  # made in Norway; whether it holds there is not said
    assert [one.id for one in closed_doors((*DOORS, JUDGED), TODAY)] == ["local", "costs", "two", "care"]
    assert evidence_asks(JUDGED) == ()  # no study answers for a whole field


def test_a_trial_by_lot_in_the_market_opens_it() -> None:
    designs = list(enumerate_designs(space(countries=("NO", "DE"))))
    german = next(one for one in designs if one.kind == "rct" and one.country == "DE" and not one.costs)
    judging = Judging(DOORS, TODAY)
    assert judging.opened(as_finished(german)) == [True, False, True, False]
    there = next(
        one for one in designs if one.kind == "rct" and one.country == "NO" and one.outcome == "care"
    )
    assert judging.opened(as_finished(there))[0] is False
    assert judging.opened(replace(as_finished(there), holds_in=("DE",)))[0] is True


def test_what_no_study_meets_is_left_over() -> None:
    assert [one.id for one in left_over(LOCAL, TODAY, adds={})] == ["papers"]
    assert left_over(LOCAL, Today(known={"dpia_done": True}, studies=()), adds={}) == ()


def test_all_at_once_is_door_by_door() -> None:
    judging = Judging(DOORS, TODAY)
    for one in list(enumerate_designs(space()))[::11]:
        study = as_finished(one, holds_in=("DE",))
        slow = [
            truth_with(each, study, today=TODAY, adds=answers_with(study, TODAY)) is Truth.YES
            for each in DOORS
        ]
        assert judging.opened(study) == slow


def test_work_without_a_new_study() -> None:
    found = list(works(TODAY, markets=("DE", "NO")))
    assert Work(extra="transferability", study="A trial", market="DE") in found
    assert all(one.market != "NO" for one in found)  # it was made there
    assert worked_on(TRIAL, found[0]).holds_in == ("DE",)
    chances = dict.fromkeys(EXTRAS, 0.4)
    opened = openings_of_works(found, TODAY, stakes=stakes(), chances=chances).chance
    text = found.index(Work(extra="transferability", study="A trial", market="DE"))
    analysis = found.index(Work(extra="economics"))
    assert opened[text].tolist() == [0.4, 0, 0, 0]
    assert opened[analysis].tolist() == [0, 0.4, 0, 0]


def test_the_best_door_of_a_market_counts_once() -> None:
    one = next(
        d for d in enumerate_designs(space())
        if d.kind == "rct" and d.country == "DE" and d.outcome == "care" and d.costs and not d.argued
    )  # fmt: skip
    found = openings_of_designs([one], TODAY, stakes=stakes(), subject=subject(), argued=("DE", "FR"))
    chance = 0.5 * one.size.chance
    # Germany 10 (its own door before that of care), France 4 (costs before care), Italy 6: 20, a year later.
    value = found.value(stakes(), months=np.array([12.0]))
    assert value[0] == pytest.approx(chance * 20 / 1.1)
    assert found.best_doors(0, stakes()) == {"DE": 0, "FR": 1, "IT": 2}
    # Where Germany and France lose on average, only Italy is sure: 6.
    sure = replace(stakes(), sure=stakes().mean * np.array([0.0, 0.0, 1.0]))
    assert found.value(sure.surely(), months=np.array([12.0]))[0] == pytest.approx(chance * 6 / 1.1)
    assert stakes().surely().mean.tolist() == stakes().mean.tolist()


def test_a_text_on_other_markets_counts_by_its_chance() -> None:
    argued = next(
        d for d in enumerate_designs(space())
        if d.kind == "rct" and d.country == "NO" and d.outcome == "health" and d.argued and not d.costs
    )  # fmt: skip
    plain = replace(argued, argued=False)
    chance = openings_of_designs(
        [argued, plain], TODAY, stakes=stakes(), subject=subject(), argued=("DE", "FR")
    ).chance
    assert chance[0, 0] == pytest.approx(0.5 * 0.5 * argued.size.chance)
    assert chance[1, 0] == 0


def test_without_doors_there_is_no_value() -> None:
    one = next(iter(enumerate_designs(space())))
    empty = replace(stakes(()), mean=np.zeros((0, 3)))
    found = openings_of_designs([one], TODAY, stakes=empty, subject=subject(), argued=())
    assert found.value(empty, months=np.array([12.0])).tolist() == [0.0]
    assert found.best_doors(0, empty) == {}
