"""Which notice at which value: limits, currencies, tax, and buyers who are bound by none."""

from __future__ import annotations

from datetime import date

import pytest

from fram.access.buying.market import MarketBuying, buyer_kinds_of
from fram.access.buying.notice import Notice, Purchase, notice_for
from fram.terms.product import ProductProfile
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
BUYING = the_world().buying
NOK = {"NOK": 1.0, "EUR": 11.0, "GBP": 13.0, "SEK": 1.0, "CHF": 12.0, "USD": 10.0}


def notice(
    market: str, amount: float | None, currency: str = "EUR", *, buyer: str = "hospital", on: date = ON,
    what: str = "goods-and-services", tax: float | None = 0.2,
) -> Notice:  # fmt: skip
    purchase = Purchase(buyer=buyer, amount=amount, currency=currency, what=what, tax=tax)
    return notice_for(purchase, buying=BUYING[market], on=on, nok_per=NOK.__getitem__)


def applies(found: Notice) -> str:
    return found.applies.threshold.id if found.applies else ""


@pytest.mark.parametrize(
    ("market", "buyer", "amount", "currency", "limit"),
    [
        ("DE", "hospital", 216_000, "EUR", "sub-central"),
        ("DE", "hospital", 215_999, "EUR", ""),
        ("DE", "state", 140_000, "EUR", "central"),
        ("DE", "state", 139_999, "EUR", ""),
        ("NO", "hospital", 2_300_000, "NOK", "sub-central"),
        ("NO", "hospital", 1_300_000, "NOK", "national"),
        ("NO", "state", 1_490_000, "NOK", "central"),
        ("NO", "municipality", 1_299_999, "NOK", ""),
        ("SE", "hospital", 700_000, "SEK", "national"),
        ("FI", "municipality", 60_000, "EUR", "national"),
        ("FR", "hospital", 40_000, "EUR", "no-procedure"),
        ("FR", "hospital", 90_000, "EUR", "national-notice"),
        ("GB", "hospital", 135_018 / 1.2, "GBP", "central"),
        ("GB", "municipality", 135_018 / 1.2, "GBP", "notifiable-other"),
        ("GB", "hospital", 10_000, "GBP", "notifiable-central"),
        ("CH", "hospital", 350_000, "CHF", "cantonal"),
        ("US", "state", 350_000, "USD", "federal-simplified"),
    ],
)
def test_the_highest_limit_that_is_reached(
    market: str, buyer: str, amount: float, currency: str, limit: str
) -> None:
    found = notice(market, amount, currency, buyer=buyer)
    assert applies(found) == limit
    assert found.standing == ("notice" if limit else "below")


@pytest.mark.parametrize(("on", "limit"), [(date(2025, 6, 1), 221_000), (ON, 216_000)])
def test_the_limit_is_that_of_the_day(on: date, limit: float) -> None:
    assert notice("DE", 1.0, on=on).steps[-1].limit.number == limit


def test_a_limit_whose_values_are_over_is_not_shown_as_in_force() -> None:
    day = date(2028, 2, 1)
    assert notice("DE", 1.0, on=date(2027, 12, 31)).over == ()
    german = notice("DE", 9e9, on=day)
    assert (german.standing, german.steps) == ("unread", ())
    assert [one.id for one in german.over] == ["sub-central"]
    swedish = notice("SE", 9e9, "SEK", on=day)
    assert [step.threshold.id for step in swedish.steps] == ["national"]
    assert [one.id for one in swedish.over] == ["sub-central"]
    assert notice("SE", None, "", on=day).over == swedish.over
    assert notice("DE", 1.0, buyer="patient", on=day).over == ()
    british = notice("GB", 1e6, "GBP", what="health-services")
    assert (british.standing, [one.id for one in british.over]) == ("unread", ["light"])


def test_another_currency_is_converted() -> None:
    found = notice("DE", 216_000 * 11, "NOK")
    assert applies(found) == "sub-central"
    assert found.steps[-1].value == pytest.approx(216_000)
    assert applies(notice("DE", 216_000 * 11 - 100, "NOK")) == ""


def test_tax_is_added_where_the_law_counts_it_and_its_lack_is_told() -> None:
    assert applies(notice("GB", 120_000, "GBP")) == "central"
    assert applies(notice("GB", 120_000, "GBP", tax=None)) == "notifiable-central"
    assert all(step.untaxed for step in notice("GB", 120_000, "GBP", tax=None).steps)
    assert not any(step.untaxed for step in notice("DE", 120_000, tax=None).steps)


def test_limits_rise_and_the_next_one_is_named() -> None:
    found = notice("NO", 1_500_000, "NOK")
    assert [step.threshold.id for step in found.steps] == ["national", "sub-central"]
    assert found.next_up is not None
    assert found.next_up.threshold.id == "sub-central"
    assert notice("NO", 9e9, "NOK").next_up is None


def test_without_a_value_every_limit_is_shown_and_none_is_reached() -> None:
    found = notice("NO", None, "")
    assert (found.standing, len(found.steps), found.applies, found.next_up) == ("no-value", 2, None, None)


def test_services_of_health_have_limits_of_their_own() -> None:
    assert applies(notice("DE", 750_000, what="health-services")) == "light"
    assert applies(notice("FI", 400_000, what="health-services")) == "national-health-services"
    assert [step.threshold.id for step in notice("NO", 1.0, "NOK", what="health-services").steps] == ["light"]


@pytest.mark.parametrize(
    ("market", "buyer", "standing"),
    [
        ("US", "hospital", "free"),
        ("DE", "insurer", "not-tendered"),
        ("DE", "patient", "not-tendered"),
        ("JP", "hospital", "unread"),
        ("BR", "hospital", "unread"),
    ],
)
def test_where_no_limit_speaks(market: str, buyer: str, standing: str) -> None:
    assert notice(market, 1e6, buyer=buyer).standing == standing


def test_a_limit_of_a_markets_own_takes_the_place_of_europes() -> None:
    central = [one for one in BUYING["NO"].thresholds if one.id == "central"]
    assert [one.limit.unit for one in central] == ["NOK"]
    assert notice("DE", 1.0).knows_national is False
    assert notice("SE", 1.0).knows_national is True


def test_a_rule_holds_from_its_day_on() -> None:
    assert [rule.area for rule in notice("GB", 1.0, "GBP").rules] == ["GB-ENG"]
    assert notice("GB", 1.0, "GBP", on=date(2024, 3, 31)).rules == ()
    assert notice("GB", 1.0, "GBP", buyer="municipality").rules == ()


@pytest.mark.parametrize(
    ("on", "market", "starts"),
    [
        (date(2026, 11, 22), "DE", date(2027, 1, 1)),
        (date(2027, 1, 1), "DE", date(2028, 1, 1)),
        (date(2026, 3, 31), "GB", date(2026, 4, 1)),
        (date(2026, 11, 22), "AU", date(2027, 7, 1)),
        (date(2026, 9, 30), "US", date(2026, 10, 1)),
    ],
)
def test_the_next_budget_year(on: date, market: str, starts: date) -> None:
    year = BUYING[market].budget_year
    assert year is not None
    assert year.next_start(on) == starts


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({"payer": "hospital", "unit_of_sale": "bed", "settings": ("ward", "home")}, ("hospital",)),
        ({"payer": "hospital", "settings": ("nursing-home",)}, ("hospital", "municipality")),
        ({"payer": "insurer", "unit_of_sale": "patient", "settings": ("home",)}, ("insurer",)),
        ({"payer": "patient", "settings": ("ward",)}, ("patient",)),
        ({"unit_of_sale": "practice"}, ("practice",)),
        ({"settings": ("laboratory", "practice")}, ("hospital", "practice")),
        ({}, ()),
    ],
)
def test_who_buys_a_product(told: dict[str, object], kinds: tuple[str, ...]) -> None:
    assert buyer_kinds_of(ProductProfile(name="Thing", kind="device", **told)) == kinds  # type: ignore[arg-type]


def test_a_market_without_anything_is_empty_and_free_of_claims() -> None:
    assert notice_for(
        Purchase(buyer="hospital", amount=1.0, currency="EUR"),
        buying=MarketBuying(market="XX"), on=ON, nok_per=NOK.__getitem__,
    ) == Notice(standing="unread")  # fmt: skip
