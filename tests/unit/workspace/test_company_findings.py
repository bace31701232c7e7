"""The ``[[finding]]`` entries of a company file: what is refused, in which words, what is doubtful."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from fram.decide.beliefs import Answers, Events, Told, Value, YesOf
from fram.terms.errors import Problem, Refused
from fram.terms.loop import FoundOut
from fram.workspace.company import CheckReport, check_company, full_template
from fram.workspace.company.findings import form_of, is_same, numbers_of
from fram.workspace.company.findings.evidence import counts_as, evidence_of, finding_of, in_order

DAY = date(2026, 11, 22)
BASE = (
    '[company]\nname = "Prøve AS"\ncash_nok = 14_000_000\nmonthly_burn_nok = 1_000_000\n'
    '[product]\nname = "Pust"\nkind = "device"\n'
)
CYCLE = '[[finding]]\ninput = "sales_cycle"\nmarket = "DE"\nkind = "interview"\non = 2026-11-20\n'
SHARE = '[[finding]]\ninput = "win_share"\nmarket = "DE"\nkind = "survey"\non = 2026-11-20\n'
GOOD = CYCLE + "said = [[9, 12, 18], [8, 11, 15]]\n"


def _report(folder: Path, text: str, *, lang: str = "en") -> CheckReport:
    path = folder / "company.toml"
    path.write_text(BASE + text, encoding="utf-8")
    return check_company(path, on=DAY, lang=lang)


def _at(problems: tuple[Problem, ...], where: str) -> Problem:
    found = [problem for problem in problems if problem.where == where]
    assert len(found) == 1, f"{where}: {[str(p) for p in problems]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (GOOD.replace("sales_cycle", "sales_cycl"), "finding.0.input", "did you mean `sales_cycle`?"),
        (GOOD.replace("sales_cycle", "price"), "finding.0.market", "the same in every market"),
        (GOOD.replace('"DE"', '"XX"'), "finding.0.market", "XX"),
        (GOOD.replace("2026-11-20", "2026-11-23"), "finding.0.on", "2026-11-23 is after 2026-11-22"),
        (GOOD.replace('"interview"', '"rumour"'), "finding.0.kind", "interview"),
        (GOOD + 'sure = "very"\n', "finding.0.sure", "low, medium, high"),
        (CYCLE, "finding.0", "`sales_cycle` has no numbers"),
        (GOOD + "value = 9\nwithin = 2\n", "finding.0", "told in 2 forms: value within and said"),
        (CYCLE + "value = 9\n", "finding.0.within", "value, within belong together"),
        (CYCLE + "count = 9\nmean = 4\n", "finding.0.sd", "is missing"),
        (CYCLE + "value = 9\nwithin = 0\n", "finding.0.within", "a spread of 0"),
        (CYCLE + "value = -9\nwithin = 2\n", "finding.0", "`sales_cycle`: -9 months"),
        (CYCLE + "value = inf\nwithin = 2\n", "finding.0.value", "should be a finite number"),
        (CYCLE + 'value = "9"\nwithin = 2\n', "finding.0.value", "'9' is not a number"),
        (CYCLE + "count = 1\nmean = 9\nsd = 2\n", "finding.0.count", "two at least show a spread"),
        (CYCLE + "count = 5\nmean = 9\nsd = 0\n", "finding.0.sd", "a spread between answers of 0"),
        (CYCLE + "said = [[9, 8, 18]]\n", "finding.0.said.0", "P10 9, P50 8, P90 18 do not rise"),
        (CYCLE + "said = [[9, 9, 9]]\n", "finding.0.said.0", "all the same"),
        (CYCLE + "said = [[9, 12]]\n", "finding.0.said.0.2", "is missing"),
        (CYCLE + "low = 9\ntypical = 8\nhigh = 12\n", "finding.0", "low 9, typical 8, high 12 do not rise"),
        (CYCLE + "low = 9\ntypical = 9\nhigh = 9\n", "finding.0", "all the same"),
        (CYCLE + "yes = 4\nof = 14\n", "finding.0.yes", "is in months; yes and of tell a share of cases"),
        (SHARE + "seen = 4\nover = 2\n", "finding.0.seen", "tell how often something happens"),
        (SHARE + "yes = 14\nof = 4\n", "finding.0.yes", "yes = 14 is above of = 4"),
        (SHARE + "yes = 0\nof = 0\n", "finding.0.of", "0 cases"),
        (SHARE + "yes = -1\nof = 4\n", "finding.0.yes", "-1 cases"),
        (SHARE + "value = 40\nwithin = 5\n", "finding.0", "between 0 and 1"),
        (SHARE + "said = [[0.2, 0.5, 1.1]]\n", "finding.0", "0.2 to 1.1 share"),
        (CYCLE + "said = [[1e-9, 9, 1e12]]\n", "finding.0", "in the same unit"),
        (GOOD + "whom = 'x'\n", "finding.0", "did you mean `who`?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, where: str, words: str) -> None:
    problem = _at(_report(tmp_path, text).problems, where)
    assert words in str(problem)
    assert problem.remedy, problem


@pytest.mark.parametrize(
    ("numbers", "form", "kind"),
    [
        ("value = 12\nwithin = 3\n", "value", Value),
        ("said = [[9, 12, 18]]\n", "said", Told),
        ("count = 12\nmean = 11\nsd = 4\n", "answers", Answers),
        ("low = 9\ntypical = 9\nhigh = 18\n", "range", Told),
        ("seen = 3\nover = 2\n", "events", Events),
    ],
)
def test_every_form_is_read(tmp_path: Path, numbers: str, form: str, kind: type) -> None:
    report = _report(tmp_path, CYCLE + numbers)
    assert report.problems == ()
    assert report.file is not None
    found = report.file.findings[0]
    assert form_of(found) == form
    assert isinstance(evidence_of(found), kind)


def test_a_share_counts_cases(tmp_path: Path) -> None:
    file = _report(tmp_path, SHARE + "yes = 14\nof = 40\n").file
    assert file is not None
    assert evidence_of(file.findings[0]) == YesOf(yes=14, of=40)
    assert numbers_of(file.findings[0]) == {"yes": 14, "of": 40}


def test_eight_of_ten_cases_lie_within_the_spread() -> None:
    """A normal has 80 % within 1.2816 of its standard deviations, so within 3 is a deviation of 2.341."""
    found = FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3)
    evidence = evidence_of(found)
    assert isinstance(evidence, Value)
    assert evidence.sd == pytest.approx(3 / 1.2815515655, rel=1e-9)


def test_doubt_and_shared_errors_take_weight_off() -> None:
    """Two people who err alike by 0.3 count as 2 / (1 + 0.3) = 1.538; half sure, as 0.769."""
    said = ((9.0, 12.0, 18.0), (8.0, 11.0, 15.0))
    found = FoundOut(input="sales_cycle", kind="interview", on=DAY, said=said, sure="medium")
    assert counts_as(finding_of(found)) == pytest.approx(2 / 1.3 * 0.5, rel=1e-12)
    counted = FoundOut(input="win_share", kind="pilot", on=DAY, yes=3, of=20)
    assert counts_as(finding_of(counted)) == 20


def test_the_order_of_the_file_is_not_that_of_the_days() -> None:
    late = FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3)
    early = FoundOut(input="sales_cycle", kind="desk", on=date(2026, 10, 3), value=9, within=3)
    assert in_order([(1, late), (2, early)]) == in_order([(2, early), (1, late)]) == ((2, early), (1, late))


def test_the_same_twice_is_pointed_out_and_not_refused(tmp_path: Path) -> None:
    report = _report(tmp_path, GOOD + GOOD)
    assert report.problems == ()
    assert "says the same as finding.0" in str(_at(report.warnings, "finding.1"))
    assert all(p.where != "finding.1" for p in _report(tmp_path, GOOD + "withdrawn = true\n" + GOOD).warnings)


def test_same_is_what_was_said_not_how_it_is_written() -> None:
    one = FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3, market="UK", who="NHS ")
    assert is_same(
        one, FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3, market="GB", who="nhs")
    )
    assert not is_same(
        one, FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3, market="DE", who="nhs")
    )


def test_without_findings_nothing_is_asked_or_told(tmp_path: Path) -> None:
    report = _report(tmp_path, "")
    assert not [unknown for unknown in report.unknowns if unknown.name.startswith("finding")]
    assert "Found out" not in report.text()


@pytest.mark.parametrize(
    ("lang", "heading", "gone"), [("en", "Found out", "withdrawn"), ("nb", "Funnet ut", "trukket tilbake")]
)
def test_the_check_lists_what_was_found_out(tmp_path: Path, lang: str, heading: str, gone: str) -> None:
    text = _report(tmp_path, GOOD + SHARE + "yes = 14\nof = 40\nwithdrawn = true\n", lang=lang).text(lang)
    told = text.split(heading)[1]
    assert "1. sales_cycle@DE: said 9, 12, 18; 8, 11, 15" in told
    assert "2. win_share@DE: yes 14, of 40" in told
    assert told.count(gone) == 1


def test_the_template_has_one_form_and_names_the_others() -> None:
    text = full_template("en")
    block = text.split("#[[finding]]")[1].split("\n#[")[0].split("\n[")[0]
    assert "#said = [[9, 12, 18], [8, 11, 15]]" in block
    assert "##value = " in block
    assert "##yes = " in block
    lines = [line[1:] for line in block.splitlines() if line.startswith("#") and line[1:2].isalpha()]
    assert tomllib.loads("\n".join(lines))["said"] == [[9, 12, 18], [8, 11, 15]]


def test_several_forms_are_refused_by_the_reader_itself() -> None:
    with pytest.raises(Refused, match="several forms"):
        form_of(FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3, yes=1, of=2))
