"""Dilution by hand: a plain round, a pool lifted, a discount, both kinds of cap, and all of them together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.decide.runway.owners import after_round, owned_problems
from fram.terms.company import Convertible, Ownership
from fram.terms.errors import Refused


def test_a_plain_round() -> None:
    # 10 on 40 before: 20 % for the new, 80 % of what each had for the others.
    found = after_round(Ownership(founders_share=0.75), amount=10e6, pre_money=40e6)
    assert found.investors == pytest.approx(0.20)
    assert found.founders == pytest.approx(0.60)
    assert found.others == pytest.approx(0.20)
    assert found.today == pytest.approx(0.80)
    assert (found.pool, found.converted) == (0, 0)
    assert found.post_money == 50e6
    assert found.per_share == pytest.approx(40e6)  # today's shares, one in all, at the round's price


def test_the_pool_is_lifted_out_of_the_value_before() -> None:
    # One million shares: founders 800,000, pool 100,000, others 100,000; 10 on 40; pool 10 % after.
    # N = 900,000 + 0.1 N + 0.2 N, so N = 1,285,714 and the founders hold 800,000 of them.
    owned = Ownership(founders_share=0.8, option_pool=0.1, option_pool_after=0.1)
    found = after_round(owned, amount=10e6, pre_money=40e6)
    assert found.founders == pytest.approx(800_000 / 1_285_714.2857)
    assert found.pool == pytest.approx(0.1)
    assert found.investors == pytest.approx(0.2)
    assert found.per_share == pytest.approx(50e6 / 1.2857142857)


def test_a_pool_that_is_large_enough_is_only_diluted() -> None:
    owned = Ownership(option_pool=0.2, option_pool_after=0.1)
    assert after_round(owned, amount=10e6, pre_money=40e6).pool == pytest.approx(0.16)


def test_a_discount_gives_more_for_the_same_money() -> None:
    # 4 at 20 % off in a company worth 50 after: 4 / (0.8 x 50) = 10 %. Founders: 1 - 0.2 - 0.1.
    owned = Ownership(founders_share=1.0, convertibles=(Convertible(amount_nok=4e6, discount=0.2),))
    found = after_round(owned, amount=10e6, pre_money=40e6)
    assert found.converted == pytest.approx(0.10)
    assert found.founders == pytest.approx(0.70)


def test_a_cap_that_counts_todays_shares_only() -> None:
    # 4 at a cap of 20 on today's shares: 0.2 of them. N = 1.2 / 0.8 = 1.5; converted 0.2 / 1.5.
    loan = Convertible(amount_nok=4e6, cap_nok=20e6, cap_after_conversion=False)
    found = after_round(Ownership(convertibles=(loan,)), amount=10e6, pre_money=40e6)
    assert found.converted == pytest.approx(0.2 / 1.5)
    assert found.today == pytest.approx(1 / 1.5)


def test_caps_after_conversion_are_shares_before_the_new_money() -> None:
    # 1 at 10 is 10 %, 0.6 at 15 is 4 %: the owners hold 86 % before the round and 86 % of 80 % after.
    loans = (Convertible(amount_nok=1e6, cap_nok=10e6), Convertible(amount_nok=0.6e6, cap_nok=15e6))
    found = after_round(Ownership(founders_share=1.0, convertibles=loans), amount=10e6, pre_money=40e6)
    assert found.founders == pytest.approx(0.86 * 0.8)
    assert found.converted == pytest.approx(0.14 * 0.8)


def test_the_better_of_cap_and_discount() -> None:
    # At 100 after the money, 20 % off beats a cap of 200; a cap of 20 beats 20 % off.
    def converted(cap: float) -> float:
        loan = Convertible(amount_nok=4e6, cap_nok=cap, discount=0.2)
        return after_round(Ownership(convertibles=(loan,)), amount=20e6, pre_money=80e6).converted

    assert converted(200e6) == pytest.approx(4 / (0.8 * 100))
    assert converted(20e6) == pytest.approx(0.2 * 0.8)  # a fifth before the new money


def test_no_round_changes_nothing() -> None:
    found = after_round(Ownership(founders_share=0.7, option_pool=0.1), amount=0, pre_money=40e6)
    assert (found.investors, found.pool) == (0, pytest.approx(0.1))
    assert (found.founders, found.others) == (pytest.approx(0.7), pytest.approx(0.2))


@pytest.mark.parametrize(
    ("owned", "amount", "value", "words"),
    [
        (Ownership(), -1.0, 40e6, "0 or more"),
        (Ownership(), 1e6, 0.0, "above 0"),
        (Ownership(option_pool_after=0.9), 30e6, 40e6, "too low"),
        (Ownership(convertibles=(Convertible(amount_nok=50e6),)), 10e6, 40e6, "too low"),
        (Ownership(convertibles=(Convertible(amount_nok=50e6, cap_nok=40e6),)), 10e6, 90e6, "too low"),
    ],
)
def test_what_cannot_be(owned: Ownership, amount: float, value: float, words: str) -> None:
    with pytest.raises(Refused, match=words):
        after_round(owned, amount=amount, pre_money=value)


def test_shares_over_the_whole_are_pointed_out() -> None:
    assert owned_problems(Ownership(founders_share=0.9, option_pool=0.2))
    assert not owned_problems(Ownership(founders_share=0.8, option_pool=0.2))


LOANS = st.builds(
    Convertible, amount_nok=st.floats(0, 4e6), cap_nok=st.none() | st.floats(20e6, 80e6),
    discount=st.floats(0, 0.3), cap_after_conversion=st.booleans(),
)  # fmt: skip
OWNED = st.builds(
    Ownership, founders_share=st.floats(0, 0.8), option_pool=st.floats(0, 0.2),
    option_pool_after=st.none() | st.floats(0, 0.2), convertibles=st.lists(LOANS, max_size=3).map(tuple),
)  # fmt: skip


@given(owned=OWNED, amount=st.floats(0, 40e6), value=st.floats(40e6, 200e6))
def test_shares_sum_to_one_whatever_converts(owned: Ownership, amount: float, value: float) -> None:
    found = after_round(owned, amount=amount, pre_money=value)
    assert found.investors + found.converted + found.pool + found.today == pytest.approx(1, abs=1e-9)
    assert found.founders is not None
    assert found.others is not None
    assert found.founders + found.others == pytest.approx(found.today)
    assert found.pool >= (owned.option_pool_after or 0) - 1e-9


@given(owned=OWNED, value=st.floats(40e6, 200e6), low=st.floats(0, 20e6), more=st.floats(0, 20e6))
def test_more_money_never_leaves_the_founders_more(
    owned: Ownership, value: float, low: float, more: float
) -> None:
    small, large = (after_round(owned, amount=a, pre_money=value).founders for a in (low, low + more))
    assert small is not None
    assert large is not None
    assert large <= small + 1e-9


@given(owned=OWNED, order=st.randoms(use_true_random=False))
def test_the_order_of_loans_is_irrelevant(owned: Ownership, order: object) -> None:
    loans = list(owned.convertibles)
    order.shuffle(loans)  # type: ignore[attr-defined]
    other = Ownership(
        founders_share=owned.founders_share, option_pool=owned.option_pool,
        option_pool_after=owned.option_pool_after, convertibles=tuple(loans),
    )  # fmt: skip
    one, two = (after_round(o, amount=10e6, pre_money=60e6).converted for o in (owned, other))
    assert one == pytest.approx(two)
