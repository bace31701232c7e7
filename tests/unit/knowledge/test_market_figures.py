"""The figures as they stand in the knowledge files: whole, cited, dated, under a licence that allows it."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale

from fram.knowledge.figures import read_catalogue
from fram.knowledge.market import Market, figure_rows, read_markets
from fram.knowledge.shelf import Shelf
from fram.sources.ecb.connector import rate
from fram.store.licence import CARRIED
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Normal
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown
from fram.workspace.knowledge import figures_table

ON = date(2026, 11, 21)
SHELF = Shelf()
KNOWN = read_markets(SHELF)
CATALOGUE = read_catalogue()
GOVERNANCE = ("control_of_corruption", "government_effectiveness", "regulatory_quality", "rule_of_law")
ALWAYS = (
    "population", "share_65_plus", "life_expectancy", "gdp_per_head_ppp", "gdp_per_head", "price_level",
    "health_spend_share_gdp", "health_spend_per_head", "physicians", "hospital_beds", "internet_users",
    "logistics_performance", *GOVERNANCE,
)  # fmt: skip
NEVER = ("government_share_health_spend", "out_of_pocket_share", "nurses")
PLAUSIBLE = {
    "population": (3e5, 2e9), "share_65_plus": (1, 40), "life_expectancy": (65, 90),
    "gdp_per_head_ppp": (5e3, 2e5), "gdp_per_head": (2e3, 2e5), "price_level": (0.15, 1.6),
    "health_spend_share_gdp": (2, 20), "health_spend_per_head": (150, 15e3), "physicians": (0.5, 9),
    "hospital_beds": (1, 15), "hospitals": (5, 10e3), "hospital_sites": (10, 10e3),
    "internet_users": (50, 100),
    "logistics_performance": (1, 5), **dict.fromkeys(GOVERNANCE, (-2.5, 2.5)),
}  # fmt: skip
every_market = pytest.mark.parametrize("market", KNOWN.values(), ids=KNOWN)


def test_there_are_the_29_markets() -> None:
    assert set(KNOWN) == set(MARKETS)


@every_market
def test_who_the_market_is(market: Market) -> None:
    head = market.head
    assert head.name.en == Locale("en").territories[head.code]
    assert head.name.nb == Locale("nb").territories[head.code]
    assert head.currency in Locale("en").currencies
    assert head.languages
    assert set(head.languages) <= set(Locale("en").languages)
    assert set(head.within) <= {"eu", "eea", "efta"}
    assert ("eu" in head.within) <= ("eea" in head.within)
    assert len(head.codes["iso3"]) == 3
    assert len(head.codes["fips"]) == 2
    assert rate(head.currency, on=ON).nok > 0


def test_the_european_groups() -> None:
    members = {
        name: {code for code, m in KNOWN.items() if name in m.head.within} for name in ("eu", "eea", "efta")
    }
    assert members["efta"] == {"NO", "IS", "CH"}
    assert members["eea"] - members["eu"] == {"NO", "IS"}
    assert members["eu"] == set("SE DK FI DE AT FR BE NL LU IE ES IT PT PL EE".split())


@every_market
def test_every_figure_of_the_catalogue_is_there_or_is_a_gap_with_its_reason(market: Market) -> None:
    assert list(market.figures) == list(CATALOGUE)
    for key, parameter in market.figures.items():
        assert parameter.unit == CATALOGUE[key].unit
        assert parameter.unit in SHELF.units
        assert parameter.checked
        assert bool(parameter.values) != bool(parameter.gap), key
        if key in ALWAYS:
            assert parameter.values, key
        if key in NEVER:
            assert not parameter.values, key


@every_market
def test_every_value_has_a_source_a_vintage_and_a_licence_that_allows_it(market: Market) -> None:
    for key, parameter in market.figures.items():
        for dated in parameter.values:
            cite = dated.cite
            assert cite.title, key
            assert cite.publisher, key
            assert cite.url.startswith(("https://", "http://")), key
            assert cite.place, key
            assert cite.read is not None, key
            assert date(2010, 1, 1) <= dated.start <= date(2035, 1, 1), key
            if cite.licence:
                assert cite.licence in CARRIED, key
            else:  # one number carried by hand out of an article, under its own citation
                assert key == "hospitals"
                assert market.head.code in ("SA", "AE")
            words = f"{cite.title} {cite.publisher} {cite.url} {cite.licence}".lower()
            for forbidden in ("who gh", "world health organization", "ghed", "ihme", "global burden", "-nc"):
                assert forbidden not in words, key


@every_market
def test_values_are_plausible_and_errors_are_kept(market: Market) -> None:
    for row in figure_rows({market.head.code: market}):
        low, high = PLAUSIBLE[row.figure]
        assert low <= row.value <= high, row
        assert (row.sd is not None) == (row.figure in GOVERNANCE)
    for key in GOVERNANCE:
        (dated,) = market.figures[key].values
        assert isinstance(dated.value, Normal)
        assert 0.05 < dated.value.sd < 0.5
        assert dated.start.year == 2021


@every_market
def test_share_65_plus_is_read_on_its_own_day(market: Market) -> None:
    share = market.figures["share_65_plus"]
    now, later = share.on(ON), share.on(date(2035, 6, 1))
    assert not isinstance(now, Unknown)
    assert not isinstance(later, Unknown)
    assert (now.start.year, later.start.year) == (2025, 2035)
    assert later.number > now.number
    assert "projection" in later.note
    assert isinstance(now.value, Fixed)


@every_market
def test_derived_spending_names_both_vintages(market: Market) -> None:
    (share,) = market.figures["health_spend_share_gdp"].values
    (spend,) = market.figures["health_spend_per_head"].values
    assert spend.start == share.start
    assert "origin: derived" in spend.note
    assert spend.note.count(f"({share.start.year})") == 2
    assert "wb-wdi NY.GDP.PCAP.PP.CD" in spend.cite.place


def test_gaps_name_what_is_not_carried() -> None:
    found = KNOWN["NO"].figures["out_of_pocket_share"].on(ON)
    assert isinstance(found, Unknown)
    assert "non-commercial" in found.reason
    assert isinstance(KNOWN["NO"].figures["hospitals"].on(ON), Unknown)  # 640 sites are not 640 hospitals


def test_weaker_figures_say_so() -> None:
    (quoted,) = KNOWN["AE"].figures["hospitals"].values
    assert quoted.confidence is Confidence.PARTLY_READ
    assert "not the OECD definition" in quoted.note


def test_the_table_holds_every_value() -> None:
    table = figures_table(on=ON)
    assert table.ask("SELECT count(DISTINCT market) FROM figures").rows == ((29,),)
    count = sum(len(p.values) for market in KNOWN.values() for p in market.figures.values())
    assert table.ask("SELECT count(*) FROM figures").rows == ((count,),)
    oldest = table.ask("SELECT market, figure, year(start) FROM figures_now ORDER BY start LIMIT 1").rows
    assert oldest == (("AU", "hospital_beds", 2016),)


def test_labels_are_in_both_languages() -> None:
    for key, figure in CATALOGUE.items():
        for words in (figure.label, figure.vintage, figure.how, figure.gap):
            if words is not None:
                assert words.en.strip(), key
                assert words.nb.strip(), key
        assert any((figure.taken_from, figure.product, figure.gap)), key
