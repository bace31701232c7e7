"""Screening: verdicts that too few published examples stand behind, and pages of markets without rules."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import fram
from fram.access.road.approval import approval
from fram.access.screening import TOPICS, likely_classes
from fram.knowledge.access.published import ENOUGH, is_screening, published_examples, published_in
from fram.knowledge.access.screening import read_screenings, screened_regimes, screening_of
from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.knowledge.shelf import ROOT, Shelf
from fram.rules.show import WIDTH
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.product import Certificate, ProductProfile
from fram.workspace.access import (
    classify_everywhere,
    everywhere_json,
    everywhere_text,
    is_screened,
    screen,
    screened_json,
    verdict_json,
    what_if,
)
from fram.workspace.access.asking import begin_talk
from fram.workspace.access.asking_text import closing_text, opening_text
from fram.workspace.access.cases import FOLDERS, public_cases
from fram.workspace.access.codes import table
from fram.workspace.access.phrases import phrases
from fram.workspace.access.screening.page import Screened
from fram.workspace.access.verdict_page import verdict_page
from fram.workspace.access.what_if_text import compared_text
from fram.workspace.reviewed import reviewed
from fram.workspace.weighing.told_by_rules import told_by_rules, verdicts_of
from fram.workspace.world import the_world
from tests.unit.workspace.verdicts import DAY, DECIDING, software, verdict

PAGES = ("ae", "br", "cn", "in", "jp", "sa")
LANGS = ("en", "nb")
LIFESTYLE = software(medical_purpose=False, accessory=False, drives_mdr_class="none", contraception=False)


@pytest.fixture
def all_screening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every device regime counts as one with too few published examples."""
    monkeypatch.setattr("fram.workspace.access.verdicts.is_screening", lambda regime: True)


def test_the_quick_count_is_the_count_of_the_cases_as_read() -> None:
    read = Counter(case.regime for case in public_cases() if case.origin == "regulator")
    for regime in set(BOOKS) - {"ch"}:
        assert published_examples(regime) == read[regime], regime


def test_every_file_of_cases_is_counted_the_same_quickly_and_as_read() -> None:
    read = Counter(case.origin == "regulator" for case in public_cases())
    texts = [path.read_text(encoding="utf-8") for path in Shelf().files(FOLDERS)]
    assert sum(map(published_in, texts)) == read[True] > 300


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("cases:\n  - id: a\n  - id: b\n", 0),
        ("origin: regulator\ncases:\n  - id: a\n    facts: {tissue_origin: human}\n  - {id: b}\n", 2),
        (
            "origin: regulator\ncases:\n  - id: a\n    origin: other\n  - {id: b, origin: text}\n  - id: c\n",
            1,
        ),
        ("cases:\n  - {id: a, origin: regulator}\n  - id: b\n", 1),
    ],
)
def test_the_origin_of_a_case_stands_before_that_of_its_file(text: str, count: int) -> None:
    assert published_in(text) == count


def test_a_book_that_follows_another_has_the_examples_of_both() -> None:
    assert published_examples("ch") == published_examples("eu-mdr") + published_examples("eu-ivdr")
    assert not is_screening("ch")


def test_a_regime_without_rules_is_a_screening_and_europe_is_none() -> None:
    assert is_screening("jp")
    assert published_examples("jp") == 0
    assert not is_screening("eu-mdr")
    assert published_examples("eu-ivdr") >= ENOUGH


def test_an_origin_nobody_knows_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "eu" / "regulation" / "mdr" / "cases"
    folder.mkdir(parents=True)
    text = "citations: {a: {title: A}}\norigin: hearsay\ncases:\n"
    text += "  - {id: x, what: x, expect: I, rule: r, cite: a}\n"
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="origin"):
        list(public_cases(tmp_path))


@pytest.mark.usefixtures("all_screening")
@pytest.mark.parametrize("lang", LANGS)
def test_every_screen_of_such_a_verdict_says_so(lang: str, tmp_path: Path, root: Path) -> None:
    word = {"en": "Screening", "nb": "Siling"}[lang]
    found = fram.classify(DECIDING, regime="uk", on=DAY)
    page = verdict_page(found, lang=lang)
    assert found.screening
    assert page.over.endswith(word.lower())
    assert page.warnings[0].startswith(word)
    assert json.loads(verdict_json(found))["screening"] is True
    assert word in found._repr_html_() or lang == "nb"
    file = tmp_path / "a.toml"
    file.write_text((root / "examples" / "sovn-app.toml").read_text(encoding="utf-8"), encoding="utf-8")
    talk = begin_talk(file, regime="uk", on=DAY)
    assert word in opening_text(talk, lang)
    assert word in closing_text(talk, lang)
    compared = what_if(file, regime="uk", on=DAY, set=["worst_impact=serious"])
    assert word in compared_text(compared, lang)
    assert f"! {word}" in everywhere_text(classify_everywhere(file, on=DAY), lang)


def test_a_verdict_that_is_no_screening_does_not_say_so() -> None:
    found = fram.classify(DECIDING, on=DAY)
    assert not found.screening
    assert "creening" not in str(found)
    assert "creening" not in str(verdict("I"))


def test_a_law_beside_device_law_gives_no_class_and_is_no_screening() -> None:
    assert not fram.classify(DECIDING, regime="eu-ai-act", on=DAY).screening


@pytest.mark.usefixtures("all_screening")
@pytest.mark.parametrize("product", [DECIDING, LIFESTYLE], ids=["software", "lifestyle"])
def test_a_screening_leaves_the_time_of_a_plan_as_it_is(product: ProductProfile) -> None:
    told = told_by_rules(product, verdicts=verdicts_of(product, on=DAY))
    assert (dict(told.classes), told.outside) == ({}, frozenset())
    for market in ("DE", "GB", "CH"):
        roads = the_world().roads
        with_it = approval(product, roads=roads, market=market, on=DAY, told=told)
        assert with_it == approval(product, roads=roads, market=market, on=DAY)


def test_what_is_no_screening_does_narrow_the_time_of_a_plan() -> None:
    roads, told = the_world().roads, told_by_rules(DECIDING, verdicts=verdicts_of(DECIDING, on=DAY))
    without = approval(DECIDING, roads=roads, market="DE", on=DAY)
    assert told.classes["eu-mdr"]
    assert approval(DECIDING, roads=roads, market="DE", on=DAY, told=told).because != without.because


def test_every_market_without_rules_has_a_page_on_every_topic_with_sources_in_both_languages() -> None:
    pages = read_screenings(Shelf())
    assert screened_regimes() == tuple(regime for regime in PAGES if regime not in BOOKS)
    for regime in PAGES:
        page = pages[regime]
        assert {point.topic for point in page.points} == set(TOPICS), regime
        assert page.ask
        assert page.classes
        for point in page.points:
            assert all(point.says[lang] for lang in LANGS)
            assert point.cite.title
            assert point.checked.year >= 2026
            assert point.confidence is Confidence.UNCHECKED or point.cite.read, (regime, point.topic)
        assert {one.name for one in page.classes} >= set(the_world().roads[regime].classes) - {"any"}


@pytest.mark.parametrize("regime", PAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_screening_page_shows_itself_and_never_gives_a_class(regime: str, lang: str) -> None:
    found = screen(DECIDING, regime=regime.upper(), on=DAY, lang=lang)
    assert isinstance(found, Screened)
    text, html = str(found), found._repr_html_()
    assert max(map(len, text.splitlines())) <= WIDTH
    assert {"en": "no verdict", "nb": "ingen dom"}[lang] in text
    assert found.road.name[lang] in html
    told = json.loads(screened_json(found, lang=lang))
    assert (told["screening"], told["is_coded"]) == (True, False)
    assert "outcomes" not in told
    assert len(told["points"]) == len(found.screening.points)
    assert str(screen(DECIDING, regime=regime, on=DAY, lang=lang)) == text


def test_a_class_is_read_across_from_europe_as_an_analogy() -> None:
    there = fram.classify(DECIDING, on=DAY).classes
    found = screen(DECIDING, regime="sa", on=DAY)
    assert found.likely is not None
    assert found.likely.there == there
    assert set(found.likely.classes) == {the_world().roads["sa"].like["eu-mdr"][name] for name in there}
    stated = replace(DECIDING, certificates=(Certificate(regime="eu-mdr", device_class="IIb"),))
    one = screen(stated, regime="br", on=DAY).likely
    assert one is not None
    assert one.classes == ("III",)


def test_software_is_never_put_below_the_mildest_class_the_law_knows_for_it() -> None:
    road, page = the_world().roads["jp"], screening_of("jp")
    for is_software, expected in ((True, ("II",)), (False, ("I",))):
        found = likely_classes(road, page, there={"eu-mdr": ("I",)}, is_software=is_software)
        assert found is not None
        assert found.classes == expected
    assert likely_classes(road, page, there={"eu-mdr": ()}, is_software=True) is None
    assert likely_classes(the_world().roads["ae"], page, there={"eu-mdr": ("I",)}, is_software=True) is None


def test_what_europe_leaves_outside_is_to_be_asked_about() -> None:
    found = screen(LIFESTYLE, regime="in", on=DAY)
    assert found.is_outside
    assert "leave it outside" in str(found)


def test_the_class_a_company_states_for_the_market_is_shown() -> None:
    assert "You state class III" in str(screen(software(jmdn_class="III"), regime="jp", on=DAY))
    held = replace(DECIDING, certificates=(Certificate(regime="sa", device_class="C"),))
    assert "You state class C" in str(screen(held, regime="sa", on=DAY))


def test_the_japanese_code_is_looked_up_where_its_list_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    coded = software(jmdn_code="70000001")
    monkeypatch.setattr(table, "loaded_table", lambda system, home=None: None)
    assert "cannot be looked up" in str(screen(coded, regime="jp", on=DAY))
    entry: dict[str, Any] = {"code": "70000001", "name": "Invented program", "device_class": "III"}
    index = SimpleNamespace(get=lambda code: {"system": "jmdn", **entry} if code == "70000001" else None)
    found = SimpleNamespace(index=index, load=None)
    monkeypatch.setattr(table, "loaded_table", lambda system, home=None: found)
    shown = screen(coded, regime="jp", on=DAY)
    assert "is Invented program: class III" in str(shown)
    assert json.loads(screened_json(shown))["code_entry"]["device_class"] == "III"
    assert "is not in the list" in str(screen(software(jmdn_code="1"), regime="jp", on=DAY))
    assert "State the code" in str(screen(DECIDING, regime="jp", on=DAY))


def test_screening_pages_stand_after_the_verdicts_of_all_regimes() -> None:
    found = classify_everywhere(DECIDING, on=DAY)
    assert list(found)[-len(screened_regimes()) :] == list(screened_regimes())
    told = json.loads(everywhere_json(found))
    assert told["jp"]["likely"]["classes"]


def test_which_regimes_have_a_page() -> None:
    assert is_screened("JP")
    assert not is_screened("eu-mdr")
    assert not is_screened("")
    assert not is_screened("nowhere")


def test_bad_input_is_refused_with_a_remedy() -> None:
    with pytest.raises(Refused, match="service"):
        screen(ProductProfile(name="x", kind="service"), regime="jp", on=DAY)
    with pytest.raises(Refused, match="no screening page"):
        screen(DECIDING, regime="eu-mdr", on=DAY)
    with pytest.raises(Refused) as error:
        rule_book("jp")
    assert "--regime jp" in error.value.problem.remedy


def test_before_europes_rules_began_there_is_no_analogy() -> None:
    assert screen(DECIDING, regime="jp", on=date(2010, 1, 1)).likely is None


def _page(folder: Path, text: str) -> Shelf:
    at = folder / "jp" / "regulation" / "jp"
    at.mkdir(parents=True)
    (at / "screening.yaml").write_text(text, encoding="utf-8")
    return Shelf(folder)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (("topic: language", "topic: tongue"), "is no topic"),
        (("points:", "dots:"), "`dots`|nothing is told"),
        (('says: {en: "English', 'says: {de: "English'), "must be written as"),
        (("checked: 2026-11-22\n", ""), "checked"),
    ],
)
def test_a_page_that_is_not_whole_is_refused(change: tuple[str, str], wrong: str, tmp_path: Path) -> None:
    text = (ROOT / "in" / "regulation" / "in" / "screening.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "citations").symlink_to(ROOT / "citations")
    with pytest.raises(Refused, match=wrong):
        read_screenings(_page(tmp_path, text.replace(*change, 1)))


def test_what_is_reviewed_takes_in_roads_pages_and_code_lists() -> None:
    found = list(reviewed(the_world()))
    keys = {(fact.where, fact.key) for fact in found}
    assert {("codes", "fda"), ("codes", "emdn"), ("jp", "class-ii months")} <= keys
    assert {where for where, key in keys if key.startswith("screening")} == set(PAGES)
    assert all(fact.checked for fact in found)


def test_both_languages_of_every_sentence_have_the_same_places() -> None:
    for key, words in phrases("screening").items():
        assert _places(words.en) == _places(words.nb), key


def _places(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}
