"""Every path of the company file belongs to one section, and a part says what it is without."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from fram.knowledge.facts import fact_registry
from fram.terms.sections import SECTIONS
from fram.workspace.company.checks import leaves
from fram.workspace.company.fields import fields
from fram.workspace.company.sections import part_of, section_of, sections_in, without
from tests.unit.workspace.company.contents import CONTENTS, parts

IN_THE_FILE = ("company", "money", "product", "market-access", "evidence", "price", "plan")


@pytest.mark.parametrize("path", [*fields(), *(f"product.facts.{fact.name}" for fact in fact_registry())])
def test_every_path_belongs_to_one_section(path: str) -> None:
    assert section_of(path) in SECTIONS


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("company.name", "company"),
        ("company.staff.sales", "company"),
        ("company.cash_nok", "money"),
        ("company.planned_round.chance", "money"),
        ("company.ownership.convertibles.0.cap_nok", "money"),
        ("company.next_decision_months", "money"),
        ("product.name", "product"),
        ("product.claims.1", "product"),
        ("product.price.amount", "price"),
        ("product.savings.0.worth", "price"),
        ("product.home.lost", "price"),
        ("product.severity.years_lost", "price"),
        ("product.health_gain", "price"),
        ("product.customers_won_last_year", "price"),
        ("product.evidence.3.title", "evidence"),
        ("product.certificates.0.until", "market-access"),
        ("product.facts.sterile", "market-access"),
        ("product.facts.sterile.who", "market-access"),
        ("expected.0.low", "plan"),
        ("scenario.0.set", "plan"),
        ("sequence.under_way.0.market", "plan"),
        ("finding.2.who", "plan"),
        ("factor.0.loadings", "plan"),
    ],
)
def test_the_section_of_a_path(path: str, section: str) -> None:
    assert section_of(path) == section


def test_a_new_table_has_no_section_by_chance() -> None:
    with pytest.raises(KeyError):
        section_of("payroll.total")
    assert section_of("company.motto") == "company"  # a new field follows its table


@pytest.mark.parametrize("name", CONTENTS)
def test_the_parts_of_an_example_make_it_whole(name: str) -> None:
    content = CONTENTS[name]
    together: dict[str, Any] = {}
    for section in IN_THE_FILE:
        _merge(together, part_of(content, section))
    assert together == content


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_left_out_is_gone_and_named(name: str) -> None:
    left = without(CONTENTS[name], ["plan", "money"])
    assert left.left_out == ("money", "plan")  # in the order of the sections
    assert "cash_nok" not in str(left.content)
    assert not {"expected", "scenario", "factor", "sequence", "finding"} & set(left.content)
    assert left.content["company"]["name"] == CONTENTS[name]["company"]["name"]
    assert left.content["product"]["evidence"] == CONTENTS[name]["product"]["evidence"]


def test_names_stay_even_without_their_section() -> None:
    left = without(CONTENTS["nordlys-vital"], SECTIONS)
    assert left.content == {
        "company": {"name": "Nordlys Vital AS (invented)"},
        "product": {"name": "Nordlys Vital"},
    }


def test_what_this_version_does_not_know_is_shared_with_nobody() -> None:
    assert without({"payroll": {"total": 1}}, []).content == {}


def test_the_sections_a_record_holds_something_of() -> None:
    assert sections_in({"company": {"cash_nok": 3}, "product": {"facts": {}}}) == ("money", "market-access")


@given(parts(CONTENTS["nordlys-vital"]))
def test_sections_are_a_partition(content: dict[str, Any]) -> None:
    places = {path for path, _ in leaves(content)}
    held = [{path for path, _ in leaves(part_of(content, section))} for section in SECTIONS]
    assert set().union(*held) == places
    assert sum(map(len, held)) == len(places)


def _merge(into: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, dict) and key in into:
            _merge(into[key], value)
        else:
            assert key not in into, key
            into[key] = value
