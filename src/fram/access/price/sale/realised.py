"""What own deals brought of the list price: by deal, by group, over time, and what to expect of the next.

Nothing is read here: rows and rates come in as deals, in kroner. Each deal counts once unless it says
otherwise; *weighted by units* counts each unit sold once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST = 5
"""With fewer deals no middle is named: only the lowest, the highest, and how many more are needed."""
FAR = 3.0
"""A deal further from the middle than so many scaled median deviations is named as an outlier."""
LEAST_SPREAD = 0.02
"""The least deviation an outlier is measured by: where all deals are alike, a hair is no outlier."""
TO_NORMAL = 1.4826
"""What a median deviation is multiplied by to be a standard deviation, for a normal distribution."""
DAYS_A_YEAR = 365.25
MOST_FOR_TREND = 1_500
"""Deals a trend is counted from at most: all pairs of more would not fit in memory."""
TREND_SEED = 1
Z_95 = 1.6448536269514722
"""The 95 % point of the unit normal: a 90 % interval lies between its two sides."""
Channel = Literal["direct", "distributor", "partner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One deal; ``listed``, ``invoiced`` and ``rebate`` in NOK a unit without tax, ``units`` above 0.

    ``kept_by_channel``: the share of the end price a distributor or partner kept; None where it is not told.
    """

    name: str
    on: date
    market: str
    currency: str
    units: float
    listed: float
    invoiced: float
    rebate: float = 0.0
    channel: Channel = "direct"
    kept_by_channel: float | None = None

    @property
    def net(self) -> float:
        """What arrived of one unit, NOK: invoiced less what was given back later."""
        return self.invoiced - self.rebate

    @property
    def arrived(self) -> float:
        """What arrived, as a share of the list price; the channel's part is gone from it."""
        return self.net / self.listed

    @property
    def realised(self) -> float | None:
        """The share of the list price after discounts, before the channel: a plan's ``price_realised``.

        None where a channel's part is not told: it would be counted twice. At most 1.
        """
        if self.channel == "direct":
            return self.arrived
        if self.kept_by_channel is None:
            return None
        return min(self.arrived / (1 - self.kept_by_channel), 1.0)

    @property
    def share(self) -> float:
        """The share deals are compared by: before the channel where that is told, else what arrived."""
        return self.arrived if self.realised is None else self.realised


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Shares of the list price over several deals, and what they were counted from.

    ``middle`` (median), ``low`` and ``high`` (P10, P90), ``mean`` and ``by_units`` are None with fewer than
    ``FEWEST`` deals; ``least`` and ``most`` are always there. ``pooled``: the mean drawn towards that of all
    deals by how few these are.
    """

    key: str
    deals: int
    units: float
    least: float
    most: float
    mean: float | None = None
    by_units: float | None = None
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    pooled: float | None = None

    @property
    def more(self) -> int:
        """How many more deals are needed before a middle is named."""
        return max(FEWEST - self.deals, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Change of the share a year (Theil-Sen: the median slope of all pairs) with its 90 % interval.

    ``drawn_from``: how many deals there were, where only ``MOST_FOR_TREND`` of them were counted; else None.
    """

    a_year: float
    low: float
    high: float
    drawn_from: int | None = None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """P10, P50 and P90 of what the next deal realises, as shares of the list price."""

    p10: float
    p50: float
    p90: float


def share_of(deals: Sequence[Deal], *, key: str = "", of: Callable[[Deal], float] | None = None) -> Share:
    """Return the shares of several deals; ``of`` takes the share of a deal (else ``Deal.share``).

    Refuses an empty sequence: nothing can be said of no deal.
    """
    if not deals:
        raise Refused("no deal is left to count", remedy="give at least one sound row")
    shares = np.array([(of or _share)(one) for one in deals])
    units = np.array([one.units for one in deals])
    ends = {"least": float(shares.min()), "most": float(shares.max())}
    if len(deals) < FEWEST:
        return Share(key=key, deals=len(deals), units=fsum(units), **ends)
    low, middle, high = (float(x) for x in np.quantile(shares, (0.1, 0.5, 0.9)))
    return Share(
        key=key, deals=len(deals), units=fsum(units), **ends, mean=fsum(shares) / len(deals),
        by_units=fsum(shares * units) / fsum(units), low=low, middle=middle, high=high,
    )  # fmt: skip


def _share(deal: Deal) -> float:
    return deal.share


def by_group(deals: Sequence[Deal], *, by: Callable[[Deal], str]) -> tuple[Share, ...]:
    """Return the shares of each group, by name, with its pooled mean where there are ``FEWEST`` deals in all.

    Pooled: each group's mean and that of all, weighted by how much the group's own mean is to be believed,
    τ² / (τ² + σ² / n). σ² is the spread of deals inside groups, τ² that between them, both from the deals
    (see ``variances``); where no spread between groups shows, the mean of all stands for each. Outliers
    of a group are left out of it: one of them would hide every difference between groups.
    """
    groups: dict[str, list[Deal]] = {}
    for deal in deals:
        groups.setdefault(by(deal), []).append(deal)
    shares = {name: share_of(groups[name], key=name) for name in sorted(groups)}
    if len(deals) < FEWEST:
        return tuple(shares.values())
    far = {one for group in groups.values() for one in outliers_of(group)}
    near = {name: [one.share for one in groups[name] if one not in far] for name in shares}
    kept = [name for name in shares if near[name]]
    drawn = dict(zip(kept, shrunk([near[name] for name in kept]), strict=True))
    return tuple(replace(share, pooled=drawn.get(name)) for name, share in shares.items())


def shrunk(groups: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return each group's mean drawn towards the common one by how few it has; see ``by_group``."""
    within, between = variances(groups)
    means = np.array([np.mean(group) for group in groups])
    counts = np.array([len(group) for group in groups], dtype=float)
    error = within / counts
    if between <= 0:
        common = float(np.average(means, weights=counts))
        return tuple(common for _ in groups)
    weights = 1 / (between + error)
    common = float(np.average(means, weights=weights))
    own = between / (between + error)
    return tuple(float(x) for x in common + own * (means - common))


def variances(groups: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the variance of deals inside groups (pooled) and that between groups, 0 or more.

    One-way analysis of variance by moments: τ² = (MSB - MSW) / n0 with n0 = (N - Σn²/N) / (k - 1).
    """
    everything = np.concatenate([np.asarray(group, dtype=float) for group in groups])
    counts = np.array([len(group) for group in groups], dtype=float)
    means = np.array([np.mean(group) for group in groups])
    total, kinds = len(everything), len(groups)
    inside = sum(float(((np.asarray(g) - np.mean(g)) ** 2).sum()) for g in groups)
    if total == kinds:  # one deal in each: what lies inside and what between cannot be told apart
        return float(np.var(everything, ddof=1)) if total > 1 else 0.0, 0.0
    within = inside / (total - kinds)
    if kinds == 1:
        return within, 0.0
    mean_square = float((counts * (means - everything.mean()) ** 2).sum()) / (kinds - 1)
    each = (total - float((counts**2).sum()) / total) / (kinds - 1)
    return within, max((mean_square - within) / each, 0.0)


def size_groups(deals: Sequence[Deal]) -> tuple[float, Callable[[Deal], str]]:
    """Return the units that part small deals from large ones, and the group of a deal (``small``, ``large``).

    The median; where most deals are of one size, what is above it is large.
    """
    cut = float(np.median([one.units for one in deals]))
    return cut, lambda deal: "small" if deal.units <= cut else "large"


def trend_of(deals: Sequence[Deal]) -> Trend | None:
    """Return how the share moves a year; None with fewer than ``FEWEST`` deals or three days.

    The interval by Sen (1968): the slopes z·σ/2 places from the middle of all N, with σ² of Kendall's
    statistic, n(n - 1)(2n + 5)/18 less the same of deals on one day. Of more than ``MOST_FOR_TREND`` deals
    so many are drawn with a fixed seed, whatever their order.
    """
    if len(deals) < FEWEST:
        return None
    pairs = sorted((one.on.toordinal(), one.share) for one in deals)
    points = np.array(pairs)[_places(len(pairs))]
    years, shares = (points[:, 0] - points[0, 0]) / DAYS_A_YEAR, points[:, 1]
    if len(np.unique(years)) < 3:
        return None
    slopes = _slopes(years, shares)
    places = len(slopes)
    away = Z_95 * _kendall_sd(years)
    low = max(round((places - away) / 2) - 1, 0)
    high = min(round((places + away) / 2), places - 1)
    return Trend(
        a_year=float(np.median(slopes)), low=float(slopes[low]), high=float(slopes[high]),
        drawn_from=len(deals) if len(deals) > MOST_FOR_TREND else None,
    )  # fmt: skip


def _places(deals: int) -> NDArray[np.int64]:
    """The places of the deals a trend is counted from, rising."""
    if deals <= MOST_FOR_TREND:
        return np.arange(deals)
    drawn = np.random.default_rng(TREND_SEED).choice(deals, size=MOST_FOR_TREND, replace=False)
    return np.sort(drawn)


def _slopes(years: Floats, shares: Floats) -> Floats:
    """The slope between every two deals of different days, rising."""
    first, second = np.triu_indices(len(years), k=1)
    apart = years[second] - years[first]
    rise = shares[second] - shares[first]
    return np.sort(rise[apart != 0] / apart[apart != 0])


def _kendall_sd(years: Floats) -> float:
    """The standard deviation of Kendall's statistic, with deals of one day as ties."""
    _, same = np.unique(years, return_counts=True)
    counts = np.array([len(years), *same])
    terms = counts * (counts - 1) * (2 * counts + 5)
    return float(((terms[0] - terms[1:].sum()) / 18) ** 0.5)


def outliers_of(deals: Sequence[Deal]) -> tuple[Deal, ...]:
    """Return the deals far from the middle (more than ``FAR`` scaled median deviations), furthest first."""
    if len(deals) < FEWEST:
        return ()
    shares = np.array([one.share for one in deals])
    away = np.abs(shares - np.median(shares))
    spread = max(TO_NORMAL * float(np.median(away)), LEAST_SPREAD)
    far = [place for place in np.argsort(-away, kind="stable") if away[place] > FAR * spread]
    return tuple(deals[place] for place in far)


def to_expect(deals: Sequence[Deal]) -> Points | None:
    """Return what the next deal realises before the channel; None with fewer than ``FEWEST`` that tell.

    The deals' own P10, P50 and P90, and no narrower than few deals allow: median ± t · s · √(1 + 1/n), the
    form of Student's prediction interval with n - 1 degrees of freedom, with s the scaled median deviation,
    so that one odd deal does not widen it. At least 0.01 each way; inside 0 to 1.
    """
    from scipy.special import stdtrit

    told = [share for share in (one.realised for one in deals) if share is not None]
    if len(told) < FEWEST:
        return None
    shares, count = np.array(told), len(told)
    low, middle, high = (float(x) for x in np.quantile(shares, (0.1, 0.5, 0.9)))
    spread = TO_NORMAL * float(np.median(np.abs(shares - middle)))
    reach = max(float(stdtrit(count - 1, 0.9)) * spread * (1 + 1 / count) ** 0.5, 0.01)
    low, high = min(low, middle - reach), max(high, middle + reach)
    return Points(
        p10=round(max(low, 0.0), 3), p50=round(min(middle, 0.999), 3), p90=round(min(high, 1.0), 3)
    )  # fmt: skip
