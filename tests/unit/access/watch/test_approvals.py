"""Changes around approval: rules, review clocks, ways and recognitions that close, certificates that end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fram.access.gates import Gate
from fram.access.openings.opening import Opening
from fram.access.regimes.regime import Regime, Route
from fram.access.road.approval import Road, Step, Way
from fram.access.road.itinerary import Stretch, itinerary
from fram.access.watch.approvals import (
    clocks,
    own_papers,
    recognition_changes,
    recognitions,
    rule_changes,
    ways_that_close,
)
from fram.access.watch.buying import gate_changes, next_values
from fram.access.watch.line import Line, Window
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_yes
from fram.rules.parameter import Dated, Parameter
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed
from fram.terms.logic import Truth, Unknown
from fram.terms.product import Certificate, ProductProfile
from tests.unit.access.invented_roads import activity, clock, course, product

DAY = date(2026, 11, 22)
WINDOW = Window.of_months(DAY, months=24)
SOON, LATE, PAST = date(2027, 6, 1), date(2029, 6, 1), date(2020, 1, 1)
CITE = Citation(title="An invented law", read=DAY)
REGIME = Regime(
    id="eu-mdr", name={"en": "Invented", "nb": "Oppdiktet"}, opens=("DE", "SE"), kinds=("software",),
    classes=("I",), routes=(Route(id="own", name={"en": "own", "nb": "egen"}, classes=("I",)),), cite=CITE,
)  # fmt: skip


def written(name: str, *, since: date, until: date | None = None) -> Rule:
    @rule("I", id=name, cite=CITE, since=since, until=until)
    def says() -> Condition:
        """An invented rule."""
        return is_yes("is_app")

    return says


def of_rules(*rules: Rule, **facts: Any) -> list[tuple[str, date | None, Truth]]:
    book = RuleBook(
        id="eu-mdr", version="1", order=("I",), rules=(written("old", since=PAST), *rules),
        vocabulary={"is_app": ("yes", "no")},
    )  # fmt: skip
    found = rule_changes(book, facts=facts, regime=REGIME, markets=("DE",), window=WINDOW)
    return [(line.kind, line.on, line.touches) for line in found]


def test_a_rule_that_begins_or_ends_shows_where_it_can_fire() -> None:
    rules = (written("new", since=SOON), written("gone", since=PAST, until=SOON))
    assert of_rules(*rules, is_app=True) == [
        ("rule-begins", SOON, Truth.YES), ("rule-ends", SOON, Truth.YES),
    ]  # fmt: skip
    assert [touches for _, _, touches in of_rules(*rules)] == [Truth.UNKNOWN, Truth.UNKNOWN]
    assert of_rules(*rules, is_app=False) == []
    assert of_rules(written("late", since=LATE), is_app=True) == []


@pytest.mark.parametrize(("since", "shown"), [(SOON, 1), (LATE, 0), (PAST, 0)])
def test_a_clock_shows_while_the_step_lies_ahead(since: date, shown: int) -> None:
    told = course(activity("review", length=6, clock=clock(since, days=90, share=0.4)))
    found = itinerary([Stretch(course=told, route="own", classes=("I",))], profile=product(), on=DAY)
    assert len(list(clocks(found, markets=("DE",), window=WINDOW))) == shown


def test_a_clock_on_a_step_that_is_done_shows_nothing() -> None:
    held = activity("review", length=6, clock=clock(SOON, days=90, share=0.4), held_by=("done",))
    stretch = Stretch(course=course(held), route="own", classes=("I",))
    found = itinerary([stretch], profile=product(done=True), on=DAY)
    assert list(clocks(found, markets=("DE",), window=WINDOW)) == []


def road(until: date | None, *, held: bool = False) -> Road:
    gap = Unknown("not read")
    way = Way(
        route="own", name={"en": "own", "nb": "egen"}, classes=("I",), weight=1.0, formal=False, months=gap,
        chance=gap, fees=gap, work=gap, yearly=gap, until=until,
    )  # fmt: skip
    step = Step(regime="eu-mdr", held=held, ways=(way,))
    return Road(market="DE", state="needed", regime="eu-mdr", steps=(step,))


def closing(until: date | None, *, held: bool = False) -> list[Line]:
    told = ways_that_close(road(until, held=held), roads={"eu-mdr": REGIME}, markets=("DE",), window=WINDOW)
    return list(told)


def test_a_way_that_closes_names_its_last_day() -> None:
    (line,) = closing(date(2027, 6, 30))
    assert (line.on, line.last) == (date(2027, 7, 1), date(2027, 6, 30))
    assert closing(LATE) == closing(None) == closing(SOON, held=True) == []


def edge(**more: Any) -> Opening:
    fields: dict[str, Any] = {
        "source": ("eu-mdr",), "to": ("GB",), "effect": "accepts", "says": {"en": "x", "nb": "x"},
        "confidence": Confidence.READ, "cite": CITE,
    }  # fmt: skip
    return Opening(id="e", **(fields | more))


def of_edges(*edges: Opening, held: frozenset[str] = frozenset({"eu-mdr"}), **more: Any) -> list[Line]:
    told: dict[str, Any] = {"ahead": frozenset(), "profile": product(), "home": "NO"} | more
    building = recognitions(edges, held=held, **told)
    return list(recognition_changes(building, held=held, markets=("GB", "CH"), window=WINDOW))


def test_a_recognition_that_ends_touches_who_holds_the_approval() -> None:
    (line,) = of_edges(edge(until=SOON))
    assert (line.kind, line.on, line.last, line.touches) == (
        "recognition-ends", SOON, date(2027, 5, 31), Truth.YES,
    )  # fmt: skip
    assert of_edges(edge(until=SOON), held=frozenset()) == []
    (line,) = of_edges(edge(until=SOON), held=frozenset(), ahead=frozenset({"eu-mdr"}))
    assert (line.because, line.touches) == ("ahead", Truth.UNKNOWN)
    assert of_edges(edge(until=LATE)) == of_edges(edge(until=SOON, to=("US",))) == []
    assert of_edges(edge(until=SOON, kinds=("ivd",))) == of_edges(edge(until=SOON, home=("US",))) == []


def test_what_is_only_announced_has_no_day_and_is_not_law() -> None:
    (line,) = of_edges(edge(effect="watch", since=PAST))
    assert (line.kind, line.on, line.state) == ("recognition-open", None, "proposed")


def test_a_certificate_that_ends_shows_in_the_markets_it_opens() -> None:
    profile = ProductProfile(
        name="x", kind="software",
        certificates=(
            Certificate(regime="eu-mdr", device_class="I", until=SOON),
            Certificate(regime="iso-9", until=SOON),
            Certificate(regime="eu-mdd", until=SOON),
            Certificate(regime="iso-8", until=LATE), Certificate(regime="iso-7"),
            Certificate(regime="iso-6", until=PAST),
        ),
    )  # fmt: skip
    found = own_papers(
        profile, roads={"eu-mdr": REGIME}, markets=("DE", "US"), window=WINDOW, source=CITE
    )  # fmt: skip
    assert [(line.subject["en"], line.markets) for line in found] == [
        ("Invented", ("DE",)), ("ISO-9", ("DE", "US")), ("EU-MDD", ("DE",)),
    ]  # fmt: skip


def gate(**more: Any) -> Gate:
    fields: dict[str, Any] = {
        "name": {"en": "g", "nb": "g"}, "kinds": ("security",), "who": {"en": "w", "nb": "w"},
        "markets": ("DE",), "binding": "law", "applies_to": ("software",), "confidence": Confidence.READ,
        "cite": CITE,
    }  # fmt: skip
    return Gate(id="G", **(fields | more))


def of_gate(one: Gate, profile: ProductProfile | None = None) -> list[Line]:
    told = gate_changes([one], profile=profile or product(), markets=("DE", "SE"), window=WINDOW)
    return list(told)


def test_a_gate_shows_when_it_begins_and_binds() -> None:
    (line,) = of_gate(gate(since=SOON))
    assert (line.on, line.markets, line.because) == (SOON, ("DE",), "will-bind")
    assert of_gate(gate(since=LATE)) == of_gate(gate(since=PAST)) == of_gate(gate()) == []
    assert of_gate(gate(since=SOON, binding="voluntary")) == of_gate(gate(since=SOON, markets=("US",))) == []
    hardware = replace(product(main_function_digital=False), kind="device")
    assert of_gate(gate(since=SOON), hardware) == []


def test_a_threshold_shows_its_old_and_its_new_value() -> None:
    values = tuple(
        Dated(start=start, value=Fixed(value=value), cite=CITE)
        for start, value in ((PAST, 216_000), (SOON, 221_000), (LATE, 230_000))
    )
    found = next_values(
        {"goods": Parameter(key="goods", unit="EUR", values=values)},
        labels={"goods": {"en": "g", "nb": "g"}},
        markets=("DE",), window=WINDOW,
    )  # fmt: skip
    assert [(line.on, line.says["en"], line.given) for line in found] == [
        (SOON, "216000 → 221000", {"unit": "EUR"}),
    ]  # fmt: skip
