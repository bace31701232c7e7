"""What a door asks, judged study by study: each case small enough to follow by eye."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fram.access.evidence.doors import Ask, Cell, Door, best_cell, door_truth, judge, without_strangers
from fram.rules.condition import Condition, is_at_most, is_one_of, is_yes, settle
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence

CITE = Citation(title="invented")
TRIAL = Evidence(
    title="trial", design="rct", country="NO", result="4.1 lower", comparator="usual-care", register="NCT-1",
    attrition=0.21,
)  # fmt: skip
SERIES = Evidence(title="series", design="case-series", country="DE", result="better")


def ask(name: str, when: Condition, **more: Any) -> Ask:
    said = {"en": name, "nb": name}
    return Ask(id=name, says=said, when=when, cite=CITE, confidence=Confidence.READ, **more)


def door(*asks: Ask, markets: tuple[str, ...] = ("DE",)) -> Door:
    said = {"en": "door", "nb": "dør"}
    return Door(
        id="D", name=said, kind="payer", markets=markets, asks=asks, cite=CITE, confidence=Confidence.READ
    )


BY_LOT = ask("by-lot", is_one_of("evidence_design", "rct"))
LOCAL = ask("local", is_yes("study_local"))
SMALL_LOSS = ask("loss", is_at_most("study_attrition", 0.2), must=False)
BUDGET = ask("budget", is_yes("dpia_done"), about="product", change="papers")


class TestOneStudy:
    def test_each_ask_is_yes_no_or_open_and_says_what_decides(self) -> None:
        cell = judge(door(BY_LOT, LOCAL, SMALL_LOSS, BUDGET), known={}, study=TRIAL)
        assert [one.truth for one in cell.told] == [Truth.YES, Truth.UNKNOWN, Truth.NO, Truth.UNKNOWN]
        assert [one.missing for one in cell.told] == [(), ("study_local",), (), ("dpia_done",)]
        assert cell.told[2].blocked == ("study_attrition",)
        assert cell.study_truth is Truth.UNKNOWN  # practice (the loss of 21 %) only warns
        assert [one.ask.id for one in cell.warnings] == ["loss"]
        assert [one.ask.id for one in cell.open] == ["local", "budget"]

    def test_another_study_does_not_lend_its_merits(self) -> None:
        known = {"evidence_design": "rct", "study_registered": True}
        assert judge(door(BY_LOT), known=known, study=SERIES).truth is Truth.NO
        registered = ask("register", is_yes("study_registered"))
        assert judge(door(registered), known=known, study=SERIES).truth is Truth.UNKNOWN

    def test_a_plain_no_for_all_studies_holds_of_each_that_says_nothing_itself(self) -> None:
        registered = ask("register", is_yes("study_registered"))
        no = {"study_registered": False}
        assert judge(door(registered), known=no, study=SERIES).truth is Truth.NO
        assert judge(door(registered), known=no, study=TRIAL).truth is Truth.YES  # it names its register

    def test_answers_about_this_very_study_fill_its_gaps(self) -> None:
        registered = ask("register", is_yes("study_registered"))
        cell = judge(door(registered), known={}, study=SERIES, told={"study_registered": True})
        assert cell.truth is Truth.YES

    def test_a_study_that_runs_counts_for_nothing_yet(self) -> None:
        assert judge(door(BY_LOT), known={}, study=replace(TRIAL, result="")).truth is Truth.NO


class TestAsksOfSomeProductsOnly:
    TIER = ask("tier", is_yes("study_local"), applies=is_one_of("kind", "C"))

    def test_not_asked_holds(self) -> None:
        assert judge(door(self.TIER), known={"kind": "A"}, study=TRIAL).truth is Truth.YES
        assert without_strangers(door(self.TIER), known=settle({"kind": "A"})).asks == ()

    def test_a_no_is_open_while_nobody_knows_whether_it_is_asked(self) -> None:
        told = judge(door(self.TIER), known={}, study=TRIAL).told[0]
        assert (told.truth, told.missing) == (Truth.UNKNOWN, ("kind", "study_local"))
        assert judge(door(self.TIER), known={}, study=SERIES).truth is Truth.YES  # met, asked or not
        assert without_strangers(door(self.TIER), known={}).asks == (self.TIER,)


class TestADoorAsAWhole:
    def whole(self, known: dict[str, Any], *studies: Evidence, asks: tuple[Ask, ...]) -> Truth:
        one = door(*asks)
        cells = [judge(one, known=known, study=study) for study in studies]
        return door_truth(judge(one, known=known, study=None), cells)

    def test_one_study_must_meet_all(self) -> None:
        asks = (BY_LOT, LOCAL)  # the trial is not local, the local one no trial: together they open nothing
        assert self.whole({}, TRIAL, SERIES, asks=asks) is Truth.UNKNOWN
        german = replace(TRIAL, country="DE")
        assert self.whole({}, SERIES, german, asks=asks) is Truth.YES
        assert self.whole({}, SERIES, asks=asks) is Truth.NO

    def test_the_file_must_meet_the_rest(self) -> None:
        assert self.whole({"dpia_done": False}, TRIAL, asks=(BY_LOT, BUDGET)) is Truth.NO
        assert self.whole({"dpia_done": True}, TRIAL, asks=(BY_LOT, BUDGET)) is Truth.YES

    def test_without_any_study_the_answers_decide(self) -> None:
        assert self.whole({}, asks=(BY_LOT,)) is Truth.UNKNOWN
        assert self.whole({"evidence_design": "rct"}, asks=(BY_LOT,)) is Truth.YES
        assert self.whole({}, replace(TRIAL, result=""), asks=(BY_LOT,)) is Truth.NO

    def test_the_best_is_the_truest_then_that_with_least_open(self) -> None:
        both = door(BY_LOT, LOCAL)
        cells = [judge(both, known={}, study=study) for study in (SERIES, TRIAL)]
        found = best_cell(cells)
        assert found is not None
        assert found.study is TRIAL
        assert best_cell([judge(both, known={}, study=replace(TRIAL, result=""))]) is None

    @given(st.permutations([BY_LOT, LOCAL, SMALL_LOSS, BUDGET]), st.permutations([TRIAL, SERIES]))
    def test_order_does_not_matter(self, asks: list[Ask], studies: list[Evidence]) -> None:
        assert self.whole({"dpia_done": True}, *studies, asks=tuple(asks)) is Truth.UNKNOWN

    @given(st.sets(st.sampled_from(["country", "register", "attrition"])))
    def test_more_told_never_turns_a_yes_into_a_no(self, gone: set[str]) -> None:
        empty = {"country": "", "register": "", "attrition": None}
        bare = replace(TRIAL, **{name: empty[name] for name in gone})  # type: ignore[arg-type]
        asks = door(BY_LOT, ask("r", is_yes("study_registered")), LOCAL, SMALL_LOSS)
        full, less = (self.truths(judge(asks, known={}, study=one)) for one in (TRIAL, bare))
        assert all(a is b or b is Truth.UNKNOWN for a, b in zip(full, less, strict=True))

    @staticmethod
    def truths(cell: Cell) -> list[Truth]:
        return [one.truth for one in cell.told]
