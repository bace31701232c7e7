"""The whole plan on three invented markets: the same twice, within its limits, honest about its ground."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from fram.decide.asking.first import MOST_FIRST
from fram.decide.plan import Plan
from fram.decide.verdicts import SPENDABLE_SHARE, Limits, choose_go, launches_at_once
from fram.terms.citation import Confidence
from fram.terms.company import Round, Staff
from fram.terms.dist import Fixed
from fram.workspace.record import PlanRecord, to_json
from tests.unit.decide.worlds import EASY, LARGE, MIDDLE, TINY, company, plan, setting, weighing


def record(made: Plan) -> str:
    head = {"company": "Prøve AS", "product": "x", "country": "NO", "cash_nok": 1.0, "burn_nok": 1.0}
    more = {"payer": "", "unit_of_sale": "practice", "price_model": "subscription", "served": ()}
    return to_json(PlanRecord(**head, **more, plan=made))  # type: ignore[arg-type]


def verdicts(made: Plan) -> dict[str, str]:
    return {line.result.market: line.stance.verdict for line in made.markets}


@pytest.fixture(scope="module")
def usual() -> Plan:
    return plan()


def test_the_same_inputs_give_the_same_bytes(usual: Plan) -> None:
    assert record(plan()) == record(usual)


def test_another_seed_gives_other_bytes(usual: Plan) -> None:
    assert record(plan(seed=2)) != record(usual)


def test_another_seed_gives_much_the_same_answer(usual: Plan) -> None:
    other = plan(seed=2)
    going = [{m for m, verdict in verdicts(made).items() if verdict == "go"} for made in (usual, other)]
    assert going[0] == going[1] == {"DE"}
    for one, two in zip(usual.markets, other.markets, strict=True):
        assert one.result.market == two.result.market
        scale = one.result.npv.p90 - one.result.npv.p10
        assert abs(one.result.mean - two.result.mean) < 0.1 * scale


def test_the_json_is_strict_and_sorted(usual: Plan) -> None:
    text = record(usual)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    back = json.loads(text, parse_constant=refuse)
    assert text.endswith("}\n")
    assert list(back) == sorted(back)
    assert back["plan"]["seed"] == 1
    assert back["plan"]["on"] == "2026-11-21"


def test_the_large_market_leads_and_the_tiny_one_waits(usual: Plan) -> None:
    assert [line.result.market for line in usual.markets] == ["DE", "SE", "LU"]
    assert verdicts(usual)["DE"] == "go"
    assert verdicts(usual)["LU"] == "not-now"
    tiny = usual.markets[-1]
    assert tiny.result.mean < 0
    assert tiny.result.chance_loss > 0.9
    assert tiny.stance.trigger is not None


def test_every_market_has_one_verdict_and_one_reason(usual: Plan) -> None:
    assert {line.result.market for line in usual.markets} == {"DE", "SE", "LU"}
    for line in usual.markets:
        assert line.stance.market == line.result.market
        assert line.stance.because.key.startswith(line.stance.verdict)
        assert (line.stance.trigger is not None) is (line.stance.verdict == "not-now")


def test_tiers_rise_down_the_list(usual: Plan) -> None:
    found = [line.result.tier for line in usual.markets]
    assert found == sorted(found)
    assert found[0] == 1
    if usual.swap_between:
        assert usual.swap_between[0] == usual.markets[0].result.market


def test_nothing_is_best_when_everything_loses() -> None:
    made = plan(setting("LU", reach=1, **EASY), setting("IS", reach=1, **EASY))
    assert made.chance_nothing_best > 0.95
    assert "go" not in verdicts(made).values()
    assert made.at_risk.p90 == 0
    assert made.cash_with_go == made.cash_alone


def test_nothing_is_hardly_best_when_one_pays(usual: Plan) -> None:
    assert usual.chance_nothing_best < 0.1
    best = sum(line.result.chance_best for line in usual.markets)
    assert best + usual.chance_nothing_best == pytest.approx(1, abs=1e-9)


HOMES = {"DE": "eu-mdr", "US": "us-fda", "JP": "jp", "AU": "au"}
SAME_SIZE = tuple(setting(code, reach=3000, regime=regime, **EASY) for code, regime in HOMES.items())


def spend(made: Plan, markets: list[str]) -> float:
    return sum(line.result.early_spend.p50 for line in made.markets if line.result.market in markets)


@pytest.mark.parametrize(("people", "most"), [(4, 1), (8, 1), (16, 2), (24, 3), (200, 3)])
def test_no_more_markets_than_people_can_carry(people: float, most: int) -> None:
    made = plan(*SAME_SIZE, cash_nok=900e6, staff=Staff(product=people), draws=1500)
    assert launches_at_once(company(staff=Staff(product=people))) == most
    assert list(verdicts(made).values()).count("go") == most


@pytest.mark.parametrize(("cash", "count"), [(1e5, 0), (7e6, 1), (14e6, 2), (900e6, 3)])
def test_no_more_markets_than_cash_can_carry(cash: float, count: int) -> None:
    made = plan(*SAME_SIZE, cash_nok=900e6, staff=Staff(product=100), draws=1500)
    limits = Limits(spend=SPENDABLE_SHARE * cash, launches=3)
    going = choose_go([line.result for line in made.markets], limits)
    assert spend(made, list(going)) <= limits.spend * (1 + 1e-6)
    assert len(going) == count


def test_only_what_was_read_uses_fewer_facts() -> None:
    """Unread figures give the order; without them only defaults are left, and nobody is told apart."""
    unread = [
        setting("DE", reach=20_000, confidence=Confidence.UNCHECKED, **EASY),
        setting("LU", reach=2, confidence=Confidence.UNCHECKED, **EASY),
    ]
    made = plan(*unread)
    assert [line.result.tier for line in made.markets] == [1, 2]
    assert len(made.read_order) == 1
    assert made.rests.read == 0
    assert made.rests.unchecked > 0


def test_what_was_read_keeps_its_order(usual: Plan) -> None:
    assert usual.read_order[0][0] == "DE"
    assert usual.read_order[-1] == ("LU",)


def test_what_it_rests_on_adds_up(usual: Plan) -> None:
    rests = usual.rests
    assert rests.inputs == rests.cited + rests.company + rests.defaults == len(usual.assumptions)
    assert rests.company == 7
    assert rests.read == 3 + 4  # a reach for each market, and four figures of their one regime
    assert 0 <= rests.variance_cited <= 1


def test_markets_are_asked_about_because_of_a_question_on_the_list(usual: Plan) -> None:
    asked = {line.result.market for line in usual.markets if line.stance.verdict == "find-out"}
    go = {line.result.market for line in usual.markets if line.stance.verdict == "go"}
    decided = {market for one in usual.asking.questions for market in one.decides} - go
    assert asked <= decided
    assert len(asked) == min(len(decided), MOST_FIRST)
    for market in asked:
        place, first = usual.deciding(market)[0]
        assert first == usual.asking.questions[place]
        assert market in first.decides


def test_questions_stand_best_first_and_each_pays(usual: Plan) -> None:
    nets = [one.net_nok for one in usual.asking.questions]
    assert nets == sorted(nets, reverse=True)
    assert all(net > 0 for net in nets)


def test_knowing_everything_is_worth_at_least_any_answer(usual: Plan) -> None:
    most = usual.asking.evpi_nok
    assert all(one.worth_nok <= most + 2 * one.error_nok for one in usual.asking.questions)


def test_the_tornado_is_sorted(usual: Plan) -> None:
    widths = [swing.width for swing in usual.tornado]
    assert widths == sorted(widths, reverse=True)
    assert 0 < len(widths) <= 10


def test_dates_and_costs_stand_for_each_market(usual: Plan) -> None:
    for line in usual.markets:
        steps = [line.dates[step].p50 for step in ("approval", "launch", "first-sale")]
        assert steps == sorted(steps)
        assert set(line.ledger.before_sale) == {"approval", "launch", "running"}
        assert all(cost.p10 <= cost.p50 <= cost.p90 for cost in line.ledger.before_sale.values())


# --- the cash cone ----------------------------------------------------------------------------------


def test_cash_without_a_launch_ends_when_it_must() -> None:
    alone = plan(TINY, cash_nok=12e6, monthly_burn_nok=1e6, draws=500).cash_alone
    assert alone.chance_ends == 1
    early, middle, late = alone.ends
    assert early is not None
    assert middle is not None
    assert late is not None
    assert early <= middle <= late
    assert 10 <= middle <= 13  # twelve months of burn that drifts from 0.9 to 1.2
    assert alone.months[0].p50 == pytest.approx(11e6, rel=0.03)


def test_cash_without_burn_lasts() -> None:
    alone = plan(TINY, monthly_burn_nok=0, draws=500).cash_alone
    assert alone.ends == (None, None, None)
    assert alone.chance_ends == 0


def test_a_sure_round_lifts_the_cone() -> None:
    planned = Round(amount_nok=30e6, months_from_now=3, chance=1.0)
    without = plan(TINY, cash_nok=20e6, draws=500).cash_alone
    with_round = plan(TINY, cash_nok=20e6, planned_round=planned, draws=500).cash_alone
    assert with_round.months[1] == without.months[1]
    gap = np.array([with_round.months[m].p50 - without.months[m].p50 for m in range(12, 20)])
    # What a round brings is a PERT of 0.6, 1 and 1.2 of what is planned: half of them 97.5 % or more.
    np.testing.assert_allclose(gap, 0.975 * 30e6, rtol=0.01)


def test_approval_that_markets_share_is_paid_once() -> None:
    """Two markets of one regime take less cash than two of different ones, by one approval."""
    from fram.decide.cash import cone

    quick = {"approval_months": Fixed(value=3), "preparation_months": Fixed(value=0)}
    dear = {**EASY, **quick, "approval_cost": Fixed(value=8e6)}
    one, two = setting("DE", reach=10, **dear), setting("FR", reach=10, **dear)
    cases = weighing(one, two).cases()
    shared = cone(company(), cases, seed=1).months[2].p50
    apart = cone(company(), weighing(one, setting("FR", reach=10, regime="us-fda", **dear)).cases(), seed=1)
    assert shared - apart.months[2].p50 == pytest.approx(8e6, rel=0.02)


def test_a_study_that_serves_two_markets_is_paid_once() -> None:
    from fram.decide.cash import cone

    quick = {"approval_months": Fixed(value=3), "preparation_months": Fixed(value=0)}
    dear = {**EASY, **quick, "approval_cost": Fixed(value=0), "evidence_cost": Fixed(value=6e6)}
    soon = {"gate_months": Fixed(value=0)}
    two = [setting(code, reach=10, **dear, **soon) for code in ("DE", "FR")]
    serving = [replace(one, owners={"evidence_cost": "study-rct-de"}) for one in two]
    at_launch = 24  # both are launched by then
    shared, apart = (cone(company(), weighing(*each).cases(), seed=1) for each in (serving, two))
    gap = shared.months[at_launch].p50 - apart.months[at_launch].p50
    assert gap == pytest.approx(6e6, rel=0.02)


def test_the_plan_s_day_and_draws_are_kept() -> None:
    made = plan(LARGE, MIDDLE, draws=700, seed=5)
    assert (made.on, made.draws, made.seed) == (date(2026, 11, 21), 700, 5)


def test_one_market_alone_can_be_planned() -> None:
    made = plan(LARGE, draws=700)
    assert made.swap_between is None
    assert made.swap == ()
