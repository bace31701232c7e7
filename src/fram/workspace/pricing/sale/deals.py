"""What own deals brought of the list price, and what that means for the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from fram.access.price.sale.realised import (
    Deal,
    Points,
    Share,
    Trend,
    by_group,
    outliers_of,
    share_of,
    size_groups,
    to_expect,
    trend_of,
)
from fram.sources.ecb.connector import rate
from fram.terms.errors import Problem, Refused
from fram.workspace.pricing.sale.deal_rows import NEEDED, DealsRead, LeftOut, read_deals


@dataclass(frozen=True, slots=True, kw_only=True)
class RealisedPrices:
    """Net price realisation of own deals: ``whole`` over all, then by market, year and size.

    All of these, the trend and the outliers are shares after discounts and before the channel's part, over
    the ``counted`` deals that tell it; where none does, shares that arrived (``is_arrived``). ``arrived``:
    what arrived, over every deal. ``cut``: units up to which a deal counts as small. ``expect``: P10, P50
    and P90 for the plan's ``price_realised``; None with fewer than five deals that tell. ``untold``: deals
    through a channel whose part is not told. ``mixed``: the currencies of markets with more than one.
    """

    file: str
    on: date
    read: DealsRead
    counted: tuple[Deal, ...]
    whole: Share
    arrived: Share
    markets: tuple[Share, ...]
    years: tuple[Share, ...]
    sizes: tuple[Share, ...]
    cut: float
    trend: Trend | None
    outliers: tuple[Deal, ...]
    expect: Points | None
    untold: int
    mixed: Mapping[str, tuple[str, ...]]

    @property
    def deals(self) -> tuple[Deal, ...]:
        """The deals that count."""
        return self.read.deals

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies the deals were made in."""
        return tuple(sorted({one.currency for one in self.deals}))

    @property
    def is_arrived(self) -> bool:
        """Whether no deal tells the channel's part, so that only what arrived can be shown."""
        return not any(one.realised is not None for one in self.deals)

    @property
    def told(self) -> int:
        """How many deals say what the plan's share is."""
        return len(self.deals) - self.untold


def realised_prices(path: str | Path, *, on: date) -> RealisedPrices:
    """Return what own deals brought of the list price, seen from a day; see ``deal_rows`` for the columns.

    Amounts are turned into kroner at the rate of each deal's day. Raises ``Refused`` for a file that cannot
    be read, lacks a column, or holds no sound row.
    """
    read = read_deals(Path(path), on=on, nok_per=_nok_per)
    deals, name = read.deals, Path(path).name
    if not deals:
        raise _nothing(read, name)
    counted = tuple(one for one in deals if one.realised is not None) or deals
    cut, size = size_groups(counted)
    return RealisedPrices(
        file=name, on=on, read=read, counted=counted, whole=share_of(counted),
        arrived=share_of(deals, of=lambda one: one.arrived), cut=cut,
        markets=by_group(counted, by=lambda one: one.market),
        years=by_group(counted, by=lambda one: str(one.on.year)), sizes=by_group(counted, by=size),
        trend=trend_of(counted), outliers=outliers_of(counted), expect=to_expect(deals),
        untold=sum(one.realised is None for one in deals), mixed=_mixed(deals),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _nok_per(currency: str, day: date) -> float:
    return rate(currency, on=day).nok


def _nothing(read: DealsRead, name: str) -> Refused:
    problems = [
        Problem(where=f"{name}:{one.line}", what=f"{one.column or 'cells'}: {one.why} {one.cell}".strip())
        for one in read.left_out[:10]
    ]
    return Refused(
        "no row can be counted", where=name,
        why=f"{read.rows} rows read, all left out" if read.rows else "it holds no row below the first line",
        remedy=f"the columns are {','.join(NEEDED)}", problems=problems,
    )  # fmt: skip


def _mixed(deals: tuple[Deal, ...]) -> dict[str, tuple[str, ...]]:
    by_market: dict[str, set[str]] = {}
    for deal in deals:
        by_market.setdefault(deal.market, set()).add(deal.currency)
    return {market: tuple(sorted(found)) for market, found in sorted(by_market.items()) if len(found) > 1}


def expected_block(found: RealisedPrices) -> str:
    """Return the block for the company file that puts own deals in our default's place; empty without one."""
    if found.expect is None:
        return ""
    last, at = max(one.on for one in found.deals), found.expect
    return "\n".join([
        "[[expected]]", 'input = "price_realised"', f"p10 = {at.p10:g}", f"p50 = {at.p50:g}",
        f"p90 = {at.p90:g}", f'source = "Own deals, {found.told} until {last.isoformat()}"',
        f"on = {found.on.isoformat()}",
    ])  # fmt: skip


def left_out_by_reason(left_out: tuple[LeftOut, ...]) -> Mapping[str, int]:
    """Return how many rows were left out for each reason, the most frequent first."""
    counts: dict[str, int] = {}
    for one in left_out:
        counts[one.why] = counts.get(one.why, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
