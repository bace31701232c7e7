"""What the workspace hands to the decision core: inputs in NOK and months, each with its origin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.terms.citation import Confidence
from fram.terms.company import Company
from fram.terms.dist import Fixed, Pert
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from fram.terms.product import Certificate, CompanyFile, Expected, Price, ProductProfile
from fram.workspace.weighing.market_terms import MarketTerms, coded_classes, market_terms, view_of
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

ON = date(2026, 11, 21)
FILE = CompanyFile(
    company=Company(name="Prøve AS", cash_nok=1e7, monthly_burn_nok=8e5),
    product=ProductProfile(
        name="Prøve",
        kind="device",
        payer="hospital",
        unit_of_sale="bed",
        languages=("nb",),
        units_per_site=20,
        price=Price(amount=100, currency="EUR"),
        indications=("sepsis",),
        handles_health_data=True,
    ),
)


def terms_of(market: str, file: CompanyFile = FILE) -> MarketTerms:
    rates = Rates(ON)
    return market_terms(file, market, view=view_of(file, world=the_world(), on=ON, nok_per=rates.nok_per))


def known(market: str, name: str, file: CompanyFile = FILE) -> Estimate:
    found = terms_of(market, file).setting.known[name]
    assert isinstance(found, Estimate)
    return found


def test_a_price_in_euro_is_converted_at_the_rate_of_the_day_and_the_rate_is_kept() -> None:
    rates = Rates(ON)
    price = product_estimates(FILE.product, nok_per=rates.nok_per)["price"].dist
    (used,) = rates.used
    assert isinstance(price, Pert)
    assert (used.source, used.target) == ("EUR", "NOK")
    assert used.day <= ON
    assert price.typical == pytest.approx(100 * float(used.factor))


def test_what_the_file_does_not_say_stays_out() -> None:
    nothing = replace(FILE.product, price=Price(), units_per_site=None)
    assert product_estimates(nothing, nok_per=lambda _: 1.0) == {}


def test_a_held_certificate_leaves_nothing_to_wait_or_pay_for_in_its_markets_only() -> None:
    held = Certificate(regime="eu-mdr", device_class="IIa", held_on=date(2026, 1, 1))
    file = replace(FILE, product=replace(FILE.product, certificates=(held,)))
    for name in ("preparation_months", "approval_months", "approval_cost"):
        assert known("DE", name, file).dist == Fixed(value=0)
    assert known("DE", "approval_chance", file).dist == Fixed(value=1)
    assert known("US", "approval_months", file).dist.mean > 1


def test_beds_are_worked_out_from_two_cited_figures() -> None:
    beds = known("DE", "reach")
    figures = the_world().figures_on("DE", ON)
    worked_out = figures["population"].dist.mean * figures["hospital_beds"].dist.mean / 1000
    assert beds.dist.mean == pytest.approx(worked_out)
    assert beds.origin is Origin.CITED
    assert len(beds.cites) >= 2


def test_a_european_sales_cycle_is_carried_over_and_marked_so() -> None:
    assert known("SE", "sales_cycle").origin is Origin.CARRIED
    assert known("US", "sales_cycle").origin is Origin.CITED


def test_the_price_level_is_a_ratio_to_the_home_country() -> None:
    assert known("CH", "price_level").dist.mean > known("PL", "price_level").dist.mean
    home = replace(FILE, company=replace(FILE.company, country="DE"))
    assert known("DE", "price_level", home).dist.mean == pytest.approx(1.0, rel=0.02)


@pytest.mark.parametrize(("payer", "needed"), [("hospital", False), ("insurer", True), ("patient", False)])
def test_payment_is_on_the_critical_path_only_where_a_fund_decides(payer: str, needed: bool) -> None:
    file = replace(FILE, product=replace(FILE.product, payer=payer))  # type: ignore[arg-type]
    assert terms_of("DE", file).setting.needs_payment is needed


def test_every_gap_is_an_unknown_of_an_input() -> None:
    for name, why in terms_of("BR").gaps:
        assert name in INPUTS
        assert isinstance(why, Unknown)
        assert why.reason


def test_no_estimate_is_cited_without_a_source_somebody_opened() -> None:
    for market in the_world().markets:
        for name, found in terms_of(market).setting.known.items():
            if isinstance(found, Estimate) and found.is_cited:
                assert found.cites, (market, name)
            if isinstance(found, Estimate) and found.origin is Origin.DEFAULT:
                assert found.confidence is Confidence.UNCHECKED, (market, name)


def test_a_fee_that_was_read_is_never_taken_for_the_whole_cost_of_an_approval() -> None:
    """Where only a fee is known, the work stands beside it as a wide default."""
    for market in the_world().markets:
        found = terms_of(market)
        cost = found.setting.known["approval_cost"]
        if found.road.state != "needed" or found.road.is_registration_only or isinstance(cost, Unknown):
            continue
        assert cost.dist.mean > 300_000, market
        assert quantile(cost.dist, 0.9)[0] > 1.5 * quantile(cost.dist, 0.1)[0], market


def test_where_no_gate_binds_neither_time_nor_money_is_spent() -> None:
    plain = replace(FILE, product=replace(FILE.product, handles_health_data=False))
    for market in the_world().markets:
        known = terms_of(market, plain).setting.known
        months, cost = known["gate_months"], known["gate_cost"]
        if isinstance(months, Estimate) and months.dist == Fixed(value=0):
            assert isinstance(cost, Estimate), market
            assert cost.dist == Fixed(value=0), market


def test_a_stated_channel_share_is_one_input_and_an_own_estimate_belongs_to_its_market() -> None:
    share = replace(FILE.product.price, discount_to_channel=0.3)
    told = Expected(input="approval_cost", market="DE", low=1e6, typical=2e6, high=3e6)
    file = replace(FILE, product=replace(FILE.product, price=share), expected=(told,))
    assert dict(terms_of("DE", file).setting.owners) == {"channel_margin": "product", "approval_cost": "de"}
    assert dict(terms_of("SE", file).setting.owners) == {"channel_margin": "product"}


def test_a_class_the_company_states_stands_against_the_coded_rules() -> None:
    software = replace(FILE.product, kind="software", facts={"info_for_decision": True})
    held = Certificate(regime="eu-mdr", device_class="IIb", held_on=date(2026, 1, 1))
    assert coded_classes(software, on=ON)
    assert coded_classes(replace(software, certificates=(held,)), on=ON) == {}
    assert coded_classes(FILE.product, on=ON) == {}
