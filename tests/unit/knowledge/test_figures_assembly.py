"""How figures are put together: latest year, order of sources, derived figures, gaps, rounding."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.knowledge.figures import Figure, Product, SeriesAt, Words
from fram.knowledge.figures_assembly import Readings, assemble
from fram.knowledge.market import MarketHead
from fram.store.feed import Feed, Reading
from fram.store.source import Source

ON = date(2026, 11, 21)
WORDS = Words(en="x", nb="x")
NORWAY = MarketHead(
    code="NO", name=Words(en="Norway", nb="Norge"), languages=("nb",), currency="NOK", codes={"iso3": "NOR"}
)


def reading(series: str, year: int, value: float, *, sd: float | None = None, area: str = "NOR") -> Reading:
    return Reading(
        area=area, series=series, start=date(year, 1, 1), value=value, sd=sd, place=f"{series} {year}"
    )


def feed(key: str, *readings: Reading) -> Feed:
    source = Source(
        key=key, title=key, publisher="p", licence="CC-BY-4.0", url="https://example.org", frequency="yearly",
        edition="1", areas="iso3", files={},
    )  # fmt: skip
    return Feed(source=source, readings=readings, files=())


def figure(**changes: object) -> Figure:
    fields: dict[str, object] = {
        "label": WORDS,
        "family": "f",
        "unit": "people",
        "vintage": WORDS,
        "how": WORDS,
    }
    return Figure(**(fields | changes))  # type: ignore[arg-type]


def made(one: Figure, *feeds: Feed) -> dict[str, object]:
    return assemble({"it": one}, market=NORWAY, readings=Readings.of(feeds), on=ON)["it"]


def test_the_latest_year_that_is_not_in_the_future() -> None:
    one = figure(taken_from=(SeriesAt(source="s", series="a"),))
    found = made(
        one,
        feed("s", reading("a", 2024, 1), reading("a", 2026, 3), reading("a", 2025, 2), reading("a", 2027, 4)),
    )
    assert found == {
        "unit": "people",
        "values": [{"start": date(2026, 1, 1), "value": 3, "cite": {"from": "s", "place": "a 2026"}}],
        "checked": ON,
    }


def test_the_first_source_wins_even_when_it_is_older() -> None:
    one = figure(taken_from=(SeriesAt(source="s", series="a"), SeriesAt(source="t", series="b")))
    older, newer = feed("s", reading("a", 2019, 1)), feed("t", reading("b", 2025, 2))
    assert made(one, older, newer)["values"][0]["value"] == 1  # type: ignore[index]
    assert made(one, feed("s"), newer)["values"][0]["value"] == 2  # type: ignore[index]


def test_a_projection_stands_beside_the_present_with_its_own_day() -> None:
    one = figure(
        taken_from=(SeriesAt(source="s", series="a"),), also=(SeriesAt(source="s", series="a", year=2035),)
    )
    values = made(one, feed("s", reading("a", 2025, 19), reading("a", 2035, 23)))["values"]
    assert [(v["start"].year, v["value"]) for v in values] == [(2025, 19), (2035, 23)]  # type: ignore[attr-defined]


def test_a_gap_stays_a_gap_and_says_why() -> None:
    one = figure(
        taken_from=(SeriesAt(source="s", series="a"),), gap=Words(en="nobody counts", nb="ingen teller")
    )
    found = made(one, feed("s", reading("a", 2025, 1, area="SWE")))
    assert found == {"unit": "people", "values": [], "gap": "nobody counts", "checked": ON}


def test_a_standard_error_makes_a_distribution() -> None:
    one = figure(taken_from=(SeriesAt(source="s", series="a"),), decimals=2)
    (value,) = made(one, feed("s", reading("a", 2021, 1.23456, sd=0.1999)))["values"]  # type: ignore[misc, attr-defined]
    assert value["value"] == {"mean": 1.23, "sd": 0.2}


PRODUCT = Product(
    of=SeriesAt(source="s", series="share"), times=SeriesAt(source="t", series="gdp"), scale=0.01
)


def test_a_derived_figure_uses_one_year_and_says_so() -> None:
    one = figure(product=PRODUCT, significant=3)
    gdp = feed("t", reading("gdp", 2022, 125_490.4), reading("gdp", 2024, 102_037))
    (value,) = made(one, feed("s", reading("share", 2022, 8.1)), gdp)["values"]  # type: ignore[misc, attr-defined]
    assert value["value"] == 10_200  # 0.081 × 125,490 = 10,165: the year of the share, not the newest
    assert value["start"] == date(2022, 1, 1)
    assert value["note"] == "origin: derived; 8.1 (2022) × 125,490 (2022) × 0.01"
    assert value["cite"] == {"from": "s", "place": "share 2022 × t gdp 2022"}


def test_a_derived_figure_never_mixes_years() -> None:
    one = figure(product=PRODUCT, significant=3)
    found = made(one, feed("s", reading("share", 2022, 8.1)), feed("t", reading("gdp", 2024, 102_037)))
    assert found["values"] == []
    assert found["gap"]


@pytest.mark.parametrize(
    ("fields", "value", "expected"),
    [
        ({}, 5_610_870.0, 5_610_870),
        ({"decimals": 1}, 83.1609, 83.2),
        ({"significant": 3}, 10_164.7, 10_200),
        ({"significant": 3}, 265.65, 266),
        ({"significant": 3}, 12.345, 12.3),
        ({"significant": 3}, 0.0, 0),
    ],
)
def test_rounding(fields: dict[str, int], value: float, expected: float) -> None:
    rounded = figure(**fields).rounded(value)
    assert rounded == expected
    assert type(rounded) is type(expected)


@given(order=st.permutations(range(6)))
def test_the_order_of_the_rows_does_not_matter(order: list[int]) -> None:
    one = figure(taken_from=(SeriesAt(source="s", series="a"),))
    readings = [reading("a", 2018 + n, n) for n in range(6)]
    assert made(one, feed("s", *[readings[n] for n in order])) == made(one, feed("s", *readings))
