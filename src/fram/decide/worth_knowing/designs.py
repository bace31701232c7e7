"""Studies that can be planned: what they would show in each draw, and how likely that is in every other.

Each has ``simulate`` (draws,) → a summary of what is seen (draws,); ``loglik`` (studies,), (draws,) →
log-likelihood (studies, draws) up to what all draws share; and ``chances`` (points,) → the chance of each
answer it may give (points, answers). Summaries keep all that the study tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.special import bdtr, bdtrik, gammaln, ndtr, ndtri, xlog1py, xlogy

from fram.decide.model.sampling import uniforms
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST = 1_000_000
"""People or measurements of a study."""
ANSWERS = 400
"""Answers of a study that are told apart around some truths, and as many more between all of them."""
REACH = 3.5
"""Standard errors around each truth within which answers are told apart."""


class Design(Protocol):
    """A study of one quantity: ``n`` says how many take part or are measured."""

    @property
    def n(self) -> int:
        """How many."""

    def simulate(self, truth: Floats, *, seed: int) -> Floats:
        """Return what the study would show in each draw of the quantity (draws,)."""

    def loglik(self, seen: Floats, truth: Floats) -> Floats:
        """Return how likely each result (studies,) is in each draw: log, (studies, draws)."""

    def chances(self, truth: Floats) -> Floats:
        """Return the chance of each answer told apart (points, answers) where the truth is (points,).

        The truth rises. Each row adds up to 1.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """``n`` of whom some say yes: the quantity is the chance of yes, the summary the share that says so."""

    n: int

    def __post_init__(self) -> None:
        _some(self.n)

    def simulate(self, truth: Floats, *, seed: int) -> Floats:
        """Return the share of yes (draws,), binomial; refuse a quantity that is no chance."""
        chances = _chances(truth)
        drawn = uniforms(seed, "study.counted", start=0, stop=truth.size)
        count = np.ceil(bdtrik(drawn, self.n, np.clip(chances, 1e-300, 1 - 1e-16)))
        count = np.where(chances <= 0, 0, np.where(chances >= 1, self.n, count))
        return np.asarray(np.clip(np.nan_to_num(count), 0, self.n) / self.n)

    def loglik(self, seen: Floats, truth: Floats) -> Floats:
        """Return the binomial log-likelihood without its constant."""
        yes = np.round(seen * self.n)[:, None]
        chances = _chances(truth)
        return np.asarray(xlogy(yes, chances) + xlog1py(self.n - yes, -chances))

    def chances(self, truth: Floats) -> Floats:
        """Return the binomial chances: of every count, or of neighbouring counts together where many."""
        chances, n = _chances(truth), self.n
        if n <= 2 * ANSWERS:
            yes = np.arange(n + 1)
            ways = gammaln(n + 1) - gammaln(yes + 1) - gammaln(n - yes + 1)
            return np.asarray(np.exp(self.loglik(yes / n, chances).T + ways))
        ends = _count_borders(chances, n) * n
        counts = np.unique(np.clip(np.floor(ends), 0, n - 1))
        return _between(np.asarray(bdtr(counts, n, chances[:, None]), dtype=float))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``n`` measurements with standard deviation ``sd`` around the quantity; the summary is their mean."""

    n: int
    sd: float

    def __post_init__(self) -> None:
        _some(self.n)
        _spread(self.sd, "sd")

    def simulate(self, truth: Floats, *, seed: int) -> Floats:
        """Return the mean of the measurements (draws,), in the quantity's unit."""
        return truth + self.error * _noise(truth.size, seed=seed, key="study.measured")

    def loglik(self, seen: Floats, truth: Floats) -> Floats:
        """Return the normal log-likelihood of the mean without its constant."""
        return _normal(seen, truth, self.error)

    def chances(self, truth: Floats) -> Floats:
        """Return the chances of the mean to lie between neighbouring borders."""
        return _normal_chances(truth, self.error)

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return float(self.sd / np.sqrt(self.n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``n`` people who each state the quantity, off by ``noise_sd``, and all off together by ``shared_sd``.

    What people have in common, such as the same article read, does not go away by asking more of them.
    """

    n: int
    noise_sd: float
    shared_sd: float = 0.0

    def __post_init__(self) -> None:
        _some(self.n)
        _spread(self.noise_sd, "noise_sd")
        if not 0 <= self.shared_sd < np.inf:
            raise Refused(
                f"shared_sd {self.shared_sd:g} is no number from 0 up", where="study", remedy="give 0 or more"
            )

    def simulate(self, truth: Floats, *, seed: int) -> Floats:
        """Return the mean of what is said (draws,), in the quantity's unit."""
        return truth + self.error * _noise(truth.size, seed=seed, key="study.asked")

    def loglik(self, seen: Floats, truth: Floats) -> Floats:
        """Return the normal log-likelihood of the mean without its constant."""
        return _normal(seen, truth, self.error)

    def chances(self, truth: Floats) -> Floats:
        """Return the chances of the mean to lie between neighbouring borders."""
        return _normal_chances(truth, self.error)

    @property
    def error(self) -> float:
        """Standard deviation of the mean of what is said around the truth."""
        return float(np.sqrt(self.noise_sd**2 / self.n + self.shared_sd**2))


def _noise(count: int, *, seed: int, key: str) -> Floats:
    return np.asarray(ndtri(uniforms(seed, key, start=0, stop=count)))


def _normal(seen: Floats, truth: Floats, error: float) -> Floats:
    return np.asarray(-0.5 * ((seen[:, None] - truth) / error) ** 2)


def _normal_chances(truth: Floats, error: float) -> Floats:
    ends = np.unique(_borders(truth, np.full(truth.size, error)))
    return _between(ndtr((ends - truth[:, None]) / error))


def _count_borders(chances: Floats, n: int) -> Floats:
    """Borders between shares of yes (borders,): between all chances, and evenly on the scale on which the
    error of a count is the same everywhere, the arc sine of the root (Anscombe 1948)."""
    low, high = np.arcsin(np.sqrt(chances[[0, -1]]))
    reach = REACH / (2 * np.sqrt(n))
    even = np.linspace(max(low - reach, 0.0), min(high + reach, np.pi / 2), 2 * ANSWERS)
    return np.concatenate([(chances[1:] + chances[:-1]) / 2, np.sin(even) ** 2])


def _borders(truth: Floats, error: Floats) -> Floats:
    """Borders between answers (borders,): between all truths, and around some spread over all of them.

    Where the error is below the distance of truths, the first tell each from the next; where it is above, the
    second are dense where answers fall, no two at the same step, and reach beyond the outermost truths.
    """
    some = np.unique(np.linspace(0, truth.size - 1, min(truth.size, int(np.sqrt(ANSWERS) * 2))).astype(int))
    steps = ANSWERS // some.size
    turn = np.arange(some.size)[:, None] * 0.6180339887498949 % 1.0  # the golden section spreads evenly
    off = REACH * (2 * (np.arange(steps) + turn) / steps - 1)
    around = truth[some, None] + off * error[some, None]
    return np.concatenate([(truth[1:] + truth[:-1]) / 2, around.ravel()])


def _between(below: Floats) -> Floats:
    """Chances between borders (points, borders + 1) from those of at most each border."""
    return np.maximum(np.diff(below, axis=1, prepend=0.0, append=1.0), 0.0)


def _chances(truth: Floats) -> Floats:
    low, high = float(truth.min()), float(truth.max())
    if not 0 <= low <= high <= 1:
        raise Refused(
            f"draws from {low:g} to {high:g} are no chances", where="study",
            why="counting who says yes needs a chance between 0 and 1",
            remedy="name a quantity that is a chance, or plan measurements or interviews instead",
        )  # fmt: skip
    return truth


def _some(n: int) -> None:
    if not 1 <= n <= MOST:
        raise Refused(
            f"a study of {n}", where="study", why=f"1 to {MOST:,} can take part", remedy="give another number"
        )


def _spread(sd: float, name: str) -> None:
    if not 0 < sd < np.inf:
        raise Refused(f"{name} {sd:g} is not above 0", where="study", remedy="give how far one may be off")
