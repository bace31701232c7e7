"""Bass fits against published numbers, exact twins and the posterior integrated by brute force."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.beliefs.forecast import regression_1969
from fram.decide.history import (
    NOISE_PERIODS,
    BassFit,
    BassPrior,
    Form,
    bass_share,
    calibrated,
    fit_bass,
    updated,
)
from fram.terms.dist import Beta, Lognormal
from fram.terms.errors import Refused

FORMS: tuple[Form, ...] = get_args(Form)
WIDE = BassPrior(
    p=Lognormal(median=0.05, factor=2),
    q=Lognormal(median=0.5, factor=1.6),
    m=Lognormal(median=1000, factor=3),
)


def rate(at: np.ndarray, p: float, q: float) -> np.ndarray:
    """The published density of adoption (Bass 1969), as its own formula has it."""
    gone = np.exp(-(p + q) * at)
    return (p + q) ** 2 / p * gone / (1 + q / p * gone) ** 2


def sold(p: float, q: float, m: float, *, periods: int, form: Form = "interval") -> np.ndarray:
    """Sales of each period that lie on the curve, as the form reads them."""
    if form == "density":
        return m * rate(np.arange(1.0, periods + 1), p, q)
    return m * np.diff(bass_share(np.arange(periods + 1.0), p=p, q=q))


def three(beliefs: BassPrior) -> list[Lognormal]:
    return [beliefs.p, beliefs.q, beliefs.m]


# --- the curve --------------------------------------------------------------------------------------


def test_the_curve_against_the_reference(truth: Path) -> None:
    for case in json.loads((truth / "bass" / "bass.json").read_text(encoding="utf-8"))["closed_form"]:
        p, q, m = case["p"], case["q"], case["m"]
        assert bass_share(10.0, p=p, q=q) == pytest.approx(case["F_at_10"], rel=1e-12)
        around = case["peak_time"] + np.array([-1e-4, 0.0, 1e-4])
        speed = np.gradient(m * bass_share(around, p=p, q=q), around)[1]
        assert speed == pytest.approx(case["peak_rate"], rel=1e-7)


@given(st.floats(0.001, 0.2), st.floats(0.21, 2.0), st.floats(1.0, 1e6))
def test_the_peak_has_its_closed_form(p: float, q: float, m: float) -> None:
    """Sales are fastest at ln(q/p)/(p+q), where they are m(p+q)²/4q and the share is (q-p)/2q."""
    peak, step = math.log(q / p) / (p + q), 1e-4 / (p + q)
    shares = m * bass_share(peak + step * np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), p=p, q=q)
    speeds = np.diff(shares) / step
    assert shares[2] == pytest.approx(m * (q - p) / (2 * q), rel=1e-9)
    assert speeds[1:3] == pytest.approx(m * (p + q) ** 2 / (4 * q), rel=1e-6)
    assert max(speeds[0], speeds[3]) < min(speeds[1], speeds[2])


def test_the_limits_of_the_curve() -> None:
    years = np.array([-3.0, 0.0, 0.5, 4.0, 1e4])
    exponential = [0.0, 0.0, *(1 - np.exp(-0.3 * years[2:]))]
    assert bass_share(years, p=0.3, q=0.0) == pytest.approx(exponential, rel=1e-14)
    assert bass_share(years, p=0.3, q=1e-12) == pytest.approx(exponential, rel=1e-9)
    assert not bass_share(years, p=0.0, q=0.5).any()  # nobody begins
    assert not bass_share(years, p=0.0, q=0.0).any()
    assert bass_share(4.0, p=1e-14, q=0.5) < 1e-12
    # Early on the share is pt, also where 1 - e^-(p+q)t would lose its digits.
    assert bass_share(1e-9, p=0.03, q=0.4) == pytest.approx(3e-11, rel=1e-8)


def test_the_curve_takes_arrays() -> None:
    p, q = np.array([0.01, 0.02, 0.05]), np.array([[0.3], [0.6]])
    whole = bass_share(5.0, p=p, q=q)
    assert whole.shape == (2, 3)
    assert whole[1, 2] == bass_share(5.0, p=0.05, q=0.6)


# --- the fit ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def recorders(truth: Path) -> dict[str, Any]:
    """Ten years of sales of video recorders, with the fits others made of them."""
    return json.loads((truth / "bass" / "bass.json").read_text(encoding="utf-8"))["vcr"]


REFERENCE = {"density": "nls_density", "interval": "srinivasan_mason", "cumulative": "nls_cumulative"}


@pytest.mark.parametrize("form", FORMS)
def test_the_reference_fits_of_recorder_sales(recorders: dict[str, Any], form: Form) -> None:
    """R's nls stops at 1e-5; ours lies within that of it."""
    fit, reference = fit_bass(np.array(recorders["sales"]), form=form), recorders[REFERENCE[form]]
    assert {n: getattr(fit, n) for n in "pqm"} == pytest.approx({n: reference[n] for n in "pqm"}, rel=1e-5)


def test_the_published_fit_of_recorder_sales(recorders: dict[str, Any]) -> None:
    """As printed, to its three digits; standard errors and residuals as R has them."""
    fit, reference = fit_bass(np.array(recorders["sales"]), form="density"), recorders["nls_density"]
    spread = math.sqrt(fit.rss / (len(recorders["sales"]) - 3))
    printed = f"M {fit.m:.2e} P {fit.p:.2e} Q {fit.q:.2e} RSE {spread:.0f} on 7 df"
    assert (
        printed.replace("e+04", "e4").replace("e-03", "e-3").replace("e-01", "e-1") == reference["published"]
    )
    se_m, se_p, se_q = reference["se"]
    assert fit.se == pytest.approx((se_p, se_q, se_m), rel=1e-5)
    assert fit.rss == pytest.approx(reference["rss"], rel=1e-9)
    assert fit.rss <= reference["rss"]


@pytest.mark.parametrize("form", FORMS)
@given(st.floats(-3.0, -1.0), st.floats(0.1, 0.9), st.floats(1.0, 7.0))
def test_sales_on_the_curve_give_it_back(form: Form, log_p: float, q: float, log_m: float) -> None:
    """Whatever p, q and m: a history that reaches past the peak gives them back to a millionth."""
    p, m = 10**log_p, 10**log_m
    periods = max(7, math.ceil(1.2 * max(math.log(q / p), 0.0) / (p + q)) + 3)
    fit = fit_bass(sold(p, q, m, periods=periods, form=form), form=form)
    assert (fit.p, fit.q, fit.m) == pytest.approx((p, q, m), rel=1e-6)
    assert math.sqrt(fit.rss / periods) < 1e-6 * m


def test_standard_errors_are_as_wide_as_the_errors() -> None:
    """300 noisy histories: nearly all within 3 standard errors, and about 80 % within t's 80 % range."""
    dice, true = np.random.Generator(np.random.Philox(11)), (0.02, 0.4, 5000.0)
    clean = sold(*true, periods=16)
    misses = []
    for _ in range(300):
        fit = fit_bass(np.maximum(clean + dice.normal(0.0, 15.0, clean.size), 0.0))
        misses.append((np.array([fit.p, fit.q, fit.m]) - true) / fit.se)
    off = np.abs(misses)
    assert (off < 3).mean(axis=0).min() > 0.97
    within = (off < 1.350).mean(axis=0)  # 90 % point of t with 13 degrees of freedom
    assert within.min() > 0.73
    assert within.max() < 0.87


def test_an_exponential_decline_has_no_pull_from_others() -> None:
    fit = fit_bass(100 * np.exp(-0.3 * np.arange(8)))
    assert (fit.p, fit.m) == pytest.approx((0.3, 100 / (1 - math.exp(-0.3))), rel=1e-6)
    assert fit.q < 1e-6


@pytest.mark.parametrize(
    "sales",
    [2.0 ** np.arange(8), np.full(8, 50.0), np.array([1.0, 0, 0, 0]), np.array([0.0, 0, 0, 5])],
    ids=["doubling", "level", "once", "late"],
)
def test_sales_without_a_ceiling_are_refused(sales: np.ndarray) -> None:
    with pytest.raises(Refused, match="do not say where growth ends"):
        fit_bass(sales)
    wide = BassPrior(p=WIDE.p, q=WIDE.q, m=Lognormal(median=max(5 * sales.sum(), 20), factor=3))
    fit = fit_bass(sales, prior=wide)  # with a belief they say what they can
    assert 0 < fit.p < 1
    assert fit.m > sales.sum() / 3


ODD = [
    ([3, -1, 4, 5], "0 or more"),
    ([3, math.nan, 4, 5], "0 or more"),
    ([[3, 4], [4, 5]], "0 or more"),
    ([0, 0, 0, 0], "nothing was sold"),
]


@pytest.mark.parametrize(("sales", "why"), ODD)
@pytest.mark.parametrize("prior", [None, WIDE])
def test_what_is_no_history_is_refused(sales: list[Any], why: str, prior: BassPrior | None) -> None:
    with pytest.raises(Refused, match=why):
        fit_bass(np.array(sales), prior=prior)


def test_three_periods_alone_are_refused() -> None:
    with pytest.raises(Refused, match="at least 4 periods"):
        fit_bass(np.array([1.0, 2.0, 3.0]))
    assert isinstance(fit_bass(np.array([1.0, 2.0, 3.0]), prior=WIDE), BassFit)


# --- the prior --------------------------------------------------------------------------------------


def test_no_history_changes_nothing() -> None:
    same = calibrated(WIDE, np.array([]))
    for ours, before in zip(three(same), three(WIDE), strict=True):
        assert (ours.median, ours.factor) == pytest.approx((before.median, before.factor), rel=1e-12)


def test_one_weak_year_changes_little() -> None:
    """Sales of 3 where 60 were expected, in a trade where a year lies off by thousands: no news."""
    weak = BassPrior(p=WIDE.p, q=WIDE.q, m=WIDE.m, noise=3000.0)
    after = calibrated(weak, np.array([3.0]))
    for ours, before in zip(three(after), three(WIDE), strict=True):
        assert ours.median == pytest.approx(before.median, rel=0.02)
        assert ours.factor == pytest.approx(before.factor, rel=0.02)


def test_years_as_expected_keep_the_medians_and_narrow_the_spread() -> None:
    """Years that go as believed move little, and each leaves less room than the one before."""
    whole = sold(WIDE.p.median, WIDE.q.median, WIDE.m.median, periods=8)
    afters = [three(WIDE), *(three(calibrated(WIDE, whole[:years])) for years in range(1, 9))]
    for after in afters:
        for ours, before in zip(after, three(WIDE), strict=True):
            assert abs(math.log(ours.median / before.median)) < 0.25 * before.sigma
    for before, after in itertools.pairwise(afters):
        assert all(now.factor < then.factor for now, then in zip(after, before, strict=True))
    assert min(belief.factor for belief in afters[5]) > 1.3  # five years are no certainty


HISTORIES = st.lists(st.floats(0.0, 500.0), min_size=1, max_size=5).filter(lambda years: sum(years) > 1)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12)
@given(years=HISTORIES, unit=st.sampled_from([0.01, 1000.0]))
def test_any_history_gives_a_belief_whatever_the_unit(form: Form, years: list[float], unit: float) -> None:
    """Sales no belief foresaw give numbers too; and another unit of sale changes m alone."""
    after = calibrated(WIDE, np.array(years), form=form)
    for ours, before in zip(three(after), three(WIDE), strict=True):
        assert 1 < ours.factor < before.factor**3
        assert before.median / before.factor**6 < ours.median < before.median * before.factor**6
    wide = BassPrior(p=WIDE.p, q=WIDE.q, m=Lognormal(median=WIDE.m.median * unit, factor=WIDE.m.factor))
    other = calibrated(wide, np.array(years) * unit, form=form)
    assert [x.median for x in three(other)] == pytest.approx(
        [after.p.median, after.q.median, after.m.median * unit], rel=1e-3
    )
    assert [x.factor for x in three(other)] == pytest.approx([x.factor for x in three(after)], rel=1e-3)


def test_much_history_outweighs_the_belief() -> None:
    """Thirty nearly exact years: the free fit, though the belief was twice and a third of it."""
    dice, true = np.random.Generator(np.random.Philox(5)), (0.02, 0.35, 3000.0)
    sales = sold(*true, periods=30) * dice.normal(1.0, 0.01, 30)
    prior = BassPrior(p=WIDE.p, q=WIDE.q, m=WIDE.m, noise=0.01)
    free, after = fit_bass(sales), three(calibrated(prior, sales))
    for ours, fitted, error in zip(after, (free.p, free.q, free.m), free.se, strict=True):
        assert abs(ours.median - fitted) < 0.2 * error
        assert ours.sigma == pytest.approx(error / fitted, rel=0.25)


def test_what_is_certain_stays_put() -> None:
    """A belief without spread is not moved, and the others bear what the sales say."""
    sure = BassPrior(p=WIDE.p, q=Lognormal(median=0.4, factor=1), m=WIDE.m)
    after = calibrated(sure, np.array([30.0, 60.0, 110.0]))
    assert (after.q.median, after.q.factor) == pytest.approx((0.4, 1.0), rel=1e-12)
    assert after.p.median != pytest.approx(WIDE.p.median, rel=0.05)


def by_brute_force(prior: BassPrior, sales: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the logarithms of p, q, m over a grid of the whole posterior."""
    ticks = np.linspace(-4.5, 4.5, 73)
    z = np.stack(np.meshgrid(ticks, ticks, ticks, indexing="ij"), axis=-1).reshape(-1, 3)
    logs = prior.centre + prior.spread * z
    p, q, m = np.exp(logs).T[:, :, None]
    curve = m * np.diff(bass_share(np.arange(sales.size + 1.0), p=p, q=q))
    squares = ((curve - sales) ** 2).sum(axis=1) + NOISE_PERIODS * (prior.noise * sales.mean()) ** 2
    heights = -0.5 * ((NOISE_PERIODS + sales.size) * np.log(squares) + (z**2).sum(axis=1))
    weight = np.exp(heights - heights.max())
    weight /= weight.sum()
    mean = weight @ logs
    return mean, np.sqrt(weight @ (logs - mean) ** 2)


@pytest.mark.parametrize(
    "sales",
    [
        [5.0],
        [60.0, 95.0],
        [20.0, 35.0, 60.0],
        [10.0, 10.0, 12.0, 9.0],
        [200.0, 250.0, 150.0],
        [30.0, 60.0, 110.0, 180.0, 250.0],
    ],
)
def test_the_belief_after_sales_against_the_whole_posterior(sales: list[float]) -> None:
    after = three(calibrated(WIDE, np.array(sales)))
    mean, spread = by_brute_force(WIDE, np.array(sales))
    ours = np.log([x.median for x in after])
    assert (np.abs(ours - mean) / spread).max() < 0.02
    assert [x.sigma for x in after] == pytest.approx(list(spread), rel=0.02)


def test_a_fit_with_a_prior_is_the_centre_of_the_calibrated_belief() -> None:
    sales = np.array([20.0, 35.0, 60.0])
    fit, after = fit_bass(sales, prior=WIDE), three(calibrated(WIDE, sales))
    assert (fit.p, fit.q, fit.m) == pytest.approx([x.median for x in after], rel=1e-12)
    assert fit.se == pytest.approx([x.median * x.sigma for x in after], rel=1e-12)
    assert fit.rss == pytest.approx(((sold(fit.p, fit.q, fit.m, periods=3) - sales) ** 2).sum(), rel=1e-9)


def test_more_sold_than_the_market_holds_is_refused() -> None:
    with pytest.raises(Refused, match="2,000,000 units were sold where 1,000 are believed"):
        calibrated(WIDE, np.array([1e6, 1e6]))
    with pytest.raises(Refused, match="noise of 0"):
        BassPrior(p=WIDE.p, q=WIDE.q, m=WIDE.m, noise=0.0)


# --- shares -----------------------------------------------------------------------------------------


@given(st.floats(0.2, 50), st.floats(0.2, 50), st.lists(st.integers(0, 1), max_size=30))
def test_a_share_learns_one_case_at_a_time_or_all_at_once(a: float, b: float, cases: list[int]) -> None:
    at_once = updated(Beta(a=a, b=b), yes=sum(cases), of=len(cases))
    step_by_step = Beta(a=a, b=b)
    for case in cases:
        step_by_step = updated(step_by_step, yes=case, of=1)
    assert (at_once.a, at_once.b) == pytest.approx((step_by_step.a, step_by_step.b))
    # The mean lies between belief and count, weighed by a + b and the number of cases.
    assert at_once.mean == pytest.approx((a + sum(cases)) / (a + b + len(cases)))


def test_a_share_against_bayes_by_brute_force() -> None:
    """Seven pilots of eighteen contacted on a weak belief: prior times likelihood over a fine grid."""
    shares = (np.arange(200_000) + 0.5) / 200_000
    weight = shares ** (1.5 - 1 + 7) * (1 - shares) ** (4.5 - 1 + 11)
    after = updated(Beta(a=1.5, b=4.5), yes=7, of=18)
    mean = (weight @ shares) / weight.sum()
    assert after.mean == pytest.approx(mean, rel=1e-9)
    variance = after.mean * (1 - after.mean) / (after.a + after.b + 1)
    assert variance == pytest.approx((weight @ (shares - mean) ** 2) / weight.sum(), rel=1e-8)
    assert updated(Beta(a=1, b=1), yes=7, of=18) == Beta.from_counts(yes=7, of=18)


@pytest.mark.parametrize(("yes", "of"), [(3, 2), (-1, 4), (math.nan, 4), (1, math.inf)])
def test_counts_that_are_no_share_are_refused(yes: float, of: float) -> None:
    with pytest.raises(Refused, match="is not a share"):
        updated(Beta(a=1, b=1), yes=yes, of=of)


# --- Bass' own regression ---------------------------------------------------------------------------


def test_the_regression_of_1969_on_recorder_sales(recorders: dict[str, Any]) -> None:
    """Sales regressed on what was sold before and its square, against the reference's p, q and m."""
    ours, reference = regression_1969(np.array(recorders["sales"])), recorders["ols_1969"]
    assert ours == pytest.approx((reference["p"], reference["q"], reference["m"]), rel=1e-6)
