"""Designs: which can be made of a product, how large they are, what they cost, what is believed before."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from fram.access.study.design import as_finished, enumerate_designs
from fram.access.study.effects import effect_of
from fram.access.study.effort import effort_of
from fram.access.study.sizing import Wanted, sizing
from fram.access.study.subject import hindrances
from fram.terms.facts.studies import study_facts
from fram.terms.proof.evidence import Evidence
from tests.unit.access.study.invented import ASSUMED, EFFECT, TRIAL, drawn, space, subject


def wanted(power: float = 0.8, case: str = "likely", lost: float = 0.2) -> Wanted:
    return Wanted(power=power, case=case, lost=lost, effect=EFFECT, assumed=ASSUMED)


def test_an_app_that_treats_at_home() -> None:
    found = list(enumerate_designs(space()))
    assert {one.kind for one in found} == {"rct", "no-worse", "registry", "real-world", "before-after"}
    assert {one.sites for one in found} == {1}
    assert {one.country for one in found if one.kind == "registry"} == {"NO"}  # in use nowhere else
    # Two countries, three outcomes, two powers, two effects, three lengths, costs or not, argued or not.
    assert sum(one.kind == "rct" for one in found) == 2 * 3 * 2 * 2 * 3 * 2 * 2


def test_a_sensor_on_a_ward() -> None:
    ward = subject(treats=False, measures=True, in_groups=True, at_home=False, in_use=())
    assert hindrances(ward) == {
        "rct": "whole-group", "no-worse": "treats-nobody", "registry": "not-in-use",
        "real-world": "not-in-use",
    }  # fmt: skip
    found = list(enumerate_designs(space(ward)))
    assert {one.kind for one in found} == {"cluster-rct", "accuracy", "before-after"}
    assert all(one.sites == one.size.groups <= 60 for one in found if one.kind == "cluster-rct")


def test_a_trial_is_sized_by_the_t_test_and_its_loss() -> None:
    size = sizing("rct", wanted())
    assert (size.asked, size.analysed, size.arms) == (64, 64, 2)
    assert size.people == 160  # 2 × 64 / 0.8
    # Believed 0.5 ± 0.2, error √(2/64) = 0.1768: (0.5 - 0.3465) / √(0.04 + 0.03125) = 0.575, Φ = 0.717.
    assert size.chance == pytest.approx(0.717, abs=1e-3)


def test_wards_drawn_by_lot() -> None:
    size = sizing("cluster-rct", wanted())
    # 62.79 × 1.95 = 122.4 an arm, in groups of 20: 7 groups by the normal formula. By t with 12 degrees of
    # freedom 7 have a power of 0.785 only; 8 have 0.845: 160 people an arm, 16 groups in all.
    assert size.exact == pytest.approx(62.79 * 1.95, rel=1e-3)
    assert (size.groups, size.analysed, size.people) == (16, 160, 400)  # 320 / 0.8


def test_accuracy_counts_the_ill() -> None:
    size = sizing("accuracy", wanted(lost=0.1))
    assert size.analysed == 139
    assert size.people == math.ceil(139 / 0.25 / 0.9)  # 617.8: all who are tested, a tenth lost


def test_few_ill_people_are_raised_in_number_and_in_chance_alike() -> None:
    sure = replace(EFFECT, accuracy=0.99)
    size = sizing("accuracy", replace(wanted(lost=0.155), effect=sure))
    assert (size.asked, size.analysed) == (16, 30)  # 3.8415 × 0.0099 / 0.0025 = 15.2
    assert size.people == 143  # 30 / 0.25 / 0.845 = 142.01
    # Believed 0.10 above the least accepted ± 0.05, error √(0.0099 / 30) = 0.01817:
    # (0.10 - 1.96 × 0.01817) / √(0.0025 + 0.00033) = 1.210, Φ = 0.887.
    assert size.chance == pytest.approx(0.887, abs=1e-3)


def test_nobody_is_convinced_by_a_handful() -> None:
    size = sizing("before-after", wanted(lost=0.0))
    assert size.asked == 32  # (2.8016 / 0.5)² = 31.4
    strong = Wanted(
        power=0.8, case="likely", lost=0.0, assumed=ASSUMED,
        effect=effect_of([TRIAL], assumed=ASSUMED | {"place_doubt": 0.0}),
    )  # fmt: skip
    assert sizing("before-after", strong).analysed >= 30


@pytest.mark.parametrize("kind", ["rct", "cluster-rct", "no-worse", "real-world", "before-after"])
def test_more_power_and_more_loss_take_more_people(kind: str) -> None:
    people = [sizing(kind, wanted(power=p)).people for p in (0.7, 0.8, 0.9)]  # type: ignore[arg-type]
    assert people == sorted(people)
    lost = [sizing(kind, wanted(lost=share)).people for share in (0.0, 0.2, 0.4)]  # type: ignore[arg-type]
    assert lost == sorted(lost)


def test_what_a_design_costs_and_takes() -> None:
    figures = drawn(
        set_up_cost=1_000_000, per_participant_home=5_000, per_month=100, per_site=50_000, set_up_months=6,
        recruits_home=20, analysis_months=3, economics=400_000, transfer_file=150_000,
    )  # fmt: skip
    one = next(
        d for d in enumerate_designs(space())
        if d.kind == "rct" and d.country == "DE" and d.costs and d.argued and d.follow_up_months == 3
    )  # fmt: skip
    n = one.size.people
    found = effort_of([one], figures)
    # 1,000,000 + 0.8 × (n × (5,000 + 3 × 100) + 1 × 50,000) + 400,000 + 3 × 150,000
    assert found.cost[0, 0] == pytest.approx(1_850_000 + 0.8 * (n * 5_300 + 50_000))
    assert found.months[0, 0] == pytest.approx(6 + n / 20 + 3 + 3)


def test_many_designs_at_once_are_one_by_one() -> None:
    figures = drawn(set_up_cost=7, per_participant_home=3, per_site=2, recruits_home=5, set_up_months=1)
    designs = list(enumerate_designs(space()))[::17]
    together = effort_of(designs, figures)
    alone = np.vstack([effort_of([one], figures).cost for one in designs])
    assert np.array_equal(together.cost, alone)


def test_the_effect_is_taken_from_the_firms_own_trial() -> None:
    # Interval 2 to 6: error 4 / 3.919928 = 1.02043. Two arms of 100: spread = error × √200 / 2 = 7.2155.
    found = effect_of([TRIAL], assumed=ASSUMED)
    assert found.how == "interval"
    assert found.likely == pytest.approx(4.0 / 7.2155, rel=1e-4)
    assert found.careful == pytest.approx(2.0 / 7.2155, rel=1e-4)  # the lower limit
    assert found.doubt == pytest.approx(math.hypot(1.02043 / 7.2155, 0.1), rel=1e-4)
    assert found.study == "A trial"


def test_a_stated_spread_counts_and_accuracy_is_no_effect() -> None:
    stated = effect_of([replace(TRIAL, spread=8.0)], assumed=ASSUMED)
    assert (stated.how, stated.likely) == ("stated", pytest.approx(0.5))
    agreement = replace(TRIAL, outcome="accuracy", design="diagnostic-accuracy")
    assert effect_of([agreement], assumed=ASSUMED).study == ""
    running = replace(TRIAL, published=False, result="")
    assert effect_of([running], assumed=ASSUMED).likely == 0.5


@pytest.mark.parametrize(
    "values",
    [{"comparator": "before-after"}, {"comparator": "none"}, {"comparator": None, "design": "cohort"}],
)
def test_what_compares_no_groups_gives_no_effect_between_groups(values: dict[str, str | None]) -> None:
    alone = replace(TRIAL, participants=5000, **values)
    assert effect_of([alone], assumed=ASSUMED).study == ""
    assert effect_of([alone, TRIAL], assumed=ASSUMED).likely == pytest.approx(4.0 / 7.2155, rel=1e-4)


def test_the_careful_effect_is_half_where_the_limit_shows_none() -> None:
    unsure = replace(TRIAL, effect_low=-1.0, effect_high=9.0, spread=8.0)
    assert effect_of([unsure], assumed=ASSUMED).careful == pytest.approx(0.25)  # half of 4 / 8


def test_sensitivity_from_an_own_study() -> None:
    own = Evidence(
        title="Against doctors", design="diagnostic-accuracy", participants=400, outcome="accuracy",
        scale="share", effect=0.93, result="0.93",
    )  # fmt: skip
    found = effect_of([own], assumed=ASSUMED)
    assert (found.accuracy, found.accuracy_study) == (0.93, "Against doctors")


def test_a_planned_trial_answers_what_a_finished_one_would() -> None:
    one = next(d for d in enumerate_designs(space()) if d.kind == "rct" and d.country == "DE")
    facts = study_facts(as_finished(one, digital=True), market="DE")
    assert facts["evidence_design"] == "rct"
    assert facts["effect_type"] == "medical_benefit"
    assert facts["study_local"] is True
    assert facts["study_registered"] is True
    assert facts["study_usage_logged"] is True
