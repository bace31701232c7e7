"""A scenario is a difference on the base: what is changed, what is not, and what each change moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import Weighing
from fram.decide.scenario.applied import MOVED_DRAWS, applied, what_moved
from fram.decide.scenario.change import Change, parse_change
from fram.terms.dist import Fixed, Lognormal, scaled
from fram.terms.estimate import Origin
from tests.unit.decide.worlds import LARGE, MIDDLE, weighing


def changes(*texts: str) -> tuple[Change, ...]:
    return tuple(parse_change(text) for text in texts)


def means(of: Weighing) -> dict[str, float]:
    cases = of.cases()
    found = simulate_markets(cases, seed=1, draws=MOVED_DRAWS, decide_at=of.decide_at).value
    return {case.market: float(row.mean()) for case, row in zip(cases, found, strict=True)}


def test_no_change_is_the_base() -> None:
    base = weighing(LARGE, MIDDLE)
    assert applied(base, ()) == base
    assert what_moved(base, (), seed=1) == ()


def test_the_base_stays_as_it_is() -> None:
    base = weighing(LARGE)
    before = means(base)
    applied(base, changes("price=x2", "cash_nok=1000", "reach@DE=1"))
    assert means(base) == before


def test_a_change_of_the_product_reaches_every_market() -> None:
    made = applied(weighing(LARGE, MIDDLE), changes("price=x0.5"))
    told = made.sold.known["price"]
    assert told.dist == Fixed(value=4_500)
    assert told.origin is Origin.COMPANY
    assert told.because[-1].key == "set-in-scenario"
    assert dict(told.because[-1].values) == {"change": "price=x0.5"}


def test_a_change_of_one_market_leaves_the_others() -> None:
    base = weighing(LARGE, MIDDLE)
    made = applied(base, changes("reach@DE=x3"))
    large, middle = made.settings
    assert large.known["reach"].dist == scaled(LARGE.known["reach"].dist, 3)  # type: ignore[union-attr]
    assert middle == base.settings[1]


def test_what_a_regime_shares_becomes_the_market_s_own() -> None:
    made = applied(weighing(LARGE, MIDDLE), changes("approval_months@DE=30"))
    ids = {case.market: case.inputs["approval_months"].id for case in made.cases()}
    assert ids == {"DE": "de.approval_months", "SE": "eu-mdr.approval_months"}


def test_a_default_can_be_changed_too() -> None:
    made = applied(weighing(LARGE), changes("marketing=x2"))
    found = made.cases()[0].inputs["marketing"].estimate.dist
    assert isinstance(found, Lognormal)
    assert found.median == 70_000


def test_cash_and_burn_and_the_way_of_selling() -> None:
    made = applied(weighing(LARGE), changes("cash_nok=-50%", "monthly_burn_nok=+200000", "channel=partner"))
    assert (made.company.cash_nok, made.company.monthly_burn_nok) == (30e6, 1.2e6)
    assert made.sold.mode == "partner"


def test_cash_does_not_fall_below_nothing() -> None:
    assert applied(weighing(LARGE), changes("cash_nok=-90000000")).company.cash_nok == 0


def test_the_parts_add_up_to_the_whole() -> None:
    base, made = weighing(LARGE, MIDDLE), changes("price=x1.2", "sales_cycle@DE=+6", "cash_nok=x2")
    moved = what_moved(base, made, seed=1)
    assert [one.change for one in moved] == ["price=x1.2", "sales_cycle@DE=+6", "cash_nok=x2"]
    before, after = means(base), means(applied(base, made))
    for market in before:
        assert sum(one.nok[market] for one in moved) == pytest.approx(
            after[market] - before[market], rel=1e-9
        )
    assert moved[0].nok["DE"] > 0 > moved[1].nok["DE"]
    assert moved[1].nok["SE"] == 0
    assert moved[2].nok == {"DE": 0, "SE": 0}


def test_the_same_draws_are_used_before_and_after() -> None:
    """A change of nothing moves nothing at all: what is shown is the change, not the dice."""
    (moved,) = what_moved(weighing(LARGE, MIDDLE), changes("reach=x1"), seed=1)
    assert np.allclose(list(moved.nok.values()), 0, atol=1e-3)


@pytest.mark.parametrize(
    "text", ["price=900", "price=x0.9", "sales_cycle@DE=+3", "cash_nok=-5", "channel=direct"]
)
def test_a_change_reads_as_it_was_written(text: str) -> None:
    assert parse_change(text).text == text
    assert parse_change(parse_change(text).text) == parse_change(text)


def test_the_company_is_the_only_other_thing_that_differs() -> None:
    base = weighing(LARGE)
    made = applied(base, changes("cash_nok=1"))
    assert replace(made, company=base.company) == base
