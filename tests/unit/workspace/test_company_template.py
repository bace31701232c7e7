"""Writing a company file: the template and the twelve questions never lag behind the classes."""

from __future__ import annotations

import dataclasses
import re
import stat
import tomllib
import typing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.facts import fact_registry
from fram.terms.errors import Refused
from fram.terms.product import CompanyFile
from fram.workspace.company import (
    CheckReport,
    check_company,
    company_from_answers,
    full_template,
    quick_questions,
    refuse_if_there,
    write_company,
)
from fram.workspace.company.fields import field_at, fields
from fram.workspace.company.quick import plain_number
from fram.workspace.company.template import toml_value
from fram.workspace.company.words import examples, field_words, option_words, unit_words
from tests import machine

DAY = date(2026, 11, 21)


def _file(folder: Path, text: str) -> Path:
    path = folder / "company.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _report(folder: Path, text: str, **more: Any) -> CheckReport:
    return check_company(_file(folder, text), **more)


class TestTemplate:
    @pytest.mark.parametrize("lang", ["en", "nb"])
    def test_holds_every_field_and_fact(self, lang: str) -> None:
        text = full_template(lang)
        tomllib.loads(text)
        for field in fields().values():
            heading = f"[{field.path}]"
            mark = {"table": heading, "pairs": heading, "tables": f"[{heading}]"}.get(
                field.type, f"#{field.name} = "
            )
            assert mark in text, field.path
        for fact in fact_registry():
            assert f"\n#{fact.name} = " in text
            assert fact.question.in_(lang)[:40] in " ".join(text.split("\n# "))
        assert max(map(len, text.splitlines())) < 180

    def test_every_field_of_the_classes_is_walked(self) -> None:
        def names(kind: Any) -> int:
            hints = typing.get_type_hints(kind)
            total = 0
            for spec in dataclasses.fields(kind):
                inner = [
                    a
                    for a in (hints[spec.name], *typing.get_args(hints[spec.name]))
                    if dataclasses.is_dataclass(a)
                ]
                total += 1 + (names(inner[0]) if inner else 0)
            return total

        assert len(fields()) == names(CompanyFile) - 1  # all but the facts, which the registry holds

    def test_every_field_has_words_and_a_value_that_fits(self) -> None:
        for field in fields().values():
            assert field.words is not None, (
                f"{field.path}: no Ask in its annotation and no words in words.yaml"
            )
            assert field.words.nb != field.words.en or len(field.words.en) < 12
            assert not field.unit or field.unit in unit_words()
            assert set(field.options) <= set(option_words())
        assert set(field_words()) <= set(fields()), "words for a field that is gone"
        assert set(examples()) <= set(fields()), "an example for a field that is gone"

    def test_uncommented_it_is_a_company_file(self, tmp_path: Path) -> None:
        head = full_template("en").split("[product.facts]")[0]
        text = re.sub(r"^#(?=[a-z_\[])", "", head, flags=re.MULTILINE)
        report = _report(tmp_path, text, on=DAY)
        assert report.problems == ()
        assert report.file is not None
        assert report.file.company.planned_round is not None
        assert {unknown.group for unknown in report.unknowns} & {"company", "product"} == set()

    def test_as_it_is_it_asks_for_what_must_be_filled_in(self, tmp_path: Path) -> None:
        places = {problem.where for problem in _report(tmp_path, full_template("nb")).problems}
        assert places == {
            "company.name",
            "company.cash_nok",
            "company.monthly_burn_nok",
            "product.name",
            "product.kind",
        }


ANSWERS = {
    "company.name": 'Ærlig "Helse" AS',
    "company.cash_nok": "14 mill",
    "company.monthly_burn_nok": "1 000 000",
    "product.name": "Puls",
    "product.kind": "device",
    "product.indications": "copd, heart-failure",
    "product.settings": ["ward"],
    "product.payer": "hospital",
    "product.unit_of_sale": "bed",
    "product.price.model": "subscription",
    "product.price.amount": "850 kr",
    "approval": "IIa",
}


class TestQuick:
    @pytest.mark.parametrize("lang", ["en", "nb"])
    def test_at_most_twelve_plain_questions(self, lang: str) -> None:
        questions = quick_questions()
        assert len(questions) <= 12
        assert all("?" in question.text(lang) for question in questions)
        assert max(len(question.text(lang)) for question in questions) < 420
        assert {question.field for question in questions if question.required} == {
            "company.name",
            "company.cash_nok",
            "company.monthly_burn_nok",
            "product.name",
            "product.kind",
        }

    def test_each_answer_can_be_checked_when_it_is_given(self) -> None:
        wrong = {
            "company.name": "",
            "company.cash_nok": "much",
            "company.monthly_burn_nok": "-5",
            "product.kind": "sofware",
            "product.indications": "copd, cold",
            "product.settings": "ward, moon",
            "product.price.amount": "cheap",
            "approval": "V",
        }
        for question in quick_questions():
            question.check(ANSWERS[question.field] if isinstance(ANSWERS[question.field], str) else "ward")
            if not question.required:
                question.check("")
            if question.field in wrong:
                with pytest.raises(Refused) as caught:
                    question.check(wrong[question.field])
                assert caught.value.problem.where == question.field
                assert caught.value.problem.remedy, question.field

    def test_gives_a_file_that_reads(self, tmp_path: Path) -> None:
        report = _report(tmp_path, company_from_answers(ANSWERS))
        assert report.problems == ()
        assert report.file is not None
        assert report.file.company.name == 'Ærlig "Helse" AS'
        assert report.file.company.cash_nok == 14_000_000
        assert report.file.product.price.amount == 850
        assert report.file.product.fact("eu_class") == "IIa"

    @pytest.mark.parametrize("lang", ["en", "nb"])
    def test_the_unknowns_stand_in_it_as_comments(self, tmp_path: Path, lang: str) -> None:
        text = company_from_answers({**ANSWERS, "product.payer": "", "approval": ""}, lang=lang)
        report = _report(tmp_path, text)
        assert "#payer = " in text
        for unknown in report.unknowns:
            name = unknown.name.rpartition(".")[2]
            if field_at(unknown.name) is None or field_at(unknown.name).type != "tables":  # type: ignore[union-attr]
                assert f"#{name} = " in text, unknown.name

    def test_no_approval_yet_is_an_answer(self, tmp_path: Path) -> None:
        report = _report(tmp_path, company_from_answers({**ANSWERS, "approval": "none"}))
        assert report.answers["ce_marked"].value is False

    def test_only_the_required_answers(self, tmp_path: Path) -> None:
        keys = {question.field for question in quick_questions() if question.required}
        text = company_from_answers({key: value for key, value in ANSWERS.items() if key in keys})
        assert _report(tmp_path, text).is_good

    def test_wrong_answers_are_all_named(self) -> None:
        wrong = {
            **ANSWERS,
            "company.name": "",
            "company.cash_nok": "much",
            "product.kind": "ivd",
            "colour": "red",
            "product.indications": "cold",
            "approval": "IIa",
        }
        with pytest.raises(Refused) as caught:
            company_from_answers(wrong)
        places = {problem.where for problem in caught.value.problems}
        assert places >= {"company.name", "company.cash_nok", "colour", "approval"}
        with pytest.raises(Refused, match="heart-failure"):
            company_from_answers({**ANSWERS, "product.indications": "heart-failur"})

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("14 000 000", 14_000_000),
            ("14\u00a0000\u00a0000", 14_000_000),
            ("14,000,000", 14_000_000),
            ("14.000.000", 14_000_000),
            ("14 mill", 14e6),
            ("1,5 mill.", 1.5e6),
            ("14 MNOK", 14e6),
            ("750k", 750e3),
            ("850 kr", 850),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("1,125", 1125),
            ("0", 0),
            ("-3", -3),
            ("much", "much"),
            ("1,2,3", "1,2,3"),
            ("", ""),
        ],
    )
    def test_numbers_as_people_write_them(self, text: str, number: Any) -> None:
        assert plain_number(text) == number


class TestWriting:
    def test_writes_whole_and_leaves_nothing_beside(self, tmp_path: Path) -> None:
        write_company(tmp_path / "c.toml", "a = 1\n")
        assert [path.name for path in tmp_path.iterdir()] == ["c.toml"]
        assert stat.S_IMODE((tmp_path / "c.toml").stat().st_mode) == 0o644

    def test_refuses_before_anybody_is_asked(self, tmp_path: Path) -> None:
        refuse_if_there(tmp_path / "new.toml")
        for path in (_file(tmp_path, ""), tmp_path, tmp_path / "none" / "c.toml"):
            with pytest.raises(Refused):
                refuse_if_there(path)

    def test_keeps_what_is_there(self, tmp_path: Path) -> None:
        path = _file(tmp_path, "mine")
        with pytest.raises(Refused) as caught:
            write_company(path, "yours")
        assert caught.value.exit_code == 6
        assert "--force" in str(caught.value)
        assert path.read_text() == "mine"
        write_company(path, "yours", force=True)
        assert path.read_text() == "yours"

    def test_two_writers_cannot_overwrite_each_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = _file(tmp_path, "mine")
        monkeypatch.setattr(Path, "exists", lambda _: False)  # the other one came after we looked
        with pytest.raises(Refused, match="is there already"):
            write_company(path, "yours")
        monkeypatch.undo()
        assert path.read_text() == "mine"
        assert len(list(tmp_path.iterdir())) == 1

    def test_an_interruption_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = _file(tmp_path, "mine")

        def stop(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            write_company(path, "yours", force=True)
        assert path.read_text() == "mine"
        assert len(list(tmp_path.iterdir())) == 1

    def test_places_that_cannot_be_written(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none" / "c.toml", _file(tmp_path, "") / "c.toml"):
            with pytest.raises(Refused) as caught:
                write_company(path, "a")
            assert caught.value.kind == "unwritable"
            assert caught.value.problem.remedy


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        'q"\\',
        "æøå\n\t\x00\x7f\u2028",
        1_234_567,
        0.25,
        True,
        date(2026, 1, 2),
        ["a", "b"],
        {"value": False},
    ],
)
def test_values_survive_toml(value: Any) -> None:
    assert tomllib.loads(f"x = {toml_value(value)}")["x"] == value


def test_documented_blocks_read(tmp_path: Path) -> None:
    page = (machine.ROOT / "docs" / "company-file.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 5
    for block in blocks:
        assert _report(tmp_path, block, on=DAY).problems == (), block
    for table in (field.path for field in fields().values() if field.type in ("table", "tables")):
        assert f"[{table}]" in page, f"{table} is not documented"
