"""What health and savings are worth, from a company file: prices by market, options, budget, refusals."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fram.decide.model.income import ceiling_of
from fram.terms.errors import Refused
from fram.terms.product import Factor, Price, ProductProfile
from fram.terms.proof.worth import Saving, Severity
from fram.workspace.pricing.corridor.view import price_corridors
from fram.workspace.pricing.sale.drawn import drawn_market
from fram.workspace.pricing.worth import (
    Asked,
    page_html,
    page_text,
    value_based_price,
    value_json,
    value_page,
)
from fram.workspace.pricing.worth.asking import money_of, range_of, shares_of
from fram.workspace.pricing.worth.basis import basis_of
from fram.workspace.pricing.worth.compared import compare_options
from tests.unit.workspace.priced_firms import APP, BED, DAY, DRAW, firm, fixed

EXAMPLES = Path(__file__).parents[3] / "examples"


# --- the price that health supports ------------------------------------------------------------------


def test_a_fiftieth_of_a_year_in_norway_with_1_500_saved() -> None:
    asked = Asked(gain=fixed("0.02"), saving=f"{fixed('1500')} NOK", years_lost=1)
    found = value_based_price(firm(APP), markets=["NO"], on=DAY, asked=asked, draw=DRAW).markets[0]
    # The mildest class: 275,000 x 0.02 + 1,500 = 7,000 kroner a course, whatever the chance
    assert len(found.at) == 1
    assert list(found.at[0].accepted.prices.values()) == pytest.approx([7_000] * 3)
    assert (found.at[0].today, found.at[0].drivers) == (1.0, ())


def test_without_a_severity_the_lowest_limit_counts_and_all_are_shown() -> None:
    found = value_based_price(firm(APP), markets=["NO"], on=DAY, draw=DRAW).markets[0]
    assert len(found.at) == 6
    assert found.careful is found.at[0]
    assert [one.middle for one in found.at] == sorted(one.middle for one in found.at)
    assert found.at[-1].middle == pytest.approx(3 * found.at[0].middle)  # 825,000 over 275,000


def test_a_more_severe_condition_is_worth_more_in_the_file_too() -> None:
    mild, severe = (
        value_based_price(
            firm(replace(APP, severity=Severity(years_lost=years))), markets=["NO"], on=DAY, draw=DRAW
        ).markets[0]
        for years in (1.0, 21.0)
    )
    assert severe.at[0].middle == pytest.approx(3 * mild.at[0].middle)


# --- one answer with the corridor --------------------------------------------------------------------


@pytest.mark.parametrize("market", ["NL", "IE", "SE", "GB", "NO", "US"])
@pytest.mark.parametrize("name", ["sovn-app", "nordlys-vital", "holokirurg", "rask-sepsis"])
def test_the_prices_are_those_of_the_corridors_ceiling(name: str, market: str) -> None:
    file = EXAMPLES / f"{name}.toml"
    found = value_based_price(file, markets=[market], on=DAY).markets[0]
    plan = drawn_market(file, market=market, on=DAY)
    ceiling = ceiling_of(plan.case, plan.x)
    assert found.believed is not None
    assert ceiling is not None
    for chance, price in found.believed.accepted.prices.items():
        assert price * found.nok == pytest.approx(float(np.quantile(ceiling, 1 - chance)))
    kept = price_corridors(file, markets=[market], on=DAY).records[0].ceiling
    assert kept is not None
    assert found.believed.accepted.prices[0.5] * found.nok == pytest.approx(kept.p50)
    assert found.believed.accepted.prices[0.9] * found.nok == pytest.approx(kept.p10)


def test_what_moves_together_in_the_plan_does_so_in_the_price() -> None:
    together = Factor(name="proof", loadings={"health_gain": 0.8, "wtp": 0.6})
    apart, joined = (
        value_based_price(replace(firm(APP), factor=factors), markets=["GB"], on=DAY).markets[0].believed
        for factors in ((), (together,))
    )
    assert apart is not None
    assert joined is not None
    assert np.std(joined.highest) > 1.1 * np.std(apart.highest)  # correlated by 0.48, so more spread


def test_the_lowest_of_several_limits_is_below_the_plans_price_and_named() -> None:
    view = value_based_price(firm(APP), markets=["NL"], on=DAY, draw=DRAW)
    found = view.markets[0]
    assert found.believed is not None
    assert found.careful is not None
    assert found.believed.per_qaly == pytest.approx((20_000, 80_000))
    assert found.careful.per_qaly == pytest.approx((20_000, 20_000))
    assert found.careful.middle < found.believed.middle
    assert "The lowest, the careful one: 10 % to 41 %" in page_text(value_page(view)).replace("\u00a0", " ")


def test_limits_stand_as_they_were_read_and_prices_carry_no_badge() -> None:
    view = value_based_price(firm(APP), markets=["GB"], on=DAY, draw=DRAW)
    page = value_page(view)
    prices, limit = page.glance[:3], next(line for line in page.glance if line.name == "Worth of a QALY")
    assert limit.text.startswith("20,000–30,000\u00a0GBP")  # the rule's own ends
    assert limit.confidence == "partly-read"
    assert [line.confidence for line in prices] == ["", "", ""]
    gain = next(line for line in page.glance if line.name == "Health gain")
    assert "One number is given; the range around it is ours." in gain.notes


def test_three_numbers_have_a_range_of_their_own() -> None:
    asked = Asked(gain="0.01,0.02,0.04")
    page = value_page(value_based_price(firm(APP), markets=["GB"], on=DAY, asked=asked, draw=DRAW))
    gain = next(line for line in page.glance if line.name == "Health gain")
    assert gain.notes == ("As you gave it here.",)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_list_price_is_named_and_the_plans_own_price_pointed_to(lang: str) -> None:
    page = value_page(value_based_price(firm(APP), markets=["GB"], on=DAY, draw=DRAW), lang=lang)
    name = {"en": "Your list price at home, converted", "nb": "Listeprisen hjemme, omregnet"}[lang]
    line = next(line for line in page.glance if line.name == name)
    assert "fram access price corridor" in line.notes[0]


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_class_whose_limits_nobody_read_is_shown_as_unchecked(lang: str) -> None:
    mild = firm(replace(APP, severity=Severity(years_lost=1)))
    view = value_based_price(mild, markets=["NO"], on=DAY, draw=DRAW)
    assert {"en": "[unchecked]", "nb": "[ikke kontrollert]"}[lang] in page_text(value_page(view, lang=lang))


def test_patients_milder_than_every_class_have_no_limit() -> None:
    asked = Asked(share_lost=0.01)
    view = value_based_price(firm(APP), markets=["NL"], on=DAY, asked=asked, draw=DRAW)
    assert (view.markets[0].gap, view.markets[0].at) == ("too-mild", ())
    assert "less ill than every class" in page_text(value_page(view))


def test_a_gain_over_ten_years_is_discounted_at_the_markets_rate() -> None:
    asked = Asked(gain=fixed("0.02"), horizon=10, years_lost=1)
    found = value_based_price(firm(APP), markets=["NO"], on=DAY, asked=asked, draw=DRAW).markets[0]
    kept = sum(1.04**-year for year in range(10)) / 10  # 4 % a year, the first year in full
    assert found.kept == pytest.approx(kept)
    assert found.at[0].middle == pytest.approx(275_000 * 0.02 * kept)


def test_a_month_of_a_bed_that_serves_four_patients() -> None:
    product = replace(BED, health_gain=0.01, price=replace(BED.price, saving=None))
    asked = Asked(gain=fixed("0.01"), patients=4, years_lost=1)
    found = value_based_price(firm(product), markets=["NO"], on=DAY, asked=asked, draw=DRAW).markets[0]
    # Four patients a month, each 275,000 x 0.01
    assert found.at[0].middle == pytest.approx(4 * 2_750)


def test_a_gain_that_no_payment_can_be_told_for_is_not_priced() -> None:
    view = value_based_price(firm(replace(BED, health_gain=0.01)), markets=["NO"], on=DAY, draw=DRAW)
    assert (view.markets[0].gap, view.markets[0].careful.threshold) == ("no-payments", None)  # type: ignore[union-attr]
    assert "--patients" in page_text(value_page(view))


def test_where_no_limit_is_known_only_savings_count() -> None:
    both = replace(APP, price=replace(APP.price, saving=500))
    with_saving, without = (
        value_based_price(firm(product), markets=["DE"], on=DAY, draw=DRAW) for product in (both, APP)
    )
    assert with_saving.markets[0].gap == without.markets[0].gap == "no-threshold"
    assert without.markets[0].careful is None
    assert with_saving.markets[0].careful is not None
    assert with_saving.markets[0].careful.threshold is None
    text = page_text(value_page(without))
    assert "Ask a payer or an assessor" in text
    assert "comparators" in text


def test_what_the_buyer_must_add_may_leave_no_price_at_all() -> None:
    asked = Asked(gain=fixed("0.001"), service_cost=f"{fixed('5000')} NOK", years_lost=1)
    view = value_based_price(firm(APP), markets=["NO"], on=DAY, asked=asked, draw=DRAW)
    found = view.markets[0].careful
    assert found is not None
    assert found.accepted.prices[0.5] == pytest.approx(275 - 5_000)  # handed on below zero, not cut
    assert (found.accepted.price_at(0.5), found.accepted.chance) == (None, 0)
    text = page_text(value_page(view))
    assert "At no price does it pay" in text
    assert "no price" in text


def test_savings_counted_at_home_follow_the_price_level_and_those_told_here_do_not() -> None:
    at_home, there = (
        value_based_price(firm(BED), markets=["PL"], on=DAY, asked=asked, draw=DRAW).markets[0].careful
        for asked in (Asked(), Asked(saving="600,1000,1300 NOK"))
    )
    assert at_home is not None
    assert there is not None
    assert at_home.middle < there.middle  # prices in Poland are below those of Norway


def test_savings_are_added_up_where_no_sum_is_told() -> None:
    days = Saving(
        what="bed-days", name="days", amount=0.1, low=0.1, high=0.1, worth=9_000, worth_low=9_000,
        worth_high=9_000, frees_cash=True,
    )  # fmt: skip
    care = Saving(
        what="staff-time", name="looking after it", amount=-1, low=-1, high=-1, worth=400, worth_low=400,
        worth_high=400,
    )  # fmt: skip
    parts = (days, care)
    product = replace(BED, savings=parts, price=replace(BED.price, saving=None))
    view = value_based_price(firm(product), markets=["NO"], on=DAY, draw=DRAW)
    careful = view.markets[0].careful
    # 0.1 x 9,000 - 1 x 400 = 500 kroner a bed and month, at the plan's price level (1 at home, in the middle)
    assert careful is not None
    assert careful.middle == pytest.approx(500, rel=0.02)
    assert view.stated.frees_cash == 1.0


def test_all_markets_stand_in_a_table_and_the_same_seed_gives_the_same() -> None:
    views = [value_based_price(firm(APP), on=DAY, draw=DRAW) for _ in range(2)]
    assert len(views[0].markets) > 25
    assert value_json(views[0]) == value_json(views[1])
    assert "Norway" in page_text(value_page(views[0]))


def test_one_market_alone_has_the_figures_it_has_among_all() -> None:
    among = {one.market: one for one in value_based_price(firm(APP), on=DAY, draw=DRAW).markets}
    alone = value_based_price(firm(APP), markets=["GB"], on=DAY, draw=DRAW).markets[0]
    assert np.array_equal(alone.at[0].highest, among["GB"].at[0].highest)


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("market", ["NO", "GB", "DE", "ES"])
def test_the_page_says_the_unit_and_how_far_it_was_read(lang: str, market: str) -> None:
    view = value_based_price(firm(APP), markets=[market], on=DAY, draw=DRAW)
    page = value_page(view, lang=lang)
    text, html = page_text(page), page_html(page)
    assert {"en": "per patient course", "nb": "per pasientforløp"}[lang] in text
    assert "{" not in text
    assert "<script" not in html
    if market == "NO":
        assert html.count("<svg") == 2  # one for a desk, one for a phone


def test_json_names_the_limit_and_its_source() -> None:
    mild = firm(replace(APP, severity=Severity(years_lost=1)))
    told = json.loads(value_json(value_based_price(mild, markets=["NO"], on=DAY, draw=DRAW)))
    market = told["markets"][0]
    # Where the classes of severity begin and end was not read.
    assert market["careful"]["threshold"]["confidence"] == "unchecked"
    assert set(market["careful"]["price_at_chance"]) == {"0.5", "0.8", "0.9"}
    assert told["basis"] == {"per": "course", "unit": "patient", "assumed": None, "payments_a_patient": 1.0}


# --- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(gain="-0.1"), "below zero"),
        (Asked(saving="-5 GBP"), "--service-cost"),
        (Asked(gain="0.04,0.02,0.01"), "does not rise"),
        (Asked(gain="0,02"), "2 numbers"),
        (Asked(gain="much"), "no number"),
        (Asked(gain="nan"), "no number"),
        (Asked(saving="5 GBP", service_cost="2 EUR"), "amounts in EUR and GBP"),
        (Asked(saving="EUR 5 GBP"), "two currencies"),
        (Asked(saving="5 XYZ"), "XYZ"),
        (Asked(patients=0), "--patients"),
        (Asked(horizon=-1), "--horizon"),
        (Asked(share_lost=3), "--share-lost"),
    ],
)
def test_what_cannot_be_is_refused(asked: Asked, says: str) -> None:
    with pytest.raises(Refused, match=says):
        value_based_price(firm(APP), markets=["GB"], on=DAY, asked=asked, draw=DRAW)


def test_an_amount_without_a_currency_is_of_the_one_market_asked_about() -> None:
    asked = Asked(gain=fixed("0.02"), saving=fixed("150"))
    found = value_based_price(firm(APP), markets=["GB"], on=DAY, asked=asked, draw=DRAW).markets[0]
    # 20,000 to 30,000 pounds x 0.02 + 150: the middle of 550 and 750
    assert found.at[0].middle == pytest.approx(650, abs=5)
    with pytest.raises(Refused, match="no currency"):
        value_based_price(firm(APP), on=DAY, asked=asked, draw=DRAW)


def test_nothing_told_says_what_to_find_out_and_from_whom() -> None:
    with pytest.raises(Refused, match=r"health economist.*controller"):
        value_based_price(firm(replace(APP, health_gain=None)), markets=["GB"], on=DAY, draw=DRAW)


def test_numbers_as_people_write_them() -> None:
    assert shares_of("5,10,20%", where="x") == pytest.approx((0.05, 0.10, 0.20))
    assert shares_of("0.05,0.1", where="x") == pytest.approx((0.05, 0.1))
    assert money_of("gbp 1 500", where="x", loose="saving")[1] == "GBP"
    assert range_of("2,2,2", where="x", loose="gain", sample="").mean == 2
    for wrong in ("5,10", "120%", "ten"):
        with pytest.raises(Refused):
            shares_of(wrong, where="x")


@pytest.mark.parametrize(
    ("product", "per", "payments"),
    [
        (APP, "course", 1.0),
        (replace(APP, price=Price(model="subscription", months_used=6)), "month", 6.0),
        (replace(APP, price=Price(model="per-use", months_used=6, uses_per_unit_month=2)), "use", 12.0),
        (replace(BED, price=Price(model="per-use")), "use", 1.0),
    ],
)
def test_how_often_one_patient_is_paid_for(product: ProductProfile, per: str, payments: float) -> None:
    found = basis_of(product)
    assert (found.per, found.payments) == (per, payments)


@pytest.mark.parametrize(
    ("cost", "told"),
    [("1.200", 1200.0), ("1,5", 1.5), ("-1.200,50", -1200.5), ("1_000", "is no number"),
     ("1,200", "can be read in two ways")],
)  # fmt: skip
def test_numbers_of_options_are_read_as_in_answers(tmp_path: Path, cost: str, told: float | str) -> None:
    path = tmp_path / "options.csv"
    path.write_text(f"option;cost;effect\ntoday;0;0,5\nnew;{cost};1,5\n", encoding="utf-8")
    if isinstance(told, str):
        with pytest.raises(Refused, match=told):
            compare_options(path)
        return
    by_name = {one.option.name: one.option for one in compare_options(path).compared}
    assert (by_name["new"].cost, by_name["new"].effect) == (told, 1.5)


def test_a_cost_of_options_that_reads_two_ways_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "options.csv"
    path.write_text("option,cost,effect\ntoday,0,0\nnew,1.200,1\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        compare_options(path)
    assert "options.csv, line 3, cost" in str(refused.value)
