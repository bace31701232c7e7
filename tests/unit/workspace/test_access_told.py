"""What a verdict tells beside the class: other laws, rules without answers, near misses, days to come."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import fram
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.rules.verdict import Asking
from fram.workspace.access import known_on_text, verdict_json
from fram.workspace.access.phrases import phrases
from fram.workspace.access.verdict_page import verdict_page
from fram.workspace.access.wording import Wording
from tests.unit.workspace.verdicts import DAY, DECIDING, finding, software, verdict


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_what_another_law_takes_is_said_to_fall_under_it(lang: str) -> None:
    gone = verdict("not_md", out="not_md", because=(finding("not_md", instead="eu-ivdr"),))
    page = verdict_page(gone, lang=lang)
    name = {"en": "EU laboratory test regulation (IVDR)", "nb": "EUs forordning om laboratorietester (IVDR)"}
    assert name[lang] in page.heading
    assert phrases("verdict")["out-not_md"].in_(lang) not in page.heading.lower()
    assert "eu-ivdr" in page.lead


def test_rules_nobody_answered_are_listed_by_place_where_they_cannot_change_the_class() -> None:
    told = software(
        medical_purpose=True, individual_patient=True, info_for_decision=True, contraception=False,
        worst_impact="death_or_irreversible", action_on_data="analysis", data_source="md_only",
    )  # fmt: skip
    found = fram.classify(told, on=DAY)
    assert found.is_settled
    page = found.page
    assert page is not None
    section = page.sections[-1]
    assert section.title == "Left open, since no answer there changes the class"
    assert "(rule " in section.intro
    idle = json.loads(verdict_json(found))["unanswered"]
    assert idle
    assert all(one["missing"] for one in idle)
    assert not {one["rule"] for one in idle} & {one.rule for one in (*found.because, *found.unsure)}


def test_rules_that_decide_are_told_first() -> None:
    found = fram.classify(
        software(medical_purpose=True, info_for_decision=True, worst_impact="serious"), on=DAY
    )
    order = rule_book("eu-mdr").order
    levels = [order.index(one.outcome) for one in found.because]
    assert levels == sorted(levels, reverse=True)


def test_a_law_beside_takes_from_the_device_verdict_what_it_says() -> None:
    known = software(
        medical_purpose=True, individual_patient=True, info_for_decision=True, worst_impact="serious",
        uses_ai=True, ai_role="is_the_device", action_on_data="analysis", data_source="md_only",
    )  # fmt: skip
    found = fram.classify(known, regime="ai-act", on=DAY)
    assert found.outcomes == ("high-risk",)
    assert ("needs_notified_body", "yes") in {(one.fact, one.value) for one in found.assumed}
    assert "(from the device class)" in " ".join(str(found).split())
    bare = software(
        medical_purpose=True, individual_patient=True, action_on_data="analysis", data_source="md_only",
        uses_ai=True, ai_role="is_the_device", emergency_triage=False,
    )  # fmt: skip
    asked = fram.classify(bare, regime="ai-act", on=DAY)
    assert asked.ask not in ("", "needs_notified_body")
    assert asked.asking is not None
    assert {left for _, left in asked.asking.leaves} != {asked.outcomes}


def test_many_classes_are_shortened_only_where_none_is_left_out_between() -> None:
    order = rule_book("eu-mdr").order

    def tag(*left: str) -> str:
        asking = Asking(fact="worst_impact", settles=(), leaves=(("serious", left),))
        shown = verdict("not_md", *order, out="not_md", ask="worst_impact", asking=asking)
        return next(s for s in verdict_page(shown).sections if s.title == "Answer this next").lines[0].tag

    assert tag("not_md", "I", "IIa") == "none … IIa"
    assert tag("not_md", "IIb", "III") == "none, IIb, III"


def test_only_three_near_misses_are_shown_and_none_that_was_worked_out() -> None:
    told = software(medical_purpose=True, info_for_decision=True, worst_impact="serious")
    found = fram.classify(told, on=DAY)
    lines = next(s for s in verdict_page(found).sections if s.title.startswith("One answer")).lines
    assert len(lines) <= 3
    questions = {fact_registry()[name].question.en for name in told.facts}
    assert all(any(line.text.startswith(question) for question in questions) for line in lines)


def test_a_day_to_come_is_told_as_far_as_the_law_was_read() -> None:
    line = known_on_text([fram.classify(DECIDING, on=date(2031, 1, 1))])
    assert line.startswith("Law as known on 2026-")
    assert known_on_text([]) == ""


def test_places_in_norwegian_hold_no_english_words_of_law() -> None:
    places = [
        Wording("nb").place(rule.cite)
        for regime in BOOKS for is_ivd in (False, True)
        for rule in rule_book(regime, is_ivd=is_ivd).every_rule
    ]  # fmt: skip
    english = {"following", "regulation", "rule", "paragraph", "indent", "and", "with", "both", "question"}
    assert not [place for place in places if english & set(place.lower().replace(",", "").split())]


def test_rules_left_open_in_several_texts_are_told_with_their_text() -> None:
    example = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
    page = fram.classify(example, regime="us-fda", on=DAY).page
    assert page is not None
    (section,) = (one for one in page.sections if one.title.startswith("Left open"))
    assert "General Wellness: Policy for Low Risk Devices (sections III and IV)" in section.intro
