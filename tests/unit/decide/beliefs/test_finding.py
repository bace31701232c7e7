"""Findings: what discounts them, what they change, when they contradict, and how they are taken back."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.beliefs import (
    Answers,
    Events,
    Finding,
    Quote,
    Said,
    Told,
    Value,
    YesOf,
    revised,
    reweigh,
    shown,
    update,
)
from fram.decide.beliefs.evidence import Voices, centre
from fram.decide.beliefs.finding import effective, exponents, weights
from fram.terms.dist import Beta, Fixed, Lognormal, Normal, Pert, Uniform
from fram.terms.errors import Refused

ON = date(2026, 11, 22)


def finding(evidence, kind="interview", **more) -> Finding:
    return Finding(about="win_share", market="DE", kind=kind, who="buyers", evidence=evidence, on=ON, **more)


def test_eight_interviews_do_not_count_as_eight() -> None:
    """8 / (1 + 7 x 0.3) = 2.58: so 4 of 8 on Beta(2, 2) is 1.29 of 2.58."""
    asked = finding(YesOf(yes=4, of=8))
    assert effective(asked) == pytest.approx(8 / 3.1)
    after = update(Beta(a=2, b=2), asked).posterior
    assert (after.a, after.b) == pytest.approx((2 + 4 / 3.1, 2 + 4 / 3.1))
    assert update(Beta(a=2, b=2), finding(YesOf(yes=4, of=8), kind="pilot")).posterior == Beta(a=6, b=6)
    assert effective(finding(YesOf(yes=4, of=8), rho=1.0)) == 1.0


def test_noted_one_by_one_they_count_no_more() -> None:
    """Eight findings of one interview weigh what one of eight does; another role is another group."""
    single = [finding(YesOf(yes=n % 2, of=1)) for n in range(8)]
    assert weights(single) == pytest.approx((1 / 3.1,) * 8)
    one = revised(Beta(a=2, b=2), single).dist
    assert (one.a, one.b) == pytest.approx((2 + 4 / 3.1, 2 + 4 / 3.1))
    other = Finding(
        about="win_share", market="DE", kind="interview", who="nurses", evidence=YesOf(yes=1, of=1), on=ON
    )
    assert weights([single[0], other]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("sure", "share"), [("high", 1.0), ("medium", 0.5), ("low", 0.2), (0.7, 0.7), (0, 0)]
)
def test_how_sure_is_a_share_of_the_weight(sure, share: float) -> None:
    found = finding(YesOf(yes=10, of=20), kind="survey", sure=sure)
    after = update(Beta(a=1, b=1), found).posterior
    assert (after.a, after.b) == pytest.approx((1 + 10 * share, 1 + 10 * share))


def test_a_contradiction_is_told_with_its_chance() -> None:
    """Three people say 30 where a belief of 10 ± 5 gave it less than 1 in 100."""
    three = Told(said=tuple(Said(who=str(n), dist=Normal(mean=30, sd=4)) for n in range(3)))
    step = update(Normal(mean=10, sd=5), finding(three))
    assert step.said == pytest.approx(30)
    assert step.contradicts
    # Three count as 1.875: the belief foresees Normal(10, √(25 + 16 / 1.875)), and 30 is 3.453 spreads out.
    assert step.surprise == pytest.approx(2 * 0.000277, rel=0.01)
    assert step.one_in == pytest.approx(1804, rel=0.01)
    mild = update(Normal(mean=10, sd=5), finding(Value(value=14, sd=3)))
    assert not mild.contradicts
    assert mild.moved == pytest.approx((14 - 10) * (1 / 9) / (1 / 9 + 1 / 25) / 5)
    assert mild.narrower == pytest.approx((1 / 25 + 1 / 9) ** -0.5 / 5, rel=1e-3)


def test_people_who_contradict_each_other_are_widened() -> None:
    """10 ± 1 and 20 ± 1: chi-square 50 on one, so each counts as ± √50, and both together as ± 5."""
    told = Told(said=(Said(who="A", dist=Normal(mean=10, sd=1)), Said(who="B", dist=Normal(mean=20, sd=1))))
    assert Voices(told).widening == pytest.approx(50, rel=1e-3)
    assert centre(told) == pytest.approx(15, abs=1e-3)
    wide = update(Normal(mean=0, sd=1e4), finding(told, rho=0.0)).after
    assert (wide.mean, wide.sd) == pytest.approx((15, 5), rel=1e-3)
    agreed = Told(
        said=(Said(who="A", dist=Normal(mean=10, sd=1)), Said(who="B", dist=Normal(mean=10.5, sd=1)))
    )
    assert Voices(agreed).widening == 1.0


WIDE = Normal(mean=0, sd=1e6)


def values(*pairs: tuple[float, float]) -> list[Finding]:
    return [finding(Value(value=at, sd=sd), rho=0.0) for at, sd in pairs]


def test_findings_that_agree_narrow_as_their_errors_say() -> None:
    """10 ± 1 and 11 ± 1: chi-square ½ is no more than 1, so 10.5 ± √½ as always."""
    found = values((10, 1), (11, 1))
    assert exponents(found) == weights(found) == (1.0, 1.0)
    whole = revised(WIDE, found)
    precise = 1 / 1e12 + 2
    assert (whole.dist.mean, whole.dist.sd) == pytest.approx((21 / precise, precise**-0.5), rel=1e-12)
    assert (whole.steps[1].widened, whole.steps[1].is_apart) == (1.0, False)


def test_findings_that_contradict_each_other_widen() -> None:
    """10 ± 1 and 20 ± 1: 100 apart squared, 2 explained: 98 / 2 = 49 between. Each ± √50, both ± 5."""
    found = values((10, 1), (20, 1))
    assert exponents(found) == pytest.approx((1 / 50, 1 / 50))
    whole = revised(WIDE, found)
    assert (whole.steps[1].after.mean, whole.steps[1].after.sd) == pytest.approx((15, 5), rel=1e-6)
    assert whole.steps[1].widened == pytest.approx(50**0.5)
    assert whole.steps[1].is_apart
    assert whole.steps[1].contradicts
    assert (whole.steps[0].widened, whole.steps[0].after.sd) == pytest.approx((1, 1), rel=1e-6)
    assert [step.finding for step in whole.steps] == found  # who said what stands as it was


def test_a_sure_finding_does_not_outvote_an_unsure_one_it_contradicts() -> None:
    """10 ± 1 and 40 ± 10: (900 - 101) / 2 = 399.5 between, so √(400.5 × 499.5 / 900) = 14.91, above 10."""
    whole = revised(WIDE, values((10, 1), (40, 10)))
    assert whole.steps[1].after.sd == pytest.approx((400.5 * 499.5 / 900) ** 0.5, rel=1e-5)
    mean = (10 / 400.5 + 40 / 499.5) / (1 / 400.5 + 1 / 499.5)
    assert whole.steps[1].after.mean == pytest.approx(mean, rel=1e-5)


def test_three_findings_by_the_sums_of_dersimonian_and_laird() -> None:
    """0, 0 and 9, each ± 1: Q = 54 about 3, so (54 - 2) / (3 - 3 / 3) = 26 between, and √(27 / 3) = 3."""
    whole = revised(WIDE, values((0, 1), (0, 1), (9, 1)))
    assert (whole.steps[2].after.mean, whole.steps[2].after.sd) == pytest.approx((3, 3), rel=1e-5)


def test_contradictions_are_seen_on_the_scale_on_which_findings_err() -> None:
    """Quotes of 100 and 1,600 within ÷×2: logs 4 ln 2 apart, each with sd ln 2 / 1.2816."""
    found = [finding(Quote(price=price, factor=2), kind="quote", rho=0.0) for price in (100, 1600)]
    apart, own = (4 * math.log(2)) ** 2, (math.log(2) / 1.2815516) ** 2
    assert exponents(found) == pytest.approx((2 * own / apart,) * 2)
    prior = Lognormal(median=400, factor=1e6)
    assert revised(prior, found).dist.median == pytest.approx(400)
    shares = [finding(YesOf(yes=yes, of=40), kind="pilot") for yes in (4, 36)]
    before, after = weights(shares), exponents(shares)
    assert before == (1.0, 1.0)
    own, apart = 1 / 4.5 + 1 / 36.5, (2 * math.log(36.5 / 4.5)) ** 2
    assert after == pytest.approx((2 * own / apart,) * 2)
    both = revised(Beta(a=1, b=1), shares).dist
    assert shown(both).sd > max(update(Beta(a=1, b=1), one).after.sd for one in shares)


def test_what_does_not_count_contradicts_nothing() -> None:
    found = [*values((10, 1)), finding(Value(value=99, sd=1), sure=0.0, rho=0.0)]
    assert exponents(found) == (1.0, 0.0)
    assert revised(WIDE, found).steps[1].widened == 1.0
    assert exponents([]) == ()


@settings(max_examples=60)
@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(4.3, 1e3), st.floats(-1e3, 1e3))
def test_two_that_contradict_leave_a_belief_as_wide_as_either(
    one: float, other: float, squared: float, at: float
) -> None:
    """More than 4.24 times their errors squared apart (as a 5 % surprise is nearly): never narrower."""
    away = math.sqrt(squared * (one**2 + other**2))
    after = revised(WIDE, values((at, one), (at + away, other))).dist
    assert after.sd >= max(one, other) * (1 - 1e-6)


def test_uneven_words_stay_uneven_and_rule_nothing_out() -> None:
    """P10 8, P50 10, P90 20 of someone whose most is 21: 25 stays possible, above is wider than below."""
    said = Said(who="A", dist=Pert(low=8, typical=9, high=21))
    after = update(Uniform(low=0, high=60), finding(Told(said=(said,)))).after
    assert after.p90 - after.p50 > 1.2 * (after.p50 - after.p10)
    assert update(Uniform(low=22, high=60), finding(Told(said=(said,)))).after.p10 > 22


def test_steps_say_before_and_after_and_undo_is_leaving_out() -> None:
    prior = Pert(low=3, typical=9, high=24)
    found = [finding(Value(value=v, sd=2)) for v in (14, 10, 19)]
    whole = revised(prior, found)
    assert [step.before for step in whole.steps] == [shown(prior), *(step.after for step in whole.steps[:2])]
    without = revised(prior, [found[0], found[2]])
    assert without.dist == revised(prior, [found[2], found[0]]).dist
    assert revised(prior, []).dist == prior
    with pytest.raises(Refused, match="different inputs"):
        revised(prior, [found[0], Finding(about="price", kind="desk", evidence=Value(value=1, sd=1), on=ON)])


def test_a_known_number_is_not_moved() -> None:
    step = update(Fixed(value=12), finding(Value(value=14, sd=2)))
    assert step.posterior == Fixed(value=12)
    assert (step.moved, step.narrower) == (0.0, 1.0)


def test_what_is_impossible_is_refused() -> None:
    with pytest.raises(Refused, match="impossible under the earlier belief"):
        update(Uniform(low=2, high=3), finding(YesOf(yes=1, of=2)))  # a share cannot be 2
    with pytest.raises(Refused, match="impossible under the earlier belief"):
        update(Normal(mean=-50, sd=1), finding(Quote(price=10, factor=1.2)))


def test_evidence_stays_on_its_side_of_zero() -> None:
    wide = update(Lognormal(median=5, factor=4), finding(Value(value=0.5, sd=2))).after
    assert 0 < wide.p10 < wide.p50 < wide.p90 < 5


ODD = [
    (lambda: Value(value=1, sd=0), "spread of 0"),
    (lambda: Value(value=float("nan"), sd=1), "value of nan"),
    (lambda: Value.within(5, low=7, high=6), "from 7 to 6"),
    (lambda: Quote(price=0, factor=1.2), "price of 0"),
    (lambda: Quote(price=10, factor=1), "factor of 1"),
    (lambda: YesOf(yes=3, of=2), "3 of 2"),
    (lambda: YesOf(yes=0, of=0), "0 of 0"),
    (lambda: Events(count=-1, over=2), "-1 events"),
    (lambda: Events(count=1, over=0), "over 0"),
    (lambda: Answers(count=1, mean=3, sd=1), "1 answers"),
    (lambda: Answers(count=5, mean=3, sd=0), "spread of 0 between"),
    (lambda: Told(said=()), "nobody said"),
    (lambda: Told(said=(Said(who="A", dist=Fixed(value=3)),)), "A leaves no room around 3"),
    (lambda: Told(said=(Said(who="A", dist=Normal(mean=1, sd=1), weight=0),)), "weight 0"),
    (lambda: finding(Value(value=1, sd=1), sure=1.2), "sure 1.2"),
    (lambda: finding(Value(value=1, sd=1), sure="certain"), "sure `certain`"),
    (lambda: finding(Value(value=1, sd=1), rho=-0.1), "shared error of -0.1"),
    (lambda: finding(Value(value=1, sd=1), kind="rumour"), "unknown kind `rumour`"),
]


@pytest.mark.parametrize(("make", "why"), ODD, ids=[why for _, why in ODD])
def test_findings_that_say_nothing_are_refused(make, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        make()
    assert refused.value.problem.remedy


def test_a_range_of_80_percent_is_a_spread() -> None:
    assert Value.within(30, low=20, high=40).sd == pytest.approx(20 / 2.563103, rel=1e-6)


def test_reweighing_by_hand() -> None:
    """Four draws, one yes of one case: weights 0.1, 0.2, 0.3, 0.4; the size 1 / 0.30 = 3.33."""
    share = np.array([0.1, 0.2, 0.3, 0.4])
    values = np.array([[1.0, 2.0, 3.0, 4.0], [2.5, 2.5, 2.5, 2.5]])
    after = reweigh(values, share, findings=finding(YesOf(yes=1, of=1)))
    assert list(after.weights) == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert after.ess == pytest.approx(1 / 0.30)
    assert list(after.expected) == pytest.approx([3.0, 2.5])
    assert list(after.best) == pytest.approx([0.7, 0.3])
    assert after.is_thin
    none = reweigh(values, share, findings=[])
    assert none.ess == pytest.approx(4)
    with pytest.raises(Refused, match="4 draws of values, 3 of the parameter"):
        reweigh(values, share[:3], findings=[])
    with pytest.raises(Refused, match="no draw is possible"):
        reweigh(values, share + 2, findings=finding(YesOf(yes=1, of=1)))
