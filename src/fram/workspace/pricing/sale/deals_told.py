"""What own deals brought, in words: shares by market, year and size, what stands out, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from fram.access.price.sale.realised import MOST_FOR_TREND, Deal, Share
from fram.terms.jurisdiction import MARKETS
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.pricing.sale.deal_rows import LeftOut
from fram.workspace.pricing.sale.deals import RealisedPrices, expected_block, left_out_by_reason
from fram.workspace.pricing.sale.page import Block, SalePage, Teller
from fram.workspace.pricing.sale.pictures import Dot, Said, dots_picture

SHOWN = 30
"""So many rows left out, and so many outliers, are shown one by one."""
MOST_DOTS = 600
"""More marks than this on one picture nobody can tell apart."""


def realised_page(found: RealisedPrices, *, lang: str = "en") -> SalePage:
    """Return the page of what own deals brought, in ``en`` or ``nb``."""
    tell = Teller.of(lang)
    return SalePage(
        lang=lang, over=found.file, title=tell.say("r-title"),
        stamp=tell.say(
            "r-stamp", day=tell.day(of=found.on), deals=len(found.deals), rows=found.read.rows,
            currencies=", ".join(found.currencies),
        ),
        state=tuple(_state(found, tell)), glance=tuple(_glance(found, tell)),
        next_step=tuple(_next(found, tell)), picture=_picture(found, tell),
        blocks=tuple(_blocks(found, tell)), code_title=tell.say("r-block") if found.expect else "",
        code=expected_block(found), small=(tell.say("r-small"), tell.say("r-pooled-how")),
    )  # fmt: skip


def _state(found: RealisedPrices, tell: Teller) -> Iterator[str]:
    if found.whole.more:
        yield tell.say("r-few", deals=found.whole.deals, more=found.whole.more)
    if found.is_arrived:
        yield tell.say("r-is-arrived")
    elif found.untold:
        yield tell.say("r-untold", count=found.untold, deals=len(found.deals))
    if found.read.left_out:
        yield tell.say("r-left-out", count=len(found.read.left_out), rows=found.read.rows)
    for market, currencies in found.mixed.items():
        yield tell.say("r-mixed", market=_market(market, tell), currencies=", ".join(currencies))


def _glance(found: RealisedPrices, tell: Teller) -> Iterator[Line]:
    whole, key = found.whole, "r-arrived" if found.is_arrived else "r-realised"
    yield Line(name=tell.say(key), text=_spread(whole, tell))
    if whole.mean is not None and whole.by_units is not None:
        yield Line(name=tell.say("r-mean"), text=tell.share(whole.mean))
        yield Line(name=tell.say("r-by-units"), text=tell.share(whole.by_units))
    if not found.is_arrived and found.arrived != found.whole:
        yield Line(
            name=tell.say("r-arrived"), text=_spread(found.arrived, tell), notes=(tell.say("r-arrived-how"),)
        )
    yield Line(name=tell.say("r-trend"), text=_trend(found, tell))
    if found.read.days_paid:
        days = tell.number(float(np.median(found.read.days_paid)))
        yield Line(name=tell.say("r-paid"), text=tell.say("r-days", days=days))


def _spread(share: Share, tell: Teller) -> str:
    if share.middle is None or share.low is None or share.high is None:
        return tell.say("r-between", low=tell.share(share.least), high=tell.share(share.most))
    low, middle, high = (tell.share(value) for value in (share.low, share.middle, share.high))
    return tell.say("r-spread", low=low, middle=middle, high=high)


def _trend(found: RealisedPrices, tell: Teller) -> str:
    trend = found.trend
    if trend is None:
        return tell.say("r-no-trend")
    points = {
        name: tell.words.numerals.fixed(100 * value, decimals=1, signed=True)
        for name, value in (("a_year", trend.a_year), ("low", trend.low), ("high", trend.high))
    }
    told = tell.say("r-trend-clear" if trend.is_clear else "r-trend-flat", **points)
    if trend.drawn_from is None:
        return told
    part = tell.say("r-trend-part", most=tell.number(MOST_FOR_TREND), deals=tell.number(trend.drawn_from))
    return f"{told}; {part}"


def _next(found: RealisedPrices, tell: Teller) -> Iterator[str]:
    if found.expect is not None:
        yield tell.say("r-next-block", p50=tell.share(found.expect.p50))
    else:
        yield tell.say("r-next-more", more=max(5 - found.told, 1))
    if found.read.left_out:
        yield tell.say("r-next-rows")


def _blocks(found: RealisedPrices, tell: Teller) -> Iterator[Block]:
    yield _groups("market", found.markets, tell)
    yield _groups("year", found.years, tell)
    if found.whole.mean is not None and len(found.sizes) > 1:
        yield _groups("size", found.sizes, tell, units=tell.number(found.cut))
    if found.outliers:
        lines = tuple(_outlier(one, tell) for one in found.outliers[:SHOWN])
        if more := max(len(found.outliers) - SHOWN, 0):
            lines += (Line(name="", text=tell.say("r-outliers-more", count=more)),)
        how = tell.say("r-outliers-how")
        yield Block(key="outliers", title=tell.say("r-s-outliers"), intro=how, lines=lines)
    if found.read.left_out:
        yield _left_out(found, tell)


def _outlier(one: Deal, tell: Teller) -> Line:
    text = tell.say(
        "r-outlier", share=tell.share(one.share), market=_market(one.market, tell),
        day=tell.day(of=one.on), units=tell.number(one.units),
    )  # fmt: skip
    return Line(name=one.name, text=text)


def _groups(kind: str, shares: Sequence[Share], tell: Teller, **values: str) -> Block:
    names = (kind, "deals", "spread", "mean", "by-units", "pooled")
    head = tuple(tell.say(f"col-{name}", **values) for name in names)
    rows = tuple(_group(kind, one, tell, values) for one in shares)
    return Block(key=kind, title=tell.say(f"r-s-{kind}"), table=Table(head=head, rows=rows))


def _group(kind: str, share: Share, tell: Teller, values: dict[str, str]) -> tuple[str, ...]:
    name = share.key
    if kind == "market":
        name = _market(share.key, tell)
    elif kind == "size":
        name = tell.say(f"size-{share.key}", **values)
    figures = (
        "" if value is None else tell.share(value) for value in (share.mean, share.by_units, share.pooled)
    )
    more = "" if not share.more else f" · {tell.say('r-more', more=share.more)}"
    return (name, tell.number(share.deals), f"{_spread(share, tell)}{more}", *figures)


def _market(code: str, tell: Teller) -> str:
    return tell.words.numerals.market(code) if code in MARKETS or len(code) == 2 else code


def _left_out(found: RealisedPrices, tell: Teller) -> Block:
    counts = left_out_by_reason(found.read.left_out)
    told = ", ".join(f"{tell.say(f'why-{why}')} ({count})" for why, count in counts.items())
    lines = tuple(_row_left_out(one, tell) for one in found.read.left_out[:SHOWN])
    return Block(key="left-out", title=tell.say("r-s-left-out"), intro=told, lines=lines)


def _row_left_out(one: LeftOut, tell: Teller) -> Line:
    where = " ".join(filter(None, (f"`{one.column}`" if one.column else "", one.cell)))
    notes = (where,) if where else ()
    return Line(name=tell.say("r-line", line=one.line), text=tell.say(f"why-{one.why}"), notes=notes)


def _spaced(deals: Sequence[Deal]) -> Sequence[Deal]:
    """The deals to draw: all, or ``MOST_DOTS`` of them, evenly spread over the days."""
    if len(deals) <= MOST_DOTS:
        return deals
    rising = sorted(deals, key=lambda one: (one.on, one.share))
    return [rising[at] for at in np.linspace(0, len(rising) - 1, MOST_DOTS).round().astype(int)]


def _picture(found: RealisedPrices, tell: Teller) -> Picture:
    dots = [
        Dot(on=one.on, per_cent=round(100 * one.share, 1), group=_market(one.market, tell))
        for one in _spaced(found.counted)
    ]
    middle = found.whole.middle
    title = tell.say("r-picture-few") if middle is None else tell.say("r-picture", middle=tell.share(middle))
    how, axis = tell.say("r-picture-how"), tell.say("r-axis")
    if len(found.counted) > MOST_DOTS:
        part = tell.say("r-picture-part", most=tell.number(MOST_DOTS), deals=tell.number(len(found.counted)))
        how = f"{how} {part}"
    return dots_picture(dots, said=Said(title=title, summary=how, axis=axis, lang=tell.lang))
