"""What a plan keeps and shows of a market's road: class with reasons, question, gates, duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fram.decide.rank import Range
from fram.terms.product import Certificate
from fram.workspace.company import read_company
from fram.workspace.decide import plan_company
from fram.workspace.kept.roads import RoadRecord
from fram.workspace.papers.access.gantt import Axis, holds_up
from fram.workspace.papers.access.road import RoadSection, road_section
from fram.workspace.papers.report import report_html
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def record(name: str, *markets: str) -> PlanRecord:
    file = read_company(EXAMPLES / f"{name}.toml", on=DAY)
    return plan_company(file, source=("", ""), markets=markets, draws=200, seed=1, on=DAY)


def kept(name: str, market: str) -> RoadRecord:
    return record(name, market).roads[0]


def section(name: str, market: str, lang: str = "en") -> RoadSection:
    found = road_section(record(name, market), market, words=Words(lang))
    assert found
    return found


def test_the_class_comes_with_the_rules_that_decide_it_in_both_languages() -> None:
    found = kept("holokirurg", "DE")
    assert found.classes == {"eu-mdr": ("IIb",)}
    assert found.reasons[0].name["en"] == "IIb"
    assert found.reasons[0].cite.place.startswith("Annex VIII")
    for lang, start in (("en", "Class IIb where"), ("nb", "Klasse IIb når")):
        line = section("holokirurg", "DE", lang).reasons[0]
        assert line.text.startswith(start)
        assert "2017/745" in line.source
        assert line.confidence == "read"


def test_an_open_class_asks_the_question_of_its_rules() -> None:
    found = kept("rask-sepsis", "CA")
    assert len(found.classes["ca"]) > 1
    assert found.ask
    assert "still open" in section("rask-sepsis", "CA").classes[0]
    assert found.ask in section("rask-sepsis", "CA").question


def test_a_held_approval_keeps_its_class_and_what_it_asks_for() -> None:
    found = kept("nordlys-vital", "SE")
    assert (found.state, found.held) == ("held", ("eu-mdr",))
    assert found.classes == {"eu-mdr": ("IIa",)}
    assert found.duties
    assert not found.ask
    told = section("nordlys-vital", "SE")
    assert told.classes == ("Class under EU devices (MDR): IIa, held",)
    assert "held already" in told.state
    assert told.duties


def test_a_regime_that_takes_every_class_is_told_by_what_it_builds_on() -> None:
    told = section("holokirurg", "GB")
    assert len(told.classes) == 1
    assert "any" not in told.classes[0]
    assert not told.question


def test_a_market_without_rules_is_a_screening_in_the_plan_too() -> None:
    for lang, word in (("en", "screening only"), ("nb", "bare siling")):
        assert word in section("rask-sepsis", "JP", lang).classes[-1]


def test_gates_stand_in_order_with_time_and_cost_and_say_where_one_is_enough() -> None:
    found = kept("nordlys-vital", "US")
    group = [gate for gate in found.gates if gate.one_of]
    assert len(group) == len(group[0].one_of)
    assert all(gate.months and gate.cost for gate in group)
    told = [line for line in section("nordlys-vital", "US").gates if line.name in _names(group[0].one_of)]
    assert any(note.startswith("one of these is enough") for note in told[0].notes)
    assert all(f"instead of {told[0].name}" in line.text for line in told[1:])
    assert any(note.startswith("takes ") for note in told[0].notes)


def _names(names: tuple[Mapping[str, str], ...]) -> list[str]:
    return [name["en"] for name in names]


def test_a_duty_with_a_fee_shows_it_and_from_when() -> None:
    paid = [duty for duty in kept("holokirurg", "SG").duties if duty.fees]
    assert paid
    assert paid[0].fees_since
    told = {line.name: line for line in section("holokirurg", "SG").duties}
    assert told[paid[0].name["en"]].notes[0].startswith("fee ")


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_report_shows_the_section(lang: str) -> None:
    page = report_html(record("holokirurg", "DE"), lang=lang)
    assert 'class="basis approval"' in page
    assert "2017/745" in page.partition('class="basis approval"')[2].partition("gantt")[0]


def test_a_certificate_that_has_run_out_is_not_held() -> None:
    file = read_company(EXAMPLES / "nordlys-vital.toml", on=DAY)
    old = Certificate(regime="eu-mdr", device_class="IIa", until=date(2025, 1, 1))
    facts = {name: value for name, value in file.product.facts.items() if name != "ce_marked"}
    product = replace(file.product, certificates=(old,), facts=facts)
    found = plan_company(
        replace(file, product=product), source=("", ""), markets=("SE",), draws=200, seed=1, on=DAY
    )
    assert found.roads[0].held == ()


def test_bars_stay_on_the_axis_and_are_wide_enough_to_be_seen() -> None:
    at = Range(p10=1, p50=2, p90=13)
    axis = Axis.over([at], on=DAY)
    assert axis.months == 18
    assert axis.bar(18, end=18) == (99.4, 0.6)
    assert axis.bar(0, end=9) == (0.0, 50.0)
    assert holds_up(0.5, starts=Range(p10=0, p50=0, p90=0), ends=at)
    assert not holds_up(1, starts=at, ends=replace(at, p90=1))
