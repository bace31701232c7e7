"""A scenario's changes: every way to write one, every way to write it wrong, and what it does to a belief."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fram.decide.model.sampling import quantile
from fram.decide.scenario.change import Change, changed, limits, parse_change, shifted, stated_change
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Poisson,
    Quantiles,
    Triangular,
    Uniform,
)
from fram.terms.errors import Refused

PROBS = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("price=900", Change(input="price", how="to", amount=900)),
        ("price = 14 000", Change(input="price", how="to", amount=14_000)),
        ("price=14_000.5", Change(input="price", how="to", amount=14_000.5)),
        ("price=x0.9", Change(input="price", how="times", amount=0.9)),
        ("price=×1.2", Change(input="price", how="times", amount=1.2)),
        ("price=-10%", Change(input="price", how="times", amount=0.9)),
        ("price=+25 %", Change(input="price", how="times", amount=1.25)),
        ("sales_cycle@DE=+3", Change(input="sales_cycle", market="DE", how="plus", amount=3)),
        ("sales_cycle@uk=−2", Change(input="sales_cycle", market="GB", how="plus", amount=-2)),
        ("approval_months@SE=x2", Change(input="approval_months", market="SE", how="times", amount=2)),
        ("cash_nok=2e7", Change(input="cash_nok", how="to", amount=2e7)),
        ("monthly_burn_nok=+10%", Change(input="monthly_burn_nok", how="times", amount=1.1)),
        ("channel=distributor", Change(input="channel", how="to", word="distributor")),
        ("cost_to_serve=1.2", Change(input="cost_to_serve", how="to", amount=1.2)),
    ],
)
def test_ways_to_write_a_change(text: str, change: Change) -> None:
    found = parse_change(text)
    assert found.amount == pytest.approx(change.amount)
    assert (found.input, found.market, found.how, found.word) == (
        change.input,
        change.market,
        change.how,
        change.word,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prise=900", "did you mean `price`"),
        ("zzz=900", "known: price"),
        ("price", "name=value"),
        ("price=", "is no change"),
        ("price=cheap", "is no change"),
        ("price=1,200", "a comma may mean thousands"),
        ("price=10%", "needs its sign"),
        ("price=+x2", "two ways"),
        ("price=x-2", "is no change"),
        ("price=nan", "is no change"),
        ("price=inf", "is no change"),
        ("price=1e999", "not a finite number"),
        ("price=-150%", "more than all of it"),
        ("price@DE=3", "the same in every market"),
        ("cash_nok@DE=3", "the same in every market"),
        ("channel@DE=direct", "the same in every market"),
        ("channel=shop", "direct, distributor, partner"),
        ("channel=3", "direct, distributor, partner"),
        ("sales_cycle@XX=3", "unknown market"),
        ("approval_chance=1.2", "between 0 and 1"),
    ],
)
def test_what_is_no_change_is_refused_by_its_name(text: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_change(text)
    assert words in str(caught.value)
    assert caught.value.problem.where == text.partition("=")[0].strip()
    assert caught.value.problem.remedy


def test_the_names_handed_in_are_the_ones_that_can_be_changed() -> None:
    assert parse_change("wings=x2", names=["wings"]).input == "wings"
    with pytest.raises(Refused, match="unknown input `price`"):
        parse_change("price=2", names=["wings"])


def test_a_number_from_a_file_is_a_value_whatever_its_sign() -> None:
    assert stated_change("price", 900) == Change(input="price", how="to", amount=900)
    with pytest.raises(Refused, match="cannot be -3") as caught:
        stated_change("sales_cycle", -3)
    assert '"-3"' in caught.value.problem.remedy
    for bad in (math.inf, math.nan):
        with pytest.raises(Refused, match="not a finite number"):
            stated_change("price", bad)


def test_shares_are_at_most_one_and_the_cost_to_serve_may_be_above_the_price() -> None:
    assert limits("approval_chance") == (0, 1)
    assert limits("cost_to_serve") == limits("cash_nok") == (0, math.inf)


class TestChanged:
    @pytest.mark.parametrize(
        ("before", "text", "after"),
        [
            (Pert(low=3, typical=9, high=24), "sales_cycle=6", Fixed(value=6)),
            (Pert(low=3, typical=9, high=24), "sales_cycle=x2", Pert(low=6, typical=18, high=48)),
            (Pert(low=3, typical=9, high=24), "sales_cycle=+3", Pert(low=6, typical=12, high=27)),
            (Pert(low=3, typical=9, high=24), "sales_cycle=x0", Fixed(value=0)),
            (Uniform(low=4, high=5), "sales_cycle=-3", Uniform(low=1, high=2)),
            (Lognormal(median=500, factor=4), "price=-10%", Lognormal(median=450, factor=4)),
            (Fixed(value=10), "price=+5", Fixed(value=15)),
            (Triangular(low=1, typical=2, high=4), "sales_cycle=+1", Triangular(low=2, typical=3, high=5)),
            (
                Categorical(values=(1, 2), weights=(3, 1)),
                "sales_cycle=+1",
                Categorical(values=(2, 3), weights=(3, 1)),
            ),
        ],
    )
    def test_a_family_stays_what_it_is(self, before: Dist, text: str, after: Dist) -> None:
        assert changed(before, parse_change(text)) == after

    @pytest.mark.parametrize(
        ("before", "text"),
        [
            (Beta(a=5, b=1.5), "approval_chance=x0.7"),
            (Beta(a=5, b=1.5), "approval_chance=+0.1"),
            (Beta(a=5, b=1.5), "approval_chance=x1.3"),
            (Beta(a=1.2, b=12), "unpaid_share=-0.05"),
            (Pert(low=0.55, typical=0.85, high=1), "price_realised=x1.2"),
            (Pert(low=3, typical=9, high=24), "sales_cycle=-6"),
            (Lognormal(median=5, factor=2), "sales_cycle=+3"),
            (Poisson(rate=2.5), "reach=x2"),
        ],
    )
    def test_else_every_quantile_is_changed_and_cut_off_at_what_can_be(self, before: Dist, text: str) -> None:
        change = parse_change(text)
        after = changed(before, change)
        raw = quantile(before, PROBS)
        wanted = np.clip(
            raw * change.amount if change.how == "times" else raw + change.amount, *limits(change.input)
        )
        spread = float(np.ptp(quantile(before, PROBS)))
        assert isinstance(after, Quantiles)
        if not isinstance(before, Poisson):  # a count jumps where lines do not
            assert quantile(after, PROBS) == pytest.approx(wanted, abs=0.01 * spread)
        assert limits(change.input)[0] <= after.values[0] <= after.values[-1] <= limits(change.input)[1]

    def test_a_scaled_count_keeps_its_mean(self) -> None:
        after = changed(Poisson(rate=2.5), parse_change("reach=x2"))
        assert after.mean == pytest.approx(5.0, rel=0.06)

    def test_tails_past_the_limits_before_are_left_to_the_model(self) -> None:
        after = changed(Lognormal(median=0.08, factor=2.5), parse_change("peak_share=x1.5"))
        assert isinstance(after, Lognormal)
        assert (after.median, after.factor) == pytest.approx((0.12, 2.5))

    def test_nothing_changes_by_one_or_by_nought(self) -> None:
        for dist in (Beta(a=3, b=6), Pert(low=0.1, typical=0.2, high=0.3), Normal(mean=0.5, sd=0.01)):
            for text in ("approval_chance=x1", "approval_chance=+0"):
                same = changed(dist, parse_change(text))
                assert quantile(same, PROBS) == pytest.approx(quantile(dist, PROBS), abs=2e-3)

    def test_a_mixture_moves_as_its_parts_do(self) -> None:
        parts = (Fixed(value=1), Uniform(low=2, high=3))
        moved = shifted(Mixture(weights=(1, 2), parts=parts), 2)
        assert moved == Mixture(weights=(1, 2), parts=(Fixed(value=3), Uniform(low=4, high=5)))
        assert shifted(Mixture(weights=(1, 1), parts=(Fixed(value=1), Beta(a=2, b=2))), 2) is None
        cut = Normal(mean=5, sd=1, low=3, high=None)
        assert shifted(cut, 2) == Normal(mean=7, sd=1, low=5, high=None)
