"""Dated parameters: the value of a day, its estimate, and gaps that stay gaps."""

from __future__ import annotations

from datetime import date

import pytest

from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

LAW, SURVEY = Citation(title="Fee order"), Citation(title="Survey")
FEE = Parameter(
    key="fee",
    unit="EUR",
    values=(
        Dated(start=date(2020, 1, 1), value=Fixed(value=100), cite=LAW),
        Dated(
            start=date(2024, 1, 1), value=Uniform(low=100, high=300), cite=SURVEY,
            confidence=Confidence.PARTLY_READ, note="range of offers",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2020, 1, 1), 100),
        (date(2023, 12, 31), 100),
        (date(2024, 1, 1), 200),
        (date(2030, 1, 1), 200),
    ],
)
def test_the_value_in_force(day: date, number: float) -> None:
    found = FEE.on(day)
    assert isinstance(found, Dated)
    assert found.number == number


def test_before_the_first_value_nothing_is_known() -> None:
    found = FEE.on(date(2019, 12, 31))
    assert isinstance(found, Unknown)
    assert "2019-12-31" in found.reason


def test_a_gap_gives_its_reason_and_never_zero() -> None:
    gap = Parameter(key="beds", unit="beds", values=(), gap="the source ends in 2012")
    assert gap.on(date(2026, 1, 1)) == Unknown("the source ends in 2012", ask="source")
    assert gap.estimate(date(2026, 1, 1)) == Unknown("the source ends in 2012", ask="source")


def test_an_estimate_carries_source_and_confidence() -> None:
    found = FEE.estimate(date(2026, 1, 1))
    assert found == Estimate(
        dist=Uniform(low=100, high=300), unit="EUR", origin=Origin.CITED, confidence=Confidence.PARTLY_READ,
        cites=(SURVEY,), note="range of offers",
    )  # fmt: skip


def test_text_is_no_number() -> None:
    told = Parameter(key="payer", unit="", values=(Dated(start=date(2020, 1, 1), value="state", cite=LAW),))
    assert isinstance(told.estimate(date(2026, 1, 1)), Unknown)
    found = told.on(date(2026, 1, 1))
    assert isinstance(found, Dated)
    with pytest.raises(TypeError, match="text"):
        _ = found.number


def test_a_replay_forgets_what_came_later() -> None:
    before = FEE.until(date(2024, 1, 1))
    assert before.on(date(2026, 1, 1)) == FEE.values[0]
    assert before.unit == FEE.unit
