"""What a company file adds of its own: estimates in two forms, factors, scenarios, home counts, prices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.decide.model.sampling import quantile
from fram.decide.scenario.change import Change
from fram.terms.dist import Lognormal, Pert
from fram.terms.errors import Problem, Refused
from fram.terms.product import Expected, Price, ProductProfile
from fram.workspace.company import CheckReport, check_company, read_company
from fram.workspace.company.found_out import found_out
from fram.workspace.company.what_if import scenario_changes

DAY = date(2026, 11, 21)
BASE = (
    '[company]\nname = "Nordavind AS"\ncash_nok = 14_000_000\nmonthly_burn_nok = 1_000_000\n'
    '[product]\nname = "Vind"\nkind = "device"\n'
)
ENTRY = '[[expected]]\ninput = "sales_cycle"\nmarket = "DE"\n'
FACTOR = '[[factor]]\nname = "Pace"\n[factor.loadings]\n'
MOOD = FACTOR.replace("Pace", "Mood")
SCENARIO = '[[scenario]]\nname = "Slow"\n[scenario.set]\n'
HOME = "[product.home]\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "company.toml"
    path.write_text(BASE + text, encoding="utf-8")
    return path


def _report(folder: Path, text: str, **more: Any) -> CheckReport:
    return check_company(_file(folder, text), on=DAY, **more)


def _at(problems: tuple[Problem, ...], where: str) -> Problem:
    found = [problem for problem in problems if problem.where == where]
    assert len(found) == 1, f"{where}: {[str(p) for p in problems]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (ENTRY + "p10 = 14\np50 = 9\np90 = 6", "expected.0", "`sales_cycle` in DE: P10 14 is above P90 6"),
        (ENTRY + "p10 = 6\np50 = 5\np90 = 9", "expected.0", "P10 6 is above P50 5"),
        (ENTRY + "p10 = 6\np50 = 10\np90 = 9", "expected.0", "P50 10 is above P90 9"),
        (ENTRY + "low = 9\ntypical = 8\nhigh = 6", "expected.0", "low 9 is above high 6"),
        (ENTRY + "p10 = 6\np50 = 8", "expected.0.p90", "belong together"),
        (ENTRY + "low = 6\nhigh = 8", "expected.0.typical", "is missing"),
        (ENTRY, "expected.0.low", "is missing"),
        (ENTRY + "low = 1\ntypical = 2\nhigh = 3\np10 = 1\np50 = 2\np90 = 3", "expected.0", "two forms"),
        (ENTRY + "p10 = -1\np50 = 2\np90 = 3", "expected.0", "0 or more"),
        (
            '[[expected]]\ninput = "approval_chance"\np10 = 0.5\np50 = 0.9\np90 = 1.1',
            "expected.0",
            "between 0 and 1",
        ),
        ('[[expected]]\ninput = "price"\nlow = 0\ntypical = 0\nhigh = 0', "expected.0", "price above 0"),
        (FACTOR + "sales_cycle = 1.2", "factor.0.loadings.sales_cycle", "correlation outside ±1: 1.2"),
        (FACTOR + "sales_cycle = -1.01", "factor.0.loadings.sales_cycle", "correlation outside ±1"),
        (FACTOR + "sales_cycl = 0.5", "factor.0.loadings.sales_cycl", "did you mean `sales_cycle`?"),
        (FACTOR + 'sales_cycle = "0.5"', "factor.0.loadings.sales_cycle", "no value for an input"),
        (FACTOR + "sales_cycle = true", "factor.0.loadings.sales_cycle", "no value for an input"),
        (FACTOR + "sales_cycle = nan", "factor.0.loadings.sales_cycle", "not a finite number"),
        (FACTOR, "factor.0.loadings", "moves nothing"),
        (
            FACTOR + "sales_cycle = 0.8\ngate_months = 0.5\n" + MOOD + "sales_cycle = -0.7",
            "factor",
            "`sales_cycle` are too large together: 0.8 on Pace, -0.7 on Mood",
        ),
        (
            FACTOR + "sales_cycle = 0.8\n" + FACTOR + "gate_months = 0.2",
            "factor.1.name",
            "a second factor is called `Pace`",
        ),
        (SCENARIO + 'prise = "x0.9"', "scenario.0.set.prise", "did you mean `price`?"),
        (SCENARIO + 'price = "1,2"', "scenario.0.set.price", "a comma"),
        (SCENARIO + "price = true", "scenario.0.set.price", "no value for an input"),
        (SCENARIO + "price = 2026-01-01", "scenario.0.set.price", "no value for an input"),
        (SCENARIO + "price = inf", "scenario.0.set.price", "not a finite number"),
        (SCENARIO + "price.DE = 3", "scenario.0.set.price", "no value for an input"),
        (SCENARIO + '"price@DE" = 3', "scenario.0.set.price@DE", "the same in every market"),
        (SCENARIO + '"sales_cycle@XX" = 3', "scenario.0.set.sales_cycle@XX", "unknown market"),
        (
            SCENARIO + '"sales_cycle@UK" = 3\n"sales_cycle@gb" = 4',
            "scenario.0.set.sales_cycle@gb",
            "second time",
        ),
        (SCENARIO + "sales_cycle = -3", "scenario.0.set.sales_cycle", '"-3"'),
        (SCENARIO, "scenario.0.set", "changes nothing"),
        (HOME + "orders = 5\npilots = 4", "product.home.orders", "orders = 5 is above pilots = 4"),
        (HOME + "pilots = 5\ncontacted = 4", "product.home.pilots", "pilots = 5 is above contacted = 4"),
        (HOME + "orders = 5\ncontacted = 4", "product.home.orders", "orders = 5 is above contacted = 4"),
        (HOME + "lost = 5\ncustomers = 4", "product.home.lost", "lost = 5 is above customers = 4"),
        (HOME + "contacted = -1", "product.home.contacted", "0 or more"),
        (HOME + "contacted = 2.5", "product.home.contacted", "whole number"),
        (HOME + "months = 0", "product.home.months", "between 1 and 120"),
        (HOME + "customers_by_year = [3, -1]", "product.home.customers_by_year.1", "list of numbers"),
        (HOME + "customers_by_year = [3, true]", "product.home.customers_by_year.1", "list of numbers"),
        (HOME + f"customers_by_year = {[1] * 31}", "product.home.customers_by_year", "at most 30"),
        ("health_gain = 0", "product.health_gain", "above 0 and below 30"),
        ("health_gain = 30", "product.health_gain", "above 0 and below 30"),
        ('channel = "shop"', "product.channel", "direct, distributor, partner"),
        ("units_per_site = 0", "product.units_per_site", "above 0"),
        ("[product.price]\namount = 0", "product.price.amount", "leave it out while it is unknown"),
        ("[product.price]\nsaving = 0", "product.price.saving", "above 0"),
        ("[product.price]\ngoods_share = 1.2", "product.price.goods_share", "between 0 and 1"),
        ("[product.price]\noutcome_share = -0.1", "product.price.outcome_share", "between 0 and 1"),
        ('[product.price]\ncurrency = "XAU"', "product.price.currency", "known: NOK, SEK"),
    ],
)
def test_names_place_and_remedy(tmp_path: Path, text: str, where: str, words: str) -> None:
    report = _report(tmp_path, text)
    problem = _at(report.problems, where)
    assert words in str(problem)
    assert problem.remedy
    with pytest.raises(Refused) as caught:
        read_company(report.path)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("[product.price]\namount = 9\noutcome_share = 0.2", "product.price.outcome_share", "outcome-linked"),
        (
            'channel = "direct"\n[product.price]\namount = 9\ndiscount_to_channel = 0.2',
            "product.price.discount_to_channel",
            "channel = direct",
        ),
        (
            'unit_of_sale = "bed"\nhealth_gain = 0.1\n[product.price]\namount = 9',
            "product.health_gain",
            "unit_of_sale = bed",
        ),
        (
            "customers_won_last_year = 5\n[product.home]\ncustomers_by_year = [1, 2]",
            "product.customers_won_last_year",
            "5 won last year, 2 in the last",
        ),
        (
            "[product.price]\namount = 100\ncost_to_serve = 75\ndiscount_to_channel = 0.3",
            "product.price.cost_to_serve",
            "the 70 left of its price",
        ),
        (
            "[product.price]\namount = 100\ncost_to_serve = 85\n"
            'model = "outcome-linked"\noutcome_share = 0.2',
            "product.price.cost_to_serve",
            "the 80 left of its price",
        ),
        (
            "[product.price]\namount = 100\nlow = 50\ncost_to_serve = 60",
            "product.price.cost_to_serve",
            "at low = 50",
        ),
        (
            '[[expected]]\ninput = "reach"\nmarket = "DE"\nlow = 0\ntypical = 0\nhigh = 0',
            "expected.0",
            "`reach` is zero in DE",
        ),
    ],
)
def test_what_deserves_a_second_look_does_not_stop_a_plan(
    tmp_path: Path, text: str, where: str, words: str
) -> None:
    report = _report(tmp_path, text)
    assert report.is_good, [str(problem) for problem in report.problems]
    assert words in str(_at(report.warnings, where))


def test_goods_of_a_piece_of_software_are_pointed_out(tmp_path: Path) -> None:
    path = _file(tmp_path, "[product.price]\namount = 9\ngoods_share = 0.3")
    path.write_text(path.read_text(encoding="utf-8").replace('"device"', '"software"'), encoding="utf-8")
    assert _at(check_company(path, on=DAY).warnings, "product.price.goods_share")


def test_factors_and_scenarios_are_read_and_told(tmp_path: Path) -> None:
    text = (
        FACTOR + "sales_cycle = 1\n" + MOOD + "gate_months = -0.5\n"
        + SCENARIO + 'price = "x0.9"\n"sales_cycle@uk" = "+3"\ncash_nok = 20_000_000\nchannel = "direct"\n'
    )  # fmt: skip
    report = _report(tmp_path, text)
    assert report.problems == ()
    assert report.file is not None
    assert [(one.name, dict(one.loadings)) for one in report.file.factors] == [
        ("Pace", {"sales_cycle": 1.0}),
        ("Mood", {"gate_months": -0.5}),
    ]
    (scenario,) = report.file.scenarios
    assert scenario_changes(scenario) == (
        Change(input="price", how="times", amount=0.9),
        Change(input="sales_cycle", market="GB", how="plus", amount=3),
        Change(input="cash_nok", how="to", amount=20_000_000),
        Change(input="channel", how="to", word="direct"),
    )
    told = report.text()
    assert "Moves together\n  Pace: sales_cycle 1\n  Mood: gate_months -0.5" in told
    assert "What if\n  Slow: price x0.9, sales_cycle@uk +3, cash_nok 20_000_000, channel direct" in told
    assert "Hva om" in report.text("nb")
    assert "What if" not in _report(tmp_path, "").text()


def test_all_faults_of_pairs_are_told_beside_others(tmp_path: Path) -> None:
    text = 'channel = "shop"\n' + FACTOR + "sales_cycle = true\n" + SCENARIO + "price = 2026-01-01"
    places = [problem.where for problem in _report(tmp_path, text).problems]
    assert sorted(places) == ["factor.0.loadings.sales_cycle", "product.channel", "scenario.0.set.price"]


def test_an_estimate_by_percentiles_has_them() -> None:
    told = Expected(input="sales_cycle", p10=6, p50=9, p90=20)
    dist = found_out([told], market="DE")["sales_cycle"].dist
    assert quantile(dist, [0.1, 0.5, 0.9]) == pytest.approx([6, 9, 20], rel=2e-3)  # type: ignore[arg-type]
    even = Expected(input="reach", p10=10, p50=20, p90=40)
    assert found_out([even], market="DE")["reach"].dist == Lognormal(median=20, factor=2)
    ends = Expected(input="sales_cycle", low=6, typical=9, high=20)
    assert found_out([ends], market="DE")["sales_cycle"].dist == Pert(low=6, typical=9, high=20)


def test_a_share_by_percentiles_stays_a_share() -> None:
    told = Expected(input="approval_chance", p10=0.6, p50=0.9, p90=0.98)
    dist = found_out([told], market="DE")["approval_chance"].dist
    least, most = quantile(dist, [1e-6, 1 - 1e-6])  # type: ignore[arg-type]
    assert 0 <= least < most <= 1


def test_the_way_of_selling_follows_from_a_discount_unless_it_is_stated() -> None:
    def sold_by(**told: Any) -> str:
        return ProductProfile(name="Vind", kind="device", **told).sold_by

    discount = Price(discount_to_channel=0.3)
    assert sold_by() == "direct"
    assert sold_by(price=discount) == "distributor"
    assert sold_by(price=discount, channel="partner") == "partner"


def test_what_does_not_matter_is_not_asked(tmp_path: Path) -> None:
    def asked(text: str) -> set[str]:
        return {unknown.name for unknown in _report(tmp_path, text).unknowns}

    assert {"product.home.contacted", "product.price.goods_share"} <= asked('unit_of_sale = "ward"')
    patient = asked('unit_of_sale = "patient"\nchannel = "direct"')
    assert {"product.health_gain", "product.home.customers_by_year"} <= patient
    assert not patient & {"product.home.contacted", "product.price.discount_to_channel"}
    assert "product.price.outcome_share" not in patient
    assert not patient & {"factor", "scenario"}
    assert "product.price.outcome_share" in asked('[product.price]\nmodel = "outcome-linked"')
