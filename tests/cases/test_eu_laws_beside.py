"""The European laws beside device law: every rule, every day, and what they read of the device class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from fram.knowledge.laws import KINDS, LawDay, laws, read_laws
from fram.knowledge.rulebooks import LAW_BOOKS, norwegian_rules, rule_book
from fram.knowledge.shelf import Shelf
from fram.rules.rule import Rule
from fram.terms.errors import Refused
from fram.terms.jurisdiction import LAWS_BESIDE, REGIMES, regime_id

DAY = date(2026, 11, 22)
RULES = [(law, rule) for law in LAWS_BESIDE for rule in rule_book(law).every_rule]
DAYS = [(law.id, day) for law in laws().values() for day in law.days.values()]
NO_DATA = {"contains_software": True, "health_record_data": ("none",)}
AI = {"uses_ai": True, "ai_role": "is_the_device", "emergency_triage": False}


@pytest.mark.parametrize(
    ("law", "facts", "outcome", "rule"),
    [
        ("eu-ai-act", {"uses_ai": False}, "not-ai", "no-ai"),
        ("eu-ai-act", {**AI, "needs_notified_body": False}, "not-high-risk", "ai-system"),
        ("eu-ai-act", {**AI, "needs_notified_body": True}, "high-risk", "annex-i"),
        (
            "eu-ai-act",
            {**AI, "needs_notified_body": True, "ai_role": "safety_component"},
            "high-risk",
            "annex-i",
        ),
        (
            "eu-ai-act",
            {**AI, "needs_notified_body": True, "ai_role": "convenience"},
            "not-high-risk",
            "ai-system",
        ),
        (
            "eu-ai-act",
            {**AI, "needs_notified_body": False, "emergency_triage": True},
            "high-risk",
            "annex-iii",
        ),
        ("eu-ehds", {"contains_software": False}, "none", ""),
        (
            "eu-ehds",
            {**NO_DATA, "claims_ehr_interoperability": False},
            "none",
            "",
        ),
        (
            "eu-ehds",
            {"contains_software": True, "health_record_data": ("summaries_prescriptions",)},
            "ehr-system",
            "ehr-first",
        ),
        (
            "eu-ehds",
            {"contains_software": True, "health_record_data": ("images_results_letters",)},
            "ehr-system",
            "ehr-second",
        ),
        (
            "eu-ehds",
            {
                **NO_DATA, "claims_ehr_interoperability": True,
                "is_medical_device": True, "lay_user": True,
            },
            "interoperability-claim",
            "claim",
        ),
        (
            "eu-ehds",
            {
                **NO_DATA, "claims_ehr_interoperability": True,
                "is_medical_device": False, "lay_user": True,
            },
            "wellness-label",
            "wellness",
        ),
        ("eu-pld", {"device_kind": "software"}, "bound", "product"),
        ("eu-pld", {"device_kind": "hardware"}, "bound", "product"),
        ("eu-pld", {"is_ivd": True}, "bound", "product"),
    ],
)  # fmt: skip
def test_case(law: str, facts: Mapping[str, Any], outcome: str, rule: str) -> None:
    book = rule_book(law)
    verdict = book.decide(facts, on=max(DAY, book.since))
    assert verdict.outcomes == (outcome,)
    assert not rule or rule in {finding.rule for finding in verdict.because}


def test_every_rule_decides_a_case_above() -> None:
    marks = test_case.pytestmark[0].args[1]
    assert {rule.id for _, rule in RULES} <= {rule for _, _, _, rule in marks}


@pytest.mark.parametrize(("law", "rule"), RULES, ids=lambda part: getattr(part, "id", part))
def test_a_rule_has_its_sentence_in_both_languages_and_its_source(law: str, rule: Rule) -> None:
    told = norwegian_rules(LAW_BOOKS[law][0])[rule.id]
    assert rule.says.endswith(".")
    assert told.endswith(".")
    assert told != rule.says
    assert rule.cite.title
    assert rule.cite.place
    assert rule.cite.read


@pytest.mark.parametrize("law", LAWS_BESIDE)
def test_a_day_before_it_was_law_is_refused(law: str) -> None:
    book = rule_book(law)
    with pytest.raises(Refused, match="do not hold"):
        book.decide({}, on=book.since - timedelta(days=1))
    assert book.decide({}, on=book.since).as_of == book.since


def test_liability_begins_after_the_ninth_of_december() -> None:
    assert rule_book("eu-pld").since == date(2026, 12, 10)


def test_goods_or_software_whichever_it_is_the_maker_answers() -> None:
    verdict = rule_book("eu-pld").decide({"is_ivd": False}, on=date(2027, 1, 1))
    assert (verdict.outcomes, verdict.ask) == (("bound",), "")


def test_laws_beside_are_no_device_regimes() -> None:
    assert not set(LAWS_BESIDE) & set(REGIMES)
    assert set(LAW_BOOKS) == set(LAWS_BESIDE)
    assert [regime_id(word) for word in ("AI-Act", "ehds", "PLD")] == list(LAWS_BESIDE)


@pytest.mark.parametrize(("law", "day"), DAYS, ids=lambda part: getattr(part, "key", part))
def test_a_day_has_its_source_and_when_it_was_last_seen(law: str, day: LawDay) -> None:
    assert day.kind in KINDS
    assert day.parameter.checked
    assert day.parameter.checked <= DAY
    assert day.says.en != day.says.nb or day.key == "norway"
    for dated in day.parameter.values:
        assert dated.cite.title
        assert dated.cite.publisher
        assert dated.cite.read
    assert day.known(DAY)
    first = day.parameter.values[0].start
    assert day.known(first - timedelta(days=1)) is None


def test_the_rules_that_days_serve_exist() -> None:
    for law in LAWS_BESIDE:
        rules = {rule.id for rule in rule_book(law).rules}
        assert {name for day in laws()[law].days.values() for name in day.serves} <= rules


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("high-risk-devices", date(2026, 7, 26), date(2027, 8, 2)),
        ("high-risk-devices", date(2026, 7, 27), date(2028, 8, 2)),
        ("high-risk-annex-iii", date(2026, 7, 26), date(2026, 8, 2)),
        ("high-risk-annex-iii", date(2026, 7, 27), date(2027, 12, 2)),
        ("high-risk-devices", date(2024, 7, 31), None),
        ("transparency", DAY, date(2026, 8, 2)),
    ],
)
def test_the_days_moved_in_2026(key: str, on: date, expected: date | None) -> None:
    assert laws()["eu-ai-act"].days[key].day(on) == expected


def test_norway_waits_for_all_three() -> None:
    for law in LAWS_BESIDE:
        known = laws()[law].days["norway"].known(DAY)
        assert known
        assert known.value == "pending"


class TestFiles:
    GOOD = """
law: eu-x
name: {en: A law, nb: En lov}
places: [EU]
cite: {title: An invented law}
days:
  one:
    {says: {en: One, nb: En}, kind: from, checked: 2026-11-22,
     values: [{start: 2020-01-01, value: "2021-01-01", cite: {title: T}}]}
"""

    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ("kind: from", "kind: form", "no kind of day"),
            (" checked: 2026-11-22,", "", "`checked` is missing"),
            ('"2021-01-01"', '"2021-13-01"', "is not a day"),
            ("places:", "place:", "unknown key `place`"),
            ("places: [EU]\n", "", "`places` is missing"),
            ("nb: En}", "no: En}", "problem"),
        ],
    )
    def test_a_bad_file_is_refused(self, tmp_path: Any, old: str, new: str, what: str) -> None:
        folder = tmp_path / "zz" / "regulation" / "x"
        folder.mkdir(parents=True)
        (folder / "dates.yaml").write_text(self.GOOD.replace(old, new), encoding="utf-8")
        with pytest.raises(Refused, match=what):
            read_laws(Shelf(tmp_path))

    def test_a_good_file_is_read(self, tmp_path: Any) -> None:
        folder = tmp_path / "zz" / "regulation" / "x"
        folder.mkdir(parents=True)
        (folder / "dates.yaml").write_text(self.GOOD, encoding="utf-8")
        law = read_laws(Shelf(tmp_path))["eu-x"]
        assert law.days["one"].day(DAY) == date(2021, 1, 1)
