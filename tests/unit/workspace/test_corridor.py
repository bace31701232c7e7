"""The price corridors of the examples: one number on page and plan, tariffs, surveys, what is unknown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.terms.product import CompanyFile
from fram.terms.proof.worth import Survey
from fram.workspace.company import read_company
from fram.workspace.decide import plan_company
from fram.workspace.kept.prices import PriceRecord
from fram.workspace.papers.access.corridor import corridor_section
from fram.workspace.papers.words import Words
from fram.workspace.pricing.corridor import (
    corridors_html,
    corridors_json,
    corridors_text,
    price_corridors,
    write_corridors,
)
from fram.workspace.record import PlanRecord

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("nordlys-vital", "sovn-app", "holokirurg", "rask-sepsis")


@cache
def file(name: str) -> CompanyFile:
    return read_company(EXAMPLES / f"{name}.toml", on=DAY)


@cache
def planned(name: str, *markets: str) -> PlanRecord:
    return plan_company(file(name), source=(name, ""), markets=markets, draws=1000, on=DAY)


def record(name: str, market: str, *, surveys: tuple[Survey, ...] = ()) -> PriceRecord:
    whole = file(name)
    told = replace(whole, product=replace(whole.product, surveys=surveys))
    return price_corridors(told, markets=(market,), on=DAY).records[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_and_the_plan_tell_the_same_corridor(name: str) -> None:
    assert (
        planned(name, "DE", "SE").prices == price_corridors(file(name), markets=("DE", "SE"), on=DAY).records
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "nb"])
def test_every_example_is_said_in_words_and_drawn(name: str, lang: str) -> None:
    found = price_corridors(file(name), markets=("DE", "US", "CH"), on=DAY)
    text, page = corridors_text(found, lang=lang), corridors_html(found, lang=lang)
    assert max(map(len, text.splitlines())) <= 130
    assert "{" not in text
    assert "<script" not in page
    assert [one["market"] for one in json.loads(corridors_json(found))["corridors"]] == ["DE", "US", "CH"]


def test_a_payers_tariff_is_the_plans_price_and_stands_as_a_mark() -> None:
    found = record("sovn-app", "DE")
    tariff = next(mark for mark in found.marks if mark.key == "tariff")
    assert found.price.p50 == pytest.approx(tariff.middle, rel=0.01)
    assert 1650 < found.price.p10 < found.price.p90 < 2200
    rests = planned("sovn-app", "DE").plan
    assert "tariff" in rests.markets[0].inputs
    assert rests.assumptions["de.tariff"].estimate.confidence.value == "unchecked"


def test_a_firm_that_sells_by_the_ward_keeps_its_own_price() -> None:
    assert all("tariff" not in line.inputs for line in planned("rask-sepsis", "DE", "SE").plan.markets)


def test_without_a_threshold_the_ceiling_is_marked_as_a_guess() -> None:
    assert record("sovn-app", "DE").is_guessed
    assert not record("sovn-app", "NL").is_guessed
    section = corridor_section(planned("sovn-app", "DE"), "DE", words=Words("en"))
    assert section is not None
    assert any("guess of ours" in text for text in section.said)


def test_the_home_price_is_shown_where_the_law_lets_payers_see_it() -> None:
    home = record("sovn-app", "DE").marks[0]
    assert (home.key, home.low, home.middle, home.high) == ("home", 1200, 1900, 3900)
    assert home.cite is not None
    assert record("sovn-app", "US").marks[0].cite is None
    assert "DE" in record("sovn-app", "SE").seen_by


def test_few_answers_give_no_point_and_say_how_many_more() -> None:
    few = Survey(
        market="SE", method="van-westendorp", answers=12, low=900, high=1600, typical=1200, currency="SEK"
    )
    mark = record("sovn-app", "SE", surveys=(few,)).marks[-1]
    assert (mark.key, mark.answers, mark.middle) == ("survey", 12, None)
    enough = replace(few, answers=30)
    assert record("sovn-app", "SE", surveys=(enough,)).marks[-1].middle is not None
    said = corridors_text(
        price_corridors(
            replace(file("sovn-app"), product=replace(file("sovn-app").product, surveys=(few,))),
            markets=("SE",), on=DAY,
        )
    )  # fmt: skip
    assert "Ask 18 more" in said


def test_a_market_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="XX"):
        price_corridors(file("sovn-app"), markets=("XX",), on=DAY)


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    found = price_corridors(file("holokirurg"), markets=("SE",), on=DAY)
    path = write_corridors(found, tmp_path / "corridor.html", lang="nb")
    assert "Priskorridor" in path.read_text(encoding="utf-8")


def test_a_long_course_gains_its_health_over_all_the_months_paid() -> None:
    """36 months at a price a month: the ceiling of a month is the worth of the gain over 36, not over 12."""
    whole = file("sovn-app")
    monthly = replace(
        whole.product.price, model="subscription", months_used=36.0, amount=150, low=None, high=None
    )
    year = replace(monthly, months_used=12.0)
    long, short = (
        price_corridors(replace(whole, product=replace(whole.product, price=price)), markets=("GB",), on=DAY)
        for price in (monthly, year)
    )
    ratio = long.records[0].ceiling.p50 / short.records[0].ceiling.p50  # type: ignore[union-attr]
    assert ratio == pytest.approx(12 / 36, rel=1e-6)


def test_a_guess_of_ours_gives_no_chance_and_no_band() -> None:
    kept = record("sovn-app", "DE")
    assert kept.ceiling is not None
    assert (kept.accepted, kept.is_open, kept.band) == (None, None, None)
    table = corridors_text(price_corridors(file("sovn-app"), on=DAY))
    line = next(row for row in table.splitlines() if row.startswith("Germany"))
    assert line.count("not known") == 2


def test_a_plan_of_an_earlier_day_can_still_be_made() -> None:
    early = plan_company(file("sovn-app"), source=("x", ""), markets=("DE",), draws=500, on=date(2025, 11, 1))
    assert early.evidence is not None
