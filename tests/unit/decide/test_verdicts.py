"""Verdicts: what a limit holds back comes back when it is lifted; owners and rivals are kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fram.decide.plan import Plan
from fram.decide.rank import Range, Ranked
from fram.decide.verdicts import Limits, caution_for, choose_go, held_back
from fram.terms.company import Company, Staff
from fram.terms.dist import Fixed, Pert
from tests.unit.decide import worlds

ZERO = Range(p10=0, p50=0, p90=0)
PAYS = Ranked(
    market="DE", tier=1, mean=5e6, shrunk=4e6, npv=ZERO, chance_loss=0.3, chance_worth_it=0.7,
    chance_best=0.5, chance_payback=0.7, payback=40, cash_need=Range(p10=1e6, p50=3e6, p90=5e6),
    chance_sale=0.9, first_sale=Range(p10=8, p50=10, p90=14), early_spend=Range(p10=1e5, p50=4e5, p90=6e5),
)  # fmt: skip
SECOND = replace(PAYS, market="FR", shrunk=3e6)
FIRM = Company(name="X", cash_nok=12e6, monthly_burn_nok=1e6)
ROOMY = Limits(spend=1e9, launches=9)


def test_what_people_hold_back_is_gone_for_with_more_people() -> None:
    tight = Limits(spend=1e9, launches=1)
    assert choose_go([PAYS, SECOND], tight) == {"DE"}
    back = held_back(SECOND, [PAYS, SECOND], limits=tight, company=FIRM)
    assert back is not None
    assert back.key == "trigger-people"
    assert "FR" in choose_go([PAYS, SECOND], replace(tight, launches=2))


def test_the_cash_a_trigger_names_is_enough_and_a_little_less_is_not() -> None:
    tight = Limits(spend=5e5, launches=2)
    back = held_back(SECOND, [PAYS, SECOND], limits=tight, company=FIRM)
    assert back is not None
    assert back.key == "trigger-cash"
    cash = float(dict(back.values)["nok"])
    assert choose_go([PAYS, SECOND], replace(tight, spend=0.25 * cash)) == {"DE", "FR"}
    assert choose_go([PAYS, SECOND], replace(tight, spend=0.24 * cash)) == {"DE"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"shrunk": -1.0}, "trigger-check"),
        ({"chance_loss": 0.6}, "trigger-odds"),
        ({"tier": 2}, "trigger-tier"),
    ],
)
def test_what_keeps_a_paying_market_out_is_named(change: dict[str, float], key: str) -> None:
    item = replace(SECOND, **change)  # type: ignore[arg-type]
    assert choose_go([PAYS, item], ROOMY) == {"DE"}
    back = held_back(item, [PAYS, item], limits=ROOMY, company=FIRM)
    assert back is not None
    assert back.key == key


def test_a_market_that_does_not_pay_is_held_back_by_nothing_but_itself() -> None:
    assert held_back(replace(SECOND, mean=-1.0), [PAYS, SECOND], limits=ROOMY, company=FIRM) is None


def test_a_first_sale_beyond_the_cash_is_warned_of() -> None:
    company = Company(name="X", cash_nok=13e6, monthly_burn_nok=1e6, staff=Staff(product=4))
    assert caution_for(PAYS, company) is None  # ten months of burn and three million of need
    short = caution_for(PAYS, replace(company, cash_nok=12e6))
    assert short is not None
    assert float(dict(short.values)["nok"]) == pytest.approx(1e6)


def test_an_estimate_of_one_market_does_not_stand_for_its_regime() -> None:
    own = replace(
        worlds.LARGE,
        known={**worlds.LARGE.known, "approval_cost": worlds.own(Fixed(value=6e6))},
        owners={"approval_cost": "de"},
    )
    made: Plan = worlds.plan(own, worlds.MIDDLE, draws=300)
    assert made.assumptions["de.approval_cost"].estimate.dist == Fixed(value=6e6)
    assert made.assumptions["eu-mdr.approval_cost"].estimate.dist != Fixed(value=6e6)
    assert isinstance(made.assumptions["eu-mdr.approval_months"].estimate.dist, Pert)


def test_cash_that_ends_before_the_first_sale_keeps_a_market_out() -> None:
    short = replace(ROOMY, lasting=frozenset({"FR"}))
    assert choose_go([PAYS, SECOND], short) == {"FR"}
    back = held_back(PAYS, [PAYS, SECOND], limits=short, company=FIRM)
    assert back is not None
    assert back.key == "trigger-runway"
    assert float(dict(back.values)["nok"]) == pytest.approx(10e6 + 3e6)


@pytest.mark.parametrize(("cash", "goes"), [(1e6, False), (60e6, True)])
def test_a_company_that_cannot_live_to_the_first_sale_is_told_to_wait(cash: float, goes: bool) -> None:
    made = worlds.plan(cash_nok=cash)
    assert any(line.stance.verdict == "go" for line in made.markets) is goes
