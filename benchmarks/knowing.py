"""What knowing each input is worth, and a planned study, beside other programs; errors against exact worths.

The model is invented so that the exact worth is an integral over one input: each option's value is a sum of
curves of independent inputs, and the curves have mean 0, so other inputs drop out of the conditional mean.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

from benchmarks.registry import Run, Way, Work, timed
from fram.decide.worth_knowing import Asked, evppi_each, evsi, evsi_by_weights
from fram.decide.worth_knowing.studies import RESULTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COMPARED, SETS = 6, (1, 2, 3)
"""Inputs the peers are run on, all with a worth far from 0, and the samples errors are taken over."""
NODES = (np.arange(100_000) + 0.5) / 100_000
FAMILIES: tuple[Callable[[Floats], Any], ...] = (
    ndtri,
    lambda u: np.exp(0.8 * ndtri(u)),
    lambda u: betaincinv(2.0, 5.0, u),
    lambda u: u,
    lambda u: gammaincinv(2.0, u),
)
CURVES: tuple[Callable[[Floats], Any], ...] = (
    lambda x: x,
    lambda x: x**2,
    lambda x: x / (1 + np.abs(x)),
    lambda x: np.tanh(3 * (x - 1)),
)
STUDY = Asked(n=5, noise_sd=1.0)


def _curve(number: int, uniform: Floats) -> tuple[Floats, Floats]:
    """An input at its uniform draws, and its standardised curve there."""
    family, curve = FAMILIES[number % len(FAMILIES)], CURVES[number // len(FAMILIES) % len(CURVES)]
    grid = curve(family(NODES))
    drawn: Floats = np.asarray(family(uniform), dtype=float)
    return drawn, (curve(drawn) - grid.mean()) / grid.std()


@cache
def _loads(options: int, inputs: int) -> tuple[Floats, Floats]:
    """The options' means, and how each input moves each option (options, inputs): ever less."""
    random = np.random.Generator(np.random.Philox(11))
    means = random.normal(0, 0.3, options)
    return means, random.normal(0, 1, (options, inputs)) * 1.5 * 0.9 ** np.arange(inputs)


@cache
def sampled(draws: int, options: int, *, inputs: int, number: int) -> tuple[Floats, Floats]:
    """Return values (options, draws) and inputs (inputs, draws) of a sample."""
    means, loads = _loads(options, inputs)
    uniform = np.random.Generator(np.random.Philox(number)).random((inputs, draws))
    values, columns = np.repeat(means[:, None], draws, axis=1), np.empty((inputs, draws))
    for place in range(inputs):
        columns[place], curve = _curve(place, np.clip(uniform[place], 1e-12, 1 - 1e-12))
        values += loads[:, place : place + 1] * curve
    return values, columns


@cache
def exact(options: int, inputs: int) -> Floats:
    """Return what knowing each input is worth (inputs,), by quadrature."""
    means, loads = _loads(options, inputs)
    curves = (_curve(place, NODES)[1] for place in range(inputs))
    best = [
        (means[:, None] + loads[:, [place]] * curve).max(axis=0).mean() for place, curve in enumerate(curves)
    ]
    return np.array(best) - means.max()


def exact_study(options: int, inputs: int) -> float:
    """Return what asking about the first input is worth: it is normal, and its mean after answers is too."""
    means, loads = _loads(options, inputs)
    spread = np.sqrt(1 / (1 + STUDY.error**2))
    return float((means[:, None] + loads[:, [0]] * spread * ndtri(NODES)).max(axis=0).mean() - means.max())


def _error(found: Callable[[Floats, Floats], Floats], size: Mapping[str, int]) -> float:
    """The root mean square error of a way over the compared inputs and all samples."""
    wanted = exact(size["options"], size["inputs"])[:COMPARED]
    missed = []
    for number in SETS:
        values, columns = sampled(size["draws"], size["options"], inputs=size["inputs"], number=number)
        missed.append(found(values, columns[:COMPARED]) - wanted)
    return float(np.sqrt(np.mean(np.square(missed))))


def run_ours(size: Mapping[str, int]) -> Run:
    """Time all inputs."""
    values, columns = sampled(size["draws"], size["options"], inputs=size["inputs"], number=SETS[0])
    return Run(seconds=timed(lambda: evppi_each(values, columns)), error=_error(_ours, size))


def _ours(values: Floats, columns: Floats) -> Floats:
    return np.array([one.value for one in evppi_each(values, columns)])


def run_sklearn(size: Mapping[str, int]) -> Run:
    """Time cubic splines with knots at quantiles and a ridge, on the compared inputs."""
    values, columns = sampled(size["draws"], size["options"], inputs=size["inputs"], number=SETS[0])
    seconds = timed(lambda: _sklearn(values, columns[:COMPARED]))
    return Run(seconds=seconds, factor=size["inputs"] / COMPARED, error=_error(_sklearn, size))


def _sklearn(values: Floats, columns: Floats) -> Floats:
    spline: Any = import_module("sklearn.preprocessing").SplineTransformer
    ridge: Any = import_module("sklearn.linear_model").Ridge
    found = []
    for column in columns:
        rows = spline(n_knots=12, knots="quantile").fit_transform(column[:, None])
        means = ridge(alpha=1.0).fit(rows, values.T).predict(rows)
        found.append(means.max(axis=1).mean() - means.mean(axis=0).max())
    return np.array(found)


def without_sklearn() -> str:
    """Return why the way is left out; empty where it can be run."""
    return "" if find_spec("sklearn") else "scikit-learn is not installed (pip install 'fram[bench]')"


GAM = """
suppressMessages(library(mgcv))
told <- commandArgs(TRUE); n <- as.integer(told[2]); d <- as.integer(told[3]); p <- as.integer(told[4])
numbers <- readBin(told[1], "double", n * (d + p))
Y <- matrix(numbers[1:(n * d)], n, d); X <- matrix(numbers[(n * d + 1):(n * (d + p))], n, p)
started <- proc.time()[3]
for (j in 1:p) {
  x <- X[, j]; means <- matrix(0, n, d)
  for (k in 2:d) { y <- Y[, k] - Y[, 1]; means[, k] <- fitted(gam(y ~ s(x, bs = "cr"))) }
  cat(mean(do.call(pmax, as.data.frame(means))) - max(colMeans(means)), "")
}
cat("\\n", proc.time()[3] - started, "\\n")
"""
"""A generalised additive model of each option's difference from the first, as health economists fit it."""


def run_gam(size: Mapping[str, int]) -> Run:
    """Time mgcv's gam on the compared inputs, without starting R and handing over the draws."""
    values, columns = sampled(size["draws"], size["options"], inputs=size["inputs"], number=SETS[0])
    seconds = _gam(values, columns[:COMPARED])[1]
    error = _error(lambda values, columns: _gam(values, columns)[0], size)
    return Run(seconds=seconds, factor=size["inputs"] / COMPARED, error=error)


def _gam(values: Floats, columns: Floats) -> tuple[Floats, float]:
    with tempfile.TemporaryDirectory() as folder:
        script, numbers = Path(folder) / "gam.R", Path(folder) / "numbers.bin"
        script.write_text(GAM, encoding="utf-8")
        numbers.write_bytes(values.tobytes() + np.ascontiguousarray(columns).tobytes())
        told = (str(count) for count in (values.shape[1], len(values), len(columns)))
        command = ["Rscript", str(script), str(numbers), *told]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    worths, seconds = done.stdout.splitlines()
    return np.array(worths.split(), dtype=float), float(seconds)


def without_gam() -> str:
    """Return why the way is left out; empty where it can be run."""
    if not shutil.which("Rscript"):
        return "R is not installed (apt install r-base-core r-cran-mgcv)"
    found = subprocess.run(["Rscript", "-e", "library(mgcv)"], capture_output=True, check=False)
    return "R has no mgcv (apt install r-cran-mgcv)" if found.returncode else ""


def run_study(size: Mapping[str, int]) -> Run:
    """Time one planned study, by the curve and by weights; the error is that of the curve."""
    values, columns = sampled(size["draws"], size["options"], inputs=6, number=SETS[0])
    found = []

    def once() -> None:
        found.append(evsi(values, columns[0], design=STUDY).value)
        evsi_by_weights(values, columns[0], design=STUDY)

    seconds = timed(once)
    return Run(seconds=seconds, error=abs(found[0] - exact_study(size["options"], 6)))


def run_weights(size: Mapping[str, int]) -> Run:
    """Time the slow twin: as many results as ours weighs, one after the other, on the same draws."""
    values, columns = sampled(size["draws"], size["options"], inputs=6, number=SETS[0])
    found = []
    seconds = timed(lambda: found.append(by_weights(values, columns[0], results=RESULTS)))
    return Run(seconds=seconds, error=abs(found[0] - exact_study(size["options"], 6)))


def by_weights(values: Floats, column: Floats, *, results: int) -> float:
    """Return the worth of the study from so many results spread evenly over them, option by option."""
    seen = np.sort(STUDY.simulate(column, seed=1))
    seen = seen[((np.arange(results) + 0.5) * seen.size / results).astype(np.int64)]
    means = np.empty((len(values), results))
    for place, one in enumerate(seen):
        weights = np.exp(-0.5 * ((one - column) / STUDY.error) ** 2)
        for option, value in enumerate(values):
            means[option, place] = (weights * value).sum() / weights.sum()
    return float(means.max(axis=0).mean() - means.mean(axis=1).max())


def check() -> None:
    """Prove that the exact worths are what a plain sample of the model shows, and that ours is near them."""
    wanted = exact(8, 10)
    values, columns = sampled(20_000, 8, inputs=10, number=5)
    for found, value in zip(evppi_each(values, columns), wanted, strict=True):
        assert abs(found.value - value) < 5 * found.se + 0.01, (found, value)


def check_study() -> None:
    """Prove that both ways to value a study and the slow twin agree with the exact one."""
    values, columns = sampled(5_000, 8, inputs=6, number=1)
    wanted, found = exact_study(8, 6), evsi(values, columns[0], design=STUDY)
    weighed = evsi_by_weights(values, columns[0], design=STUDY)
    slow = by_weights(values, columns[0], results=RESULTS)
    for value in (found.value, weighed.value, slow):
        assert abs(value - wanted) < 4 * (found.se + weighed.se), (value, wanted)


EVPPI = Work(
    name="evppi",
    full={"draws": 20_000, "options": 30, "inputs": 40},
    quick={"draws": 5_000, "options": 10, "inputs": 12},
    ways=(
        Way(name="spline, all at once", run=run_ours, check=check),
        Way(name="sklearn spline+ridge", run=run_sklearn, needs=without_sklearn, repeats=(3, 1)),
        Way(name="mgcv gam (R)", run=run_gam, needs=without_gam, repeats=(1, 1)),
    ),
    limit=2.0,
)
EVSI = Work(
    name="evsi",
    full={"draws": 20_000, "options": 30},
    quick={"draws": 5_000, "options": 10},
    ways=(
        Way(name="curve and weights", run=run_study, check=check_study),
        Way(name="the same weights, one by one", run=run_weights, repeats=(1, 1)),
    ),
    limit=0.5,
)
