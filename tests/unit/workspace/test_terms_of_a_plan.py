"""What the workspace hands to the decision core: inputs in NOK and months, each with its origin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from fram.access.regimes.regime import Told
from fram.access.spread import spread_points
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.terms.citation import Confidence
from fram.terms.company import Company
from fram.terms.dist import Fixed, Pert, Uniform
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import Certificate, CompanyFile, Expected, Price, ProductProfile
from fram.terms.proof.worth import Severity
from fram.workspace.weighing.market_terms import MarketTerms, market_terms, view_of
from fram.workspace.weighing.prices.terms import wtp
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.told_by_rules import told_by_rules, verdicts_of
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


@pytest.mark.parametrize("market", ["SE", "US", "GB", "JP", "BR"])
def test_the_sales_cycle_is_the_pool_of_all_markets_and_marked_so(market: str) -> None:
    found = known(market, "sales_cycle")
    assert (found.origin, found.confidence) == (Origin.CARRIED, Confidence.UNCHECKED)
    assert found.dist == known("NO", "sales_cycle").dist
    assert found.because[0].key == "cycle-pooled"


def test_where_nobody_tenders_the_sales_cycle_stays_unknown() -> None:
    told = terms_of("DE", replace(FILE, product=replace(FILE.product, payer="patient")))
    assert isinstance(told.setting.known["sales_cycle"], Unknown)


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


CLOUD = replace(FILE, product=replace(FILE.product, hosting="cloud in the EEA"))


def test_one_certificate_of_the_firm_is_one_cost_for_all_markets_that_ask_for_it() -> None:
    owners = {m: terms_of(m, CLOUD).setting.owners.get("firm_cost") for m in ("DE", "SE", "NO", "US", "BR")}
    asked = dict.fromkeys(("DE", "SE", "NO"), "firm-g-eu-iso27001")
    assert owners == {**asked, "US": None, "BR": None}
    assert known("DE", "firm_cost", CLOUD) == known("SE", "firm_cost", CLOUD)
    dollar = Rates(ON).nok_per("USD")
    assert known("DE", "firm_cost", CLOUD).dist == Uniform(low=15_000 * dollar, high=60_000 * dollar)


def test_the_firms_certificate_is_no_longer_in_the_cost_of_the_gates() -> None:
    """What is left to pass in Germany has no price anybody read; in America a report of this market does."""
    assert isinstance(terms_of("DE", CLOUD).setting.known["gate_cost"], Unknown)
    assert known("US", "gate_cost", CLOUD).is_cited
    held = replace(CLOUD.product, certificates=(Certificate(regime="iso-27001"),))
    assert "firm_cost" not in terms_of("DE", replace(CLOUD, product=held)).setting.known


def test_upkeep_is_the_yearly_fee_and_our_default_for_the_work() -> None:
    bare = median(known("SE", "upkeep"))
    assert bare == pytest.approx(120_000, rel=0.01)
    held = Certificate(regime="eu-mdr", device_class="IIa", held_on=date(2026, 1, 1))
    file = replace(FILE, product=replace(FILE.product, certificates=(held,)))
    assert known("SE", "upkeep", file).dist == Fixed(value=0)
    rates = Rates(ON)
    registered, entered = 300 * rates.nok_per("GBP"), 950 * rates.nok_per("AUD")
    for market, middle in (("GB", 50_000 + registered), ("AU", 120_000 + entered)):
        found = known(market, "upkeep", file)
        assert median(found) == pytest.approx(middle, rel=0.02), market
        assert found.unit == "NOK a year"
        assert found.origin is Origin.DEFAULT  # no firmer than its weakest part
        assert found.cites, market
    fees = {reason.key for reason in known("US", "upkeep").because}
    assert {"road-upkeep-work", "road-upkeep-fee"} <= fees
    assert median(known("US", "upkeep")) == pytest.approx(120_000 + 13_785 * rates.nok_per("USD"), rel=0.05)


def test_money_for_a_qaly_is_in_kroner_and_only_asked_for_where_patients_are_sold_to() -> None:
    app = replace(FILE, product=replace(FILE.product, unit_of_sale="patient"))
    pound = Rates(ON).nok_per("GBP")
    found = known("GB", "wtp", app)
    assert (found.dist, found.unit) == (Uniform(low=20_000 * pound, high=30_000 * pound), "NOK per QALY")
    assert isinstance(terms_of("DE", app).setting.known["wtp"], Unknown)
    assert "wtp" not in terms_of("GB").setting.known


def test_severity_in_the_file_picks_the_class_and_without_it_the_span_stays() -> None:
    """Norway: 825,000 kroner from 20 healthy years lost on; nothing stated leaves 275,000 to 825,000."""
    app = replace(FILE, product=replace(FILE.product, unit_of_sale="patient"))
    severe = replace(app, product=replace(app.product, severity=Severity(years_lost=21)))
    assert known("NO", "wtp", severe).dist == Fixed(value=825_000)
    assert known("NO", "wtp", severe).because == ()
    assert known("NO", "wtp", severe).confidence is Confidence.UNCHECKED  # nobody read where the class begins
    span = known("NO", "wtp", app)
    assert (span.dist, span.origin) == (Uniform(low=275_000, high=825_000), Origin.CITED)
    assert span.because == (Reason.of("price-worth-span", count=6),)
    steps = replace(app, product=replace(app.product, severity=Severity(years_lost=5)))
    assert known("NO", "wtp", steps).origin is Origin.DEFAULT  # nobody read the steps between the ends
    mild = replace(app, product=replace(app.product, severity=Severity(share_lost=0.02)))
    assert isinstance(terms_of("NL", mild).setting.known["wtp"], Unknown)


def test_a_rule_for_medicines_alone_is_a_span_carried_over_and_says_so() -> None:
    app = replace(FILE, product=replace(FILE.product, unit_of_sale="patient"))
    euro, found = Rates(ON).nok_per("EUR"), known("IE", "wtp", app)
    assert found.dist == Uniform(low=22_500 * euro, high=45_000 * euro)  # half of it, to the whole
    assert found.origin is Origin.CARRIED
    assert [reason.key for reason in found.because] == ["price-worth-medicines"]


def test_a_weight_for_severity_multiplies_the_threshold() -> None:
    """1.7 x 25,000 to 35,000 pounds where England's rule for medicines is all there is."""
    england = the_world().worth["GB"]
    only = replace(england, thresholds=tuple(t for t in england.thresholds if t.covers == "medicines"))
    found = wtp(only, Severity(years_lost=20), on=ON, nok_per=lambda _: 1.0)
    assert isinstance(found, Estimate)
    assert found.dist == Uniform(low=42_500 / 2, high=59_500)  # for medicines alone: widened downwards
    assert found.confidence is Confidence.UNCHECKED  # the limits between the classes were not read


def test_duty_follows_the_customs_code_and_the_home_of_the_goods() -> None:
    coded = replace(FILE, product=replace(FILE.product, hs_code="9018.19"))
    assert known("DE", "duty", coded).dist == Fixed(value=0)
    assert known("DE", "duty", coded).because[0].key == "price-duty"
    abroad = replace(coded, company=replace(coded.company, country="US"))
    assert isinstance(terms_of("DE", abroad).setting.known["duty"], Unknown)
    assert "duty" not in terms_of("DE").setting.known
    program = replace(coded, product=replace(coded.product, kind="software"))
    assert "duty" not in terms_of("DE", program).setting.known


def test_how_soon_invoices_are_paid_is_known_of_public_bodies_only() -> None:
    assert known("DE", "payment_days").origin is Origin.CARRIED
    assert known("FR", "payment_days").origin is Origin.CITED
    paid_by_patients = replace(FILE, product=replace(FILE.product, payer="patient"))
    assert "payment_days" not in terms_of("DE", paid_by_patients).setting.known


def test_a_figure_nobody_read_is_a_default() -> None:
    assert known("SA", "vat_rate").origin is Origin.DEFAULT
    assert known("DE", "vat_rate").origin is Origin.CITED


def median(estimate: Estimate) -> float:
    return float(np.median(spread_points(estimate.dist)))


def told_on(day: date, product: ProductProfile) -> Told:
    return told_by_rules(product, verdicts=verdicts_of(product, on=day))


def test_a_class_the_company_states_stands_against_the_coded_rules() -> None:
    software = replace(FILE.product, kind="software", facts={"info_for_decision": True})
    held = Certificate(regime="eu-mdr", device_class="IIb", held_on=date(2026, 1, 1))
    assert told_on(ON, software).classes["eu-mdr"][-1] == "III"
    assert "eu-mdr" not in told_on(ON, replace(software, certificates=(held,))).classes


def test_what_the_law_does_not_see_as_a_device_needs_no_approval() -> None:
    silent = dict.fromkeys(("medical_purpose", "is_ivd", "accessory", "contraception"), False)
    wellness = {"device_kind": "software", "drives_mdr_class": "none", **silent}
    told = told_on(ON, replace(FILE.product, kind="software", certificates=(), facts=wellness))
    assert "eu-mdr" in told.outside


def test_a_day_before_the_law_began_tells_nothing() -> None:
    software = replace(FILE.product, kind="software", facts={"info_for_decision": True})
    told = told_on(date(2020, 1, 1), software)
    assert (told.classes.get("eu-mdr"), told.outside & {"eu-mdr"}) == (None, frozenset())


def test_a_currency_without_a_rate_is_refused_where_it_was_written() -> None:
    def nobody(currency: str) -> float:
        raise Refused(f"no rates for `{currency}`", remedy="did you mean `AUD`?")

    for price in (Price(amount=100, currency="XAU"), Price(saving=5, currency="XAU")):
        with pytest.raises(Refused) as caught:
            product_estimates(replace(FILE.product, price=price), nok_per=nobody)
        problem = caught.value.problem
        assert problem.where == "product.price.currency"
        assert "`XAU`" in problem.what
        assert "known: NOK, SEK" in problem.remedy
    unpriced = replace(FILE.product, price=Price(currency="XAU"))
    assert "price" not in product_estimates(unpriced, nok_per=nobody)
