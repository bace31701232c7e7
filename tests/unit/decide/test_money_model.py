"""From inputs to a launch: who counts, what moves together, what is sold at which price, what it costs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from fram.decide.ledger import by_month, cost_of_delay, ledger_of
from fram.decide.model.case import MarketCase, Setting, Sold, build_case, used_inputs
from fram.decide.model.cashflow import Launch, monthly_cash
from fram.decide.model.costs import cost_lines
from fram.decide.model.demand import demand_of, lateness
from fram.decide.model.factors import Draws, own_part, standing
from fram.decide.model.income import months_tied, prices_of
from fram.decide.model.inputs import FACTORS, INPUTS
from fram.decide.model.opportunity import ROAD, inputs_of, launch_of
from fram.decide.rests import counted_twice
from fram.terms.citation import Citation
from fram.terms.dist import Beta, Dist, Fixed, Pert, Uniform
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin

DRAWS = Draws(1, 0, 4000)


def estimates(told: dict[str, float | Dist]) -> dict[str, Estimate]:
    dists = {n: Fixed(value=float(d)) if isinstance(d, (int, float)) else d for n, d in told.items()}
    return {n: Estimate(dist=d, unit=INPUTS[n].unit, origin=Origin.COMPANY) for n, d in dists.items()}


def case(told: dict[str, float | Dist] | None = None, *, payer: bool = False, **sold: Any) -> MarketCase:
    """A market told apart by a few inputs; all others are default."""
    known = estimates(told or {})
    place = Setting(market="DE", regime="eu-mdr", needs_payment=payer, speaks_language=False, known=known)
    return build_case(place, sold=Sold(known=known, **{"unit_of_sale": "hospital", **sold}))


# --- which inputs count ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sold", "there", "not_there"),
    [
        ({"unit_of_sale": "ward"}, {"contacts_a_month", "win_share", "churn"}, {"bass_p", "market_fit"}),
        ({"unit_of_sale": "practice"}, {"bass_p", "market_fit", "churn"}, {"contacts_a_month", "win_share"}),
        ({"unit_of_sale": "patient"}, {"months_used", "peak_share"}, {"churn", "units_per_site"}),
        ({"mode": "direct"}, {"team"}, {"channel_margin", "partner_share", "distributor_support"}),
        ({"mode": "distributor"}, {"channel_margin", "distributor_support"}, {"partner_share"}),
        ({"mode": "partner"}, {"partner_share", "partner_setup"}, {"channel_margin", "distributor_support"}),
        ({"ships_goods": True}, {"duty", "freight", "goods_share", "stock_months", "vat_rate"}, set()),
        ({"ships_goods": False}, {"vat_handling"}, {"duty", "freight", "goods_share", "vat_rate"}),
        ({"price_model": "outcome-linked"}, {"outcome_share", "outcome_met"}, {"uses_per_month"}),
        ({"price_model": "per-use"}, {"uses_per_month"}, {"outcome_share"}),
        ({}, set(), {"saving", "health_gain", "wtp", "payment_chance", "evidence_months", "burn_drift"}),
    ],
)  # fmt: skip
def test_only_what_counts_is_used(sold: dict[str, Any], there: set[str], not_there: set[str]) -> None:
    used = used_inputs(case(**sold))
    assert there <= used.keys()
    assert not not_there & used.keys()


@pytest.mark.parametrize(
    "unit", ["patient", "practice", "hospital", "ward", "bed", "laboratory", "nursing-home"]
)
@pytest.mark.parametrize("model", ["subscription", "one-off", "per-use", "outcome-linked"])
@pytest.mark.parametrize("mode", ["direct", "distributor", "partner"])
def test_every_used_input_moves_the_launch(unit: str, model: str, mode: Any) -> None:
    """Nothing is asked for that changes nothing, and nothing is needed that is not asked for."""
    one = case(
        {"saving": Uniform(low=1, high=900), "health_gain": Uniform(low=0.0001, high=0.001)},
        payer=True, unit_of_sale=unit, price_model=model, mode=mode, ships_goods=True,
    )  # fmt: skip
    before = launch_of(one, DRAWS)
    for name, item in used_inputs(one).items():
        ends = [launch_of(one, DRAWS.pinned_at({item.id: at})) for at in (0.123, 45.6)]
        assert any(_differ(before, after) for after in ends), name


def _differ(one: Launch, other: Launch) -> bool:
    return any(not np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Launch))


# --- what moves together -----------------------------------------------------------------------------


def test_loadings_of_the_table_can_be() -> None:
    for spec in INPUTS.values():
        assert own_part(spec.moves, where=spec.name) > 0.5
        assert all(name in FACTORS for name, _ in spec.moves)


def test_two_inputs_correlate_by_the_product_of_their_loadings() -> None:
    one = case({"suitable_share": Uniform(low=0, high=1), "win_share": Uniform(low=0, high=1)},
               factors={"taste": {"suitable_share": 0.9, "win_share": -0.8}})  # fmt: skip
    draws = Draws(7, 0, 60_000)
    z = [draws.normals(one.inputs[name]) for name in ("suitable_share", "win_share", "reach")]
    found = np.corrcoef(z)
    assert found[0, 1] == pytest.approx(-0.72, abs=0.01)
    assert abs(found[0, 2]) < 0.015
    assert np.std(z[0]) == pytest.approx(1, abs=0.01)


def test_a_factor_leaves_each_input_its_own_range() -> None:
    """Correlation changes who meets whom, not what one input can be."""
    belief = Pert(low=1, typical=4, high=20)
    free = case({"sales_cycle": belief}, factors={"none": {"sales_cycle": 0.0}})
    tied = case({"sales_cycle": belief}, factors={"pace": {"sales_cycle": 0.9}})
    draws = Draws(3, 0, 60_000)
    for level in (0.1, 0.5, 0.9):
        one, two = (np.quantile(draws.of(c.inputs["sales_cycle"]), level) for c in (free, tied))
        assert one == pytest.approx(two, rel=0.02)


def test_where_a_draw_stands_is_even() -> None:
    item = case().inputs["win_share"]
    u = standing(item, seed=1, draws=50_000)
    assert np.histogram(u, bins=10, range=(0, 1))[0] == pytest.approx(5000, rel=0.06)
    np.testing.assert_allclose(np.argsort(u), np.argsort(Draws(1, 0, 50_000).of(item)))


@pytest.mark.parametrize(
    ("loads", "words"), [({"reach": 1.2}, "a loading of 1.2"), ({"reach": float("nan")}, "a loading of nan")]
)
def test_a_correlation_that_cannot_be_is_refused(loads: dict[str, float], words: str) -> None:
    with pytest.raises(Refused, match=words):
        DRAWS.normals(case(factors={"odd": loads}).inputs["reach"])


def test_loadings_that_explain_more_than_all_are_refused() -> None:
    with pytest.raises(Refused, match="explain 128% of it"):
        DRAWS.normals(case(factors={"a": {"reach": 0.8}, "b": {"reach": 0.8}}).inputs["reach"])


# --- what is sold ------------------------------------------------------------------------------------


def drawn(one: MarketCase) -> dict[str, np.ndarray]:
    return inputs_of(one, DRAWS)


FUNNEL: dict[str, float | Dist] = {
    "reach": 200, "units_per_site": 4, "suitable_share": 0.5, "pilot_share": 0.4, "win_share": 0.25,
    "contacts_a_month": 5, "rivals_a_year": 0, "churn": 0, "rollout_months": 6,
}  # fmt: skip


def test_a_funnel_wins_what_is_contacted_piloted_and_won() -> None:
    one = case(FUNNEL)
    found = demand_of(one, drawn(one), first_sale=np.zeros(4000))
    assert found.units[0] == pytest.approx(200 * 4 * 0.5 * 0.4 * 0.25)
    assert found.pace[0] * found.units[0] == pytest.approx(5 * 0.4 * 0.25 * 4)  # units ordered in a month
    assert found.ramp[0] == pytest.approx(1 - np.exp(-1 / 6))


def test_beds_are_counted_as_they_are() -> None:
    found = [
        demand_of(c, drawn(c), first_sale=np.zeros(4000)).units[0]
        for c in (case(FUNNEL, unit_of_sale="bed"), case(FUNNEL))
    ]
    assert found[1] == pytest.approx(4 * found[0])


def test_a_market_without_anybody_to_sell_to_sells_nothing() -> None:
    one = case({**FUNNEL, "reach": 0})
    launch = launch_of(one, DRAWS)
    assert np.all(launch.units == 0)
    assert np.all(np.isfinite(launch.pace))
    assert ledger_of(one, draws=DRAWS).warnings[0].key == "warning-no-demand"


def test_a_funnel_that_contacts_nobody_does_not_turn_into_a_curve() -> None:
    launch = launch_of(case({**FUNNEL, "contacts_a_month": 0}), DRAWS)
    cash = monthly_cash(launch, approved=np.ones(4000), paid=np.ones(4000))
    assert np.all(cash < 1e-3)


def test_coming_later_leaves_less() -> None:
    x = {"rivals_now": np.array([3.0]), "rivals_a_year": np.array([2.0]), "order_effect": np.array([0.5])}
    assert lateness(x, years=np.array([0.0])) == 1
    assert lateness(x, years=np.array([6.0])) == pytest.approx((16 / 4) ** -0.5)


def test_units_of_sale_tell_curve_from_funnel() -> None:
    assert np.all(launch_of(case(unit_of_sale="practice"), DRAWS).pace == 0)
    assert np.all(launch_of(case(unit_of_sale="laboratory"), DRAWS).pace > 0)


# --- at what price -----------------------------------------------------------------------------------

PRICE: dict[str, float | Dist] = {
    "price": 1000, "price_level": 1.21, "price_follows_level": 0.5, "price_realised": 0.8,
    "cost_to_serve": 200,
}  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "told", "net"),
    [
        ("direct", {}, 880),
        ("distributor", {"channel_margin": 0.25}, 660),
        ("partner", {"partner_share": 0.5}, 440),
    ],
)
def test_from_list_to_net(mode: Any, told: dict[str, float], net: float) -> None:
    one = case({**PRICE, **told}, mode=mode)
    found = prices_of(one, drawn(one))
    assert found.listed[0] == pytest.approx(1100)
    assert found.realised[0] == pytest.approx(880)
    assert found.net[0] == pytest.approx(net)
    assert found.margin[0] == pytest.approx(net - 200)


def test_a_price_is_bound_by_what_it_saves() -> None:
    one = case({**PRICE, "saving": 500})
    found = prices_of(one, drawn(one))
    assert found.asked[0] == pytest.approx(500 * 1.21)
    assert [w.key for w in ledger_of(one, draws=DRAWS).warnings] == ["warning-price-bound"]


def test_a_price_is_bound_by_the_health_it_gives() -> None:
    """Headroom: 0.02 QALYs at 275,000 NOK and 1,500 NOK saved carry 7,000 NOK, whatever the list says."""
    told = {"price": 9e9, "price_follows_level": 0, "price_level": 1, "saving": 1500, "health_gain": 0.02}
    one = case({**told, "wtp": 275_000}, unit_of_sale="patient", price_model="one-off")
    assert prices_of(one, drawn(one)).asked[0] == pytest.approx(7000)
    monthly = case({**told, "wtp": 275_000, "saving": 125, "months_used": 12}, unit_of_sale="patient")
    assert prices_of(monthly, drawn(monthly)).asked[0] == pytest.approx(7000 / 12)


def test_what_hangs_on_the_outcome_is_paid_where_it_is_shown() -> None:
    one = case({**PRICE, "outcome_share": 0.4, "outcome_met": 0.75}, price_model="outcome-linked")
    assert prices_of(one, drawn(one)).realised[0] == pytest.approx(880 * 0.9)


def test_goods_pay_at_the_border_and_tie_up_money() -> None:
    told = {**PRICE, "goods_share": 0.5, "duty": 0.04, "freight": 0.06, "stock_months": 2, "vat_rate": 0.25}
    one = case({**told, "payment_days": 365.25 / 12}, ships_goods=True)
    assert prices_of(one, drawn(one)).border[0] == pytest.approx(880 * 0.5 * 0.1)
    assert months_tied(drawn(one))[0] == pytest.approx(1 + 0.5 * (2 + 0.25 * 2))


def test_a_price_below_cost_is_allowed_and_flagged() -> None:
    cheap = case({**PRICE, "price": 200})
    warned = {w.key: dict(w.values) for w in ledger_of(cheap, draws=DRAWS).warnings}
    assert warned == {"warning-below-cost": {"chance": "1"}}
    assert {float(prices_of(c, drawn(c)).serve[0]) for c in (cheap, case(PRICE))} == {200}


def test_the_bound_holds_what_is_paid_not_what_is_listed() -> None:
    """Discounts down to what it is worth are no loss on top: a buyer pays the smaller of the two."""
    one = case({**PRICE, "saving": 700})  # listed 1,100, discounted 880, worth 847
    assert prices_of(one, drawn(one)).realised[0] == pytest.approx(847)


# --- what it costs -----------------------------------------------------------------------------------


def lines_of(one: MarketCase) -> dict[str, float]:
    return {line.kind: float(line.nok[0]) for line in cost_lines(one, drawn(one))}


def test_every_cost_is_a_line_of_its_own() -> None:
    kinds = set(lines_of(case(mode="distributor")))
    assert kinds == {
        "approval", "security", "localisation", "evidence", "people", "travel", "marketing",
        "hosting", "upkeep", "vat", "support",
    }  # fmt: skip
    assert set(lines_of(case(mode="partner"))) - kinds == {"setup"}
    assert set(lines_of(case({"firm_cost": 200_000}))) - kinds == {"certificates"}


def test_the_lines_add_up_to_the_launch() -> None:
    one = case(mode="distributor", ships_goods=True)
    launch, lines = launch_of(one, DRAWS), cost_lines(one, drawn(one))
    by_phase = {
        p: sum(i.nok for i in lines if i.phase == p) for p in ("approval", "launch", "team", "market")
    }
    np.testing.assert_allclose(launch.approval_cost, by_phase["approval"])
    np.testing.assert_allclose(launch.launch_cost + launch.firm_cost, by_phase["launch"])
    np.testing.assert_allclose(launch.team_cost, by_phase["team"])
    np.testing.assert_allclose(launch.market_cost, by_phase["market"])


def test_pay_carries_what_employers_pay_on_top() -> None:
    told = {"team": 2, "position_cost": 80_000, "employer_cost": 1.3, "price_level": 1.1}
    assert lines_of(case(told))["people"] == pytest.approx(2 * 80_000 * 1.3 * 1.1)


# --- the account -------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["hospital", "patient"])
def test_income_less_costs_less_what_is_tied_up_is_the_cash(unit: str) -> None:
    launch = launch_of(case(payer=True, unit_of_sale=unit, ships_goods=True), DRAWS)
    income, costs, net = by_month(launch)
    cash = monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok)
    np.testing.assert_allclose(net, cash, rtol=1e-9, atol=1e-3)
    tied = launch.tied * income
    moved = np.diff(np.vstack([np.zeros_like(tied[:1]), tied]), axis=0)
    np.testing.assert_allclose(income - costs - moved, net, rtol=1e-9, atol=1e-3)


def test_a_delay_costs_what_the_market_is_worth_by_the_month() -> None:
    """All sold at once and for ever, no discount: a month later is a month less of the margin."""
    told: dict[str, float | Dist] = dict.fromkeys(
        ("team", "travel", "marketing", "hosting", "upkeep", "vat_handling", "localisation", "evidence_cost",
         "gate_cost", "approval_cost", "discount_rate", "rivals_a_year", "churn", "payment_days",
         "price_follows_level", "cost_to_serve", "preparation_months", "approval_months", "gate_months",
         "localisation_months"), 0.0,
    )  # fmt: skip
    told |= {**FUNNEL, "contacts_a_month": 1e9, "rollout_months": 0, "price": 1000, "price_realised": 1}
    told |= {"approval_chance": 1, "sales_cycle": 3.0}
    one = case(told)
    lost = cost_of_delay(one, DRAWS)
    units = launch_of(one, DRAWS).units[0]
    assert lost.p10 == lost.p90 == pytest.approx(units * 1000)


def test_a_delay_leaves_fewer_units_only_where_rivals_come() -> None:
    alone, crowded = (case({**FUNNEL, "rivals_a_year": n}) for n in (0, 4))
    for one, fewer in ((alone, False), (crowded, True)):
        now, later = (launch_of(one, DRAWS, delay=months).units for months in (0, 12))
        assert np.all(later < now) if fewer else np.array_equal(later, now)


def test_the_road_names_what_holds_it_up() -> None:
    told: dict[str, float | Dist] = {
        "preparation_months": 2, "approval_months": 10, "gate_months": 20, "localisation_months": 1,
        "sales_cycle": 10,
    }  # fmt: skip
    road = {step.name: step for step in ledger_of(case(told), draws=DRAWS).road}
    assert {name for name, step in road.items() if step.critical == 1} == {"gates", "pilot", "tender"}
    assert road["approve"].critical == 0
    assert road["tender"].ends.p50 == 30
    assert set(road) <= set(ROAD.names)
    assert "payment" not in road


def test_the_road_with_a_payer_waits_for_it() -> None:
    road = [step.name for step in ledger_of(case(payer=True), draws=DRAWS).road]
    assert road.index("payment") < road.index("pilot") < road.index("tender")


def test_never_within_ten_years_is_said() -> None:
    found = ledger_of(case({"approval_months": 200}), draws=DRAWS).warnings
    assert "warning-beyond-horizon" in [w.key for w in found]


# --- no risk twice -----------------------------------------------------------------------------------

REPORT = Citation(title="One report", place="table 3")


def test_one_figure_in_two_places_is_named() -> None:
    """The same table feeds the chance of payment and the chance of winning a tender."""
    told = estimates({"win_share": Beta(a=2, b=2), "payment_chance": Beta(a=3, b=3), "sales_cycle": 9.0})
    known = {name: replace(e, cites=(REPORT,), origin=Origin.CITED) for name, e in told.items()}
    place = Setting(market="DE", regime="eu-mdr", needs_payment=True, speaks_language=True, known=known)
    (found,) = counted_twice([build_case(place, sold=Sold(known={}, unit_of_sale="hospital"))])
    assert (found.risk, found.inputs, found.market) == ("chance", ("payment_chance", "win_share"), "DE")
    assert found.source == REPORT


def test_a_rate_that_holds_a_premium_beside_chances_is_named() -> None:
    (found,) = counted_twice([case({"discount_rate": 0.35})])
    assert (found.risk, found.inputs) == ("discount", ("discount_rate", "approval_chance"))
    assert counted_twice([case({"discount_rate": 0.12})]) == ()
    assert counted_twice([case({"discount_rate": 0.35, "approval_chance": 1})]) == ()
