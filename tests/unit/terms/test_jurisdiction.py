"""Codes: what people write, and the settled code behind it."""

from __future__ import annotations

import pytest

from fram.terms.errors import Refused
from fram.terms.jurisdiction import (
    ALIASES,
    MARKETS,
    REGIME_ALIASES,
    REGIMES,
    SUBDIVISIONS,
    Jurisdiction,
    market_code,
    place_code,
    regime_id,
)


def test_twenty_nine_markets() -> None:
    assert len(MARKETS) == len(set(MARKETS)) == 29
    assert all(len(code) == 2 and code.isupper() for code in MARKETS)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NO", "NO"),
        ("no", "NO"),
        (" uk ", "GB"),
        ("UK-ENG", "GB"),
        ("Norge", "NO"),
        ("gb-sco", "GB"),
        ("USA", "US"),
    ],
)
def test_markets_as_people_write_them(written: str, code: str) -> None:
    assert market_code(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UK-ENG", "GB-ENG"),
        ("uk-ni", "GB-NIR"),
        ("EU", "EU"),
        ("eu/eea", "EEA"),
        ("Europe", "EEA"),
        ("DE", "DE"),
    ],
)
def test_places_keep_their_part(written: str, code: str) -> None:
    assert place_code(written) == code


@pytest.mark.parametrize(
    ("written", "regime"),
    [
        ("EU-MDR", "eu-mdr"),
        ("mdr", "eu-mdr"),
        ("GB", "uk"),
        ("fda", "us-fda"),
        ("EU-MDR/IVDR", "eu-mdr"),
        ("jp", "jp"),
    ],
)
def test_regimes(written: str, regime: str) -> None:
    assert regime_id(written) == regime


def test_every_alias_leads_to_a_code_of_ours() -> None:
    places = {*MARKETS, *SUBDIVISIONS, "EEA"}
    unknown_here = {"GR"}  # a country whose letters differ in EU statistics, and no market of ours
    assert set(ALIASES.values()) <= places | unknown_here
    assert set(REGIME_ALIASES.values()) <= set(REGIMES)
    assert set(SUBDIVISIONS.values()) <= set(MARKETS)


@pytest.mark.parametrize("read", [market_code, place_code, regime_id])
@pytest.mark.parametrize("odd", ["", "ZZ", "Atlantis", "eu-mdrr "])
def test_an_unknown_word_is_refused(read: object, odd: str) -> None:
    with pytest.raises(Refused):
        read(odd)  # type: ignore[operator]


def test_a_refusal_names_the_nearest() -> None:
    with pytest.raises(Refused, match="did you mean `eu-mdr`"):
        regime_id("eu-mdrr")


def test_the_market_of_a_part() -> None:
    assert Jurisdiction("GB-ENG").market == "GB"
    assert Jurisdiction("DE").market == "DE"
