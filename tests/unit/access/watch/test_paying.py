"""Changes of pathways: whose they are, which day they have, and that none shows outside the window."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.pathways.fit import Fit, Open, fits
from fram.access.pathways.pathway import Change, Pathway
from fram.access.watch.line import Line, Window
from fram.access.watch.paying import Payable, payment_changes
from fram.rules.condition import is_one_of, is_yes
from fram.terms.citation import Confidence
from fram.terms.logic import Truth
from tests.unit.access.pathways.invented import BOTH, CITE, DAY, demand, pathway

WINDOW = Window.of_months(DAY, months=24)
SOON, LATE, PAST = date(2027, 6, 1), date(2029, 6, 1), date(2026, 1, 1)


def change(on: date | None, state: str = "law") -> Change:
    return Change(id="c", on=on, state=state, says=BOTH, cite=CITE, confidence=Confidence.READ)


def asking(
    facts: dict[str, Any], *, markets: tuple[str, ...] = ("XX",), window: Window = WINDOW,
    possible: Open | None = None,
) -> Payable:  # fmt: skip
    def fit(one: Pathway, on: date) -> Fit:
        return fits([one], known=facts, on=on, possible=possible)[0]

    return Payable(fit=fit, markets=markets, window=window)


def found(one: Pathway, *, markets: tuple[str, ...] = ("XX",), **facts: Any) -> list[Line]:
    return list(payment_changes([one], asked=asking(facts, markets=markets)))


def days(one: Pathway, **facts: Any) -> list[tuple[str, date | None]]:
    return [(line.kind, line.on) for line in found(one, **facts)]


def test_a_change_of_a_pathway_shows_with_its_day_and_state() -> None:
    (line,) = found(pathway("p", 10, changes=(change(SOON, "announced"),)))
    assert (line.on, line.state, line.because, line.touches) == (SOON, "announced", "fits", Truth.YES)


def test_one_without_a_day_shows_without_a_day() -> None:
    assert days(pathway("p", 10, changes=(change(None),))) == [("change", None)]


@pytest.mark.parametrize("day", [PAST, LATE, WINDOW.end])
def test_a_change_outside_the_window_never_shows(day: date) -> None:
    one = pathway(
        "p", 10, changes=(change(day),), since=PAST, until=day if day > DAY else None,
        law=(demand("d", is_yes("x"), start=day), demand("e", is_yes("x"), end=day)),
    )  # fmt: skip
    assert days(one, x=True) == []


@given(st.dates(date(2024, 1, 1), date(2034, 1, 1)), st.integers(1, 60))
def test_whatever_the_window_no_change_outside_it_shows(day: date, months: int) -> None:
    window = Window.of_months(DAY, months=months)
    law = (demand("d", is_yes("x"), start=day), demand("e", is_yes("x"), end=day))
    one = pathway("p", 10, changes=(change(day),), law=law)
    asked = asking({"x": True}, window=window)
    assert {line.on for line in payment_changes([one], asked=asked)} == ({day} if day in window else set())


def test_another_market_shows_nothing() -> None:
    assert found(pathway("p", 10, changes=(change(SOON),)), markets=("YY",)) == []


def test_a_pathway_closed_to_the_product_shows_nothing() -> None:
    closed = pathway("p", 10, changes=(change(SOON),), law=(demand("d", is_yes("x"), change="product"),))
    assert found(closed, x=False) == []


def test_one_that_fails_only_on_papers_shows_and_says_what_stands_in_the_way() -> None:
    law = (demand("d", is_yes("bsi_certificate"), change="papers"),)
    (line,) = found(pathway("p", 10, changes=(change(SOON),), law=law), bsi_certificate=False)
    assert (line.because, line.touches, line.given) == (
        "could-fit", Truth.UNKNOWN, {"stands": "bsi_certificate"},
    )  # fmt: skip
    (line,) = found(pathway("p", 10, changes=(change(SOON),), law=law))
    assert (line.because, line.missing) == ("may-fit", ("bsi_certificate",))


@pytest.mark.parametrize(
    ("said", "because", "touches"),
    [
        ({"x": True}, "met", Truth.YES),
        ({"x": False}, "not-met", Truth.YES),
        ({}, "met-unknown", Truth.UNKNOWN),
    ],
)
def test_a_condition_that_begins_says_whether_it_is_met(
    said: dict[str, Any], because: str, touches: Truth
) -> None:
    one = pathway("p", 10, law=(demand("d", is_yes("x"), change="papers", start=SOON),))
    (line,) = found(one, **said)
    assert (line.kind, line.on, line.because, line.touches) == ("condition-begins", SOON, because, touches)


def test_a_condition_that_falls_away_names_its_last_day() -> None:
    one = pathway("p", 10, law=(demand("d", is_yes("x"), change="papers", end=SOON),))
    (line,) = found(one, x=False)
    assert (line.kind, line.on, line.last) == ("condition-ends", SOON, date(2027, 5, 31))


def test_a_pathway_that_opens_is_judged_on_its_first_day() -> None:
    law = (demand("old", is_yes("x"), end=SOON), demand("new", is_yes("y"), start=SOON, change="product"))
    one = pathway("p", 10, since=SOON, law=law)
    assert days(one, y=True) == [("pathway-begins", SOON)]
    assert days(one, y=False) == []


def test_a_pathway_that_opens_while_it_is_watched_shows_from_the_start() -> None:
    """A lasting condition ends, or begins, within the window; today the pathway is closed."""
    law = (demand("d", is_yes("x"), change="product", end=SOON),)
    one = pathway("p", 10, changes=(change(date(2027, 2, 1)),), law=law)
    assert [(line.kind, line.because, line.touches) for line in found(one, x=False)] == [
        ("change", "could-fit", Truth.UNKNOWN), ("condition-ends", "not-met", Truth.YES),
    ]  # fmt: skip
    assert found(one, x=False)[0].given == {"stands": "x"}
    late = (demand("d", is_yes("x"), change="product", end=LATE),)
    assert found(pathway("p", 10, changes=(change(SOON),), law=late), x=False) == []


def test_a_pathway_whose_conditions_follow_each_other_is_judged_on_each_of_their_days() -> None:
    last = date(2027, 9, 1)
    law = (
        demand("d", is_yes("x"), change="product", end=SOON),
        demand("e", is_yes("x"), change="product", start=SOON, end=last),
    )
    assert [day for _, day in days(pathway("p", 10, law=law), x=False)] == [SOON, SOON, last]
    for until in (SOON, DAY):
        assert days(pathway("p", 10, law=law, until=until), x=False) == []


def test_a_pathway_that_closes_says_when_and_one_that_is_gone_says_nothing() -> None:
    (line,) = found(pathway("p", 10, until=SOON))
    assert (line.kind, line.on, line.last) == ("pathway-ends", SOON, date(2027, 5, 31))
    assert found(pathway("p", 10, until=DAY, changes=(change(SOON),))) == []
    assert found(pathway("p", 10, since=LATE, changes=(change(SOON),))) == []


def test_a_class_still_open_leaves_a_condition_open() -> None:
    law = (demand("d", is_one_of("eu_class", "I", "IIa"), change="product", start=SOON),)
    one = pathway("p", 10, law=law)
    classes = {"eu_class": ("IIa", "IIb")}
    (line,) = payment_changes([one], asked=asking({}, possible=classes))
    assert (line.because, line.missing) == ("met-unknown", ("eu_class",))
