"""What the home market has shown becomes inputs: shares out of counts, a pace, a curve out of years."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fram.decide.model.inputs import INPUTS, Input, default_dist
from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Pert
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from fram.terms.product import HomeMarket, Price, ProductProfile
from fram.workspace.papers.words import Words
from fram.workspace.weighing.home_terms import home_estimates, home_win_share
from fram.workspace.weighing.product_terms import product_estimates

WARD = ProductProfile(name="Vind", kind="device", unit_of_sale="ward")
COUNTED = HomeMarket(contacted=120, pilots=30, orders=15, customers=40, lost=4)
PRIORS = {"pilot_share": Beta(a=2, b=6), "win_share": Beta(a=3, b=6), "churn": Beta(a=2, b=22)}


@pytest.fixture(autouse=True)
def _our_beliefs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same beliefs before counting whatever the model has for a default today."""
    for name, dist in PRIORS.items():
        monkeypatch.setitem(INPUTS, name, _input(name, dist))


def _input(name: str, default: Dist) -> Input:
    return Input(
        name=name, scope="product", unit="share", default=default, ask="own-sales", method="own-records"
    )


def dist_of(product: ProductProfile, name: str) -> Any:
    return home_estimates(product)[name].dist


def test_counts_update_what_was_believed() -> None:
    product = replace(WARD, home=COUNTED)
    assert dist_of(product, "pilot_share") == Beta(a=2 + 2.5, b=6 + 7.5)  # 30 of 120, taken for 10
    assert dist_of(product, "churn") == Beta(a=2 + 1, b=22 + 9)
    few = replace(WARD, home=HomeMarket(contacted=8, pilots=2))
    assert dist_of(few, "pilot_share") == Beta(a=2 + 2, b=6 + 6)  # so few count in full
    assert dist_of(product, "contacts_a_month") == Pert(low=5, typical=10, high=16)


@pytest.mark.parametrize(("months", "years"), [(6, 0.5), (12, 1), (18, 1), (24, 1), (48, 2)])
def test_customers_lost_are_of_customer_years(months: float, years: float) -> None:
    product = replace(WARD, home=HomeMarket(months=months, customers=40, lost=4))
    found = dist_of(product, "churn")
    assert found.mean == pytest.approx((2 + 10 * 4 / (40 * years)) / (24 + 10))


def test_all_lost_within_months_is_still_a_share() -> None:
    assert dist_of(replace(WARD, home=HomeMarket(months=3, customers=4, lost=4)), "churn") == Beta(a=6, b=22)


def test_contacts_are_over_the_months_counted() -> None:
    product = replace(WARD, home=HomeMarket(months=24, contacted=120))
    assert dist_of(product, "contacts_a_month").typical == 5


def test_without_contacts_the_pace_is_what_it_took_to_win_last_years_customers() -> None:
    won = replace(WARD, customers_won_last_year=24)
    assert dist_of(won, "contacts_a_month").typical == pytest.approx(24 / 12 / (2 / 8 * 3 / 9))
    shown = replace(won, home=HomeMarket(pilots=30, orders=15))
    assert dist_of(shown, "contacts_a_month").typical == pytest.approx(24 / 12 / (2 / 8 * 18 / 39))
    by_year = replace(WARD, home=HomeMarket(customers_by_year=(3, 24)))
    assert dist_of(by_year, "contacts_a_month") == dist_of(won, "contacts_a_month")
    for nothing in (
        WARD,
        replace(WARD, customers_won_last_year=0),
        replace(WARD, home=HomeMarket(contacted=0)),
    ):
        assert home_estimates(nothing) == {}


def test_many_wins_at_home_are_a_few_abroad() -> None:
    found = home_win_share(replace(WARD, home=COUNTED))
    assert isinstance(found, Estimate)
    assert found.origin is Origin.COMPANY
    assert found.dist == Beta(a=3 + 5, b=6 + 5)  # 15 of 30, taken for 10
    for untold in (HomeMarket(), HomeMarket(pilots=4), HomeMarket(orders=0, pilots=0)):
        assert isinstance(home_win_share(replace(WARD, home=untold)), Unknown)


class TestCurve:
    def of(self, *years: float, unit: Any = "patient") -> dict[str, Estimate]:
        return home_estimates(replace(WARD, unit_of_sale=unit, home=HomeMarket(customers_by_year=years)))

    def test_fast_growth_means_more_imitation_and_a_steady_flow_less(self) -> None:
        growing, steady = self.of(10, 40, 150, 500), self.of(100, 95, 90, 85)
        assert set(growing) == {"bass_p", "bass_q"}
        assert growing["bass_q"].dist.mean > 1.3 * steady["bass_q"].dist.mean
        assert growing["bass_p"].dist.mean < steady["bass_p"].dist.mean

    def test_it_is_never_wider_than_what_was_believed_before(self) -> None:
        for years in ((5, 1), (3, 9, 18, 24), (1, 1000), (7,) * 30):
            for name, found in self.of(*years).items():
                before = default_dist(name, unit_of_sale="patient")
                assert isinstance(found.dist, Lognormal)
                assert isinstance(before, Lognormal)
                assert 1.3 <= found.dist.factor <= before.factor

    def test_the_unit_of_the_counts_does_not_matter(self) -> None:
        few, many = self.of(3, 9, 18, 24), self.of(3000, 9000, 18000, 24000)
        for name in few:
            assert few[name].dist.mean == pytest.approx(many[name].dist.mean, rel=1e-6)

    def test_years_before_the_first_sale_do_not_count(self) -> None:
        assert self.of(0, 0, 3, 9, 18)["bass_p"].dist == self.of(3, 9, 18)["bass_p"].dist

    def test_one_year_or_nothing_sold_says_nothing(self) -> None:
        assert self.of() == self.of(5) == self.of(0, 0, 0) == self.of(0, 5) == {}

    def test_patients_are_not_lost_and_practices_are(self) -> None:
        counted = replace(COUNTED, customers_by_year=(3, 9))
        assert "churn" not in home_estimates(replace(WARD, unit_of_sale="patient", home=counted))
        practice = home_estimates(replace(WARD, unit_of_sale="practice", home=counted))
        assert set(practice) == {"bass_p", "bass_q", "churn"}
        assert set(home_estimates(replace(WARD, home=counted))) == {
            "pilot_share",
            "contacts_a_month",
            "churn",
        }


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_every_reason_reads_as_a_sentence(lang: str) -> None:
    words = Words(lang)
    told = [
        *home_estimates(replace(WARD, home=COUNTED)).values(),
        *home_estimates(replace(WARD, customers_won_last_year=9)).values(),
        *TestCurve().of(3, 9).values(),
        home_win_share(replace(WARD, home=COUNTED)),
    ]
    for found in told:
        assert isinstance(found, Estimate)
        (reason,) = found.because
        text = words(reason.key, **dict(reason.values))
        assert "{" not in text
        assert all(value in text for _, value in reason.values)


def test_what_the_file_says_is_handed_on() -> None:
    price = Price(amount=100, saving=40, outcome_share=0.2, goods_share=0.9, model="outcome-linked")
    product = replace(WARD, home=COUNTED, price=price, health_gain=0.1)
    new = (
        "saving",
        "outcome_share",
        "goods_share",
        "health_gain",
        "pilot_share",
        "churn",
        "contacts_a_month",
    )
    found = product_estimates(product, nok_per=lambda _: 10)
    assert set(new) <= set(found)
    for name, stated, low, high in (
        ("saving", 400, 240, 520),  # 40 in a currency worth ten kroner
        ("goods_share", 0.9, 0.63, 1),
        ("health_gain", 0.1, 0.05, 0.14),
    ):
        dist = found[name].dist
        assert isinstance(dist, Pert)
        assert (dist.low, dist.typical, dist.high) == pytest.approx((low, stated, high))
    assert found["outcome_share"].dist == Fixed(value=0.2)
    assert found["churn"].unit == INPUTS["churn"].unit
    # A price without a cost to serve: a share of that price, ours, in kroner.
    assert found.pop("cost_to_serve").origin is Origin.DEFAULT
    assert {estimate.origin for estimate in found.values()} == {Origin.COMPANY}


def test_customers_of_the_last_year_are_those_stated_or_the_last_of_the_years() -> None:
    by_year = replace(WARD, home=HomeMarket(customers_by_year=(3, 20)))
    assert product_estimates(by_year, nok_per=lambda _: 1)["wins_a_year"].dist.mean == pytest.approx(
        Pert(low=10, typical=20, high=32).mean
    )
    stated = replace(by_year, customers_won_last_year=0)
    assert "wins_a_year" not in product_estimates(stated, nok_per=lambda _: 1)
