"""The window that is watched, and the order of what it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.watch.line import Line, Window, in_order
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth

DAY = date(2026, 11, 22)
CITE = Citation(title="An invented law", read=DAY)


def line(name: str, on: date | None = DAY, **more: Any) -> Line:
    fields: dict[str, Any] = {
        "kind": "change", "markets": ("DE",), "subject": {"en": name, "nb": name},
        "says": {"en": f"{name} says", "nb": f"{name} sier"}, "because": "fits", "state": "law", "cite": CITE,
        "confidence": Confidence.READ,
    }  # fmt: skip
    return Line(id=name, on=on, **(fields | more))


@pytest.mark.parametrize(
    ("first", "months", "end"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 14, date(2028, 2, 29)),
        (date(2026, 5, 1), 7, date(2026, 12, 1)),
    ],
)
def test_a_window_ends_on_the_same_day_of_the_month(first: date, months: int, end: date) -> None:
    assert Window.of_months(first, months=months).end == end


def test_the_first_day_is_watched_and_the_last_is_not() -> None:
    window = Window.of_months(DAY, months=12)
    assert DAY in window
    assert window.end - timedelta(days=1) in window
    assert window.end not in window
    assert DAY - timedelta(days=1) not in window
    assert None not in window


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 120))
def test_months_ahead_are_as_long_as_months_are(first: date, months: int) -> None:
    length = (Window.of_months(first, months=months).end - first).days
    assert 28 * months <= length <= 31 * months


def test_lines_stand_by_day_and_undated_ones_last() -> None:
    later, sooner = line("a", date(2027, 5, 1)), line("b", date(2027, 1, 1))
    assert [one.id for one in in_order([line("c", None), later, sooner])] == ["b", "a", "c"]
    unsure = line("d", date(2027, 1, 1), touches=Truth.UNKNOWN)
    assert [one.id for one in in_order([unsure, line("e", date(2027, 1, 1))])] == ["e", "d"]


def test_one_change_of_two_things_in_two_places_is_told_once() -> None:
    same = {"en": "The same.", "nb": "Det samme."}
    found = in_order([
        line("a", says=same, missing=("x",)), line("b", says=same, markets=("DE", "SE"), missing=("y",)),
    ])  # fmt: skip
    assert len(found) == 1
    assert (found[0].subject["en"], found[0].markets) == (
        "a · b",
        ("SE", "DE"),
    )  # as the list of markets has them
    assert found[0].missing == ("x", "y")


def test_what_is_not_law_is_never_joined_with_what_is() -> None:
    same = {"en": "The same.", "nb": "Det samme."}
    assert len(in_order([line("a", says=same), line("b", says=same, state="proposed")])) == 2
