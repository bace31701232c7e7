"""The matrix and its gaps: what opens most doors by itself comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fram.access.evidence.checklist import Checklist, doors_of
from fram.access.evidence.doors import Ask, Door
from fram.access.evidence.gaps import gaps
from fram.access.evidence.matrix import columns
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence

CITE = Citation(title="invented")
TRIAL = Evidence(title="trial", design="rct", country="NO", result="better", comparator="usual-care")


def ask(name: str, when: Condition, **more: Any) -> Ask:
    said = {"en": name, "nb": name}
    return Ask(id=name, says=said, when=when, cite=CITE, confidence=Confidence.READ, **more)


def door(name: str, *asks: Ask, market: str = "DE") -> Door:
    said = {"en": name, "nb": name}
    return Door(
        id=name, name=said, kind="payer", markets=(market,), asks=asks, cite=CITE, confidence=Confidence.READ
    )


REGISTER = ask("register", is_yes("study_registered"), change="study")
LOCAL = ask("local", is_yes("study_local"), change="analysis")
BUDGET = ask("budget", is_yes("budget_done"), about="product", change="analysis")
PRIVACY = ask("privacy", is_yes("dpia_done"), about="product", change="papers")
KNOWN = {"budget_done": False, "dpia_done": False}
DOORS = (
    door("two", BUDGET, PRIVACY),
    door("one", PRIVACY),
    door("other", BUDGET, REGISTER),
    door("local", LOCAL),
    door("abroad", LOCAL, market="FR"),
)


class TestGaps:
    def test_order(self) -> None:
        found = gaps(columns(DOORS, known=KNOWN, studies=[TRIAL]))
        told = [(gap.facts, gap.takes, len(gap.flips), len(gap.doors)) for gap in found]
        assert told == [
            (("dpia_done",), "papers", 1, 2),  # opens "one" by itself, and is part of "two"
            (
                ("study_local@DE",),
                "answer",
                1,
                1,
            ),  # nobody said; what holds in one market is not said of others
            (("study_local@FR",), "answer", 1, 1),
            (("budget_done",), "analysis", 0, 2),
            (("study_registered",), "answer", 0, 1),
        ]

    def test_a_door_that_said_yes_waits_for_nothing(self) -> None:
        held = [replace(one, held=True) for one in DOORS]
        table = columns(held, known=KNOWN, studies=[TRIAL])
        assert gaps(table) == ()
        assert {column.truth for column in table} == {Truth.YES}

    def test_filling_what_flips_opens_the_door(self) -> None:
        before = columns(DOORS, known=KNOWN, studies=[TRIAL])
        first = gaps(before)[0]
        after = columns(DOORS, known={**KNOWN, first.facts[0]: True}, studies=[TRIAL])
        opened = {
            new.door.id for old, new in zip(before, after, strict=True)
            if old.truth is not Truth.YES and new.truth is Truth.YES
        }  # fmt: skip
        assert opened == {one.id for one in first.flips} == {"one"}

    @given(st.permutations(DOORS))
    def test_order_of_doors_does_not_matter(self, doors: list[Door]) -> None:
        def order(some: Any) -> list[tuple[str, ...]]:
            return [gap.facts for gap in gaps(columns(some, known=KNOWN, studies=[TRIAL]))]

        assert order(doors) == order(DOORS)

    def test_without_a_finished_study_all_that_is_asked_of_one_is_missing(self) -> None:
        running = replace(TRIAL, result="")
        table = columns((door("d", REGISTER),), known={}, studies=[running])
        assert table[0].truth is Truth.NO
        assert [gap.facts for gap in gaps(table)] == [("study_registered",)]


class TestColumns:
    def test_what_the_product_answers_of_its_strongest_study_is_that_studys_alone(self) -> None:
        series = replace(TRIAL, title="series", design="case-series")
        one = door("d", REGISTER)
        cells = columns((one,), known={"study_registered": True}, studies=[series, TRIAL])[0].cells
        assert [cell.truth for cell in cells] == [Truth.UNKNOWN, Truth.YES]

    def test_an_answer_about_germany_is_one_about_place(self) -> None:
        known = {"evidence_from_germany_or_transferable": False}
        table = columns((door("d", LOCAL), door("f", LOCAL, market="FR")), known=known, studies=[TRIAL])
        assert [column.truth for column in table] == [Truth.NO, Truth.UNKNOWN]


class TestChecklists:
    LIST = Checklist(
        id="C", name={"en": "c", "nb": "c"}, kind="regulator", asks=(PRIVACY,), cite=CITE,
        confidence=Confidence.READ, regime="eu-mdr", applies=is_one_of("kind", "app"),
    )  # fmt: skip

    def test_a_regime_speaks_for_its_markets(self) -> None:
        found = doors_of([self.LIST], known={"kind": "app"}, opens={"eu-mdr": ("DE", "FR")})
        assert found[0].markets == ("DE", "FR")
        assert found[0].applies is Truth.YES

    def test_what_is_not_for_this_product_is_left_out(self) -> None:
        opens = {"eu-mdr": ("DE",)}
        assert doors_of([self.LIST], known={"kind": "pump"}, opens=opens) == ()
        assert doors_of([self.LIST], known={}, opens={}) == ()
        assert doors_of([self.LIST], known={}, opens=opens)[0].applies is Truth.UNKNOWN
