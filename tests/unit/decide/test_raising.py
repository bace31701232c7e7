"""The planned round: one draw for the cash cone, the sequence and the runway."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.cash import CONE_DRAWS, own_cash
from fram.decide.model.factors import Draws
from fram.decide.raising import ROUND_SIZE, ROUND_SLIP_MONTHS, TO_CLOSE, Raised, closing, raised, to_close
from fram.decide.sequence.company import round_of
from fram.decide.sequence.problem import NEVER
from fram.terms.company import Company, Round
from fram.terms.errors import Refused

DRAWS = 4000


def company(*, closes: tuple[float, ...] = (), chance: float = 0.6, planned: bool = True) -> Company:
    one = Round(amount_nok=20e6, months_from_now=4, chance=chance, months_to_close=closes)
    return Company(
        name="Prøve AS", cash_nok=14e6, monthly_burn_nok=1e6, planned_round=one if planned else None
    )


def drawn(one: Company, *, seed: int = 1, draws: int = DRAWS, late: float = 0.0) -> Raised:
    found = raised(one, seed=seed, start=0, stop=draws, late=late)
    assert found is not None
    return found


def test_without_a_planned_round_there_is_none() -> None:
    assert raised(company(planned=False), seed=1, start=0, stop=10) is None


def test_it_comes_by_its_chance_late_and_of_another_size() -> None:
    found = drawn(company())
    assert found.comes.mean() == pytest.approx(0.6, abs=0.03)
    assert (found.month.min(), found.month.max()) == (5, 4 + ROUND_SLIP_MONTHS)
    low, high = ROUND_SIZE.low * 20e6, ROUND_SIZE.high * 20e6
    assert ((found.nok >= low) & (found.nok <= high)).all()
    # The mean of a PERT of 0.6, 1 and 1.2 is (0.6 + 4 + 1.2) / 6.
    assert found.nok.mean() == pytest.approx(20e6 * 5.8 / 6, rel=0.01)


def test_months_to_close_say_by_how_much_it_slips() -> None:
    """At best 4, at worst 9 months: what it takes beyond the best case, so up to 5 months after month 4."""
    one = company(closes=(4, 6, 9))
    found, takes = drawn(one), closing(one, seed=1, start=0, stop=DRAWS)
    assert np.array_equal(found.month, np.maximum(np.ceil(4 + takes - 4), 1))
    assert found.month.max() == 9
    certain = drawn(company(closes=(5, 5, 5)))
    assert set(certain.month.tolist()) == {4}


@pytest.mark.parametrize("closes", [(), (4, 6, 9), (6,)])
def test_all_who_count_with_the_round_count_with_the_same(closes: tuple[float, ...]) -> None:
    """The cash cone rises by what the sequence's round brings, in the month in which it does."""
    one, none = company(closes=closes), company(planned=False)
    rises = np.diff(own_cash(one, seed=3) - own_cash(none, seed=3), axis=0, prepend=0)
    planned = round_of(one, Draws(3, 0, CONE_DRAWS))
    for draw in range(200):
        came = np.flatnonzero(rises[:, draw] > 1)
        assert (came.size == 1) == (planned.at[draw] < NEVER)
        if came.size:
            assert came[0] + 1 == planned.at[draw]
            assert rises[came[0], draw] == pytest.approx(planned.nok[draw])


def test_late_is_later_and_a_draw_is_the_same_however_many_are_drawn() -> None:
    few, many, late = drawn(company(), draws=100), drawn(company()), drawn(company(), draws=100, late=6)
    assert np.array_equal(few.month, many.month[:100])
    assert np.array_equal(few.nok, many.nok[:100])
    assert np.array_equal(late.month, few.month + 6)


def test_how_long_raising_takes_is_ours_or_the_companys() -> None:
    assert to_close(company()) == TO_CLOSE
    usual = to_close(company(closes=(10,)))
    assert (usual.low, usual.typical, usual.high) == (6, 10, 20)  # 3 and 10 of 5, as in our own figure
    with pytest.raises(Refused, match="three that rise"):
        to_close(company(closes=(5, 3, 9)))
