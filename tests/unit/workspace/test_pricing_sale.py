"""``fram access price waterfall``, ``realised`` and ``roi``, on the invented companies and deals."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from fram.cli.app import app
from fram.decide.rank import Range
from fram.terms.errors import Refused
from fram.workspace.access.phrases import phrases
from fram.workspace.company import read_company
from fram.workspace.decide import plan
from fram.workspace.pricing.sale import (
    Asked,
    ChannelWaterfall,
    HospitalReturn,
    RealisedPrices,
    channel_waterfall,
    hospital_return,
    page_html,
    page_text,
    realised_page,
    realised_prices,
    roi_json,
    roi_page,
    waterfall_json,
    waterfall_page,
)
from fram.workspace.pricing.sale.deal_rows import NEEDED
from fram.workspace.pricing.sale.page import Teller

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
HEAD = ",".join(NEEDED)
NAMES = ("holokirurg", "nordlys-vital", "rask-sepsis", "sovn-app")


@cache
def chain(name: str, market: str = "DE") -> ChannelWaterfall:
    return channel_waterfall(EXAMPLES / f"{name}.toml", market=market, on=ON)


@cache
def roi(name: str, market: str = "DE", asked: Asked = Asked()) -> HospitalReturn:  # noqa: B008
    return hospital_return(EXAMPLES / f"{name}.toml", market=market, asked=asked, on=ON)


@cache
def own_deals() -> RealisedPrices:
    return realised_prices(EXAMPLES / "deals.csv", on=ON)


def edited(tmp_path: Path, name: str, *pairs: tuple[str, str]) -> Path:
    text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


# --- the price on its way ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_page_and_plan_tell_one_number(name: str) -> None:
    record = plan(EXAMPLES / f"{name}.toml", markets=["DE", "US"], draws=400, on=ON)
    for line in record.plan.markets:
        found, prices = chain(name, line.result.market), line.ledger.prices
        for mine, theirs in (
            (found.prices.listed, prices.listed), (found.chain.after("held-back"), prices.realised),
            (found.chain.after("channel"), prices.net), (found.chain.left, prices.margin),
        ):  # fmt: skip
            at = Range.of(mine)
            assert (at.p10, at.p50, at.p90) == pytest.approx((theirs.p10, theirs.p50, theirs.p90))


@pytest.mark.parametrize("name", NAMES)
def test_every_krone_of_the_first_price_is_accounted_for(name: str) -> None:
    found = chain(name)
    taken = sum(step.takes for step in found.chain.steps)
    np.testing.assert_allclose(found.chain.start - taken, found.prices.margin)


def test_the_distributors_part_is_a_share_of_its_own_price() -> None:
    found = chain("nordlys-vital")
    np.testing.assert_allclose(
        found.chain.taken("channel"), found.channel_share * found.chain.after("held-back")
    )


def test_tax_is_shown_and_never_income() -> None:
    found = chain("nordlys-vital")
    np.testing.assert_allclose(found.tax, 0.19 * found.prices.realised)
    assert not [step for step in found.chain.steps if step.key == "vat"]


def test_a_tenth_of_the_price_moves_more_than_a_tenth_of_serving_it() -> None:
    tenths = {one.name: one for one in chain("nordlys-vital").tenths}
    assert tenths["price"].more > -tenths["cost_to_serve"].more > 0
    assert chain("nordlys-vital").tenths[0].name == "price"
    assert all(
        a.width >= b.width
        for a, b in zip(chain("rask-sepsis").tenths, chain("rask-sepsis").tenths[1:], strict=False)
    )


def test_a_payers_tariff_is_the_first_price() -> None:
    found = chain("sovn-app")
    told = page_text(waterfall_page(found))
    assert "payer's tariff" in told
    assert "price_realised" not in {one.name for one in found.tenths}


# --- the buyer's return -----------------------------------------------------------------------------


def test_the_savings_of_holokirurg_come_to_what_its_price_block_states() -> None:
    file = read_company(EXAMPLES / "holokirurg.toml", on=ON)
    # 25 x 960 + 7 x 4,000 + 1.5 x 3,560 - 3 x 780 = 24,000 + 28,000 + 5,340 - 2,340
    assert sum(one.amount * one.worth for one in file.product.savings) == 55_000 == file.product.price.saving


def test_at_home_savings_are_counted_as_stated_and_abroad_at_the_price_level() -> None:
    home, abroad = roi("holokirurg", "NO"), roi("holokirurg", "DE")
    assert home.found is not None
    assert abroad.found is not None
    level = abroad.at.x["price_level"]
    np.testing.assert_allclose(abroad.found.saved, home.found.saved * level)
    assert {one.carried for one in abroad.savings} == {"price-level"}
    assert float(np.median(home.found.saved)) == pytest.approx(55_000, rel=0.02)


def test_cash_stands_apart_from_time_that_comes_free() -> None:
    found = roi("nordlys-vital", "NO").found
    assert found is not None
    # Only the electrodes: 6 x 18 = 108 a bed and month; the hours and days come free.
    assert float(np.median(found.cash)) == pytest.approx(108, rel=0.05)
    text = page_text(roi_page(roi("nordlys-vital", "NO")))
    assert "In cash alone it pays with a chance of 0 %" in text


def test_what_to_measure_first_is_what_the_result_hangs_on() -> None:
    view = roi("nordlys-vital")
    assert view.leans[0].name.startswith("Shorter stays")
    assert "“Shorter stays" in page_text(roi_page(view))


def test_a_saving_stated_in_one_sum_is_counted_and_not_called_cash(tmp_path: Path) -> None:
    text = (EXAMPLES / "holokirurg.toml").read_text(encoding="utf-8")
    begin, end = text.index("[[product.savings]]"), text.index("[product.home]")
    path = tmp_path / "one-sum.toml"
    path.write_text(text[:begin] + text[end:], encoding="utf-8")
    view = hospital_return(path, market="NO", on=ON)
    assert view.in_one_sum
    assert view.found is not None
    assert not view.found.cash.any()
    assert "as one sum" in page_text(roi_page(view))


def test_without_savings_the_page_says_what_to_measure_and_gives_the_block() -> None:
    text = page_text(roi_page(roi("sovn-app")))
    assert "states nothing that the product saves" in text
    assert "60 days" in text
    assert "[[product.savings]]" in text


def test_price_units_and_setup_are_taken_as_given() -> None:
    asked = roi("holokirurg", "NO", Asked(price=30_000, setup=72_000, units=4))
    assert asked.found is not None
    assert (asked.found.cost.price == 30_000).all()
    # 12 x (saved - 30,000 - 72,000 / 36)
    np.testing.assert_allclose(asked.found.a_year, 12 * (asked.found.saved - 32_000))
    assert "4 units" in page_text(roi_page(asked))


@pytest.mark.parametrize("asked", [Asked(price=0), Asked(units=-1), Asked(setup=float("nan"))])
def test_what_cannot_be_asked_is_refused(asked: Asked) -> None:
    with pytest.raises(Refused, match="cannot be"):
        hospital_return(EXAMPLES / "holokirurg.toml", market="NO", asked=asked, on=ON)


def test_ranges_the_wrong_way_round_are_refused_all_at_once(tmp_path: Path) -> None:
    wrong = (("low = 0.15\n", "low = 0.6\n"), ("worth_low = 4_000", "worth_low = 8_000"))
    path = edited(tmp_path, "nordlys-vital", *wrong)
    with pytest.raises(Refused) as refused:
        hospital_return(path, market="NO", on=ON)
    where = [one.where for one in refused.value.problems]
    assert where == ["product.savings.0.low", "product.savings.1.worth_low"]


def test_savings_in_another_currency_are_converted_and_said(tmp_path: Path) -> None:
    path = edited(tmp_path, "nordlys-vital", ("worth = 18\n", 'worth = 2\ncurrency = "EUR"\n'))
    view = hospital_return(path, market="DE", on=ON)
    euro = view.at.rates.nok_per("EUR")
    there = view.savings[2]
    assert there.carried == "stated-there"
    assert float(np.median(there.spared.worth)) == pytest.approx(2 * euro, rel=0.02)
    assert "EUR:" in page_text(roi_page(view))


def test_an_unknown_currency_is_refused_with_its_place(tmp_path: Path) -> None:
    path = edited(tmp_path, "nordlys-vital", ("worth = 18\n", 'worth = 2\ncurrency = "QQQ"\n'))
    with pytest.raises(Refused, match=r"product\.savings\.2\.currency"):
        hospital_return(path, market="DE", on=ON)


def test_a_saving_worth_nothing_is_pointed_out(tmp_path: Path) -> None:
    path = edited(tmp_path, "nordlys-vital", ("worth = 18\n", "worth = 0\n"))
    assert "is worth nothing" in page_text(roi_page(hospital_return(path, market="NO", on=ON)))


def test_a_saving_below_zero_is_kept_and_shown_as_a_cost() -> None:
    view = roi("holokirurg", "NO")
    assert view.savings[3].spared.nok.max() < 0
    assert "−3" in page_text(roi_page(view))


# --- the pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_pages_stand_alone_in_both_languages(lang: str) -> None:
    pages = (
        waterfall_page(chain("nordlys-vital"), lang=lang), realised_page(own_deals(), lang=lang),
        roi_page(roi("rask-sepsis"), lang=lang), roi_page(roi("sovn-app"), lang=lang),
    )  # fmt: skip
    for page in pages:
        made = page_html(page)
        assert made.startswith("<!doctype html>")
        assert f'<html lang="{lang}">' in made
        assert "<script" not in made
        assert page_text(page).splitlines()[0]


def test_the_words_have_the_same_places_in_both_languages() -> None:
    for key, words in phrases("sale").items():
        places = [set(re.findall(r"{(\w+)}", words.in_(lang))) for lang in ("en", "nb")]
        assert places[0] == places[1], key


def test_json_holds_what_the_pages_say() -> None:
    told = json.loads(waterfall_json(chain("nordlys-vital")))
    assert told["left"]["p50"] == pytest.approx(float(np.median(chain("nordlys-vital").chain.left)), abs=1e-3)
    assert told["confidence"] == "unchecked"
    told = json.loads(roi_json(roi("holokirurg")))
    assert told["return"]["chance_in_cash"] == 0.0
    assert [one["frees_cash"] for one in told["savings"]] == [False, False, True, False]
    assert json.loads(roi_json(roi("sovn-app")))["return"] is None


def test_the_commands_answer(tmp_path: Path) -> None:
    day, run = ("--on", "2026-11-22"), CliRunner()
    nordlys, deals = str(EXAMPLES / "nordlys-vital.toml"), str(EXAMPLES / "deals.csv")
    calls = (
        ("waterfall", nordlys, "--market", "DE"), ("realised", deals),
        ("roi", nordlys, "--market", "DE", "--units", "64", "--price", "500"),
    )  # fmt: skip
    for number, call in enumerate(calls):
        out = tmp_path / f"{number}.html"
        told = run.invoke(app, ["access", "price", *call, *day, "--json"])
        assert told.exit_code == 0, told.output
        assert json.loads(told.stdout)["schema_version"]
        assert run.invoke(app, ["access", "price", *call, *day, "--lang", "nb"]).exit_code == 0
        assert run.invoke(app, ["access", "price", *call, *day, "--html", str(out)]).exit_code == 0
        assert out.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("patient", "én pasient"), ("hospital", "ett sykehus"), ("ward", "én sengepost"), ("bed", "én seng"),
        ("practice", "ett legekontor"), ("laboratory", "ett laboratorium"),
        ("nursing-home", "ett sykehjem"), ("", "én enhet"),
    ],
)  # fmt: skip
def test_one_unit_of_sale_has_its_gender_in_norwegian(unit: str, one: str) -> None:
    assert Teller.of("nb").one(unit) == one
