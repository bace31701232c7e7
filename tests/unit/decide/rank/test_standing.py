"""How firmly markets stand: criteria off the draws, weights, and who beats whom, on worlds made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.model.cashflow import HORIZON, Outcomes
from fram.decide.rank import CRITERIA, NOTHING, Preference, RankKept, rank_kept, weights_of
from fram.decide.rank.criteria import measure
from fram.terms.errors import Refused

MARKETS = ("AA", "BB", "CC")
DRAWS = 2000


def world(*, values: tuple[float, ...], cash: tuple[float, ...], times: tuple[float, ...]) -> Outcomes:
    """Markets known for certain: a row each, the same in every draw."""

    def rows(numbers: tuple[float, ...]) -> np.ndarray:
        return np.repeat(np.array(numbers, float)[:, None], DRAWS, axis=1)

    return Outcomes(
        npv=rows(values), value=rows(values), lowest_cash=-rows(cash), payback=rows(times),
        first_revenue=rows(times), early_spend=rows(cash),
    )  # fmt: skip


# AA is worth most, BB needs least cash, CC is quickest.
THREE = world(values=(10, 5, 0), cash=(20, 0, 10), times=(60, 40, 20))


def kept(preference: Preference | None = None, found: Outcomes = THREE, seed: int = 1) -> RankKept:
    return rank_kept(MARKETS, found, best_first=MARKETS, seed=seed, preference=preference)


def test_a_criterion_runs_from_its_worst_to_its_best_end() -> None:
    cash = measure(THREE, "cash")
    assert (cash.worst, cash.best) == (20, 0)
    np.testing.assert_allclose(cash.utilities[:, 0], [0, 1, 0.5])
    np.testing.assert_allclose(cash.means, [20, 0, 10])
    np.testing.assert_allclose(measure(THREE, "value").utilities[:, 0], [1, 0.5, 0])
    np.testing.assert_allclose(measure(THREE, "time").utilities[:, 0], [0, 0.5, 1])


def test_the_chance_of_no_loss_is_one_number_a_market() -> None:
    npv = np.ones((2, 10))
    npv[1, :3] = -1
    found = Outcomes(npv=npv, value=npv, lowest_cash=-npv, payback=npv, first_revenue=npv, early_spend=npv)
    np.testing.assert_allclose(measure(found, "chance").means, [1, 0.7])


def test_what_all_share_tells_nothing_apart() -> None:
    same = measure(world(values=(5, 5, 5), cash=(1, 2, 3), times=(1, 1, 1)), "value")
    assert same.worst == same.best == 5
    assert not same.utilities.any()


@pytest.mark.parametrize("name", CRITERIA)
def test_each_criterion_can_stand_alone(name: str) -> None:
    found = kept(Preference.stated({name: 2.0}))
    assert found.kind == "stated"
    assert [one.criterion for one in found.criteria] == [name]
    assert sum(one.first > 0 for one in found.markets) >= 1


def test_two_criteria_by_hand() -> None:
    """Value and cash: AA scores w, BB 1 - w / 2, CC (1 - w) / 2. AA leads above w = 2/3, CC never."""
    found = kept(Preference.any_of(["value", "cash"]))
    first = [one.first for one in found.markets]
    assert first == pytest.approx([1 / 3, 2 / 3, 0], abs=0.035)
    assert [one.first_by_weights for one in found.markets] == first
    assert found.markets[2].confidence is None
    assert found.markets[2].central == {}
    # The mean of w where AA leads is (2/3 + 1) / 2 = 5/6.
    assert found.markets[0].central["value"] == pytest.approx(5 / 6, abs=0.01)
    assert found.markets[0].confidence == 1


def test_an_order_of_importance_narrows_it() -> None:
    """Value before cash: w is uniform on 1/2 to 1, so AA leads in (1 - 2/3) / (1/2) = 2/3 of the ways."""
    found = kept(Preference.in_order(["value", "cash"]))
    assert found.markets[0].first == pytest.approx(2 / 3, abs=0.035)


def test_limits_narrow_it_further() -> None:
    """w between 0.6 and 0.8: AA leads above 2/3, so in 2/3 of the ways."""
    found = kept(Preference.within({"value": (0.6, 0.8), "cash": (0.0, 1.0)}))
    assert found.kind == "within"
    assert found.markets[0].first == pytest.approx(2 / 3, abs=0.035)


def test_stated_weights_settle_it() -> None:
    assert [one.first for one in kept(Preference.stated({"value": 3, "cash": 1})).markets] == [1, 0, 0]
    assert [one.first for one in kept(Preference.stated({"value": 1, "cash": 1})).markets] == [0, 1, 0]


def test_places_add_up_and_the_podium_holds_them() -> None:
    for one in kept().markets:
        assert sum(one.places) == pytest.approx(1)
        assert one.among_first == pytest.approx(1)
        assert 1 / 3 <= one.holistic <= 1


def test_who_beats_whom_whatever_the_risk() -> None:
    found = kept()
    assert found.undominated == ("AA",)
    assert [one.beaten_by for one in found.markets] == ["", "AA", "AA"]
    assert [one.beaten_order for one in found.markets] == [0, 1, 1]
    assert found.markets[0].beats == {"BB": 1, "CC": 1, NOTHING: 1}
    losing = kept(found=world(values=(-1, -2, -3), cash=(1, 2, 3), times=(HORIZON,) * 3))
    assert losing.undominated == (NOTHING,)
    assert [one.nothing_beats for one in losing.markets] == [1, 1, 1]
    assert losing.markets[0].beaten_by == NOTHING


def test_the_same_seed_gives_the_same_and_another_nearly() -> None:
    assert kept() == kept()
    one, other = kept(seed=1), kept(seed=2)
    assert one != other
    for mine, theirs in zip(one.markets, other.markets, strict=True):
        assert mine.first == pytest.approx(theirs.first, abs=0.05)


def test_one_market_stands_alone() -> None:
    found = rank_kept(["AA"], world(values=(10,), cash=(1,), times=(5,)), best_first=["AA"], seed=1)
    assert found.markets[0].first == found.markets[0].first_by_weights == 1


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["valu"], "did you mean `value`?"),
        (["value", "cash", "value"], "`value` is named twice"),
        (["gold", "silver"], "no criterion is called `silver`"),
    ],
)
def test_criteria_that_are_none(names: list[str], told: str) -> None:
    with pytest.raises(Refused, match=told.replace("?", r"\?")):
        kept(Preference.any_of(names))


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"value": -1.0}, "0 or more"),
        ({"value": float("nan")}, "nan"),
        ({"value": 0.0, "cash": 0.0}, "above 0"),
    ],
)
def test_weights_that_are_none(weights: dict[str, float], told: str) -> None:
    with pytest.raises(Refused, match=told):
        Preference.stated(weights)


@pytest.mark.parametrize(
    ("limits", "is_ordered", "told"),
    [
        ({"value": (0.5, 0.4)}, False, "the lower one first"),
        ({"value": (0.0, 0.3), "cash": (0.0, 0.3)}, False, "0 at least and 0.6 at most"),
        ({"value": (0.6, 1.0), "cash": (0.6, 1.0)}, False, "1.2 at least"),
        ({"value": (0.0, 0.3), "cash": (0.5, 1.0)}, True, "contradict the order"),
    ],
)
def test_limits_that_no_weights_fit(
    limits: dict[str, tuple[float, float]], is_ordered: bool, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        Preference.within(limits, is_ordered=is_ordered)


def test_weights_are_keyed_by_name() -> None:
    one = weights_of(Preference.any_of(["value", "cash", "time"]), seed=1, draws=100)
    other = weights_of(Preference.any_of(["time", "value", "cash"]), seed=1, draws=100)
    np.testing.assert_allclose(one, other[[1, 2, 0]])
    limits = {"value": (0.1, 0.6), "cash": (0.2, 0.5), "time": (0.0, 1.0)}
    walked = weights_of(Preference.within(limits), seed=1, draws=100)
    turned = weights_of(Preference.within(dict(reversed(limits.items()))), seed=1, draws=100)
    np.testing.assert_allclose(walked, turned[::-1])
