"""The study a plan reckons with: what its way to payment asks for, what staying on takes, who pays it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fram.terms.estimate import Estimate
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.weighing.market_terms import MarketTerms
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.study.needed import study_needed
from fram.workspace.weighing.weighed import weigh

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def file() -> CompanyFile:
    return read_company(EXAMPLES / "sovn-app.toml", on=DAY)


def germany(**facts: Any) -> MarketTerms:
    whole = file()
    told = replace(whole, product=replace(whole.product, facts={**whole.product.facts, **facts}))
    return weigh(told, markets=("DE",), on=DAY, rates=Rates(DAY)).terms[0]


def cost(terms: MarketTerms) -> Estimate:
    found = terms.setting.known["evidence_cost"]
    assert isinstance(found, Estimate)
    return found


def test_a_listing_for_a_time_also_pays_for_what_staying_on_takes() -> None:
    terms = germany()
    assert terms.payment.quickest is not None
    assert terms.payment.quickest.pathway.id == "DE-DIGA-T"
    assert [dict(one.values)["pathway"] for one in cost(terms).because] == ["DE-DIGA-T", "DE-DIGA-P"]
    fits = {fit.pathway.id: fit for fit in weigh(file(), markets=("DE",), on=DAY, rates=Rates(DAY)).view.fits}
    trial, lasting = (
        study_needed(file(), fits[name], market="DE", on=DAY) for name in ("DE-DIGA-T", "DE-DIGA-P")
    )
    assert trial is not None
    assert lasting is not None
    assert abs(cost(terms).dist.mean - trial.cost.dist.mean - lasting.cost.dist.mean) < 30_000
    assert terms.setting.known["evidence_months"] == trial.months


def test_an_answer_takes_the_study_away() -> None:
    there = germany(
        systematic_usage_evaluation=True, independent_evaluation_concept=True,
        evidence_from_germany_or_transferable=True,
    )  # fmt: skip
    assert "evidence_cost" not in there.setting.known
    months = there.setting.known["evidence_months"]
    assert isinstance(months, Estimate)
    assert months.dist.mean == 0


def test_a_cost_with_a_text_for_one_market_in_it_is_that_markets_own() -> None:
    assert "evidence_cost" not in germany().setting.owners
