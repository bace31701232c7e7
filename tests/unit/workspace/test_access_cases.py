"""Worked cases against the rules: what agrees, what is a miss and why, and which files are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.knowledge.access.published import published_examples
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule
from fram.terms.citation import Citation
from fram.terms.errors import EXIT_CODES, Refused
from fram.terms.facts.derived import follow_on
from fram.terms.period import Period
from fram.workspace.access import case_report, case_report_json, case_report_text, check_cases
from fram.workspace.access.cases import Case, closed_world, public_cases, stated

DAY = date(2026, 11, 21)
START, TURN = date(2021, 5, 26), date(2026, 4, 20)
HEAD = "id,regime,facts,expected_class\n"


def _rule(
    outcome: str, id: str, condition: Condition, *, until: date | None = None, instead: str = ""
) -> Rule:
    cite = Citation(title="An invented law", place=f"rule {id}")
    holds = Period(start=START, end=until)
    return Rule(
        id=id, outcome=outcome, cite=cite, condition=condition, holds=holds, says="Invented.", instead=instead
    )


BOOK = RuleBook(
    id="eu-mdr", version="invented", order=("I", "IIa", "IIb", "III"), out="not_md",
    outside=(
        _rule("not_md", "out", is_no("medical_purpose")),
        _rule("not_md", "test", is_one_of("ivd_item", "assay"), instead="eu-ivdr"),
    ),
    rules=(
        _rule("IIa", "power", is_yes("active")),
        _rule("IIb", "software", is_one_of("device_kind", "software") & is_one_of("invasive", "none")),
        _rule("III", "implant", is_yes("implantable")),
        _rule("III", "spine", is_yes("spinal_contact"), until=TURN),
    ),
    marks=(_rule("Is", "sterile", is_yes("sterile")),),
    assumes={"device_kind": "hardware", "medical_purpose": "yes"},
    vocabulary={
        **dict.fromkeys(("medical_purpose", "active", "implantable", "spinal_contact"), ("yes", "no")),
        **dict.fromkeys(("sterile", "other_active_device"), ("yes", "no")),
        "ivd_item": ("none", "assay"), "device_kind": ("hardware", "software"),
        "invasive": ("none", "orifice", "surgical", "implant"),
    },
    implies=follow_on,
)  # fmt: skip
"""An invented book on facts of the registry: what it decides is easy to see, and no law changes it."""


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file of cases, which the invented book then judges."""
    monkeypatch.setattr(case_report, "rule_book", lambda regime, *, is_ivd=False: BOOK)

    def it(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
        path = tmp_path / "cases.csv"
        path.write_bytes((head + "".join(f"{row}\n" for row in rows)).encode(encoding))
        return path

    return it


AGREES = (
    ("active=yes", "IIa"), ("active=yes", "class iia"), ("active=yes", "II a"), ("active=yes", "I+"),
    ("active=yes", "IIa+"), ("implantable=yes;invasive=implant", "III"), ("invasive=implant", "III"),
    ("medical_purpose=no", "not_md"), ("medical_purpose=no", "Not MD"), ("sterile=no", "md"),
    ("device_kind=software", "md_software"), ("device_kind=software", "IIb"), ("sterile=yes", "Is"),
    ("ivd_item=assay", "ivd"),
    ("sterile=yes", "I"), ("", "I"), (" active = yes ; ", "IIa"), ("active=unknown", "I+"),
    ("spinal_contact=yes;as_of=2025-12-31", "III"),
    ("spinal_contact=yes;invasive=surgical;as_of=2026-05-01", "I"),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), AGREES)
def test_a_case_agrees(write: Write, facts: str, expected: str) -> None:
    report = check_cases(write(f"a,EU-MDR,{facts},{expected}"), on=DAY)
    assert (report.agree, report.of, report.misses) == (1, 1, ())


@pytest.mark.parametrize(
    ("facts", "expected", "got", "fired", "kind"),
    [
        ("active=yes", "I", ("IIa",), ("power",), "differs"),
        ("active=yes", "IIb+", ("IIa",), ("power",), "differs"),
        ("active=yes", "not_md", ("IIa",), ("power",), "differs"),
        ("active=yes", "md_software", ("IIa",), ("power",), "differs"),
        ("active=yes;sterile=yes", "Is", ("IIa",), ("power",), "differs"),
        ("sterile=yes", "Im", ("Is",), ("sterile",), "differs"),
        ("medical_purpose=no;active=yes", "IIa", ("not_md",), ("out",), "differs"),
        ("medical_purpose=no", "I+", ("not_md",), ("out",), "differs"),
        ("medical_purpose=unknown", "md", ("not_md", "I"), (), "open"),
        ("active=unknown", "IIa", ("I", "IIa"), (), "open"),
        ("active=yes", "ivd", ("IIa",), ("power",), "differs"),
    ],
)
def test_a_miss_says_what_it_got_and_what_fired(
    write: Write, facts: str, expected: str, got: tuple[str, ...], fired: tuple[str, ...], kind: str
) -> None:
    (miss,) = check_cases(write(f"a,EU-MDR,{facts},{expected}"), on=DAY).misses
    assert (miss.got, tuple(f.rule for f in miss.fired), miss.kind) == (got, fired, kind)


def test_what_is_left_open_names_the_question(write: Write) -> None:
    (miss,) = check_cases(write("a,EU-MDR,active=?,IIa"), on=DAY).misses
    assert miss.why == "active"


REFUSED = {
    "a,EU-MDR,invasive=none;implantable=yes,I": "do not go together",
    "a,EU-MDR,activ=yes,I": "unknown fact `activ` · did you mean `active`?",
    "a,EU-MDR,active=maybe,I": "'maybe' is not an answer to `active`",
    "a,EU-MDR,active,I": "`active` is not name=value",
    "a,EU-MDR,active=,I": "`active=` is not name=value",
    "a,EU-MDR,active=yes;active=no,I": "is not an answer to `active`",
    "a,EU-MDR,active=yes;as_of=yesterday,I": "as_of: `yesterday` is not a day",
    "a,EU-MDR,active=yes;as_of=2020-01-01,I": "do not hold on 2020-01-01",
    "a,EU-XYZ,active=yes,I": "unknown regime `EU-XYZ`",
    "a,,active=yes,I": "`regime` is empty",
    "a,EU-MDR,active=yes,": "`expected_class` is empty",
    "a,EU-MDR": "the row ends before `facts`: it has 2 of 4 cells",
    "a,EU-MDR,active=yes,I,more": "the row has 5 cells for 4 columns",
    "a,EU-MDR,active=yes,IV": "`IV` is no class of eu-mdr",
    "a,EU-MDR,active=yes,IIx+": "`IIx+` is no class of eu-mdr",
}


@pytest.mark.parametrize("row", REFUSED)
def test_a_row_that_cannot_be_read_is_a_miss_and_stops_nothing(write: Write, row: str) -> None:
    report = check_cases(write("first,EU-MDR,active=yes,IIa", row, "last,EU-MDR,sterile=no,I"), on=DAY)
    (miss,) = report.misses
    assert (report.agree, report.of, miss.kind) == (2, 3, "refused")
    assert REFUSED[row] in miss.why


def test_a_cell_too_long_for_csv_is_a_miss(write: Write) -> None:
    report = check_cases(write(f"a,EU-MDR,{'x' * 140_000},I", "b,EU-MDR,active=yes,IIa"), on=DAY)
    assert (report.agree, report.of) == (1, 2)
    assert "line 2" in report.misses[0].id


def test_a_quotation_mark_left_open_is_told(write: Write) -> None:
    report = check_cases(write('a,EU-MDR,"active=yes,IIa', "b,EU-MDR,active=yes,IIa"), on=DAY)
    assert report.misses[0].kind == "refused"


def test_regimes_without_rules_are_listed_and_count_as_misses(write: Write) -> None:
    report = check_cases(write("a,IN,,B", "b,EU-MDR,,I", "c,IN,,not_device"), on=DAY)
    assert [(r.regime, r.agree, r.of, r.is_covered) for r in report.regimes] == [
        ("in", 0, 2, False), ("eu-mdr", 1, 1, True),
    ]  # fmt: skip
    text = case_report_text(report)
    assert "in is not covered, so its 2 cases count as misses: a, c" in text
    assert text.splitlines()[-1] == "1 of 3 agree"


def test_one_case_without_rules_is_told_as_one(write: Write) -> None:
    text = case_report_text(check_cases(write("a,IN,,B"), on=DAY))
    assert "in is not covered, so its one case counts as a miss: a" in text


def test_a_regime_for_which_no_case_ships_is_refused() -> None:
    with pytest.raises(Refused, match="no worked case ships for ch") as caught:
        check_cases(on=DAY, regime="ch")
    assert "eu-mdr" in caught.value.problem.why


def test_what_is_outside_is_told_in_words(write: Write) -> None:
    text = case_report_text(check_cases(write("a,EU-MDR,medical_purpose=no;active=yes,IIa"), on=DAY))
    assert "expected IIa, got not a medical device" in text
    assert "fired not a medical device: out" in text
    assert "not_md" not in text


def test_the_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(HEAD.encode() + b"a,EU-MDR,,I\n" + "ø,EU-MDR,,I\n".encode("latin-1"))
    with pytest.raises(Refused, match=r"cases\.csv, line 3: .* CSV UTF-8"):
        check_cases(path, on=DAY)


def test_one_regime_alone(write: Write) -> None:
    path = write("a,US-FDA,,II", "b,EU,,I", "c,nowhere,,I")
    assert check_cases(path, on=DAY, regime="MDR").of == 1
    with pytest.raises(Refused, match="holds no case of uk"):
        check_cases(path, on=DAY, regime="UK")
    with pytest.raises(Refused, match="unknown regime"):
        check_cases(path, on=DAY, regime="nowhere")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(write: Write, mark: str, encoding: str) -> None:
    head = mark.join(("ID", "regime", "note", "expected_class", '"facts"')) + "\r\n"
    row = mark.join(("a", "EU-MDR", "blåbær", "IIa", '"active=yes;sterile=no"'))
    path = write(row, "", head=head, encoding=encoding)
    assert check_cases(path, on=DAY).agree == 1


def test_blank_lines_above_and_between_are_passed_over(write: Write) -> None:
    report = check_cases(write("", ",,,", "a,EU-MDR,active=yes,IIa", head=f"\n{HEAD}"), on=DAY)
    assert (report.agree, report.of) == (1, 1)


FILES = {
    "empty": (b"", "is empty", "invalid"),
    "no heading": (b"a,EU-MDR,active=yes,IIa\n", "has no column `id`", "invalid"),
    "near heading": (b"id,regime,fact,expected_class\n", "did you mean `fact`", "invalid"),
    "twice": (b"id,regime,facts,facts,expected_class\n", "column `facts` stands twice", "invalid"),
    "no rows": (HEAD.encode(), "holds no case", "invalid"),
    "latin": (HEAD.encode() + "ø,EU-MDR,,I\n".encode("latin-1"), "is not text in UTF-8", "unreadable"),
    "utf-16": ((HEAD + "a,EU-MDR,,I\n").encode("utf-16"), "is not text in UTF-8", "unreadable"),
    "binary": (b"PK\x03\x04\x00\x00" * 50, "has no column", "invalid"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, name: str) -> None:
    content, what, kind = FILES[name]
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=what) as caught:
        check_cases(path, on=DAY)
    assert caught.value.kind == kind


def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not there") as caught:
        check_cases(tmp_path / "none.csv", on=DAY)
    assert caught.value.kind == "missing"
    with pytest.raises(Refused, match="is a folder"):
        check_cases(tmp_path, on=DAY)
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(Refused, match="is 100 MB · it may have 10 MB at most"):
        check_cases(tmp_path / "large.csv", on=DAY)


def _answers(**facts: object) -> dict[str, object]:
    told = stated(Case(id="a", regime="eu-mdr", facts=facts, expected="I"))
    return closed_world(BOOK, told)


def test_what_a_case_leaves_out_means_no_or_none() -> None:
    silent = _answers()
    assert (silent["active"], silent["invasive"], silent["implantable"]) == (False, "none", False)
    assert (silent["device_kind"], silent["medical_purpose"]) == ("hardware", True)


def test_what_follows_from_what_is_stated_is_filled_in() -> None:
    software = _answers(device_kind="software")
    assert (software["active"], software["invasive"], software["contains_software"]) == (True, "none", True)
    assert "is_ivd" not in software, "a test on samples may be software too"
    assert _answers(device_kind="software", active="no")["active"] is False
    assert _answers(invasive="implant")["implantable"] is True
    assert _answers(active="yes")["other_active_device"] is True


def test_what_a_case_says_is_unknown_stays_unknown() -> None:
    assert "active" not in _answers(active="unknown")
    assert "active" not in _answers(active="unknown", device_kind="software")


def test_a_test_on_samples_is_known_by_its_facts() -> None:
    def is_ivd(regime: str, **facts: object) -> bool:
        return stated(Case(id="a", regime=regime, facts=facts, expected="A")).is_ivd

    assert is_ivd("AU", ivd="yes")
    assert is_ivd("AU", purpose="blood_grouping")
    assert not is_ivd("AU", ivd="no", purpose="blood_grouping")
    assert not is_ivd("AU", active="yes")


def test_json_holds_what_other_programs_need(write: Write) -> None:
    report = check_cases(write("a,EU-MDR,active=yes,I", "b,EU-MDR,nothing=1,I", "c,JP,,I"), on=DAY)
    told, none = json.loads(case_report_json(report)), {"disputed": 0, "screening": False}
    assert told["regimes"] == [
        {
            "regime": "eu-mdr", "agree": 0, "of": 2, "covered": True,
            "published": published_examples("eu-mdr"), **none,
        },
        {"regime": "jp", "agree": 0, "of": 1, "covered": False, "published": 0} | none,
    ]  # fmt: skip
    assert (told["agree"], told["of"], told["day"]) == (0, 3, "2026-11-21")
    assert told["misses"][0] == {
        "id": "a", "regime": "eu-mdr", "expected": "I", "got": ["IIa"], "fired": ["power"],
        "reason": "expected I, got IIa",
    }  # fmt: skip
    assert told["misses"][1]["reason"].startswith("refused: EU-MDR: unknown fact `nothing`")


def test_the_text_speaks_both_languages(write: Write) -> None:
    head = "id,regime,facts,expected_class,rule,device_description_in_own_words\n"
    rows = ("a,EU-MDR,active=yes,I,Rule 13,A lamp", "b,EU-MDR,,III,,", "c,EU-MDR,active=?,III,,", "d,,,,,")
    report = check_cases(write(*rows, head=head), on=DAY)
    english, norwegian = (
        case_report_text(report).splitlines(),
        case_report_text(report, lang="nb").splitlines(),
    )
    assert "a (eu-mdr): expected I (Rule 13), got IIa" in english
    assert "    A lamp" in english
    assert "    fired IIa: power (An invented law, rule power)" in english
    assert "    no rule fired" in english
    assert (english[-1], norwegian[-1]) == ("0 of 4 agree", "0 av 4 stemmer")
    assert "b (eu-mdr): ventet III, fikk I" in norwegian
    assert "    fortsatt åpent: I, IIa; mangler svar: active" in norwegian


def test_the_command_ends_with_1_on_any_miss(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write("a,EU-MDR,active=yes,IIa"))
    assert leave_with(["access", "check", path, "--on", "2026-11-21"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 of 1 agree"
    path = str(write("a,EU-MDR,active=yes,I"))
    assert leave_with(["access", "check", path, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["agree"] == 0
    assert leave_with(["access", "check", f"{path}.not"]) == EXIT_CODES["missing"]
    assert "is not there" in capsys.readouterr().err


def test_the_public_cases_agree_with_the_rules() -> None:
    report = check_cases(on=DAY)
    assert [(miss.id, miss.expected, miss.got, miss.why) for miss in report.misses] == []


PUBLIC = """\
citations:
  law: {title: An invented law, place: Article 1}
cases:
  - {id: one, what: Lamp, facts: {active: yes, sterile: false}, expect: IIa, rule: r, cite: C, on: 2026-05-01}
"""


def test_public_cases_are_read_from_beside_their_rules(tmp_path: Path) -> None:
    for folder in ("eu/regulation/mdr/cases", "zz/regulation/law/cases", "_template/regulation/x/cases"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "some.yaml").write_text(PUBLIC.replace("cite: C", "cite: law"), encoding="utf-8")
    first, second = public_cases(tmp_path)
    assert (first.regime, second.regime) == ("eu-mdr", "law")
    assert (first.on, first.is_reviewed, first.source) == (
        date(2026, 5, 1), False, Citation(title="An invented law", place="Article 1"),
    )  # fmt: skip
    told = stated(first)
    assert (told.known, told.on) == ({"active": True, "sterile": False}, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("cite: C", "cite: lav", "unknown citation `lav`"),
        ("what:", "wat:", "unknown key `wat`"),
        ("on: 2026-05-01", "on: x", "on"),
    ],
)
def test_a_public_case_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    folder = tmp_path / "eu" / "regulation" / "mdr" / "cases"
    folder.mkdir(parents=True)
    (folder / "some.yaml").write_text(
        PUBLIC.replace(old, new).replace("cite: C", "cite: law"), encoding="utf-8"
    )
    with pytest.raises(Refused, match=what):
        list(public_cases(tmp_path))


def test_public_cases_are_told_in_words_of_the_registry_and_have_their_source() -> None:
    seen = set()
    for case in public_cases():
        assert case.id not in seen
        assert case.regime in BOOKS, f"{case.id}: cases without rules"
        assert case.what
        assert case.source
        assert set(case.facts) <= set(fact_registry().facts), case.id
        seen.add(case.id)


def test_the_cases_of_the_data_folder_are_all_counted(data_folder: Path) -> None:
    path = data_folder / "domain" / "cases.csv"
    report = check_cases(path, on=DAY)
    assert report.of == path.read_text(encoding="utf-8").count("\n") - 1
    refused = [(miss.id, miss.why) for miss in report.misses if miss.kind == "refused"]
    assert refused == []
