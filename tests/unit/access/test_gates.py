"""The gates: an invented market, then the files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.gates import APPLIES, Gate, GatesResult, gates
from fram.knowledge.access.gates import read_gates
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed, Pert, Uniform
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth, Unknown
from fram.terms.product import Certificate, ProductProfile

DAY = date(2026, 11, 21)
CITE = Citation(title="An invented rule", read=DAY)


def param(dist: Dist, unit: str = "months") -> Parameter:
    return Parameter(key="p", unit=unit, values=(Dated(start=date(2020, 1, 1), value=dist, cite=CITE),))


def gate(name: str, *applies: str, **more: Any) -> Gate:
    fields: dict[str, Any] = {
        "name": {"en": name}, "kinds": ("security",), "who": {"en": "buyers"},
        "binding": "law", "markets": ("XX",),
        "confidence": Confidence.READ, "cite": CITE,
    }  # fmt: skip
    return Gate(id=name, applies_to=applies, **(fields | more))


def service(**more: Any) -> ProductProfile:
    fields: dict[str, Any] = {"kind": "software", "hosting": "cloud in the EEA", "handles_health_data": True}
    return ProductProfile(name="Thing", **(fields | more))


def check(*known: Gate, profile: ProductProfile | None = None, on: date = DAY) -> GatesResult:
    return gates(profile or service(), known=known, market="XX", on=on)


def outcome(found: GatesResult) -> dict[str, str]:
    return {c.gate.id: c.because.key for c in found.checks}


def test_the_longest_counts_because_they_run_side_by_side() -> None:
    found = check(
        gate("short", "software", months=param(Fixed(value=3)), cost=param(Fixed(value=10), "USD")),
        gate("long", "health-data", months=param(Fixed(value=11)), cost=param(Fixed(value=20), "USD")),
        gate("other", "health-data", cost=param(Fixed(value=7), "EUR")),
    )
    assert isinstance(found.months, Estimate)
    assert found.months.dist.mean == pytest.approx(11)
    assert [(c.unit, c.dist.mean) for c in found.costs] == [("USD", pytest.approx(30)), ("EUR", 7)]


def test_of_a_group_one_is_enough() -> None:
    found = check(
        gate(
            "dear",
            "software",
            one_of="report",
            months=param(Fixed(value=12)),
            cost=param(Fixed(value=90), "USD"),
        ),
        gate(
            "quick",
            "software",
            one_of="report",
            months=param(Fixed(value=3)),
            cost=param(Fixed(value=40), "USD"),
        ),
    )
    assert isinstance(found.months, Estimate)
    assert (found.months.dist.mean, found.costs[0].dist.mean) == (3, 40)
    assert len(found.binding) == 2


def test_a_certificate_of_the_whole_firm_is_paid_apart_and_takes_its_time() -> None:
    found = check(
        gate(
            "firm",
            "software",
            of_firm=True,
            months=param(Fixed(value=11)),
            cost=param(Fixed(value=20), "USD"),
        ),
        gate("here", "software", months=param(Fixed(value=3)), cost=param(Fixed(value=5), "USD")),
    )
    assert isinstance(found.months, Estimate)
    assert found.months.dist.mean == pytest.approx(11)
    assert ([c.dist.mean for c in found.costs], [c.dist.mean for c in found.firm_costs]) == ([5], [20])
    assert (found.firm_gates, [c.gate.id for c in found.of_market]) == (("firm",), ["here"])


def test_one_report_of_the_firm_settles_its_whole_group() -> None:
    quick = {"one_of": "report", "months": param(Fixed(value=1)), "cost": param(Fixed(value=9), "USD")}
    found = check(gate("firm", "software", of_firm=True, **quick), gate("other", "software", one_of="report"))
    assert (found.costs, found.of_market) == ((), ())


def test_a_certificate_of_the_firm_without_a_price_is_left_to_the_market() -> None:
    found = check(gate("firm", "software", of_firm=True))
    assert (found.firm_costs, [c.gate.id for c in found.of_market]) == ((), ["firm"])


def test_no_health_data_no_gate_and_no_months() -> None:
    found = check(
        gate("g", "cloud-health-data", months=param(Fixed(value=9))),
        profile=service(handles_health_data=False),
    )
    assert outcome(found) == {"g": "gate-not-for-this"}
    assert isinstance(found.months, Estimate)
    assert found.months.dist == Fixed(value=0)


def test_an_unanswered_question_leaves_a_gate_possible_and_asks() -> None:
    found = check(gate("g", "cloud-health-data", months=param(Fixed(value=9))), profile=service(hosting=""))
    assert [c.gate.id for c in found.possible] == ["g"]
    assert found.ask == "hosting"
    assert isinstance(found.months, Unknown)


@pytest.mark.parametrize(
    ("more", "profile", "key"),
    [
        ({"since": date(2027, 3, 1)}, {}, "gate-not-yet"),
        ({"since": date(2025, 3, 1)}, {}, "gate-binds"),
        ({"since": DAY}, {}, "gate-binds"),
        ({"held_by": ("iso_27001_certified",)}, {"facts": {"iso_27001_certified": "yes"}}, "gate-passed"),
        ({"held_by": ("iso_27001_certified",)}, {"facts": {"iso_27001_certified": "no"}}, "gate-binds"),
        ({"binding": "voluntary"}, {}, "gate-voluntary"),
    ],
)
def test_when_a_gate_stands_open(more: dict[str, Any], profile: dict[str, Any], key: str) -> None:
    assert outcome(check(gate("g", "software", **more), profile=service(**profile))) == {"g": key}


def test_a_certificate_of_the_same_name_passes_a_gate() -> None:
    held = service(certificates=(Certificate(regime="iso-27001"),))
    known = gate("G-EU-ISO27001", "software"), gate("G-DE-C5", "software")
    assert outcome(check(*known, profile=held)) == {"G-EU-ISO27001": "gate-passed", "G-DE-C5": "gate-binds"}


def test_another_market_has_other_gates() -> None:
    assert gates(service(), known=[gate("g", "software")], market="YY", on=DAY).checks == ()


@pytest.mark.parametrize(
    ("hosting", "binds"),
    [
        ("cloud", Truth.YES),
        ("on-premise", Truth.NO),
        ("On the hospital's own servers", Truth.NO),
        ("somewhere", Truth.UNKNOWN),
    ],
)
def test_hosting_is_read_from_words(hosting: str, binds: Truth) -> None:
    [only] = check(gate("g", "cloud-health-data"), profile=service(hosting=hosting)).checks
    assert only.binds is binds


# --- the files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known() -> tuple[Gate, ...]:
    return read_gates(Shelf())


def test_all_gates_are_there_in_closed_vocabularies(known: tuple[Gate, ...]) -> None:
    assert len(known) == len({g.id for g in known}) == 50
    for g in known:
        assert set(g.applies_to) <= set(APPLIES), g.id
        assert set(g.markets) <= set(MARKETS), g.id
        assert set(g.name) == {"en", "nb"}, g.id
        assert g.cite.read or g.confidence is Confidence.UNCHECKED, g.id


def test_tisax_never_binds(known: tuple[Gate, ...]) -> None:
    found = gates(service(), known=known, market="DE", on=DAY)
    assert outcome(found)["G-EU-TISAX"] == "gate-not-for-this"


def test_a_cloud_service_in_germany_and_america(known: tuple[Gate, ...]) -> None:
    germany = gates(service(), known=known, market="DE", on=DAY)
    assert {"G-DE-C5", "G-EU-ISO27001"} <= {c.gate.id for c in germany.binding}
    iso = Pert(low=3, typical=11, high=12)
    assert isinstance(germany.months, Estimate)
    assert germany.months.dist.mean >= max(iso.mean, Uniform(low=6, high=12).mean)
    assert germany.firm_gates == ("G-EU-ISO27001",)
    assert [cost.dist for cost in germany.firm_costs] == [Uniform(low=15_000, high=60_000)]
    assert germany.costs == ()
    america = gates(service(), known=known, market="US", on=DAY)
    assert america.costs[0].dist == Uniform(low=25_000, high=60_000)  # one report is enough: the quickest


def test_what_lies_in_the_file_for_approval_counts_neither_time_nor_cost() -> None:
    file = gate("file", "software", in_approval=True)
    found = check(file, gate("here", "software", months=param(Fixed(value=3))))
    assert isinstance(found.months, Estimate)
    assert (found.months.dist.mean, found.unpriced, len(found.binding)) == (3, (), 2)
    assert check(file).of_market == ()


def test_the_order_builds_up_and_law_comes_before_contract() -> None:
    found = check(
        gate("c", "software", binding="contract"),
        gate("l", "software", builds_on=("later",)),
        gate("maybe", "cloud-health-data"),
        gate("later", "software", binding="contract"),
        profile=service(hosting=""),
    )
    assert [c.gate.id for c in found.in_order] == ["later", "l", "c", "maybe"]


def test_gates_that_build_on_one_another_in_a_circle_still_come_out() -> None:
    found = check(gate("a", "software", builds_on=("b",)), gate("b", "software", builds_on=("a",)))
    assert [c.gate.id for c in found.in_order] == ["a", "b"]


def test_a_certificate_that_has_run_out_passes_nothing() -> None:
    old = service(certificates=(Certificate(regime="iso-27001", until=DAY),))
    assert outcome(check(gate("G-EU-ISO27001", "software"), profile=old)) == {"G-EU-ISO27001": "gate-binds"}


@pytest.mark.parametrize(
    ("hosting", "binds"), [("cloud", Truth.YES), ("on the device", Truth.NO), ("", Truth.UNKNOWN)]
)
def test_a_device_is_connected_where_its_data_go_to_a_cloud(hosting: str, binds: Truth) -> None:
    device = ProductProfile(
        name="Box", kind="device", hosting=hosting, facts={"main_function_digital": "no"}
    )  # fmt: skip
    [only] = check(gate("g", "connected-device"), profile=device).checks
    assert (only.binds, only.missing) == (binds, ("hosting",) if binds is Truth.UNKNOWN else ())


ASKED_FOR = {
    "G-DE-C5", "G-EU-ISO27001", "G-FR-HDS", "G-NL-NEN7510", "G-UK-DTAC", "G-UK-DSPT", "G-NO-NORMEN",
    "G-US-HIPAA", "G-US-SOC2", "G-EU-MDCG-2019-16", "G-EU-NIS2", "G-EU-TRANSFER", "G-EU-EHDS", "G-UK-CORE",
    "G-NO-BASIS", "G-US-CORE", "G-DE-ISIK",
}  # fmt: skip


def test_every_gate_says_who_asks_by_what_and_for_what(known: tuple[Gate, ...]) -> None:
    ids = {g.id for g in known}
    assert ids >= ASKED_FOR
    for g in known:
        assert set(g.who) == set(g.basis) == {"en", "nb"}, g.id
        assert set(g.needs) in ({"en", "nb"}, set()), g.id
        assert set(g.note) in ({"en", "nb"}, set()), g.id
        assert g.needs or g.binding == "voluntary", g.id
        assert set(g.builds_on) <= ids - {g.id}, g.id
        assert (g.confidence is Confidence.UNCHECKED) == (g.id == "G-EU-TISAX"), g.id


def test_the_gate_of_each_row_that_was_handed_over_is_there(
    known: tuple[Gate, ...], data_folder: Path
) -> None:
    with (data_folder / "domain" / "gates.csv").open(encoding="utf-8") as file:
        rows = {row["gate_id"] for row in csv.DictReader(file)}
    assert rows == {g.id for g in known} - {"G-EU-MDCG-2019-16"}
