"""The Japanese ceiling: at most so many times the average of the prices abroad.

Source: the rules of the Ministry of Health, Labour and Welfare for the foreign average price of a new device:
the ratios are dated terms, the five countries fixed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fram.access.pathways.prices.amount import (
    Amount,
    Numbers,
    Terms,
    believed,
    laid_out,
    line,
    own_price_in,
    work,
)
from fram.access.pathways.prices.ceilings import under
from fram.access.pathways.prices.price import NetPrice, NoPrice, PriceLine, Use
from fram.terms.estimate import Reason

COUNTRIES = ("US", "GB", "DE", "FR", "AU")


def foreign_average(prices: NDArray[np.float64], *, drop_above: Numbers, cut_above: Numbers) -> Numbers:
    """Return the foreign average price. ``prices``: (…, countries) float64, one currency, one or more.

    The highest is left out if it is above ``drop_above`` times the lowest; of those left the highest is cut
    to ``cut_above`` times the mean of the others if it is above that; the rest is a mean. Only one price is
    ever left out, and a price alone is its own average.

    >>> float(foreign_average(np.array([30710, 21242, 7745, 8500, 8805]), drop_above=3, cut_above=2))
    10437.5
    """
    ordered = np.sort(np.asarray(prices, dtype=np.float64), axis=-1)
    whole = _mean_with_cut(ordered, cut_above)
    if ordered.shape[-1] == 1:
        return whole
    is_out = ordered[..., -1] > drop_above * ordered[..., 0]
    found: Numbers = np.where(is_out, _mean_with_cut(ordered[..., :-1], cut_above), whole)[()]
    return found


def _mean_with_cut(ordered: NDArray[np.float64], cut_above: Numbers) -> Numbers:
    if ordered.shape[-1] == 1:
        return ordered[..., 0]
    others = ordered[..., :-1]
    highest = np.minimum(ordered[..., -1], cut_above * others.mean(axis=-1))
    return (others.sum(axis=-1) + highest) / ordered.shape[-1]


def counted_prices(prices: Sequence[float], *, drop_above: float, cut_above: float) -> tuple[float, ...]:
    """Return the prices that count, in rising order, the highest cut: their mean is the foreign average."""
    ordered = sorted(prices)
    if len(ordered) > 1 and ordered[-1] > drop_above * ordered[0]:
        ordered.pop()
    if len(ordered) > 1:
        ordered[-1] = min(ordered[-1], cut_above * sum(ordered[:-1]) / (len(ordered) - 1))
    return tuple(ordered)


def foreign(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return the own price under the ceiling that prices abroad set, for one unit of the product."""
    figures = terms.needed("drop_above", "cut_above", "ceiling")
    if isinstance(figures, NoPrice):
        return figures
    own = use.own_price
    if own is None or not any(land in use.abroad for land in COUNTRIES):
        return NoPrice(
            "prices abroad only set a ceiling; none was told, or no price here", ask="company",
            key="net-none-abroad", lines=_rule_lines(laid_out(figures)),
            because=(Reason.of("net-prices-abroad"),),
        )  # fmt: skip
    told = {land: own_price_in(own.unit, use.abroad[land]) for land in COUNTRIES if land in use.abroad}
    parts = (*figures, *told.values(), own)
    drop_above, cut_above, times, *rest = laid_out(parts)
    prices, asked = rest[:-1], rest[-1]
    average = work(_averaged, drop_above, cut_above, *prices, unit=own.unit)
    ceiling = work(np.multiply, average, times)
    net = work(np.minimum, ceiling, asked)
    counted = counted_prices(
        [p.typical for p in prices], drop_above=drop_above.typical, cut_above=cut_above.typical
    )
    how = f"({' + '.join(f'{price:.10g}' for price in counted)}) ÷ {len(counted)}"
    lines = (
        *_rule_lines((drop_above, cut_above, times)),
        *_price_lines(tuple(told), prices=prices, counted=counted),
        line("foreign-average", average, how=how),
        line("ceiling", ceiling, how=f"{average.text} × {times.text}", factor=times.typical),
        line("own", asked),
        line("net", net, how=net.text, note="capped" if net.typical < asked.typical else ""),
    )
    return NetPrice(
        currency=own.unit, per="case", gross=believed(ceiling, parts=parts[:-1]),
        net=believed(net, parts=parts), lines=lines, because=(under(ceiling, asked),),
    )  # fmt: skip


def _averaged(drop_above: Numbers, cut_above: Numbers, *prices: Numbers) -> Numbers:
    side_by_side = np.stack(np.broadcast_arrays(*prices), axis=-1)
    return foreign_average(side_by_side, drop_above=drop_above, cut_above=cut_above)


def _rule_lines(ratios: Sequence[Amount]) -> tuple[PriceLine, ...]:
    keys = ("drop-above", "cut-above", "ceiling-times")
    return tuple(line(key, ratio) for key, ratio in zip(keys, ratios, strict=True))


def _price_lines(
    lands: Sequence[str], *, prices: Sequence[Amount], counted: Sequence[float]
) -> tuple[PriceLine, ...]:
    """A line for each country; the one left out or cut says so."""
    falling = sorted(range(len(prices)), key=lambda i: -prices[i].typical)
    notes = dict.fromkeys(lands, "")
    is_out = len(counted) < len(prices)
    if is_out:
        notes[lands[falling[0]]] = "dropped"
    highest = falling[int(is_out)]
    if counted[-1] < prices[highest].typical:
        notes[lands[highest]] = "cut"
    return tuple(
        line(f"price-abroad:{land}", price, note=notes[land])
        for land, price in zip(lands, prices, strict=True)
    )
