"""The company file: what is read, what is refused and how, and that template and questions never lag."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.shelf import load_yaml
from fram.terms.errors import Problem, Refused
from fram.terms.jurisdiction import MARKETS
from fram.workspace.company import (
    CheckReport,
    check_company,
    read_company,
)
from fram.workspace.company.checks import CURRENCIES, indications
from tests import machine

DAY = date(2026, 11, 21)
MDR = '[[product.certificates]]\nregime = "eu-mdr"\n'
COMPANY = 'name = "Nordavind AS"\ncash_nok = 14_000_000\nmonthly_burn_nok = 1_000_000\n'
PRODUCT = 'name = "Vind"\nkind = "device"\n'


def _text(company: str = "", product: str = "", *, kind: str = "device", rest: str = "") -> str:
    base = PRODUCT.replace('"device"', f'"{kind}"')
    return f"[company]\n{COMPANY}{company}\n[product]\n{base}{product}\n{rest}\n"


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "company.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _report(folder: Path, text: str, **more: Any) -> CheckReport:
    return check_company(_file(folder, text), **more)


def _at(problems: tuple[Problem, ...], where: str) -> Problem:
    found = [problem for problem in problems if problem.where == where]
    assert found, f"nothing at {where}: {[str(p) for p in problems]}"
    return found[0]


class TestReading:
    def test_the_least_file(self, tmp_path: Path) -> None:
        file = read_company(_file(tmp_path, _text()))
        assert file.company.cash_nok == 14_000_000
        assert file.product.fact("device_kind") == "hardware"
        assert file.product.fact("invasive") is None  # unknown, not no

    def test_codes_are_settled(self, tmp_path: Path) -> None:
        text = _text(
            'markets_served = ["no", "UK", "Sweden", "SE"]',
            'indications = ["COPD"]',
            rest='[product.price]\ncurrency = "eur"\n[[product.certificates]]\nregime = "EU-MDR"',
        )
        file = read_company(_file(tmp_path, text))
        assert file.company.markets_served == ("NO", "GB", "SE")
        assert file.product.price.currency == "EUR"
        assert file.product.indications == ("copd",)
        assert file.product.certificates[0].regime == "eu-mdr"

    def test_facts_come_under_their_registry_name_with_their_ground(self, tmp_path: Path) -> None:
        facts = (
            '[product.facts]\n"interop.data_export" = "ja"\n'
            'invasive = "unknown"\nactive = { value = true, who = "QA", on = 2026-01-02 }\n'
        )
        report = _report(tmp_path, _text(rest=facts))
        assert report.is_good
        assert report.file is not None
        assert report.file.product.fact("data_export") is True
        assert report.file.product.fact("active") is True
        assert "invasive" not in report.file.product.facts
        assert (report.answers["active"].who, report.answers["active"].on) == ("QA", date(2026, 1, 2))

    def test_a_certificate_counts_on_its_days(self, tmp_path: Path) -> None:
        rest = (
            '[[product.certificates]]\nregime = "eu-mdr"\ndevice_class = "IIa"\n'
            "held_on = 2026-01-01\nuntil = 2026-06-01"
        )
        path = _file(tmp_path, _text(rest=rest))
        assert read_company(path, on=date(2026, 3, 1)).product.fact("eu_class") == "IIa"
        late = check_company(path, on=DAY)
        assert late.file is not None
        assert late.file.product.fact("ce_marked") is False
        assert "not in force" in _at(late.warnings, "product.certificates.0").what

    def test_a_mark_at_the_start_and_windows_lines_are_fine(self, tmp_path: Path) -> None:
        raw = b"\xef\xbb\xbf" + _text().replace("\n", "\r\n").encode()
        assert read_company(_file(tmp_path, raw)).company.name == "Nordavind AS"


class TestUnreadable:
    @pytest.mark.parametrize(
        ("raw", "kind", "words"),
        [
            (b"[company]\nname = x\n", "unreadable", "line 2, column 8"),
            (b'[company]\nname = "x', "unreadable", "line 2"),
            (b'[company]\nname = "K\xf8benhavn"\n', "unreadable", "line 2, byte 19"),
            (b'\xef\xbb\xbfa = "\xff"', "unreadable", "byte 8"),
            (b"a = " + b"[" * 5000, "unreadable", ""),
            (b"a = " + b"9" * 5000, "unreadable", "digits"),
            (b"#" * 10_000_000, "unreadable", "10.0 MB"),
        ],
    )
    def test_says_where(self, tmp_path: Path, raw: bytes, kind: str, words: str) -> None:
        with pytest.raises(Refused) as caught:
            read_company(_file(tmp_path, raw))
        assert caught.value.kind == kind
        assert words in str(caught.value)
        assert "company.toml" in caught.value.problem.where

    def test_size_is_seen_before_reading(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = _file(tmp_path, b"#" * 1_000_001)
        monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read a file that is too large"))
        with pytest.raises(Refused, match=r"1\.0 MB"):
            read_company(path)

    def test_missing_and_folder(self, tmp_path: Path) -> None:
        for path, kind in ((tmp_path / "none.toml", "missing"), (tmp_path, "unreadable")):
            with pytest.raises(Refused) as caught:
                read_company(path)
            assert caught.value.kind == kind
            assert caught.value.problem.remedy
        with pytest.raises(Refused) as caught:
            read_company(_file(tmp_path, "") / "below.toml")
        assert caught.value.kind == "missing"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_a_pipe_does_not_hang(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Refused, match="ordinary file"):
            read_company(tmp_path / "pipe")


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "where", "words"),
        [
            (_text("cash = 3"), "company", "unknown key `cash`"),
            (_text('stage = "pilott"'), "company.stage", "did you mean `pilot`?"),
            (_text('country = "XX"'), "company.country", "unknown market"),
            (_text('markets_served = ["NO", "XX"]'), "company.markets_served.1", "known: NO SE"),
            (
                _text(rest="[company.planned_round]\namount_nok = 1\nmonths_from_now = 3\nchance = 1.5"),
                "company.planned_round.chance",
                "between 0 and 1",
            ),
            (
                _text(rest="[company.planned_round]\namount_nok = 1"),
                "company.planned_round.months_from_now",
                "is missing",
            ),
            (_text(rest="[company.staff]\nsales = -1"), "company.staff.sales", "0 or more"),
            (_text(rest="[company.staff]\nsales = true"), "company.staff.sales", "a number"),
            (_text(rest="[product.price]\namount = -5"), "product.price.amount", "above 0, or leave it out"),
            (_text(rest="[product.price]\namount = inf"), "product.price.amount", "number"),
            (_text(rest='[product.price]\namount = "cheap"'), "product.price.amount", "number"),
            (
                _text(rest='[product.price]\ncurrency = "EURO"'),
                "product.price.currency",
                "did you mean `EUR`?",
            ),
            (_text(rest="[product.price]\nlow = 9\nhigh = 3"), "product.price.low", "above high = 3"),
            (_text(rest="[product.price]\namount = 2\nlow = 3"), "product.price.low", "above amount = 2"),
            (
                _text(product='indications = ["hart-failure"]'),
                "product.indications.0",
                "did you mean `heart-failure`?",
            ),
            (_text(product='languages = ["norwegian"]'), "product.languages.0", "such as nb"),
            (_text(kind="sofware"), "product.kind", "did you mean `software`?"),
            (
                _text(rest='[[product.certificates]]\nregime = "eu-mdrr"'),
                "product.certificates.0.regime",
                "did you mean `eu-mdr`?",
            ),
            (
                _text(rest=MDR + 'device_class = "C"'),
                "product.certificates.0.device_class",
                "IIb",
            ),
            (
                _text(rest=MDR + "held_on = 2026-02-01\nuntil = 2026-01-01"),
                "product.certificates.0.until",
                "not after",
            ),
            (
                _text(rest=MDR + 'held_on = "soon"'),
                "product.certificates.0.held_on",
                "2026-11-21",
            ),
            (
                _text(rest='[[product.evidence]]\ntitle = "t"\ndesign = "rtc"'),
                "product.evidence.0.design",
                "did you mean `rct`?",
            ),
            (
                _text(rest='[product.facts]\ninvassive = "none"'),
                "product.facts.invassive",
                "did you mean `invasive`?",
            ),
            (_text(rest='[product.facts]\ncontact = "skin"'), "product.facts.contact", "intact_skin"),
            (_text(rest="[product.facts]\nactive = 1"), "product.facts.active", "true, false"),
            (
                _text(rest='[product.facts]\nactive = {value = true, whom = "x"}'),
                "product.facts.active",
                "known keys",
            ),
            (
                _text(rest='[product.facts]\nactive = true\n"UK:active" = true'),
                "product.facts.UK:active",
                "second time",
            ),
            (_text(product="facts = 3"), "product.facts", "[product.facts]"),
            ("", "company", "is missing"),
            ("company = 3\n", "company", "[company]"),
        ],
    )
    def test_names_place_and_remedy(self, tmp_path: Path, text: str, where: str, words: str) -> None:
        report = _report(tmp_path, text)
        problem = _at(report.problems, where)
        assert words in str(problem)
        assert problem.remedy
        assert report.file is None
        with pytest.raises(Refused) as caught:
            read_company(report.path)
        assert caught.value.exit_code == 5
        assert problem in caught.value.problems

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            (_text(kind="software", rest="[product.facts]\nimplantable = true"), "product.facts.implantable"),
            (_text(kind="ivd", rest='[product.facts]\ninvasive = "surgical"'), "product.facts.invasive"),
            (
                _text(kind="software", rest='[product.facts]\ndevice_kind = "hardware"'),
                "product.facts.device_kind",
            ),
            (
                _text(product="uses_ai = true", rest="[product.facts]\nuses_ai = false"),
                "product.facts.uses_ai",
            ),
            (
                _text(rest=MDR + 'device_class = "IIa"\n[product.facts]\neu_class = "I"'),
                "product.facts.eu_class",
            ),
            (
                _text(kind="ivd", rest=MDR + 'device_class = "IIa"'),
                "product.kind and product.certificates",
            ),
            (
                _text(product='payer = "patient"\nunit_of_sale = "ward"'),
                "product.payer and product.unit_of_sale",
            ),
            (
                _text(rest="[product.facts]\ninvolves_substances = false\nblood_bag = true"),
                "product.facts.blood_bag",
            ),
            (
                _text(rest="[product.facts]\nmedical_purpose = false\nce_marked = true"),
                "product.facts.medical_purpose and product.facts.ce_marked",
            ),
        ],
    )
    def test_contradictions(self, tmp_path: Path, text: str, where: str) -> None:
        problem = _at(_report(tmp_path, text).problems, where)
        assert "does not go with" in problem.what
        assert problem.why
        assert problem.remedy

    def test_all_problems_at_once(self, tmp_path: Path) -> None:
        text = _text(
            'stage = "x"\nbrun = 1',
            'payer = "patient"\nunit_of_sale = "ward"\nindications = ["q"]',
            kind="software",
            rest='[product.price]\namount = -1\ncurrency = "ZZZ"\n[product.facts]\n'
            'implantable = true\nnonsense = 1\ncontact = "skin"',
        )
        places = {problem.where for problem in _report(tmp_path, text).problems}
        assert places >= {
            "company.stage",
            "company",
            "product.indications.0",
            "product.price.amount",
            "product.price.currency",
            "product.facts.implantable",
            "product.facts.nonsense",
            "product.facts.contact",
            "product.payer and product.unit_of_sale",
        }

    def test_one_fault_is_told_once(self, tmp_path: Path) -> None:
        report = _report(tmp_path, _text(rest='[product.price]\namount = "cheap"'))
        assert len(report.problems) == 1

    def test_a_file_of_another_kind_is_not_listed_to_the_end(self, tmp_path: Path) -> None:
        text = _text(rest="[product.facts]\n" + "\n".join(f"f{n} = 1" for n in range(5000)))
        assert len(_report(tmp_path, text).problems) < 100
        text = "\n".join(f"k{n} = 1" for n in range(3000))
        assert "and 2902 more" in _report(tmp_path, text).problems[-1].what


class TestChecking:
    def test_unknowns_defaults_and_what_was_worked_out(self, tmp_path: Path) -> None:
        report = _report(tmp_path, _text())
        names = {unknown.name for unknown in report.unknowns}
        assert {"product.payer", "product.certificates", "product.facts.medical_purpose"} <= names
        assert "product.facts.device_kind" not in names
        assert {"company.stage", "product.price.currency"} <= {filled.name for filled in report.defaults}
        assert "product.facts.is_ivd" in {filled.name for filled in report.derived}
        assert all(unknown.question for unknown in report.unknowns)

    def test_as_text(self, tmp_path: Path) -> None:
        good = _report(tmp_path, _text())
        text = good.text()
        assert "can be planned" in text
        assert "Whose budget pays?  [product.payer]" in text
        assert 'company.country = "NO"' in text
        assert "kan planlegges" in good.text("nb")
        assert text.index("[medical_purpose]") < text.index("Only for DE")
        good.raise_if_refused()
        bad = _report(tmp_path, _text(kind="sofware"))
        assert "did you mean `software`?" in " ".join(bad.text().split())
        with pytest.raises(Refused, match="has 1 problem"):
            bad.raise_if_refused()

    def test_in_norwegian(self, tmp_path: Path) -> None:
        report = _report(tmp_path, _text(), lang="nb")
        questions = {unknown.name: unknown.question for unknown in report.unknowns}
        assert questions["product.payer"] == "Hvem sitt budsjett betaler?"
        assert questions["product.facts.active"].startswith("Trenger det strøm")

    def test_fields_that_do_not_matter_are_not_asked(self, tmp_path: Path) -> None:
        names = {unknown.name for unknown in _report(tmp_path, _text(kind="software")).unknowns}
        assert not names & {"product.hs_code", "product.price.uses_per_unit_month", "product.facts.contact"}
        text = _text(rest='[product.price]\nmodel = "per-use"')
        assert "product.price.uses_per_unit_month" in {u.name for u in _report(tmp_path, text).unknowns}

    @pytest.mark.parametrize(
        ("rest", "where"),
        [
            ("", "product.price.amount"),
            ("[product.price]\namount = 5\ncost_to_serve = 6", "product.price.cost_to_serve"),
            (
                '[product.price]\namount = 500\nmodel = "one-off"\nmonths_used = 6\ncost_to_serve = 90',
                "product.price.cost_to_serve",
            ),
            ('[product.price]\namount = 5\nmodel = "per-use"', "product.price.uses_per_unit_month"),
            ('[[product.certificates]]\nregime = "iso-13485"', "product.certificates.0.held_on"),
            (
                '[product.facts]\nuses_ai = true\naction_on_data = "viewing_only"',
                "product.facts.action_on_data and product.facts.uses_ai",
            ),
        ],
    )
    def test_doubts_do_not_stop_a_plan(self, tmp_path: Path, rest: str, where: str) -> None:
        report = _report(tmp_path, _text(rest=rest))
        assert _at(report.warnings, where)
        assert report.is_good

    def test_short_cash_is_pointed_out(self, tmp_path: Path) -> None:
        text = _text().replace("14_000_000", "3_000_000")
        assert _at(_report(tmp_path, text).warnings, "company.cash_nok").what == "cash for 3.0 months"


def test_currencies_are_those_of_the_markets() -> None:
    folder = machine.ROOT / "src" / "fram" / "knowledge"
    found = {load_yaml(folder / code.lower() / "market.yaml")["currency"] for code in MARKETS}
    assert found == set(CURRENCIES)


def test_indications_are_known() -> None:
    assert len(indications()) >= 30
    assert {"insomnia", "sepsis", "liver-resection"} <= set(indications())
