"""What people type is read as they mean it, and what they did not touch stays exactly as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.workspace.company.pages import pages, question_at, questions_of, value_at
from fram.workspace.company.pages.numbers import number_from, number_text, numbers_from
from fram.workspace.company.pages.question import Question
from fram.workspace.company.pages.typed import is_touched, shown, take
from tests.unit.workspace.company.contents import CONTENTS

LANGS = ("en", "nb")


def ask(path: str) -> Question:
    found = question_at(path)
    assert found is not None
    return found


def take_one(path: str, *texts: str, lang: str = "en", before: Any = None, **more: str) -> Any:
    """The value that is meant by texts typed at one question; its fault in English where there is one."""
    typed = {path: list(texts), **{f"{path}{name}": [text] for name, text in more.items()}}
    taken = take([ask(path)], typed, before={path: before}, lang=lang)
    return taken.faults[0].words.en if taken.faults else taken.values[path]


@pytest.mark.parametrize(
    ("text", "nb", "en"),
    [
        ("14 000 000", 14_000_000, 14_000_000),
        ("14\u00a0000\u202f000", 14_000_000, 14_000_000),
        ("14.000.000", 14_000_000, 14_000_000),
        ("14,000,000", 14_000_000, 14_000_000),
        ("14 mill", 14_000_000, 14_000_000),
        ("14,5 mill.", 14_500_000, 14_500_000),
        ("900 kr", 900, 900),
        ("kr 900,-", 900, 900),
        ("1.500", 1500, 1.5),
        ("1,500", 1.5, 1500),
        ("0.125", 0.125, 0.125),
        ("0,125", 0.125, 0.125),
        ("1.234,5", 1234.5, 1234.5),
        ("1,234.5", 1234.5, 1234.5),
        ("30 %", 0.3, 0.3),
        ("−3", -3, -3),
        ("12,5", 12.5, 12.5),
        ("7", 7, 7),
        ("2 mnok", 2_000_000, 2_000_000),
        ("abc", None, None),
        ("", None, None),
        ("1,2,3", None, None),
        ("1e5", None, None),
        ("--3", None, None),
        ("14 zebras", None, None),
        ("1.2.3,4.5", None, None),
        ("nan", None, None),
        ("inf", None, None),
    ],
)
def test_numbers_as_people_write_them(text: str, nb: float | None, en: float | None) -> None:
    assert (number_from(text, "nb"), number_from(text, "en")) == (nb, en)


@given(
    st.one_of(st.integers(-(10**14), 10**14), st.floats(-1e14, 1e14, allow_nan=False)), st.sampled_from(LANGS)
)
def test_a_number_that_is_shown_is_read_as_the_same(value: float, lang: str) -> None:
    assert number_from(number_text(value, lang), lang) == value


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert number_text(14_000_000, "nb") == "14\u00a0000\u00a0000"
    assert number_text(14_000_000.5, "en") == "14,000,000.5"
    assert number_text(850.0, "nb") == "850"
    assert numbers_from("3; 9; 18", "nb") == numbers_from("3 9 18", "nb") == numbers_from("3, 9, 18", "nb")
    assert numbers_from("3,5; 9", "nb") == [3.5, 9]
    assert numbers_from("3; x", "nb") is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CONTENTS)
def test_an_untouched_form_changes_nothing(name: str, lang: str) -> None:
    for key, page in pages().items():
        if not page.is_list:
            before = {
                question.path: value_at(CONTENTS[name], question.path) for question in questions_of(key)
            }
            typed = {
                n: t
                for question in questions_of(key)
                for n, t in shown(question, before[question.path], lang=lang).items()
            }
            taken = take(questions_of(key), typed, before=before, lang=lang)
            assert taken.faults == []
            assert taken.values == before


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_shown_is_read_as_what_is_in_the_record(name: str, lang: str) -> None:
    for key, page in pages().items():
        entries: Any = value_at(CONTENTS[name], page.entries) if page.is_list else [CONTENTS[name]]
        for entry in entries or ():
            for question in questions_of(key):
                value = (
                    (entry if page.is_plain_list else entry.get(question.name))
                    if page.is_list
                    else value_at(entry, question.path)
                )
                if value is None:
                    continue
                taken = take([question], shown(question, value, lang=lang), before={}, lang=lang)
                assert taken.faults == [], (question.path, value)
                assert taken.values[question.path] == value


def test_an_answer_that_reads_the_same_keeps_how_it_is_written() -> None:
    assert take_one("company.markets_served", "uk", before=["uk"]) == ["uk"]
    odd = {"value": "yes", "who": "the board"}
    stood = shown(ask("product.facts.sterile"), odd, lang="en")
    assert take(
        [ask("product.facts.sterile")], stood, before={"product.facts.sterile": odd}, lang="en"
    ).values == {"product.facts.sterile": odd}
    assert take_one("company.note", "two\r\nlines", before="two\nlines") == "two\nlines"


def test_nothing_typed_is_unknown() -> None:
    for path in (
        "company.cash_nok",
        "product.uses_ai",
        "product.settings",
        "product.facts.sterile",
        "sequence.before",
    ):
        assert take_one(path) is None
        assert take_one(path, "") is None
        assert take_one(path, "  ") is None
    assert shown(ask("product.facts.sterile"), "ukjent", lang="nb")["product.facts.sterile"] == []


@pytest.mark.parametrize(
    ("path", "texts", "value"),
    [
        ("company.cash_nok", ["14 mill"], 14_000_000),
        ("product.uses_ai", ["no"], False),
        ("company.stage", ["pilot"], "pilot"),
        ("product.settings", ["ward", "home", "ward"], ["ward", "home"]),
        ("product.users", ["nurses\n\n  patients "], ["nurses", "patients"]),
        ("company.planned_round.months_to_close", ["3; 6; 9"], [3, 6, 9]),
        ("product.home.lost", ["2"], 2),
        ("finding.said", ["9; 12; 18\n8 11 15"], [[9, 12, 18], [8, 11, 15]]),
        ("product.certificates.until", ["21.11.2031"], "2031-11-21"),
        ("product.certificates.until", ["2031-11-21"], "2031-11-21"),
        ("product.facts.sterile", ["yes"], True),
        ("product.severity.share_lost", ["30 %"], 0.3),
    ],
)
def test_answers_of_each_kind(path: str, texts: list[str], value: Any) -> None:
    assert take_one(path, *texts) == value


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("company.cash_nok", "much", "not a number"),
        ("company.cash_nok", "-5", "0 or more"),
        ("company.cash_nok", "9" * 20, "too large"),
        ("company.cash_nok", "30 %", "leave out the %"),
        ("company.planned_round.chance", "2", "between 0 and 1"),
        ("product.price.amount", "0", "above 0"),
        ("product.home.lost", "2.5", "whole number"),
        ("product.certificates.until", "next year", "not a day"),
        ("product.certificates.until", "2031-02-30", "not a day"),
        ("company.stage", "forged", "not among them"),
        ("product.facts.sterile", "perhaps", "not among them"),
        ("product.settings", "forged", "not among them"),
        ("company.name", "x" * 201, "room for 200"),
        ("product.hosting", "x" * 4001, "room for 4000"),
        ("finding.said", "9; 12", "three rising numbers"),
        ("company.note", "a\x00b", "cannot be kept"),
        ("company.planned_round.months_to_close", "a; b", "with ; between"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_lost(path: str, text: str, said: str) -> None:
    found = take_one(path, text, before=None)
    assert isinstance(found, str)
    assert said in found


def test_faults_speak_norwegian_too() -> None:
    taken = take([ask("company.cash_nok")], {"company.cash_nok": ["mye"]}, before={}, lang="nb")
    assert taken.faults[0].words.nb == "Dette er ikke et tall. Skriv sifre, som 14\u00a0000\u00a0000."
    assert taken.faults[0].path == "company.cash_nok"


def test_who_judged_is_kept_with_the_answer() -> None:
    more = {":who": "head of quality", ":on": "4.11.2025", ":evidence": "risk file"}
    told = {"value": False, "who": "head of quality", "on": "2025-11-04", "evidence": "risk file"}
    assert take_one("product.facts.immediate_danger", "no", **more) == told
    assert take_one("product.facts.immediate_danger", "yes", before=told) is True
    assert "Answer the question too" in take_one("product.facts.immediate_danger", **more)
    touched = {
        **shown(ask("product.facts.immediate_danger"), told, lang="en"),
        "product.facts.immediate_danger": ["yes"],
    }
    taken = take(
        [ask("product.facts.immediate_danger")],
        touched,
        before={"product.facts.immediate_danger": told},
        lang="en",
    )
    assert taken.values["product.facts.immediate_danger"] == {**told, "value": True}


def pairs(path: str, *lines: tuple[str, str], lang: str = "en") -> Any:
    typed = {
        f"{path}.{part}.{n}": [text]
        for n, line in enumerate(lines)
        for part, text in zip(("key", "value"), line, strict=True)
    }
    taken = take([ask(path)], typed, before={}, lang=lang)
    return taken.faults[0].words.en if taken.faults else taken.values[path]


def test_pairs_are_lines_of_two_boxes() -> None:
    lines = [("price", "x0,9"), ("", ""), ("sales_cycle@DE", "+3"), ("churn", "0,1")]
    assert pairs("scenario.set", *lines, lang="nb") == {"price": "x0.9", "sales_cycle@DE": "+3", "churn": 0.1}
    assert pairs("factor.loadings", ("sales_cycle", "0.6")) == {"sales_cycle": 0.6}
    assert pairs("sequence.before", ("US", "DE")) == {"US": "DE"}
    assert "both boxes" in pairs("sequence.before", ("US", ""))
    assert "twice" in pairs("factor.loadings", ("a", "1"), ("a", "2"))
    assert "not a number" in pairs("factor.loadings", ("a", "much"))


def test_a_form_knows_what_was_touched() -> None:
    path = "scenario.set"
    value = {"price": "x0.9"}
    stood = shown(ask(path), value, lang="en")
    assert not is_touched(ask(path), stood, value=value, lang="en")
    assert is_touched(ask(path), {**stood, f"{path}.key.1": ["churn"]}, value=value, lang="en")
    assert is_touched(ask(path), {}, value=value, lang="en")
