"""Options side by side and the budget of a payer, from a table and from a company file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fram.access.price.worth.options import Option
from fram.terms.errors import Refused
from fram.terms.product import Price
from fram.workspace.pricing.worth import (
    BudgetAsked,
    budget_impact,
    budget_json,
    budget_page,
    compare_options,
    options_json,
    options_page,
    page_html,
    page_text,
)
from fram.workspace.pricing.worth.impact import uptake_of
from tests.unit.workspace.priced_firms import APP, BED, DAY, DRAW, firm, fixed

# --- options -----------------------------------------------------------------------------------------

TABLE = """option,cost,effect,currency
none,26000,23.1041666667,USD
once,27000,23.1308333333,USD
annual,29440,23.1466666667,USD
five-yearly,28020,23.1483333333,USD
"""


def table(folder: Path, text: str) -> Path:
    path = folder / "options.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_options_is_ranked(tmp_path: Path) -> None:
    view = compare_options(table(tmp_path, TABLE), threshold=40_000)
    assert [one.name for one in view.best] == ["once"]
    text = page_text(options_page(view))
    assert "37,500 USD" in text
    assert "five-yearly" in text
    assert "costs as much or more and does no more than five-yearly" in text
    assert json.loads(options_json(view))["options"][1]["icer"] == pytest.approx(37_500, rel=1e-6)
    assert page_html(options_page(view, lang="nb")).count("<svg") == 2


def test_a_norwegian_spreadsheet_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, "option;cost;effect\nidag;0;0\nny;1000,5;0,5\n")
    assert compare_options(path).compared[1].icer == pytest.approx(2_001)


def test_options_may_be_handed_in() -> None:
    view = compare_options([Option(name="a", cost=0, effect=0), Option(name="b", cost=5, effect=1)])
    assert "b" in page_text(options_page(view, lang="nb"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("option,price,effect\na,1,1\n", "column `cost` is missing"),
        ("option,cost,effect\na,1,1\nb,ten,1\n", "line 3, cost"),
        ("option,cost,effect\na,1,1\nb,,1\n", "line 3, cost: it is empty"),
        ("option,cost,effect\na,1,1\na,2,2\n", "line 3: `a` stands twice · it stands in line 2"),
        ("option,cost,effect\n,1,1\n", "line 2: the option has no name"),
        ("option,cost,effect,currency\na,1,1,GBP\nb,2,2,EUR\n", "2 currencies: GBP .line 2., EUR .line 3."),
        ("option,cost,effect,currency\na,1,1,QQQ\n", "unknown currency"),
        ("option,cost,effect\na,1,inf\n", "no number"),
        ("option,cost,effect\na,1\n", "more or fewer cells"),
        ("option,cost,effect\n", "no options"),
        ("", "empty"),
    ],
)
def test_a_table_that_cannot_be_compared_names_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        compare_options(table(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not there"):
        compare_options(tmp_path / "none.csv")
    with pytest.raises(Refused, match="folder"):
        compare_options(tmp_path)


# --- the budget --------------------------------------------------------------------------------------

VECTOR = BudgetAsked(
    uptake="5,10,20%", price=f"{fixed('300')} GBP", offset=f"{fixed('120')} GBP", people=10_000
)


def test_the_vector_of_10_000_people() -> None:
    view = budget_impact(firm(APP), market="GB", on=DAY, asked=VECTOR, draw=DRAW)
    # 10,000 x 5 / 10 / 20 % x (300 - 120)
    assert [one.p50 for one in view.years] == pytest.approx([90_000, 180_000, 360_000])
    assert [one.p10 for one in view.years] == pytest.approx([90_000, 180_000, 360_000])
    assert all(one.strain.chance == 0 for one in view.tests)


def test_a_test_is_passed_more_surely_the_more_get_it() -> None:
    few, many = (
        budget_impact(firm(APP), market="GB", on=DAY, asked=BudgetAsked(uptake=uptake), draw=DRAW).tests
        for uptake in ("1,1,1%", "30,60,90%")
    )
    assert few
    assert all(a.strain.chance <= b.strain.chance for a, b in zip(few, many, strict=True))
    assert max(one.strain.chance for one in many) > 0.5


def test_what_is_paid_once_falls_in_the_year_it_is_new() -> None:
    once = replace(BED, price=Price(model="one-off", currency="NOK", amount=1_000))
    asked = BudgetAsked(
        uptake="10,10,30%", price=f"{fixed('1000')} NOK", offset=f"{fixed('100')} NOK", people=100
    )
    view = budget_impact(firm(once), market="NO", on=DAY, asked=asked, draw=DRAW)
    # Year one: 10 new x 1,000 - 10 x 100. Year two: none new - 10 x 100. Year three: 20 new - 30 x 100
    assert [one.p50 for one in view.years] == pytest.approx([9_000, -1_000, 17_000])


def test_beds_are_counted_and_a_year_has_twelve_months() -> None:
    view = budget_impact(firm(BED), market="GB", on=DAY, draw=DRAW)
    assert view.cost.p50 * view.nok == pytest.approx(12 * 850, rel=0.02)
    assert [name for name, _ in view.crowd.steps] == ["reach", "suitable_share"]
    text = page_text(budget_page(view))
    assert "planning figure of ours (unchecked)" in text
    assert "unchecked" in text


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_budget_page_stands_alone(lang: str) -> None:
    view = budget_impact(firm(APP), market="GB", on=DAY, asked=VECTOR, draw=DRAW)
    html = page_html(budget_page(view, lang=lang))
    assert html.count("<svg") == 2
    assert "<script" not in html
    assert json.loads(budget_json(view))["added_cost"][2]["p50"] == pytest.approx(360_000)


def test_the_last_share_holds_on_and_odd_years_are_refused() -> None:
    assert uptake_of(BudgetAsked(uptake="5,10%", years=4)) == pytest.approx((0.05, 0.10, 0.10, 0.10))
    for asked in (BudgetAsked(uptake="1,2,3%", years=2), BudgetAsked(years=6), BudgetAsked(years=-1)):
        with pytest.raises(Refused):
            uptake_of(asked)


def test_no_price_no_budget() -> None:
    bare = replace(APP, price=Price(model="one-off"))
    with pytest.raises(Refused, match="no price is stated"):
        budget_impact(firm(bare), market="GB", on=DAY, draw=DRAW)


def test_people_diagnosed_already_are_named_so_and_what_is_carried_says_it() -> None:
    page = budget_page(budget_impact(firm(APP), market="GB", on=DAY, draw=DRAW))
    steps = page.parts[-1].lines
    assert [line.name for line in steps] == ["Diagnosed there", "of these suited to it"]
    assert "Carried over from another country." in steps[0].notes


@pytest.mark.parametrize("price", ["", "300 GBP"])
def test_the_price_says_whether_it_is_the_list_price_at_home(price: str) -> None:
    view = budget_impact(firm(APP), market="GB", on=DAY, asked=BudgetAsked(price=price), draw=DRAW)
    names = [line.name for line in budget_page(view).glance]
    assert ("Your list price at home, converted, for one person's year" in names) is not bool(price)
