"""A record leaves as a company file and comes back the same; what differs and what is wrong is told."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from fram.terms.errors import Refused
from fram.workspace.company import check_document
from fram.workspace.company.checks import leaves
from fram.workspace.company.exchange import check_content, company_toml, content_from, differences
from fram.workspace.company.sections import without
from tests.unit.workspace.company.contents import CONTENTS, EXAMPLES, parts

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("name", CONTENTS)
def test_an_example_leaves_and_comes_back(name: str) -> None:
    content = CONTENTS[name]
    text = company_toml(content, on=DAY)
    assert content_from(text) == content
    assert json.loads(json.dumps(content)) == content
    before = next(path for path in EXAMPLES if path.stem == name).read_bytes()
    assert tomllib.loads(text) == tomllib.loads(before.decode())


@given(parts(CONTENTS["nordlys-vital"]))
def test_random_parts_leave_and_come_back(content: dict[str, Any]) -> None:
    assert content_from(company_toml(content)) == content


@given(parts(CONTENTS["rask-sepsis"]))
def test_random_parts_without_sections_leave_and_come_back(content: dict[str, Any]) -> None:
    left = without(content, ["money", "price"])
    assert content_from(company_toml(left.content, left_out=left.left_out, lang="nb")) == left.content


def test_the_file_tells_whose_it_is_and_what_it_is_without() -> None:
    text = company_toml(CONTENTS["nordlys-vital"], on=DAY, left_out=("money", "plan"), lang="nb")
    assert text.startswith(
        "# Mappen til Nordlys Vital AS (invented) slik den sto 2026-11-21.\n# Utelatt, fordi"
    )
    assert "Penger, Plan" in text.splitlines()[1]
    # a name cannot break out of its comment
    assert company_toml({"company": {"name": "a\nb = 1"}}, on=DAY).splitlines()[0].endswith("2026-11-21.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a = "\\u0000"', "NUL"), ("a = 99999999999999999999", "too large"), ("a = ", "not valid TOML"),
        (b"\xff\xfe", "not UTF-8"), (b"#" * 1_000_001, "1.0 MB"), ("a = " + "[" * 3000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(text: str | bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        content_from(text)


def test_the_check_is_the_check_of_the_file() -> None:
    content = CONTENTS["nordlys-vital"]
    report = check_content(content, on=DAY)
    path = next(path for path in EXAMPLES if path.stem == "nordlys-vital")
    told = check_document(tomllib.loads(path.read_text(encoding="utf-8")), on=DAY)
    assert report.can_be_planned
    assert (report.told.unknowns, report.told.file) == (told.unknowns, told.file)


def test_an_empty_record_has_no_fault_and_says_what_a_plan_lacks() -> None:
    report = check_content({})
    assert report.problems == report.warnings[1:] == ()
    assert [doubt.where for doubt in report.warnings] == ["product.price.amount"]
    assert report.missing == (
        "company.name", "company.cash_nok", "company.monthly_burn_nok", "product.name", "product.kind",
    )  # fmt: skip
    assert not report.can_be_planned


def test_a_half_filled_record_is_checked_all_the_same() -> None:
    content = {
        "product": {"price": {"amount": 3, "low": 7}, "facts": {"implantable": True, "invasive": "none"}}
    }
    report = check_content(content)
    assert [problem.where for problem in report.problems] == [
        "product.price.low", "product.facts.implantable and product.facts.invasive",
    ]  # fmt: skip
    assert [problem.where for problem in report.between] == [report.problems[1].where]


def test_nothing_is_said_against_a_stand_in() -> None:
    # With hardware standing in for the kind, this answer would contradict it.
    report = check_content({"product": {"facts": {"device_kind": "software"}}})
    assert report.problems == ()


def test_differences_question_by_question() -> None:
    before = {"company": {"cash_nok": 1, "name": "A"}, "product": {"facts": {"sterile": True}}}
    after = {"company": {"cash_nok": 2, "name": "A", "note": "n"}, "product": {}}
    assert [(one.path, one.how, one.before, one.after) for one in differences(before, after)] == [
        ("company.cash_nok", "changed", 1, 2), ("company.note", "added", None, "n"),
        ("product.facts.sterile", "removed", True, None),
    ]  # fmt: skip
    assert differences(after, after) == ()
    assert [one.section for one in differences(before, after)] == ["money", "company", "market-access"]


def test_differences_entry_by_entry() -> None:
    a, b, c = ({"title": name, "design": "rct"} for name in "abc")
    before = {"product": {"evidence": [a, b]}}
    after = {"product": {"evidence": [c, {**b, "design": "cohort"}]}}
    assert [(one.path, one.how, one.entry) for one in differences(before, after)] == [
        ("product.evidence.0.title", "changed", "c"), ("product.evidence.1.design", "changed", "b"),
    ]  # fmt: skip
    shifted = {"product": {"evidence": [c, a, b]}}
    assert [(one.path, one.how, one.entry) for one in differences(before, shifted)] == [
        ("product.evidence.0", "added", "c")
    ]
    assert [(one.path, one.how) for one in differences(shifted, before)] == [
        ("product.evidence.0", "removed")
    ]
    claims = [{"product": {"claims": list(words)}} for words in ("ab", "b")]
    assert [(one.path, one.how, one.entry) for one in differences(*claims)] == [
        ("product.claims.0", "removed", "a")
    ]


@given(parts(CONTENTS["sovn-app"]))
def test_nothing_differs_from_itself_and_something_from_nothing(content: dict[str, Any]) -> None:
    assert differences(content, content) == ()
    assert len(differences({}, content)) <= sum(1 for _ in leaves(content)) + 20
