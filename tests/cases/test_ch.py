"""Switzerland: the European classes, led by the Swiss article, from the Swiss day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, norwegian_rules, rule_book, unsaid
from fram.rules.book import RuleBook
from fram.terms.errors import Refused

DAY = date(2026, 11, 22)
PAIRS = (("eu-mdr", False, date(2021, 5, 26)), ("eu-ivdr", True, date(2022, 5, 26)))
IDS = ("devices", "tests")


def books(regime: str, *, is_ivd: bool) -> tuple[RuleBook, RuleBook]:
    return rule_book("ch", is_ivd=is_ivd), rule_book(regime)


@pytest.mark.parametrize(("regime", "is_ivd", "since"), PAIRS, ids=IDS)
def test_the_rules_are_the_european_ones_under_a_swiss_article(
    regime: str, is_ivd: bool, since: date
) -> None:
    swiss, european = books(regime, is_ivd=is_ivd)
    theirs = {rule.id: rule for rule in european.every_rule}
    assert swiss.id == "ch"
    assert swiss.order == european.order
    assert {rule.id for rule in swiss.every_rule} == set(theirs)
    for rule in swiss.every_rule:
        there = theirs[rule.id]
        assert rule.condition is there.condition
        assert (rule.outcome, rule.says, rule.confidence) == (there.outcome, there.says, there.confidence)
        assert rule.cite.place.startswith(f"Article {14 if is_ivd else 15}, following {there.cite.title}")
        assert rule.cite.title.endswith("SR 812.219" if is_ivd else "SR 812.213")
        assert rule.holds.start == max(since, there.holds.start)


@pytest.mark.parametrize(("regime", "is_ivd", "since"), PAIRS, ids=IDS)
def test_it_begins_on_the_swiss_day(regime: str, is_ivd: bool, since: date) -> None:
    swiss, _ = books(regime, is_ivd=is_ivd)
    assert swiss.since == since
    with pytest.raises(Refused, match="begin on"):
        swiss.decide({}, on=date(since.year, since.month, since.day - 1))


@pytest.mark.parametrize(
    ("is_ivd", "facts"),
    [
        (False, {"device_kind": "software", "info_for_decision": True, "worst_impact": "serious"}),
        (False, {"invasive": "implant", "duration": "long", "body_site": "heart"}),
        (False, {"active": True}),
        (False, {"medical_purpose": False}),
        (True, {"ivd_item": "assay", "ivd_purpose": "diagnosis", "analyte": "CRP"}),
        (True, {"ivd_item": "assay", "ivd_purpose": "cancer_screening", "analyte": "PSA"}),
    ],
)
def test_every_product_has_its_european_class(is_ivd: bool, facts: dict[str, Any]) -> None:
    swiss, european = books("eu-ivdr" if is_ivd else "eu-mdr", is_ivd=is_ivd)
    for known in (facts, {**unsaid(european, fact_registry()), **facts}):
        here, there = swiss.decide(known, on=DAY), european.decide(known, on=DAY)
        assert here.outcomes == there.outcomes
        assert [f.rule for f in here.because] == [f.rule for f in there.because]
        assert here.ask == there.ask


@pytest.mark.parametrize(("regime", "is_ivd", "since"), PAIRS, ids=IDS)
def test_the_norwegian_sentences_are_not_written_twice(regime: str, is_ivd: bool, since: date) -> None:
    module = BOOKS["ch"][int(is_ivd)]
    assert norwegian_rules(module) == norwegian_rules(BOOKS[regime][0])
