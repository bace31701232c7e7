"""The questions on price: every language holds every text, and none says more than another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from fram.knowledge.access.buying.price_questions import FILE, PriceQuestions, read_price_questions
from fram.knowledge.shelf import ROOT, Shelf
from fram.terms.errors import Refused
from fram.terms.product import UnitOfSale

HELD = read_price_questions(Shelf())
LANGUAGES = ["en", "nb", "sv", "da", "de", "fr", "nl", "fi", "es", "it", "pl", "pt"]


def test_the_languages_we_hold() -> None:
    assert list(HELD) == LANGUAGES
    assert {lang for lang, found in HELD.items() if not found.translated} == {"en", "nb"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_fills_the_same_places(lang: str) -> None:
    found = HELD[lang]
    for key, text in HELD["en"].texts.items():
        assert re.findall(r"\{\w+\}", found.texts[key]) == re.findall(r"\{\w+\}", text), key
    assert set(get_args(UnitOfSale)) <= set(found.per)
    assert "{per}" in found.per["month"]
    assert "{per}" in found.per["once"]
    for text in (*found.texts.values(), *found.per.values(), *found.roles.values()):
        assert text == text.strip()
        assert text


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang not in ("en", "nb")])
def test_a_translation_is_marked_until_a_native_read_it(lang: str) -> None:
    assert not HELD[lang].is_checked
    own = [key for key, text in HELD[lang].texts.items() if text == HELD["en"].texts[key] and key != "no"]
    assert own == []


def test_the_four_questions_are_four(tmp_path: Path) -> None:
    for found in HELD.values():
        asked = {found.texts[key] for key in ("too_cheap", "cheap", "expensive", "too_expensive")}
        assert len(asked) == 4


def test_a_native_reader_lifts_the_mark() -> None:
    found = PriceQuestions(lang="de", texts={}, per={}, roles={}, translated=True, read_by="A. Reader")
    assert found.is_checked


@pytest.mark.parametrize(("change", "told"), [("title", "`title` is missing"), ("", "unknown key `titel`")])
def test_a_language_with_a_hole_or_a_loose_key_is_refused(tmp_path: Path, change: str, told: str) -> None:
    raw = yaml.safe_load((ROOT / FILE).read_text(encoding="utf-8"))
    if change:
        del raw["de"][change]
    else:
        raw["de"]["titel"] = "x"
    (tmp_path / FILE).write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(Refused, match=told):
        read_price_questions(Shelf(root=tmp_path))
