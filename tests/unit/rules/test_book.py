"""Rule books on an invented order: the strictest wins, unknown propagates, every finding says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fram.rules.book import Reform
from fram.rules.condition import Blocked
from fram.rules.rule import Rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from tests.unit.rules.kites import BOOK, DAY, LAW, NEW, is_large, is_large_and_heavy

KITE = {"alive": False, "painted": False}


@pytest.mark.parametrize(
    ("facts", "outcomes"),
    [
        ({"size": "small", "pilot": "no"}, ("A",)),
        ({"size": "large", "pilot": "no"}, ("B",)),
        ({"size": "huge", "steel": True, "pilot": False}, ("C",)),
        ({"size": "huge", "steel": "yes", "pilot": "yes"}, ("D",)),
        ({"size": "huge", "pilot": "no"}, ("B", "C")),
        ({"size": "large"}, ("B", "D")),
        ({"steel": "no", "pilot": "no"}, ("A", "B")),
        ({"pilot": "yes"}, ("D",)),
        ({}, ("A", "B", "C", "D")),
        ({"size": None, "steel": "no", "pilot": "no"}, ("A", "B")),
    ],
)
def test_what_is_still_possible(facts: dict[str, Any], outcomes: tuple[str, ...]) -> None:
    verdict = BOOK.decide({**KITE, **facts}, on=DAY)
    assert verdict.outcomes == outcomes
    assert verdict.is_settled is (len(outcomes) == 1)
    assert bool(verdict.ask) is not verdict.is_settled


@pytest.mark.parametrize(
    ("alive", "applies", "outcomes"),
    [
        (True, Truth.NO, ("no kite",)),
        (None, Truth.UNKNOWN, ("no kite", "B")),
        (False, Truth.YES, ("B",)),
    ],
)
def test_a_rule_may_take_a_product_out_of_the_book(
    alive: bool | None, applies: Truth, outcomes: tuple[str, ...]
) -> None:
    verdict = BOOK.decide({"alive": alive, "size": "large", "pilot": "no"}, on=DAY)
    assert (verdict.applies, verdict.outcomes) == (applies, outcomes)
    assert verdict.ask == ("alive" if alive is None else "")
    assert [f.rule for f in verdict.because] == (["bird"] if alive else ["large"])
    assert bool(verdict.near_misses) is not (alive is True)


def test_findings_say_what_fired_what_nearly_did_and_what_is_missing() -> None:
    verdict = BOOK.decide({**KITE, "size": "huge", "pilot": "no"}, on=DAY)
    assert [f.rule for f in verdict.because] == ["large"]
    assert [(f.rule, f.blocked) for f in verdict.near_misses] == [
        ("manned", (Blocked("pilot", "no", ("yes",)),))
    ]
    assert [(f.rule, f.missing) for f in verdict.unsure] == [("heavy", ("steel",))]
    assert verdict.because[0].cite is LAW
    assert verdict.because[0].says == "Large kites are in class B."
    assert verdict.unsure[0].says == "Huge kites of steel are in class C, whatever they carry."
    assert (verdict.book, verdict.as_of, verdict.regime) == ("kites 1", DAY, "kites")


def test_a_verdict_is_as_sure_as_the_rules_it_rests_on() -> None:
    assert BOOK.decide({**KITE, "size": "huge", "pilot": "no"}, on=DAY).confidence is Confidence.UNCHECKED
    assert BOOK.decide({**KITE, "size": "large", "pilot": "no"}, on=DAY).confidence is Confidence.READ


def test_duties_come_with_the_mildest_class_alone() -> None:
    small = {"alive": False, "size": "small", "pilot": "no"}
    assert [m.outcome for m in BOOK.decide({**small, "painted": True}, on=DAY).marks] == ["As"]
    assert BOOK.decide({**small, "painted": False}, on=DAY).marks == ()
    assert BOOK.decide(small, on=DAY).ask == "painted"
    large = BOOK.decide({**small, "size": "large", "painted": True}, on=DAY)
    assert (large.marks, large.ask) == ((), "")


def test_a_reading_aid_is_told_and_changes_nothing() -> None:
    verdict = BOOK.decide({**KITE, "size": "small", "pilot": "no"}, on=DAY)
    assert [(f.rule, f.force) for f in verdict.guidance] == [("table", Force.GUIDANCE)]
    assert verdict.outcomes == ("A",)


def test_a_settled_finding_misses_nothing() -> None:
    assert is_large_and_heavy.on({"size": "small"}).missing == ()
    assert is_large_and_heavy.on({"steel": "no"}).truth is Truth.NO
    assert is_large.reads == {"size"}


@pytest.mark.parametrize(
    ("day", "outcomes"),
    [(date(2024, 12, 31), ("A",)), (NEW, ("D",)), (date(2026, 12, 31), ("D",)), (date(2027, 1, 1), ("A",))],
)
def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end(
    day: date, outcomes: tuple[str, ...]
) -> None:
    facts = {**KITE, "size": "small", "pilot": "yes"}
    assert BOOK.decide(facts, on=day).outcomes == outcomes
    assert BOOK.outcomes(facts, on=day) == outcomes


def test_a_day_before_every_rule_is_refused() -> None:
    for ask in (BOOK.decide, BOOK.outcomes):
        with pytest.raises(Refused, match=r"2019-01-01.*they begin on 2020-01-01"):
            ask({"size": "small"}, on=date(2019, 1, 1))


def test_what_follows_counts_as_known_until_somebody_says_otherwise() -> None:
    book = replace(BOOK, implies=lambda known: {"steel": True} if known.get("size") == "huge" else {})
    facts = {**KITE, "size": "huge", "pilot": "no"}
    assert book.decide(facts, on=DAY).outcomes == ("C",)
    assert book.decide({**facts, "steel": False}, on=DAY).outcomes == ("B",)


def test_what_cannot_matter_any_more_is_not_asked() -> None:
    facts = {**KITE, "pilot": "yes", "size": "huge"}  # D already; steel could only lead to C
    assert BOOK.decide(facts, on=DAY).ask == ""
    harder = replace(BOOK, order=("A", "C", "B", "D"))
    verdict = harder.decide({**KITE, "size": "huge"}, on=DAY)
    assert (verdict.outcomes, verdict.ask) == (("B", "D"), "pilot")


def test_a_reform_is_switched_on_and_shown() -> None:
    def without_pilots(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(r for r in rules if r.id != "manned")

    reform = Reform(id="proposal-7", cite=Citation(title="Proposal 7"), change=without_pilots)
    changed = reform.apply(BOOK)
    facts = {**KITE, "size": "small", "pilot": "yes"}
    assert BOOK.decide(facts, on=DAY).outcomes == ("D",)
    assert changed.decide(facts, on=DAY).outcomes == ("A",)
    assert changed.version == "1+proposal-7"
