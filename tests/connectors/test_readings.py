"""What each connector takes out of the publisher's rows."""

from __future__ import annotations

from datetime import date

import pytest

from fram.store.feed import Feed
from fram.terms.errors import Refused
from tests.connectors.conftest import ReadText, fixture_text


def values(feed: Feed) -> dict[tuple[str, str, int], float]:
    return {(r.area, r.series, r.start.year): r.value for r in feed.readings}


def test_worldbank_leaves_empty_values_out_and_keeps_the_year(read_text: ReadText) -> None:
    feed = read_text("worldbank")
    assert values(feed) == {
        ("NOR", "SP.POP.TOTL", 2024): 5_500_000,
        ("NOR", "SP.POP.TOTL", 2025): 5_600_000,
        ("SWE", "SP.POP.TOTL", 2025): 10_600_000,
        ("EUU", "SP.POP.TOTL", 2025): 450_000_000,
        ("NOR", "SH.MED.BEDS.ZS", 2023): 3.3,
    }
    assert feed.readings[0].place == "SP.POP.TOTL NOR 2024"
    assert feed.files[0].rows == 6


def test_governance_has_a_standard_error_with_every_estimate(read_text: ReadText) -> None:
    feed = read_text("governance")
    corruption = next(r for r in feed.readings if (r.area, r.series, r.start.year) == ("NOR", "cc", 2021))
    assert (corruption.value, corruption.sd) == (2.1, 0.18)
    assert all(r.sd for r in feed.readings)
    assert ("IND", "rq", 2021) not in values(feed)  # an empty cell is a gap, not a zero


def test_unpop_says_which_years_are_projected(read_text: ReadText) -> None:
    notes = {(r.area, r.start.year): r.note for r in read_text("unpop").readings}
    assert notes == {
        ("NOR", 2023): "",
        ("NOR", 2035): "projection, medium variant",
        ("IND", 2035): notes["NOR", 2035],
    }


def test_factbook_takes_value_and_year_out_of_the_sentence(read_text: ReadText) -> None:
    feed = read_text("factbook")
    assert values(feed) == {
        ("no", "health_exp", 2022): 8.1,
        ("no", "physicians", 2023): 4.98,
        ("no", "internet", 2023): 99,
        ("ly", "internet", 2023): 88,  # Libya's share of the budget is not a share of GDP
    }
    assert [r.note for r in feed.readings] == ["", "", "estimate", ""]


def test_gisco_counts_distinct_sites_on_the_day_of_the_list(read_text: ReadText) -> None:
    found = {r.area: r for r in read_text("gisco").readings}
    assert {area: (r.value, r.start) for area, r in found.items()} == {
        "NO": (2, date(2020, 1, 1)),
        "DK": (1, date(2020, 4, 16)),  # no day of its own: the day it was published
        "LV": (1, date(2020, 4, 15)),  # month first
    }
    assert "1 rows that stand twice" in found["NO"].note


def test_cms_counts_the_states_and_says_what_is_left_out(read_text: ReadText) -> None:
    (reading,) = read_text("cms").readings
    assert (reading.area, reading.value) == ("US", 2)
    assert "1 in the territories" in reading.note


def test_oecd_keeps_numbers_not_rates_and_passes_the_flag_on(read_text: ReadText) -> None:
    feed = read_text("oecd")
    assert values(feed) == {
        ("AUS", "HOSPTHOS", 2018): 1350,
        ("AUS", "HOSPTHOS", 2019): 1354,
        ("TUR", "HOSPPUHO", 2019): 900,
    }
    assert feed.readings[1].note.endswith("estimated value")


BROKEN = [
    ("worldbank", "5500000.0", "5,5 mill", "cells under"),
    ("worldbank", "5500000.0", "much", "`much` is not a number"),
    ("worldbank", "5500000.0", "nan", "`nan` is not a number"),
    ("worldbank", ",2024,", ",24,", "`24` is not a year"),
    ("worldbank", "NOR,SP.POP.TOTL,2024,", "NOR,SP.POP.TOTL,2025,", "two values for SP.POP.TOTL"),
    ("governance", "2.1,0.18", "2.1,", "standard error None"),
    ("governance", "2.1,0.18", "97,0.18", "outside its scale"),
    ("unpop", "23.0", "230", "a share lies between"),
    ("factbook", "8.1% of GDP (2022)", "about 8% of GDP", "is not understood"),
    ("factbook", "(2022)", "(1022)", "`1022` is not a year"),
    ("gisco", "01/01/20,", "in January,", "is not a day"),
    ("gisco", "Fjordsykehuset,Sør", ",", "without country or name"),
    ("cms", "010002", "010001", "double or unknown"),
    ("cms", "Critical Access Hospitals", "Spa", "double or unknown"),
    ("oecd", "NBMILPNB", "PERHEAD", "is not known"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), BROKEN)
def test_a_row_nobody_understands_stops_the_run(
    read_text: ReadText, name: str, old: str, new: str, says: str
) -> None:
    text = fixture_text(name)
    assert old in text
    with pytest.raises(Refused, match=says):
        read_text(name, text.replace(old, new, 1))
