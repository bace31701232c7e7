"""The net price of a DiGA: outcome-dependent share, and the volume discount in both readings."""

from __future__ import annotations

import numpy as np
import pytest

from fram.access.pathways.prices.diga import (
    after_outcome,
    diga_net,
    marginal_discount,
    whole_discount,
)

BANDS = [(3000.0, 0.02), (100_000.0, 0.30)]
VOLUMES = [
    # units, the floor reached on all of them, floors on the units above each point alone
    (1, 0.0, 0.0),
    (3_000, 0.0, 0.0),  # above 3,000, not from 3,000
    (6_000, 0.02, 0.01),  # 0.02 · 3,000 / 6,000
    (100_000, 0.02, 0.0194),  # 0.02 · 97,000 / 100,000
    (200_000, 0.30, 0.1597),  # (0.02 · 97,000 + 0.30 · 100,000) / 200,000 = (1,940 + 30,000) / 200,000
]


@pytest.mark.parametrize(("units", "whole", "marginal"), VOLUMES)
def test_discount_by_volume(units: float, whole: float, marginal: float) -> None:
    assert whole_discount(units, bands=BANDS) == pytest.approx(whole)
    assert marginal_discount(units, bands=BANDS) == pytest.approx(marginal)


def test_arrays_of_volumes_give_arrays_of_discounts() -> None:
    units, whole, marginal = np.array(VOLUMES).T
    assert whole_discount(units, bands=BANDS) == pytest.approx(whole)
    assert marginal_discount(units, bands=BANDS) == pytest.approx(marginal)


def test_without_floors_or_units_there_is_no_discount() -> None:
    assert whole_discount(5000, bands=[]) == marginal_discount(5000, bands=[]) == 0
    assert whole_discount(0, bands=BANDS) == marginal_discount(0, bands=BANDS) == 0


def test_the_published_arithmetic() -> None:
    assert diga_net(220) == 220
    assert diga_net(220, discount=0.02) == pytest.approx(215.60)  # 220 · 0.98
    assert diga_net(220, discount=0.30) == pytest.approx(154.00)  # 220 · 0.70


def test_a_fifth_hangs_on_the_outcome() -> None:
    assert after_outcome(220, outcome_share=0.2, attained=1.0) == 220
    assert after_outcome(220, outcome_share=0.2, attained=0.0) == pytest.approx(176.0)  # 220 · 0.80
    assert after_outcome(220, outcome_share=0.2, attained=0.8) == pytest.approx(211.2)  # 220 · 0.96
    both = diga_net(220, discount=0.02, outcome_share=0.2, attained=0.8)
    assert both == pytest.approx(206.976)  # 220 · 0.96 · 0.98
