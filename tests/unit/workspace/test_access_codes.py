"""Codes as use cases: loading a list at once or not at all, and looking up with reasons and next steps."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.knowledge.access.codes import device_words, shipped_emdn, shipped_fda
from fram.knowledge.rulebooks import rule_book
from fram.rules.verdict import Verdict
from fram.sources.reading import ListSource, load_list_source
from fram.store.codes import index_path, open_index
from fram.terms.citation import Citation
from fram.terms.errors import Refused
from fram.terms.product import ProductProfile
from fram.workspace import access
from fram.workspace.access.bodies import load_notified_bodies
from fram.workspace.access.codes import (
    CodesLoaded,
    codes,
    codes_json,
    codes_text,
    emdn_code,
    fda_code,
    jmdn_code,
    load_codes,
    loaded_text,
)
from fram.workspace.access.phrases import phrases
from fram.workspace.decide import plan
from tests.connectors.test_codes import FOLDER, WORDS, written

DAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[3]


def small() -> ListSource:
    return replace(load_list_source(FOLDER / "fda"), expect=(1, 10))


def load(home: Path, text: str = WORDS, *, on: date = DAY) -> CodesLoaded:
    path = written(home, "codes.csv", text)
    return load_codes(path, system="fda", on=on, home=home, source=small())


def test_a_load_is_kept_with_where_it_came_from(tmp_path: Path) -> None:
    done = load(tmp_path)
    assert (done.load.rows, done.before, done.added) == (3, None, ())
    index = open_index(index_path(tmp_path, "fda"))
    assert index is not None
    (kept,) = index.loads()
    assert (kept.day, kept.licence, len(kept.sha256)) == ("2026-11-22", "public-domain", 64)
    found = fda_code("qxb", home=tmp_path)
    assert found is not None
    assert found.implant
    assert found.device_class == "3"
    assert fda_code("DQA", home=tmp_path) is not None  # not in the loaded list, yet it ships


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    path = index_path(tmp_path, "fda")
    before = path.read_bytes()
    again = load(tmp_path, on=date(2026, 12, 24))
    assert again.is_same
    assert path.read_bytes() == before
    assert loaded_text(again) == "This very file was loaded on 2026-11-22; nothing was changed."


def test_a_newer_list_says_what_changed(tmp_path: Path) -> None:
    load(tmp_path)
    newer = (
        WORDS.replace('Powered""",2,', 'Powered""",1,')
        .replace("QXC", "QXD")
        .replace(",,PMA", ",870.1000,PMA")
    )
    done = load(tmp_path, newer, on=date(2026, 12, 24))
    assert dict(done.classes) == {"QXA": ("2", "1")}
    assert (done.added, done.gone, done.others) == (("QXD",), ("QXC",), ("QXB",))
    told = loaded_text(done)
    assert "1 new, 1 gone, 1 with another class, 1 changed otherwise" in told
    assert 'QXA  2 -> 1  Kite, "Powered"' in told
    assert "Columns that were left alone: colour" in told
    index = open_index(index_path(tmp_path, "fda"))
    assert index is not None
    assert [kept.day for kept in index.loads()] == ["2026-11-22", "2026-12-24"]
    kite = fda_code("QXA", home=tmp_path)
    assert kite is not None
    assert kite.device_class == "1"


def test_a_bad_list_leaves_the_one_before(tmp_path: Path) -> None:
    load(tmp_path)
    before = index_path(tmp_path, "fda").read_bytes()
    with pytest.raises(Refused, match="nothing was changed"):
        load(tmp_path, WORDS.replace("QXC", "Q"))
    assert index_path(tmp_path, "fda").read_bytes() == before
    assert [path.name for path in (tmp_path / "codes").iterdir()] == ["fda.sqlite3"]


def test_a_home_that_cannot_be_written_and_a_broken_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        load(tmp_path)
    (tmp_path / "codes").unlink()
    path = index_path(tmp_path, "fda")
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(Refused, match="load the list again"):
        codes("oximeter", home=tmp_path)
    path.unlink()
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(Refused, match="another version"):
        codes("oximeter", home=tmp_path)


def test_many_may_look_at_once(tmp_path: Path) -> None:
    load(tmp_path)
    found: list[str] = []

    def look() -> None:
        found.append(codes("powered kite", home=tmp_path).matches[0].code.code)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["QXA"] * 8


def test_the_best_comes_with_reasons_and_how_to_confirm_it(tmp_path: Path) -> None:
    found = codes("SpO2 meter", home=tmp_path)
    assert found.fits
    assert found.matches[0].code.code in ("DQA", "OLK")
    told = codes_text(found)
    assert "spo2 = oximeter" in told
    assert 'fda_product_code = "' in told
    assert "class II, 510(k), 21 CFR 870.2700, Anesthesiology" in told
    assert "215 of about 7,088 codes come with Fram" in " ".join(told.split())
    assert "klasse II" in codes_text(found, lang="nb")


def test_nothing_fits_and_what_to_do_is_said(tmp_path: Path) -> None:
    found = codes("saddle for riding horses", home=tmp_path)
    assert not found.fits
    assert "saddle" in found.unheard
    told = codes_text(found)
    for words in (
        "No code fits",
        "513(g)",
        "Pre-Submission",
        "De Novo",
        "saddle",
        "fram sources load fda-codes",
    ):
        assert words in told
    assert "fda_product_code = " not in told
    assert json.loads(codes_json(found))["next"]
    near = codes("planning software for staff rostering", home=tmp_path)
    assert not near.fits
    assert near.matches
    assert "not good enough" in codes_text(near)


def test_a_misspelt_word_is_read_as_the_nearest(tmp_path: Path) -> None:
    found = codes("electronnic stethoscope", home=tmp_path)
    assert found.fits
    assert found.matches[0].code.code == "DQD"


def test_what_it_is_not_for_is_no_word_of_it(tmp_path: Path) -> None:
    found = codes("Measures heart rate by camera. Not for detection of sepsis.", home=tmp_path)
    assert all("Sepsis" not in match.code.name for match in found.matches)


def test_a_code_is_found_by_itself(tmp_path: Path) -> None:
    (match,) = codes("qvo", home=tmp_path).matches
    assert match.code.code == "QVO"
    assert "you named this code" in codes_text(codes("qvo", home=tmp_path))


def test_facts_of_the_product_count_and_its_own_code_is_told(tmp_path: Path) -> None:
    found = codes(product=ROOT / "examples" / "sovn-app.toml", home=tmp_path)
    assert found.matches[0].code.code == "QVO"
    assert ("agrees", "device_kind") in [(r.kind, r.about) for r in found.matches[0].reasons]
    assert "The company file says QVO: Computerized Behavioral Therapy" in codes_text(found)
    pump = ProductProfile(name="P", kind="device", facts={"implantable": True})
    told = codes_text(codes("infusion pump", product=pump, home=tmp_path))
    assert "against: implant in one, not in the other" in told


def test_europe_gets_the_lowest_level_only_and_software_its_own_code(tmp_path: Path) -> None:
    found = codes("pulsoksymeter", system="emdn", home=tmp_path)
    assert {match.code.code for match in found.matches[:2]} == {"Z1203020408", "C900301"}
    (rest,) = codes("app mot søvnløshet", system="emdn", home=tmp_path).matches
    assert rest.code.code == "V92"
    assert rest.is_good
    assert "fda_product_code" not in codes_text(found)
    tree = (
        "category,category_description,code,term,level,terminal\nZ,E,Z,EQUIPMENT,1,NO\nZ,E,Z01,KITES,2,YES\n"
    )
    source = replace(load_list_source(FOLDER / "emdn"), expect=(1, 10))
    load_codes(written(tmp_path, "t.csv", tree), system="emdn", on=DAY, home=tmp_path, source=source)
    assert [match.code.code for match in codes("equipment kites", system="emdn", home=tmp_path).matches] == [
        "Z01"
    ]
    assert emdn_code("Z", home=tmp_path) is not None


def test_japan_is_looked_up_once_loaded(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="fram sources load jmdn-codes FILE"):
        codes("kite", system="jmdn", home=tmp_path)
    assert jmdn_code("70000001", home=tmp_path) is None
    path = written(tmp_path, "jmdn.csv", "code,name,class\n70000001,Powered kite,II\n70000002,Balloon,I\n")
    load_codes(path, system="jmdn", on=DAY, home=tmp_path)
    known = jmdn_code("70000001", home=tmp_path)
    assert known is not None
    assert known.device_class == "II"
    assert "class II" in codes_text(codes("powered kite", system="jmdn", home=tmp_path))


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_are_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(Refused, match="nothing to look up"):
        codes(words, home=tmp_path)
    with pytest.raises(Refused, match="did you mean `emdn`"):
        codes("oximeter", system="emd", home=tmp_path)


@pytest.mark.parametrize(
    "words", ['"; DROP TABLE codes; --', "NEAR(oximeter *", "a AND OR NOT", "😀", "x" * 9000]
)
def test_odd_words_are_only_words(tmp_path: Path, words: str) -> None:
    assert codes_text(codes(words, home=tmp_path))


def test_what_ships_is_whole() -> None:
    fda, emdn = shipped_fda(), shipped_emdn()
    assert 200 <= len(fda.codes) <= 260
    assert 80 <= len(emdn.codes) <= 120
    assert all(shipped.cite.url and shipped.checked for shipped in (fda, emdn))
    assert {code.device_class for code in fda.codes} == {"1", "2", "3"}  # type: ignore[union-attr]
    assert len(device_words().synonyms) > 200


def test_every_reason_has_its_words() -> None:
    known = phrases("codes")
    facts = ("implantable", "life_sustaining", "is_ivd", "lay_user", "device_kind")
    marks = ("reprocessed", "kit", "accessory", "consumable", "export", "emergency", "rest")
    keys = {f"{kind}-{fact}" for fact in facts for kind in ("agrees", "disagrees")}
    assert keys | {f"status-{mark}" for mark in marks} | {f"class-{c}" for c in "123UNf"} <= known.keys()


def test_the_commands_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    assert leave_with(["access", "codes", "oximeter", "--limit", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["matches"][0]["code"]["code"] == "DQA"
    path = written(tmp_path, "jmdn.csv", "code,name,class\n70000001,Powered kite,II\n")
    assert leave_with(["sources", "load", "jmdn-codes", str(path), "--lang", "nb"]) == 0
    assert "1 koder lastet" in capsys.readouterr().out
    assert leave_with(["sources", "load", "emdn", str(path)]) == 5
    assert "columns are not those" in capsys.readouterr().err
    assert leave_with(["access", "codes"]) == 2


OXIMETER = ProductProfile(name="Kite", kind="device", facts={"fda_product_code": "DQA"})
STRICTER = 'DQA,"Oximeter",3,870.2700,PMA,Anesthesiology,Subject to GMP,Eligible for 3rd Party Review,'
STRICTER = f"{STRICTER}Not an implant,Not life-sustaining or supporting,,,\n"


def test_a_verdict_names_the_list_that_told_of_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    shipped = access.classify(OXIMETER, regime="us-fda", on=DAY)
    assert shipped.outcomes[-1] == "510(k)"
    assert shipped.book == f"us-fda {rule_book('us-fda').version}"
    assert {c.edition for c in _lists_cited(shipped)} == {"extract of 2026-08-18"}
    digest = load(tmp_path, WORDS + STRICTER).load.sha256[:8]
    loaded = access.classify(OXIMETER, regime="us-fda", on=DAY)
    assert loaded.outcomes[-1] == "PMA"
    assert loaded.book == f"{shipped.book}+codes-{digest}"
    assert {(c.edition, c.read) for c in _lists_cited(loaded)} == {
        (f"codes.csv, loaded 2026-11-22, SHA-256 {digest}", DAY)
    }
    assert digest in access.verdict_text(loaded)
    other = replace(OXIMETER, facts={"fda_product_code": "QVO"})  # not in the loaded list, yet it ships
    assert "codes" not in access.classify(other, regime="us-fda", on=DAY).book


def _lists_cited(verdict: Verdict) -> list[Citation]:
    findings = (*verdict.because, *verdict.near_misses, *verdict.marks)
    cites = [cite for one in findings for cite in (one.cite, *one.guides)]
    return [cite for cite in cites if cite.title == shipped_fda().cite.title]


def test_worked_cases_read_the_list_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    load(tmp_path, WORDS + STRICTER)
    report = access.check_cases(on=DAY, regime="us-fda")
    assert report.agree == report.of
    rows = "id,regime,facts,expected_class\n1,us-fda,fda_product_code=DQA,510(k)\n"
    assert not access.check_cases(written(tmp_path, "rows.csv", rows), on=DAY).misses
    own = rows.replace("DQA", "QXA")
    (miss,) = access.check_cases(written(tmp_path, "rows.csv", own), on=DAY).misses
    assert "codes that come with Fram do not hold it" in miss.why


@pytest.mark.slow
def test_a_plan_names_the_lists_its_product_was_looked_up_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    text = (ROOT / "examples" / "holokirurg.toml").read_text(encoding="utf-8")
    known = "[product.facts]\nnotified_body_number = '0044'\n"
    file = written(tmp_path, "kite.toml", text.replace("[product.facts]\n", known, 1))
    bare = plan(file, draws=50, on=DAY).rule_book
    assert "+" not in bare
    row = STRICTER.replace("DQA", "LLZ").replace(",3,870.2700,PMA,", ",2,892.2050,510(k),")
    digest = load(tmp_path, WORDS + row).load.sha256[:8]
    rows = "number,name,country,regulation,codes\n44,Invented,DE,MDR,all\n"
    load_notified_bodies(written(tmp_path, "bodies.csv", rows), on=DAY, home=tmp_path)
    assert plan(file, draws=50, on=DAY).rule_book.startswith(f"{bare}+codes-{digest}+bodies-")
    for path in (index_path(tmp_path, "fda"), tmp_path / "lists" / "notified-bodies.json"):
        path.write_bytes(b"broken")
    assert plan(file, draws=50, on=DAY).rule_book == bare
