"""What a company's own history says: Bass curves fitted to its sales, and shares learnt from counts.

The Bass curve (Bass 1969): of m who will ever adopt, the share F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t)
has done so at time t, where p is the pull from outside and q the pull from those who have adopted already.
``fit_bass`` finds p, q and m by least squares. A short history cannot carry three numbers: ``calibrated``
lets it move wide beliefs as far as it goes, and no further.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from fram.terms.dist import Beta, Lognormal
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Form = Literal["interval", "density", "cumulative"]
"""What is compared with the sales. ``interval``: the adoption within each period (Srinivasan and Mason
1986), right for sales of a period. ``density``: the rate at the end of each period, as older fits have it.
``cumulative``: all sales to date; its errors add up, so its standard errors are too small."""

LEAST_PERIODS = 4
"""Periods needed without a prior: three parameters, and one to tell how well they fit."""
MOST_TO_COME = 100
"""A potential of more than this many times what has been sold is not seen by the sales."""
NOISE_PERIODS = 4
"""The prior belief about noise weighs as much as this many periods of history."""
IN_A_PLAN = "customers_by_year under [product.home] of the company file"
"""Where sales too short for a curve of their own are weighed with what is believed beforehand."""
TENTH_FROM_TOP = 1.2815515655446004  # the 90 % point of the unit normal, where `Lognormal` has its factor
RATES = (1e-9, 20.0)
"""Where p and q a period are looked for."""


def bass_share(elapsed: Floats | float, *, p: Floats | float, q: Floats | float) -> Floats:
    """Return the adopted share F(t) ``elapsed`` after the first sale; 0 before it.

    ``p`` and ``q`` are per the unit of ``elapsed``, 0 or above; all broadcast. q = 0 gives the exponential
    1 - e^-pt; p = 0 gives 0 always, as nobody begins.
    """
    time, p, q = np.maximum(elapsed, 0.0), np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    gone = -np.expm1(-(p + q) * time)
    divisor = p + q * (1 - gone)
    return np.divide(p * gone, divisor, out=np.zeros(divisor.shape), where=divisor > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BassPrior:
    """Beliefs about one market's Bass curve: ``p`` and ``q`` a period, ``m`` the potential in units sold.

    ``noise``: how far a period's sales typically lie from the curve, as a share of the mean period.
    The default of a quarter is ours, meant for years, and weighs as much as ``NOISE_PERIODS`` periods. They
    are taken to err apart from each other; months do not, so add months up to years first.
    """

    p: Lognormal
    q: Lognormal
    m: Lognormal
    noise: float = 0.25

    def __post_init__(self) -> None:
        if not 0 < self.noise < math.inf:
            raise Refused(f"a noise of {self.noise:g}", remedy="give a share above 0, such as 0.25")

    @property
    def centre(self) -> Floats:
        """Logarithms of the medians of p, q, m: (3,)."""
        return np.log([self.p.median, self.q.median, self.m.median])

    @property
    def spread(self) -> Floats:
        """Standard deviations of the logarithms: (3,)."""
        return np.array([self.p.sigma, self.q.sigma, self.m.sigma])


@dataclass(frozen=True, slots=True, kw_only=True)
class BassFit:
    """A fitted curve: ``p`` and ``q`` a period, ``m`` in units sold; ``se`` are their standard errors.

    ``rss``: the sum of squared residuals of what was fitted (units², of cumulative sales in that form).
    """

    p: float
    q: float
    m: float
    se: tuple[float, float, float]
    rss: float


def fit_bass(sales: Floats, *, prior: BassPrior | None = None, form: Form = "interval") -> BassFit:
    """Return the Bass curve of ``sales``: units sold in each period from the first sale on, (periods,).

    Without a prior: nonlinear least squares, standard errors from the curvature and n - 3 degrees of
    freedom. With one: the centre of what is then believed, see ``calibrated``. Refused: negative or missing
    sales, nothing sold; without a prior fewer than four periods, and sales that do not say where
    growth ends (m more than a hundred times what was sold, or a standard error above m itself).
    """
    observed = _observed(sales, form, least=0 if prior else LEAST_PERIODS)
    logs, errors = _least_squares(observed, form) if prior is None else _posterior(prior, observed, form)
    p, q, m = (float(number) for number in np.exp(logs))
    se_p, se_q, se_m = (float(number) for number in np.exp(logs) * errors)
    rss = float(((_curve(logs, observed.size, form) - observed) ** 2).sum())
    return BassFit(p=p, q=q, m=m, se=(se_p, se_q, se_m), rss=rss)


def calibrated(prior: BassPrior, sales: Floats, *, form: Form = "interval") -> BassPrior:
    """Return what is believed about p, q and m once ``sales`` (periods,) are known; none changes nothing.

    Mean and spread of the logarithms over the whole posterior, given as lognormals. The noise has a scaled
    inverse chi-square prior and is integrated out, so a good fit of a few periods does not pass for
    certainty, and sales far from the belief may leave it wider. How p, q and m hang together is not carried
    on, which errs on the wide side for early sales. Refused: negative or missing sales, periods of which
    none had a sale, and more sold than the prior's m could ever allow.
    """
    logs, errors = _posterior(prior, _observed(sales, form, least=0), form)
    p, q, m = (
        Lognormal(median=math.exp(log), factor=math.exp(TENTH_FROM_TOP * error))
        for log, error in zip(logs, errors, strict=True)
    )
    return BassPrior(p=p, q=q, m=m, noise=prior.noise)


def updated(prior: Beta, *, yes: float, of: float) -> Beta:
    """Return the belief about a share after ``yes`` of ``of`` cases: the conjugate Beta(a + yes, b + no).

    For pilots of those contacted, wins of pilots, customers lost of customer-years.
    """
    if not 0 <= yes <= of < math.inf:
        raise Refused(
            f"{yes:g} of {of:g} is not a share", remedy="count the cases, and those of them with yes"
        )
    return Beta(a=prior.a + yes, b=prior.b + of - yes)


def _observed(sales: Floats, form: Form, *, least: int) -> Floats:
    """What the curve is compared with, once the sales are fit to be used."""
    sold = np.asarray(sales, dtype=float)
    if sold.ndim != 1 or not np.isfinite(sold).all() or (sold < 0).any():
        raise Refused(
            "sales must be one number of 0 or more for each period",
            where="sales",
            remedy="leave returns and credit notes out; begin with the period of the first sale",
        )
    if sold.size < least:
        raise Refused(
            f"{sold.size} periods of sales are too few",
            where="sales",
            why="three numbers are to be learnt from them",
            remedy=f"give at least {least} periods; a shorter history counts in a plan: {IN_A_PLAN}",
        )
    if sold.size and not sold.any():
        raise Refused("nothing was sold", where="sales", remedy="begin with the period of the first sale")
    return np.cumsum(sold) if form == "cumulative" else sold


def _curve(logs: Floats, periods: int, form: Form) -> Floats:
    """The curve at the logarithms of p, q, m (..., 3): (..., periods). Complex in, complex out."""
    p, q, m = np.moveaxis(np.exp(logs), -1, 0)[..., None]
    steps = -(p + q) * np.arange(periods + 1.0)
    slowing = p + q * np.exp(steps)
    if form == "density":
        return (m * p * (p + q) ** 2 * np.exp(steps) / slowing**2)[..., 1:]
    adopted = -m * p * np.expm1(steps) / slowing
    return np.diff(adopted) if form == "interval" else adopted[..., 1:]


def _least_squares(observed: Floats, form: Form) -> tuple[Floats, Floats]:
    """Logarithms of p, q, m and their standard errors, each (3,), from the sales alone."""
    total = float(observed[-1] if form == "cumulative" else observed.sum())
    low, high = np.log([(rate, rate, times * total) for rate, times in zip(RATES, (0.1, 1e4), strict=True)])
    scale = math.sqrt(float(np.mean(observed**2)))
    start = np.clip(_first_guess(observed, form), low + 1e-6, high - 1e-6)
    found, jacobian, rest = _solved(
        lambda logs: (_curve(logs, observed.size, form) - observed) / scale, start, low=low, high=high
    )
    # Columns of length one: a parameter of little weight is no fault, two that mirror each other are.
    length = np.maximum(np.linalg.norm(jacobian, axis=0), 1e-300)
    _, strengths, axes = np.linalg.svd(jacobian / length, full_matrices=False)
    variance = float((rest**2).sum()) / (observed.size - 3)
    errors = np.sqrt(variance * ((axes.T / np.maximum(strengths, 1e-9)) ** 2).sum(axis=1)) / length
    if found[2] > math.log(MOST_TO_COME * total) or errors[2] > 1 or strengths[-1] < 1e-9:
        raise Refused(
            "the sales do not say where growth ends",
            where="sales",
            why="they fit a market without a ceiling as well as any other",
            remedy=f"wait for the periods in which growth slows; until then it counts in a plan: {IN_A_PLAN}",
        )
    return found, errors


def _first_guess(observed: Floats, form: Form) -> Floats:
    """The best of a grid of p and q, each with the m that suits it best (m enters linearly)."""
    grid = np.meshgrid(np.geomspace(1e-6, 1, 37), np.geomspace(1e-4, 4, 37), [1.0])
    logs = np.log(np.stack(grid, axis=-1).reshape(-1, 3))
    curves = _curve(logs, observed.size, form)
    power = np.maximum((curves**2).sum(axis=1), 1e-300)
    fits = curves @ observed
    best = int(np.argmax(fits**2 / power))
    logs[best, 2] = math.log(max(fits[best] / power[best], 1e-300))
    return logs[best]


def _posterior(prior: BassPrior, observed: Floats, form: Form) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the logarithms of p, q, m given the sales, each (3,).

    The unknowns z are standard deviations from the prior's centre, so that a belief without spread stays
    put. The posterior is summed over a grid of its own shape: the curvature at the mode alone (Laplace)
    would say a fifth to a third too little spread for histories of this length.
    """
    if not observed.size:
        return prior.centre, prior.spread
    _refuse_more_than_believed(prior, observed, form)

    def misfit(z: Floats) -> Floats:
        return _curve(prior.centre + prior.spread * z, observed.size, form) - observed

    coarse = _cube(np.linspace(-3.0, 3.0, 9))
    best = coarse[int(np.argmin(_depths(misfit(coarse), coarse, prior=prior, observed=observed)))]
    centre, covariance = _mode(misfit, best, prior=prior, observed=observed)
    cube = _cube(np.linspace(-7.0, 7.0, 29))
    for _ in range(2):  # along the axes of the mode, then along those of what was found
        z = centre + cube @ np.linalg.cholesky(covariance).T
        depths = _depths(misfit(z), z, prior=prior, observed=observed)
        weights = np.exp(depths.min() - depths)
        weights /= weights.sum()
        centre = weights @ z
        covariance = (z - centre).T @ ((z - centre) * weights[:, None])
    return prior.centre + prior.spread * centre, prior.spread * np.sqrt(np.diag(covariance))


def _cube(ticks: Floats) -> Floats:
    """All points of three coordinates: (points, 3)."""
    return np.stack(np.meshgrid(ticks, ticks, ticks), axis=-1).reshape(-1, 3)


def _depths(rest: Floats, z: Floats, *, prior: BassPrior, observed: Floats) -> Floats:
    """Minus the logarithm of the posterior at each z, the noise integrated out: (points,)."""
    squares = _noise_squares(prior, observed) + (rest**2).sum(axis=-1)
    return 0.5 * ((NOISE_PERIODS + observed.size) * np.log(squares) + (z**2).sum(axis=-1))


def _noise_squares(prior: BassPrior, observed: Floats) -> float:
    """The squared residuals that the prior counts for before any is seen."""
    return NOISE_PERIODS * (prior.noise * float(observed.mean())) ** 2


def _mode(
    misfit: Callable[[Floats], Floats], start: Floats, *, prior: BassPrior, observed: Floats
) -> tuple[Floats, Floats]:
    """The most likely z, (3,), and the covariance that the curvature there gives, (3, 3)."""
    z, box = start, np.full(3, 9.0)
    covariance: Floats = np.eye(3)
    for _ in range(200):
        # At the fixed point the gradient is that of the posterior with the noise integrated out.
        squares = _noise_squares(prior, observed) + float((misfit(z) ** 2).sum())
        sigma, before = math.sqrt(squares / (NOISE_PERIODS + observed.size)), z
        z, jacobian, _ = _solved(_weighed(misfit, sigma), z, low=-box, high=box)
        covariance = np.linalg.inv(jacobian.T @ jacobian).astype(np.float64)
        if np.abs(z - before).max() < 1e-6:
            break
    return z, covariance


def _refuse_more_than_believed(prior: BassPrior, observed: Floats, form: Form) -> None:
    # So far apart the sales would pass for noise, and the belief would stand as if nothing were known.
    total = float(observed[-1] if form == "cumulative" else observed.sum())
    if total > prior.m.median * prior.m.factor**2:
        raise Refused(
            f"{total:,.0f} units were sold where {prior.m.median:,.0f} are believed to be all there is",
            where="sales",
            why="one of the two is in another unit, or the belief is far too narrow",
            remedy="check the unit of sale and the size of the market, or widen the belief about m",
        )


def _weighed(misfit: Callable[[Floats], Floats], sigma: float) -> Callable[[Floats], Floats]:
    """Residuals of the sales in standard deviations, then those of the prior."""
    return lambda z: np.concatenate([misfit(z) / sigma, z])


def _solved(
    residuals: Callable[[Floats], Floats], start: Floats, *, low: Floats, high: Floats
) -> tuple[Floats, Floats, Floats]:
    """The least squares point, its Jacobian and its residuals."""
    from scipy.optimize import least_squares  # a quarter of a second to import

    options: dict[str, Any] = {"ftol": 1e-15, "xtol": 1e-13, "gtol": 1e-13, "max_nfev": 2000}
    # Derivatives by a complex step: exact to the last digits, which the standard errors need.
    found = least_squares(residuals, start, jac="cs", bounds=(low, high), x_scale="jac", **options)
    return np.asarray(found.x), np.asarray(found.jac), np.asarray(found.fun)
