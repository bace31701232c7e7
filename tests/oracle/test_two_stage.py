"""Planning on many futures: the farmer of the textbook, and a newsvendor whose answer is a quantile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.solve.two_stage import Scenario, TwoStage, best_plan, mean_scenario, worth_of_many
from fram.terms.errors import Refused


def farmer(case: dict[str, Any]) -> TwoStage:
    """Acres are planted first; then, by crop, what is bought, sold, and sold above the quota.

    Recourse: buy wheat, buy corn, sell wheat, sell corn, sell beets, sell beets above the quota.
    """
    sold = np.array([-case["buy"][0], -case["buy"][1], *case["sell"], case["beet_over"]], dtype=float)
    # Needed <= grown + bought - sold, by crop; and what is sold at the full price <= the quota.
    recourse = np.array(
        [[-1, 0, 1, 0, 0, 0], [0, -1, 0, 1, 0, 0], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0]], dtype=float
    )
    limits = np.array([*(-need for need in case["need"]), case["beet_quota"]], dtype=float)
    futures = []
    for probability, times in zip(case["prob"], case["yield_mult"], strict=True):
        grown = np.diag(np.array(case["yield_avg"]) * times)
        first = np.vstack([-grown, np.zeros(3)])
        futures.append(
            Scenario(probability=probability, earns=sold, first=first, recourse=recourse, most=limits)
        )
    return TwoStage(
        earns=-np.array(case["plant_cost"], dtype=float), rows=np.ones((1, 3)),
        most=np.array([float(case["land"])]), scenarios=tuple(futures),
    )  # fmt: skip


def test_the_farmer_of_birge_and_louveaux(truth: Path) -> None:
    case = json.loads((truth / "stochastic" / "farmer.json").read_text(encoding="utf-8"))
    found, wanted = worth_of_many(farmer(case)), case["expected"]
    assert found.many.value == pytest.approx(wanted["RP"], abs=0.01)
    assert found.mean.value == pytest.approx(wanted["EV"], abs=0.01)
    assert found.mean_tried == pytest.approx(wanted["EEV"], abs=0.01)
    assert found.of_many_futures == pytest.approx(wanted["VSS"], abs=0.01)
    assert found.waiting == pytest.approx(wanted["WS"], abs=0.01)
    assert found.of_knowing == pytest.approx(wanted["EVPI"], abs=0.01)
    assert found.many.first == pytest.approx(wanted["x"])


def newsvendor(demand: np.ndarray, *, cost: float, price: float, whole: bool = False) -> TwoStage:
    """Buy at ``cost`` before, sell at ``price`` after: no more than was bought, no more than is asked for."""
    futures = tuple(
        Scenario(
            probability=1 / demand.size, earns=np.array([price]), first=np.array([[-1.0], [0.0]]),
            recourse=np.array([[1.0], [1.0]]), most=np.array([0.0, asked]),
        )
        for asked in demand
    )  # fmt: skip
    return TwoStage(
        earns=np.array([-cost]), rows=np.ones((1, 1)), most=np.array([1e6]), scenarios=futures, whole=whole
    )


def earned(demand: np.ndarray, bought: float, *, cost: float, price: float) -> float:
    return float(price * np.minimum(demand, bought).mean() - cost * bought)


@pytest.mark.parametrize("seed", range(5))
def test_the_newsvendor_buys_a_quantile_of_demand(seed: int) -> None:
    """The best stock is the (price - cost) / price quantile of demand (Arrow, Harris and Marschak 1951)."""
    rng = np.random.default_rng(seed)
    demand, cost, price = rng.gamma(4, 25, 101), 3.0, float(rng.uniform(4, 12))
    found = worth_of_many(newsvendor(demand, cost=cost, price=price))
    stock = np.quantile(demand, (price - cost) / price, method="inverted_cdf")
    assert found.many.first[0] == pytest.approx(stock)
    assert found.many.value == pytest.approx(earned(demand, stock, cost=cost, price=price))
    assert found.mean.first[0] == pytest.approx(demand.mean())
    assert found.mean_tried == pytest.approx(earned(demand, demand.mean(), cost=cost, price=price))
    assert found.waiting == pytest.approx((price - cost) * demand.mean())


@settings(max_examples=20)
@given(st.lists(st.floats(1, 500), min_size=1, max_size=8), st.floats(1, 9), st.booleans())
def test_many_futures_and_knowing_are_worth_nought_or_more(
    demand: list[float], price: float, whole: bool
) -> None:
    found = worth_of_many(newsvendor(np.array(demand), cost=2.0, price=price, whole=whole))
    assert found.of_many_futures >= -1e-6
    assert found.of_knowing >= -1e-6
    if len(set(demand)) == 1:
        assert found.of_many_futures == pytest.approx(0, abs=1e-6)


def test_whole_numbers_are_whole() -> None:
    demand = np.array([1.6, 1.6])
    assert best_plan(newsvendor(demand, cost=1.0, price=3.0)).first == pytest.approx([1.6])
    assert best_plan(newsvendor(demand, cost=1.0, price=3.0, whole=True)).first == pytest.approx([2.0])


def test_a_plan_for_the_mean_that_breaks_a_limit_is_worth_minus_infinity() -> None:
    """What is bought must be sold: fine for the mean of demand, impossible in the lower future."""
    must = np.array([[1.0], [-1.0], [0.0]]), np.array([[-1.0], [1.0], [1.0]])
    futures = tuple(
        Scenario(
            probability=0.5, earns=np.array([5.0]), first=must[0], recourse=must[1],
            most=np.array([0.0, 0.0, asked]),
        )
        for asked in (1.0, 3.0)
    )  # fmt: skip
    programme = TwoStage(
        earns=np.array([-1.0]), rows=np.ones((1, 1)), most=np.array([9.0]), scenarios=futures
    )
    found = worth_of_many(programme)
    assert found.many.first == pytest.approx([1.0])
    assert found.mean.first == pytest.approx([2.0])
    assert found.mean_tried == -np.inf


def test_what_cannot_be_solved_is_refused() -> None:
    fine = newsvendor(np.array([1.0, 2.0]), cost=1.0, price=2.0)
    one = fine.scenarios[0]
    with pytest.raises(Refused, match=r"add up to 0\.5"):
        TwoStage(earns=fine.earns, rows=fine.rows, most=fine.most, scenarios=(one,))
    with pytest.raises(Refused, match="there is none"):
        TwoStage(earns=fine.earns, rows=fine.rows, most=fine.most, scenarios=())
    with pytest.raises(Refused, match=r"rows: have shape \(1, 1\)"):
        TwoStage(earns=fine.earns, rows=fine.rows, most=np.ones(2), scenarios=fine.scenarios)
    odd = Scenario(probability=0.5, earns=np.ones(2), first=one.first, recourse=one.recourse, most=one.most)
    with pytest.raises(Refused, match="scenario 2: rows of shape"):
        TwoStage(earns=fine.earns, rows=fine.rows, most=fine.most, scenarios=(one, odd))
    with pytest.raises(Refused, match="no plan is best"):
        best_plan(TwoStage(earns=fine.earns, rows=fine.rows, most=-fine.most, scenarios=fine.scenarios))
    assert mean_scenario(fine.scenarios).most == pytest.approx([0.0, 1.5])
