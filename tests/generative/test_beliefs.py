"""Beliefs under any numbers: fits meet what was said, pools and findings do not care for order."""

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
    Evidence,
    Finding,
    Said,
    Told,
    Value,
    YesOf,
    elicit,
    elicit_three,
    pool,
    revised,
    shown,
    update,
)
from fram.decide.model.sampling import quantile
from fram.terms.dist import Beta, Dist, Gamma, Lognormal, Normal, Pert, Quantiles, Triangular

PROBS = np.array([0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
ON = date(2026, 11, 22)


def beliefs() -> st.SearchStrategy[Dist]:
    places, widths = st.floats(1.0, 50.0), st.floats(0.5, 20.0)
    return st.one_of(
        st.builds(lambda m, s: Normal(mean=m, sd=s), places, widths),
        st.builds(lambda m, f: Lognormal(median=m, factor=f), places, st.floats(1.1, 3.0)),
        st.builds(lambda m, w, v: Pert(low=m, typical=m + w, high=m + w + v), places, widths, widths),
    )


people = st.lists(st.tuples(beliefs(), st.floats(0.1, 10.0)), min_size=2, max_size=5)


@settings(max_examples=30)
@given(people, st.randoms(use_true_random=False), st.floats(0.01, 100.0), st.sampled_from(["linear", "log"]))
def test_pools_do_not_care_for_order_or_the_size_of_weights(given_by, shuffler, scale, how) -> None:
    said = [Said(who=str(n), dist=dist, weight=weight) for n, (dist, weight) in enumerate(given_by)]
    other = [Said(who=one.who, dist=one.dist, weight=one.weight * scale) for one in said]
    shuffler.shuffle(other)
    try:
        first = pool(said, how=how)
    except Exception as refused:  # people who leave no common value: so in any order
        with pytest.raises(type(refused)):
            pool(other, how=how)
        return
    second = pool(other, how=how)
    spread = shown(first.dist).sd
    assert np.abs(quantile(first.dist, PROBS) - quantile(second.dist, PROBS)).max() <= 2e-3 * spread
    assert first.between == pytest.approx(second.between, abs=1e-9)
    assert {frozenset(pair) for pair in first.apart} == {frozenset(pair) for pair in second.apart}
    assert sum(first.weights) == pytest.approx(1.0)
    assert 0 <= first.between <= 1


@settings(max_examples=30)
@given(beliefs(), st.integers(2, 4), st.sampled_from(["linear", "log"]))
def test_people_of_one_mind_pool_to_what_they_think(dist: Dist, count: int, how) -> None:
    pooled = pool([Said(who=str(n), dist=dist) for n in range(count)], how=how)
    assert np.abs(quantile(pooled.dist, PROBS) - quantile(dist, PROBS)).max() <= 5e-3 * shown(dist).sd
    assert pooled.between == pytest.approx(0.0, abs=1e-12)
    assert not pooled.disagrees


@settings(max_examples=40)
@given(st.floats(0.1, 1e4), st.floats(1.05, 4.0), st.floats(1.05, 4.0))
def test_fits_are_ranked_and_two_points_are_met(p10: float, below: float, above: float) -> None:
    values = (p10, p10 * below, p10 * below * above)
    three = elicit_three(values, form="p10-p50-p90", low=0)
    sums = [0.0 if fit.ssq < 1e-9 else fit.ssq for fit in three.fits]
    assert sums == sorted(sums)
    assert all(fit.worst <= math.sqrt(fit.ssq) + 1e-12 for fit in three.fits)
    for fit in three.fits:
        assert list(fit.feedback) == sorted(fit.feedback)
    two = elicit(values[:2], (0.2, 0.7), low=0)
    assert two.best.ssq < 1e-12
    assert two.best.family == "lognormal"  # the limit is known, so what respects it goes first
    assert quantile(two.dist, np.array([0.2, 0.7])) == pytest.approx(values[:2], rel=1e-3)


@settings(max_examples=40)
@given(st.floats(0.3, 30), st.floats(0.3, 30))
def test_quantiles_of_a_beta_give_it_back(a: float, b: float) -> None:
    probs = (0.1, 0.35, 0.6, 0.9)
    values = [float(v) for v in quantile(Beta(a=a, b=b), np.array(probs))]
    if min(np.diff(values)) < 1e-4 or values[0] < 1e-4 or values[-1] > 1 - 1e-4:
        return
    fit = next(fit for fit in elicit(values, probs, low=0, high=1).fits if fit.family == "beta")
    assert fit.ssq < 1e-7


@settings(max_examples=25)
@given(st.floats(-1e3, 1e3), st.floats(0.01, 100.0), st.floats(0.1, 10.0))
def test_another_unit_changes_nothing_but_the_unit(place: float, width: float, times: float) -> None:
    values = np.array([place, place + width, place + 2.5 * width])
    first = elicit(values, (0.2, 0.5, 0.8), low=place - 3 * width, high=place + 9 * width)
    other = elicit(
        values * times, (0.2, 0.5, 0.8), low=(place - 3 * width) * times, high=(place + 9 * width) * times
    )
    ssq = {fit.family: fit.ssq for fit in first.fits}
    assert {fit.family: fit.ssq for fit in other.fits} == pytest.approx(ssq, rel=1e-4, abs=1e-10)


# --- findings -------------------------------------------------------------------------------------

forms = st.one_of(
    st.builds(lambda v, s: Value(value=v, sd=s), st.floats(0.05, 0.9), st.floats(0.05, 0.3)),
    st.integers(1, 30).flatmap(
        lambda of: st.builds(lambda yes: YesOf(yes=yes, of=of), st.integers(0, of))
    ),
    st.builds(Answers, count=st.integers(2, 20), mean=st.floats(0.1, 0.8), sd=st.floats(0.05, 0.3)),
    st.builds(
        lambda m, s: Told(said=(Said(who="A", dist=Normal(mean=m, sd=s)),)),
        st.floats(0.2, 0.8), st.floats(0.05, 0.3),
    ),
)  # fmt: skip
shares = st.one_of(
    st.builds(lambda a, b: Beta(a=a, b=b), st.floats(0.8, 10), st.floats(0.8, 10)),
    st.builds(lambda t: Pert(low=0, typical=t, high=1), st.floats(0.1, 0.9)),
    st.builds(lambda t: Triangular(low=0, typical=t, high=1), st.floats(0.1, 0.9)),
    st.just(Quantiles(probs=(0, 0.5, 1), values=(0, 0.4, 1))),
)


def finding(evidence: Evidence, kind, sure: float) -> Finding:
    return Finding(about="win_share", market="DE", kind=kind, evidence=evidence, on=ON, sure=sure)


kinds = st.sampled_from(["interview", "survey", "quote", "pilot", "desk"])
several = st.lists(st.builds(finding, forms, kinds, st.floats(0.1, 1.0)), min_size=2, max_size=4)


@settings(max_examples=30)
@given(shares, several, st.randoms(use_true_random=False))
def test_findings_do_not_care_for_order(prior: Dist, findings: list[Finding], shuffler) -> None:
    other = list(findings)
    shuffler.shuffle(other)
    first, second = revised(prior, findings).dist, revised(prior, other).dist
    assert np.abs(quantile(first, PROBS) - quantile(second, PROBS)).max() < 1e-3 * shown(prior).sd


@settings(max_examples=30)
@given(shares, several)
def test_a_finding_taken_back_leaves_no_trace(prior: Dist, findings: list[Finding]) -> None:
    whole = revised(prior, findings)
    assert whole.steps[-1].prior == revised(prior, findings[:-1]).dist
    assert revised(prior, []).dist == prior


@settings(max_examples=40)
@given(shares, forms, st.floats(0.0, 1.0))
def test_a_share_stays_a_share_and_figures_stay_in_bounds(
    prior: Dist, evidence: Evidence, sure: float
) -> None:
    step = update(prior, finding(evidence, "survey", sure))
    ends = quantile(step.posterior, np.array([1e-6, 1 - 1e-6]))
    assert 0 <= ends[0] <= ends[1] <= 1
    assert 0 <= step.surprise <= 1
    assert 0 < step.ess <= 10_000 * (1 + 1e-6)
    assert math.isfinite(step.moved)
    if sure == 0:
        assert step.posterior == prior


@settings(max_examples=30)
@given(st.floats(0.5, 20), st.floats(0.5, 20), st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_counts_one_by_one_or_together(a: float, b: float, cases: list[int]) -> None:
    """Pilots share no error: many findings of one case are one finding of many."""
    found = [finding(YesOf(yes=of // 2, of=of), "pilot", 1.0) for of in cases]
    together = finding(YesOf(yes=sum(of // 2 for of in cases), of=sum(cases)), "pilot", 1.0)
    whole, one = revised(Beta(a=a, b=b), found).dist, update(Beta(a=a, b=b), together).posterior
    assert isinstance(whole, Beta)
    assert isinstance(one, Beta)
    assert (whole.a, whole.b) == pytest.approx((one.a, one.b), rel=1e-12)


@settings(max_examples=30)
@given(st.floats(0.5, 20), st.floats(0.01, 5), st.integers(0, 30), st.floats(0.5, 20))
def test_more_events_never_lower_a_rate(shape: float, scale: float, count: int, over: float) -> None:
    def after(seen: int) -> float:
        return update(
            Gamma(shape=shape, scale=scale), finding(Events(count=seen, over=over), "pilot", 1.0)
        ).after.mean

    assert after(count) < after(count + 1)
