"""Estimates as arithmetic: independent of each other, and exact where nothing varies."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest

from fram.access.pathways.prices import NoPrice
from fram.access.pathways.prices.amount import (
    ORDERS,
    PLACES,
    Terms,
    believed,
    even_mix,
    laid_out,
    line,
    typical,
    work,
)
from fram.terms.citation import Confidence
from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Mixture, Pert, Quantiles, Triangular, Uniform
from fram.terms.estimate import Origin
from tests.unit.access.pathways.prices.invented_rules import TODAY, VOLUME_DAY, term, told

UNIT = Uniform(low=0, high=1)


def test_any_two_are_independent() -> None:
    spreads = [np.asarray(one.spread) for one in laid_out([told(UNIT, "share") for _ in ORDERS])]
    together = np.corrcoef(spreads) - np.eye(len(spreads))
    assert np.abs(together).max() < 0.03
    for one, other in combinations(spreads, 2):
        # Each of 25 fields holds 8 of 200 points if all corners are met alike.
        met = np.histogram2d(one, other, bins=5)[0]
        assert met.min() >= 5
        assert met.max() <= 12


def test_sums_and_differences_of_any_two_are_triangles() -> None:
    spreads = [np.asarray(one.spread) for one in laid_out([told(UNIT, "share") for _ in ORDERS])]
    for one, other in combinations(spreads, 2):
        for total in (np.sort(one + other), np.sort(one - other + 1)):
            chance = np.where(total < 1, total**2 / 2, 1 - (2 - total) ** 2 / 2)
            assert np.abs(chance - PLACES).max() < 0.03


def test_a_product_of_independent_shares() -> None:
    one, other = laid_out([told(Beta(a=50, b=50), "share"), told(Beta(a=80, b=20), "share")])
    both = believed(work(np.multiply, one, other), parts=[told(0, "share")])
    assert both.dist.mean == pytest.approx(0.5 * 0.8, abs=0.003)


def test_a_sum_as_an_estimate() -> None:
    parts = [told(UNIT, "EUR")] * 2
    total = believed(work(np.add, *laid_out(parts)), parts=parts).dist
    assert isinstance(total, Quantiles)
    at = dict(zip(total.probs, total.values, strict=True))
    assert at[0.5] == pytest.approx(1.0, abs=0.02)
    assert at[0.1] == pytest.approx(np.sqrt(0.2), abs=0.02)


def test_what_does_not_vary_stays_exact() -> None:
    parts = [told(3, "EUR"), told(4, "EUR")]
    assert believed(work(np.add, *laid_out(parts)), parts=parts).dist == Fixed(value=7.0)
    level = work(lambda x: np.minimum(x, 1.0), *laid_out([told(Uniform(low=2, high=3), "EUR")]))
    assert believed(level, parts=parts).dist == Fixed(value=1.0)


@pytest.mark.parametrize(
    ("dist", "middle"),
    [
        (Fixed(value=3.0), 3.0),
        (Pert(low=0, typical=2, high=10), 2.0),
        (Triangular(low=0, typical=2, high=10), 2.0),
        (Lognormal(median=7, factor=3), 7.0),
        (Uniform(low=2, high=6), 4.0),
    ],
)
def test_the_value_a_reader_would_name(dist: Dist, middle: float) -> None:
    assert typical(dist) == pytest.approx(middle)


def test_a_line_holds_eight_of_ten_and_its_typical_value() -> None:
    shown = line("code:99454", *laid_out([told(Uniform(low=0, high=100), "USD")]))
    assert (shown.key, shown.subject, shown.unit) == ("code", "99454", "USD")
    assert (shown.low, shown.typical, shown.high) == pytest.approx((10, 50, 90), abs=0.5)


def test_readings_mix_evenly_and_alike_ones_are_one() -> None:
    high, low = told(10, "EUR"), told(20, "EUR", "partly-read")
    mixed = even_mix([high, low])
    assert isinstance(mixed.dist, Mixture)
    assert (mixed.dist.mean, mixed.confidence) == (15.0, Confidence.PARTLY_READ)
    assert even_mix([high, high]).dist == Fixed(value=10.0)


def test_terms_on_a_day() -> None:
    later = term("floor_low", 0.02, "share", VOLUME_DAY)
    terms = Terms(parameters={"floor_low": later, "cap": term("cap", 5, "EUR")}, on=TODAY)
    assert terms.value("floor_low") is None
    assert terms.value("nothing") is None
    assert terms.needed("cap", "floor_low") == NoPrice(
        "floor low: no figure was read on 2026-11-22", ask="source"
    )
    assert terms.begins("cap", "floor_low", "nothing") == VOLUME_DAY
    assert Terms(parameters=terms.parameters, on=date(2027, 1, 1)).begins("floor_low") is None
    assert terms.taxed == ()


def test_a_term_nobody_read_a_source_for_is_a_default() -> None:
    ours = term("cap", 5, "EUR")
    unread = type(ours.values[0].cite)(title="Own estimate")
    bare = type(ours)(
        key="cap", unit="EUR",
        values=(type(ours.values[0])(start=TODAY, value=Fixed(value=5.0), cite=unread),),
    )  # fmt: skip
    value = Terms(parameters={"cap": bare}, on=TODAY).value("cap")
    assert value is not None
    assert (value.origin, value.confidence, value.cites) == (Origin.DEFAULT, Confidence.UNCHECKED, ())
