"""What a plan takes from a road: each product its own times, and nothing narrowed by a screening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from fram.terms.estimate import Estimate
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.weighing.market_terms import market_terms, view_of
from fram.workspace.weighing.road_terms import _times
from fram.workspace.world import the_world

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


def file(name: str = "rask-sepsis", **facts: object) -> CompanyFile:
    whole = read_company(EXAMPLES / f"{name}.toml", on=DAY)
    known = {key: value for key, value in {**whole.product.facts, **facts}.items() if value is not None}
    return replace(whole, product=replace(whole.product, facts=known))


def mean(company: CompanyFile, market: str, name: str) -> float:
    view = view_of(company, world=the_world(), on=DAY, nok_per=lambda _unit: 10.0)
    found = market_terms(company, market, view=view).setting.known[name]
    assert isinstance(found, Estimate)
    return found.dist.mean


def test_one_product_never_gets_the_times_of_another_whichever_is_asked_first() -> None:
    fresh, held = file(), file(placed_under_mdr=True)
    for order in ((fresh, held), (held, fresh)):
        _times.cache_clear()
        found = {id(one): mean(one, "US", "preparation_months") for one in order}
        assert found[id(held)] < found[id(fresh)] - 2


def test_finished_documents_shorten_the_preparation() -> None:
    ready = file(documents_ready=("device-description", "risk-file", "usability-file", "verification"))
    assert mean(ready, "CA", "preparation_months") <= mean(file(), "CA", "preparation_months")


def test_the_european_class_does_not_narrow_a_market_that_is_only_screened() -> None:
    low, high = (mean(file("holokirurg", eu_class=cls), "JP", "approval_months") for cls in ("IIa", "III"))
    assert low == high
    ours = mean(file("holokirurg", jmdn_class="II"), "JP", "approval_months")
    assert ours < low  # the company's own word narrows


def test_where_no_code_fits_the_first_of_its_kind_is_likelier_than_a_510k() -> None:
    told, new = file("sovn-app"), file("sovn-app", fda_product_code="none")
    assert mean(new, "US", "approval_months") > mean(told, "US", "approval_months") + 2
    assert mean(new, "US", "approval_chance") < 0.7 < mean(told, "US", "approval_chance")
