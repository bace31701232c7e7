"""How sure one study makes us: every level follows from steps that can be added by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.evidence.classes import imdrf_categories, nice_tiers
from fram.access.evidence.grade import Certainty, Step, certainty
from fram.access.evidence.transfer import transfers
from fram.terms.proof.evidence import Evidence

TRIAL = Evidence(
    title="trial", design="rct", country="NO", published=True, comparator="usual-care", outcome="health",
    register="NCT-1", scale="difference", effect=-4.1, effect_low=-5.2, effect_high=-3.0, attrition=0.1,
)  # fmt: skip
COHORT = replace(TRIAL, design="cohort", scale="ratio", effect=0.4, effect_low=0.3, effect_high=0.6)


def level(study: Evidence, **more: str) -> tuple[int, int]:
    found = certainty(study, **more)
    assert found is not None
    return found.low, found.high


class TestCertainty:
    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({}, (4, 4)),  # by lot: 4, nothing speaks against it
            ({"attrition": 0.21}, (3, 3)),  # 4 - 1 lost
            ({"attrition": 0.2}, (4, 4)),  # a fifth is not more than a fifth
            ({"attrition": None}, (3, 4)),  # lost, or not
            ({"effect_high": 0.5}, (3, 3)),  # 4 - 1: holds no effect as well
            ({"effect_low": None}, (3, 3)),  # 4 - 1: an effect without an interval
            ({"effect_low": None, "effect": None}, (3, 4)),  # no effect stated at all
            ({"published": False, "result": "x"}, (3, 3)),
            ({"register": ""}, (3, 4)),
            ({"register": "none", "attrition": 0.3, "effect_high": 1.0}, (1, 1)),  # 4 - 1 - 1 - 1
            ({"register": "none", "attrition": 0.3, "effect_high": 1.0, "comparator": "none"}, (1, 1)),
        ],
    )  # fmt: skip
    def test_a_trial_by_lot(self, changed: dict[str, Any], expected: tuple[int, int]) -> None:
        assert level(replace(TRIAL, **changed)) == expected

    def test_without_lots_it_starts_low_and_a_large_effect_lifts_it(self) -> None:
        assert level(COHORT) == (3, 3)  # 2 + 1: 1 / 0.4 = 2.5 is above 2
        assert level(replace(COHORT, effect=0.15, effect_low=0.1, effect_high=0.3)) == (
            4,
            4,
        )  # 1 / 0.15 = 6.7
        assert level(replace(COHORT, effect=0.6, effect_low=0.5, effect_high=0.8)) == (2, 2)  # 1 / 0.6 = 1.7
        assert level(replace(COHORT, attrition=0.3)) == (1, 1)  # 2 - 1, and nothing lifts what was lowered
        assert level(replace(COHORT, attrition=None)) == (1, 3)

    def test_elsewhere(self) -> None:
        assert level(TRIAL, market="NO") == (4, 4)
        assert level(TRIAL, market="DE") == (3, 4)  # nobody said that it holds there
        assert level(replace(TRIAL, holds_in=("FR",)), market="DE") == (3, 3)
        assert level(replace(TRIAL, holds_in=("DE",)), market="DE") == (4, 4)

    def test_accuracy_starts_high_and_needs_no_effect(self) -> None:
        accuracy = Evidence(
            title="a", design="diagnostic-accuracy", published=True, register="NCT-2", outcome="accuracy",
            prospective=True, scale="share", effect=0.93, effect_low=0.87, effect_high=0.97, attrition=0,
        )  # fmt: skip
        assert level(accuracy) == (4, 4)
        assert level(replace(accuracy, prospective=False)) == (3, 3)

    def test_nothing_to_grade(self) -> None:
        assert certainty(replace(TRIAL, published=False)) is None
        assert certainty(replace(TRIAL, design="bench")) is None

    @given(st.integers(1, 4), st.lists(st.sampled_from([(-1, -1), (-1, 0), (0, 0)]), max_size=6))
    def test_levels_stay_in_their_bounds(self, start: int, changes: list[tuple[int, int]]) -> None:
        steps = tuple(Step(name="bias", why="", change=change) for change in changes)
        found = Certainty(start=start, steps=steps)
        assert 1 <= found.low <= found.high <= 4
        assert found.low == max(1, start + sum(low for low, _ in changes))

    @given(st.booleans(), st.booleans(), st.sampled_from([None, 0.1, 0.4]))
    def test_more_told_narrows(self, registered: bool, published: bool, lost: float | None) -> None:
        study = replace(
            TRIAL, register="N" if registered else "", published=published, result="r", attrition=lost
        )
        low, high = level(study)
        told = replace(study, register="N", attrition=0.1 if lost is None else lost)
        assert low <= level(told)[0] <= level(told)[1] <= high


class TestClasses:
    def test_imdrf_table(self) -> None:
        table = [
            [
                imdrf_categories({"imdrf_significance": word, "imdrf_situation": state})
                for state in ("non_serious", "serious", "critical")
            ]
            for word in ("inform", "drive", "treat_or_diagnose")
        ]
        assert table == [
            [("I",), ("I",), ("II",)],
            [("I",), ("II",), ("III",)],
            [("II",), ("III",), ("IV",)],
        ]

    def test_what_is_not_answered_stays_open(self) -> None:
        assert imdrf_categories({"imdrf_situation": "critical"}) == ("II", "III", "IV")
        assert imdrf_categories({}) == ("I", "II", "III", "IV")
        assert imdrf_categories({"imdrf_significance": "none"}) == ()

    def test_tiers(self) -> None:
        assert nice_tiers({"nice_tier": "A", "is_medical_device": True}) == ("A",)
        assert nice_tiers({"is_medical_device": True}) == ("C",)
        assert nice_tiers({"digital_function": "therapeutic"}) == ("C",)
        assert nice_tiers({}) == ("A", "B", "C")
        assert nice_tiers({"main_function_digital": False}) == ()


class TestTransfer:
    def test_the_question_is_put_to_finished_studies_from_elsewhere(self) -> None:
        argued = replace(TRIAL, holds_in=("DE",))
        running = replace(TRIAL, published=False)
        found = transfers([argued, running], markets=["NO", "DE", "FR"])
        assert [one.study for one in found] == [argued]
        assert (found[0].answered, found[0].open) == (("DE",), ("FR",))
        assert "care" in found[0].compare
        assert transfers([argued], markets=["NO"]) == ()

    def test_accuracy_is_compared_by_other_things(self) -> None:
        accuracy = replace(TRIAL, design="diagnostic-accuracy")
        assert "reference" in transfers([accuracy], markets=["DE"])[0].compare
