"""The two-page rationale: what stands on it, that it fits, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.workspace.access.phrases import phrases
from fram.workspace.access.rationale import place_for, write_rationale
from fram.workspace.access.rationale.citing import answer
from fram.workspace.access.rationale.fit import PAGE_POINTS, height
from fram.workspace.access.rationale.grounds import grounds
from fram.workspace.access.rationale.pages import LADDER, first_page, pages, second_page
from fram.workspace.access.verdict_page import verdict_page
from fram.workspace.access.wording import Wording
from tests import machine

DAY = date(2026, 11, 22)
EXAMPLES = ("holokirurg", "nordlys-vital", "rask-sepsis", "sovn-app")
LANGS = ("en", "nb")
FILE = """
[company]
name = "Prøve AS (invented)"
country = "NO"
stage = "pilot"
cash_nok = 1_000_000
monthly_burn_nok = 100_000

[product]
name = "Prøve"
kind = "software"
intended_purpose = "{purpose}"
users = ["nurses"]
settings = ["ward"]

[[product.certificates]]
regime = "eu-mdr"
device_class = "{stated}"
held_on = {held}

[product.facts]
medical_purpose = true
individual_patient = true
action_on_data = "analysis"
monitors_physiological = "none"
info_for_decision = {{ value = true, who = "Kari Lege", on = 2026-03-02, evidence = "minutes 4" }}
{worst}
"""
SERIOUS = 'worst_impact = "serious"'


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(*, purpose: str = "Finds sepsis.", worst: str = SERIOUS, held: str = "2025-01-01") -> Path:
        path = tmp_path / "prøve.toml"
        text = FILE.format(purpose=purpose, worst=worst, stated="I", held=held)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@cache
def made(name: str, lang: str) -> tuple[bytes, bytes]:
    """The document and the PDF of an example."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = machine.ROOT / "examples" / f"{name}.toml"
        paths = write_rationale(path, on=DAY, lang=lang, to=folder).paths
        docx, pdf = (one.read_bytes() for one in paths)
    return docx, pdf


def told(blob: bytes) -> str:
    """All text of a document, tables and foot in it."""
    paper = Document(io.BytesIO(blob))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    foot = [paragraph.text for paragraph in paper.sections[0].footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells, *foot])


def text_of(path: Path, lang: str = "en", regime: str = "") -> str:
    found = write_rationale(path, on=DAY, regime=regime, lang=lang, to=place_for(path.parent / "out.docx"))
    return told(found.paths[0].read_bytes())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_two_pages(name: str, lang: str) -> None:
    docx, pdf = made(name, lang)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    breaks = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").count(b"<w:pageBreakBefore/>")
    assert breaks == 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_told_fits_its_pages(root: Path, name: str, lang: str) -> None:
    found = grounds(root / "examples" / f"{name}.toml", regime="", on=DAY)
    assert max(map(height, pages(found, lang=lang))) <= PAGE_POINTS


def test_long_texts_fit_too_and_say_that_they_are_cut(written: Any) -> None:
    long = "Finds sepsis early, in adults and in children. " * 80
    who = f'worst_impact = {{ value = "serious", who = "{"The head of quality " * 20}", on = 2026-01-02 }}'
    path = written(purpose=long, worst=who)
    found = grounds(path, regime="", on=DAY)
    assert max(map(height, pages(found, lang="en"))) <= PAGE_POINTS
    assert "shortened; the whole text stands in the company file" in text_of(path)


def test_tables_that_are_cut_say_how_much_is_left_out(root: Path) -> None:
    found = grounds(root / "examples" / "nordlys-vital.toml", regime="eu-mdr", on=DAY)
    least = LADDER[-1]
    blocks = [*first_page(found, least, lang="en"), *second_page(found, least, lang="en")]
    text = str(blocks)
    assert len(found.near_misses) > least.near
    assert f"and {len(found.near_misses) - least.near} more" in text
    stated = [used for used in (*found.used, *found.further) if used.told and used not in found.judged]
    assert f"and {len(stated) - least.facts} more" in text


def test_it_says_who_said_what_and_when_and_on_what(written: Any) -> None:
    text = text_of(written())
    assert "Kari Lege, 2 Mar 2026: minutes 4" in text
    assert "The file names nobody: say who judged it" in text  # worst_impact
    assert "in the file; nobody named" in text


def test_a_judgement_nobody_made_is_open(written: Any) -> None:
    found = grounds(written(worst=""), regime="", on=DAY)
    assert "worst_impact" in found.judged_open
    assert "Not judged yet, and it can change the class." in text_of(written(worst=""))


def test_what_follows_is_told_apart_from_what_was_stated(written: Any) -> None:
    text = text_of(written())
    assert "Software only (follows from product.kind)" in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_class_the_rules_and_a_line_to_sign_stand_there(written: Any, lang: str) -> None:
    text = text_of(written(), lang)
    for key in ("where", "force", "sign-name", "sign-role", "sign-day", "sign-hand", "no-advice"):
        assert phrases("rationale")[key].in_(lang).split("{")[0] in text
    assert "2017/745" in text
    assert "IIb" in text
    assert "Prøve AS" in text


def test_a_certificate_that_says_otherwise_is_named(written: Any) -> None:
    assert "states class I, which these answers do not give" in text_of(written())
    assert "which these answers do not give" not in text_of(written(held="2026-12-24"))  # not held yet


def test_no_purpose_is_said_to_be_missing(written: Any) -> None:
    assert "Not stated in the company file" in text_of(written(purpose=""))


def test_near_misses_that_hang_on_a_judgement_come_first(written: Any) -> None:
    found = grounds(written(), regime="eu-mdr", on=DAY)
    assert found.near_misses[0].blocked[0].fact == "worst_impact"
    told = {used.fact for used in (*found.used, *found.further) if used.told}
    assert {blocked.fact for one in found.near_misses for blocked in one.blocked} <= told
    assert set(found.near_misses) <= set(found.verdict.near_misses)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("regime", ["eu-mdr", "uk", "ch"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_route_is_what_classify_says(root: Path, name: str, regime: str, lang: str) -> None:
    found = grounds(root / "examples" / f"{name}.toml", regime=regime, on=DAY)
    lead = verdict_page(found.verdict, lang=lang).lead
    assert lead in str(pages(found, lang=lang)[0])


def test_rules_nobody_answered_are_told_by_place_and_counted_apart(written: Any) -> None:
    path = written(worst='worst_impact = "death_or_irreversible"\ndata_source = "md_only"')
    found = grounds(path, regime="eu-mdr", on=DAY)
    assert found.verdict.is_settled
    assert found.unanswered > 0
    text = text_of(path)
    assert f"Rules left open, since no answer there changes the class ({found.unanswered}): " in text
    assert f"{found.others} further rules of the book were tried; they do not apply." in text


def test_the_facts_stand_before_the_near_misses_where_both_fit(root: Path) -> None:
    found = grounds(root / "examples" / "nordlys-vital.toml", regime="eu-mdr", on=DAY)
    text = str(pages(found, lang="en")[0])
    assert 0 < text.index("Facts stated") < text.index("Near misses")


def test_groups_of_tests_are_told_in_words(tmp_path: Path) -> None:
    text = FILE.split("[[product.certificates]]")[0].format(purpose="x").replace('"software"', '"ivd"')
    path = tmp_path / "test.toml"
    facts = '[product.facts]\nself_test = true\nanalyte = "glucose"\nivd_purpose = "monitoring"\n'
    path.write_text(text + facts, encoding="utf-8")
    told = text_of(path, "nb", regime="uk")
    assert "selvtest" in told
    assert "self-test" not in told
    assert "list-b" not in told


def test_other_rules_are_counted(written: Any) -> None:
    found = grounds(written(), regime="eu-mdr", on=DAY)
    assert found.others > 0
    assert f"{found.others} further rules of the book were tried" in text_of(written())


def test_law_guidance_and_practice_stand_apart(written: Any) -> None:
    found = grounds(written(), regime="eu-mdr", on=DAY)
    assert any("2017/745" in cite.title for cite in found.works(Force.LAW))
    assert not any("2017/745" in cite.title for cite in found.works(Force.GUIDANCE))
    assert found.works(Force.PRACTICE) == ()
    assert "none used" in text_of(written())


def test_text_nobody_read_is_warned_of(written: Any) -> None:
    from dataclasses import replace

    found = grounds(written(), regime="eu-mdr", on=DAY)
    weak = tuple(replace(one, confidence=Confidence.UNCHECKED) for one in found.verdict.because)
    weaker = replace(found, verdict=replace(found.verdict, because=weak))
    page = str(second_page(weaker, LADDER[0], lang="en"))
    assert "Warning: the text of" in page
    assert weak[0].cite.place in page
    assert "(text not read)" in str(first_page(weaker, LADDER[0], lang="en"))


def test_the_same_file_gives_the_same_bytes(written: Any, tmp_path: Path) -> None:
    path = written()
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        write_rationale(path, on=DAY, to=folder)
    for name in ("prøve-eu-mdr-rationale.docx", "prøve-eu-mdr-rationale.pdf"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_file_s_ending_says_the_form(written: Any, tmp_path: Path) -> None:
    paths = write_rationale(written(), on=DAY, to=tmp_path / "mine.pdf").paths
    assert [path.name for path in paths] == ["mine.pdf"]
    assert paths[0].read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("out", "formats", "what"),
    [
        ("x.txt", "", "no form of a rationale"),
        ("x.docx", "pdf", "do not go together"),
        ("x", "odt", "unknown form `odt`"),
        ("x", "dox", "unknown form `dox`"),
    ],
)
def test_a_form_nobody_knows_is_refused(out: str, formats: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        place_for(out, formats)


def test_a_missing_library_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fram.workspace.access.rationale.writing.find_spec", lambda name: None)
    with pytest.raises(Refused, match="cannot be made on this machine"):
        place_for(".")
    with pytest.raises(Refused, match="cannot be made as pdf") as refused:
        place_for(".", "pdf")
    assert refused.value.kind == "unavailable"


def test_nothing_is_left_where_nothing_can_be_written(written: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        write_rationale(written(), on=DAY, to=file / "inside")


def test_what_classify_refuses_is_refused_and_writes_nothing(written: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="do not hold on"):
        write_rationale(written(), on=date(2015, 1, 1), to=tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(Refused):
        write_rationale(tmp_path / "missing.toml", on=DAY, to=tmp_path)


def test_places_in_the_law_are_told_in_norwegian() -> None:
    cite = Citation(title="A law", place="Annex VIII, 6.3 (rule 11), first indent, second exception")
    assert Wording("nb").place(cite) == "Vedlegg VIII, 6.3 (regel 11), første strekpunkt, andre unntak"
    assert Wording("en").place(cite) == cite.place


def test_answers_of_every_kind_are_told() -> None:
    assert answer("worst_impact", "serious", lang="nb") == "Alvorlig forverring av helsen"
    assert answer("info_for_decision", True, lang="en") == "Yes"
    assert answer("as_of", date(2026, 3, 2), lang="nb") == "2. mars 2026"
    assert answer("high_quality_trials", 2.0, lang="en") == "2"
