"""The front door to device classes: a profile or a file in, a verdict in words or JSON out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import fram
from fram.terms.errors import Refused
from fram.terms.product import ProductProfile
from fram.workspace.access import WORDS, rule_book, verdict_json, verdict_text

DAY = date(2026, 11, 21)


def software(**facts: object) -> ProductProfile:
    known = {"device_kind": "software", "is_ivd": False, **facts}
    return ProductProfile(name="x", kind="software", facts=known)


def test_fram_classify_is_the_front_door() -> None:
    verdict = fram.classify(software(info_for_decision=True, worst_impact="serious"), on=DAY)
    assert verdict.outcomes == ("IIb",)
    assert verdict.as_of == DAY


def test_a_company_file_will_do(root: Path) -> None:
    path = root / "examples" / "sovn-app.toml"
    verdict = fram.classify(path, on=DAY)
    assert verdict == fram.classify(str(path), regime="MDR", on=DAY)
    assert verdict.outcomes


@pytest.mark.parametrize("regime", ["us-fda", "eu-ivdr"])
def test_a_regime_that_is_not_coded_says_so(regime: str) -> None:
    with pytest.raises(Refused, match=f"{regime} are not coded yet .* coded: eu-mdr"):
        fram.classify(software(), regime=regime, on=DAY)


def test_the_version_names_the_book_and_the_knowledge() -> None:
    assert rule_book("eu-mdr").version.startswith("2017/745 rule 11, knowledge ")


@pytest.mark.parametrize("lang", WORDS)
def test_in_words(lang: str) -> None:
    text = verdict_text(fram.classify(software(info_for_decision=True), on=DAY), lang)
    assert "IIa, IIb, III" in text
    assert "(worst_impact)" in text
    assert "first indent" in text
    assert "2026-11-21" in text
    assert "11" in text.splitlines()[-3]
    assert text.splitlines()[-1] == WORDS[lang]["no_promise"]


def test_both_languages_say_the_same_things() -> None:
    assert set(WORDS["nb"]) - set(WORDS["en"]) == {"eu-mdr"}  # in English the book speaks for itself


def test_in_json() -> None:
    told = json.loads(verdict_json(fram.classify(software(info_for_decision=True), on=DAY)))
    assert told["outcomes"] == ["IIa", "IIb", "III"]
    assert told["applies"] == "yes"
    assert [f["truth"] for f in told["because"]] == ["yes"]
    assert {f["truth"] for f in told["unsure"]} == {"unknown"}
    assert list(told) == sorted(told)
