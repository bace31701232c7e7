"""The pages of the record are generated: each field and fact is asked once, in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from fram.knowledge.facts import fact_registry
from fram.terms.sections import SECTIONS
from fram.workspace.company.fields import fields
from fram.workspace.company.pages import (
    get_page,
    page_of,
    pages,
    question_at,
    questions_of,
    value_at,
    with_value,
)
from fram.workspace.company.sections import section_of

ASKED = [path for path, spec in fields().items() if spec.type not in ("table", "tables")]


def test_every_field_and_fact_is_asked_on_one_page() -> None:
    asked = Counter(question.path for key in pages() for question in questions_of(key))
    facts = [f"product.facts.{fact.name}" for fact in fact_registry()]
    assert asked == Counter([*ASKED, *facts])


def test_every_list_of_the_file_is_a_page_and_every_family_of_facts() -> None:
    lists = {path for path, spec in fields().items() if spec.type == "tables"}
    assert {page.entries for page in pages().values() if page.is_list} == {*lists, "product.claims"}
    assert {page.family for page in pages().values() if page.family} == set(fact_registry().families)


@pytest.mark.parametrize("key", pages())
def test_a_page_lies_in_one_section_and_about_one_thing(key: str) -> None:
    page = pages()[key]
    assert {section_of(question.path) for question in questions_of(key)} == {page.section}
    assert {question.path.partition(".")[0] == "company" for question in questions_of(key)} == {
        page.about == "company"
    }
    assert page.title.en != page.title.nb
    assert questions_of(key)


def test_pages_follow_the_sections() -> None:
    order = [list(SECTIONS).index(page.section) for page in pages().values()]
    assert order == sorted(order)
    assert next(iter(pages())) == "company"


@pytest.mark.parametrize("key", pages())
def test_questions_speak_both_languages(key: str) -> None:
    for question in questions_of(key):
        assert question.words.en.strip(), question.path
        assert question.words.nb.strip(), question.path
        assert question.words.en != question.name, f"{question.path} has no words of its own"
        for option, words in question.options.items():
            assert words.en, (question.path, option)
            assert words.nb, (question.path, option)
        if question.unit and not question.is_fact:
            assert question.unit_in("nb"), question.path


def test_a_question_says_unit_limits_and_example() -> None:
    cash = question_at("company.cash_nok")
    assert cash is not None
    assert (cash.unit_in("nb"), cash.limits_in("en"), cash.limits_in("nb")) == (
        "NOK",
        "0 or more",
        "0 eller mer",
    )
    assert cash.example == 14_000_000
    gain = question_at("product.health_gain")
    assert gain is not None
    assert gain.limits_in("nb") == "over 0 og under 30"
    share = question_at("product.severity.share_lost")
    assert share is not None
    assert share.limits_in("en") == "between 0 and 1"
    assert gain.asked_when == {"product.unit_of_sale": ("patient",)}


def test_a_fact_brings_its_help_its_reason_and_its_gates() -> None:
    fact = fact_registry()["software_own_purpose"]
    question = question_at("product.facts.software_own_purpose")
    assert question is not None
    assert (question.help, question.why, question.judged) == (fact.help, fact.why, True)
    assert set(question.asked_when) == {f"product.facts.{name}" for name in fact.asked_when}
    assert question.is_fact
    assert question.label(True, "nb") == "Ja"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("company.name", "company"),
        ("company.staff.sales", "people"),
        ("company.planned_round.chance", "money"),
        ("company.ownership.founders_share", "ownership"),
        ("company.ownership.convertibles.1.cap_nok", "convertibles"),
        ("product.kind", "product"),
        ("product.claims.0", "claims"),
        ("product.evidence.0.title", "evidence"),
        ("product.facts.sterile", "facts-regulatory"),
        ("product.certificates.0", "certificates"),
        ("expected.0", "expected"),
        ("sequence.before", "sequence"),
        ("sequence.under_way.0.market", "under-way"),
    ],
)
def test_the_page_of_a_path(path: str, key: str) -> None:
    page = page_of(path)
    assert page is not None
    if key == "facts-regulatory":
        key = f"facts-{fact_registry()['sterile'].family}"
    assert page.key == key


def test_what_no_page_asks() -> None:
    assert page_of("product.facts.no_such_fact") is None
    assert page_of("payroll.total") is None
    assert question_at("product.facts.no_such_fact") is None
    assert question_at("product.evidence") is None
    assert get_page("no-such-page") is None


def test_values_are_set_by_path_and_nothing_handed_in_is_touched() -> None:
    raw = {"product": {"price": {"amount": 3}, "evidence": [{"title": "a"}]}}
    changed = with_value(raw, "product.price.low", value=2)
    assert changed["product"]["price"] == {"amount": 3, "low": 2}
    assert raw["product"]["price"] == {"amount": 3}
    assert value_at(raw, "product.evidence.0.title") == "a"
    assert value_at(raw, "product.evidence.7.title") is None
    emptied = with_value(raw, "product.price.amount", value=None)
    assert "price" not in emptied["product"]  # a table nobody answered in is not there
    assert with_value({}, "company.staff.sales", value=0) == {"company": {"staff": {"sales": 0}}}
