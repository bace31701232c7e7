"""The most that is paid: care apps in Germany (DiPA) and positions of the Swiss list of aids (MiGeL).

A ceiling is not a price: the maker is paid its own price up to it. Sources: SGB XI section 40b; KLV annex 2.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

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
from fram.access.pathways.prices.price import WHOLE_YEAR, NetPrice, NoPrice, Use
from fram.access.pathways.prices.tariffs import net_of_tax, without_vat
from fram.access.spread import DAYS_PER_MONTH
from fram.terms.estimate import Reason


def dipa_ceiling(app: Numbers, *, support: Numbers = 0.0) -> Numbers:
    """Return the most a care fund pays for one person and month, with or without support in the use."""
    return app + support


def migel_ceiling(days: Numbers, *, cap: Numbers, cap_days: Numbers, vat: Numbers = 0.0) -> Numbers:
    """Return the most that is paid for so many days of use, without the tax that the cap holds.

    >>> round(float(migel_ceiling(90, cap=173, cap_days=90)), 2)
    173.0
    """
    return without_vat(cap * days / cap_days, vat=vat)


def dipa(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what one month of one person brings. The support amount goes to whoever gives the support."""
    figures = terms.needed("app_a_month")
    if isinstance(figures, NoPrice):
        return figures
    support = terms.value("support_a_month")
    told = () if use.own_price is None else (own_price_in(figures[0].unit, use.own_price),)
    parts = (*figures, *told)
    cap, *own = laid_out(parts)
    net = work(np.minimum, cap, *own) if own else cap
    lines = [line("ceiling", cap), *(line("own", price) for price in own), line("net", net, how=net.text)]
    stages = {}
    if support is not None:
        beside = laid_out([support])[0]
        both = work(lambda app, extra: dipa_ceiling(app, support=extra), cap, beside)
        stages = {"with-support": believed(both, parts=(*figures, support))}
        lines += [
            line("support", beside, note="not-the-makers"),
            line("with-support", both, how=f"{cap.text} + {beside.text}", note="not-in-net"),
        ]
    return NetPrice(
        currency=cap.unit, per="month", gross=figures[0], net=believed(net, parts=parts),
        lines=tuple(lines), stages=stages, because=(under(cap, own[0] if own else None),),
    )  # fmt: skip


def migel(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what one patient brings over the months of use. The own price is for all of them too."""
    figures = terms.needed("cap", "cap_days", *terms.taxed)
    if isinstance(figures, NoPrice):
        return figures
    months_used = use.months_used or WHOLE_YEAR
    cap, cap_days, *vat, months = laid_out((*figures, months_used))
    days = work(lambda m: m * DAYS_PER_MONTH, months, unit="days")
    gross = work(lambda c, n, d: migel_ceiling(d, cap=c, cap_days=n), cap, cap_days, days)
    net, net_line = net_of_tax(gross, vat=vat)
    given = "" if use.months_used else "default"
    lines = [
        line("ceiling", cap),
        line("days-used", days, note=given),
        line("gross", gross, how=f"{cap.text} × {days.text} ÷ {cap_days.text}"),
    ]
    parts, ceiling = [*figures, months_used], net
    asked: Amount | None = None
    if use.own_price is not None:
        parts.append(own_price_in(cap.unit, use.own_price))
        asked = laid_out(parts)[-1]
        net = work(np.minimum, ceiling, asked)
        lines += [replace(net_line, key="without-vat"), line("own", asked)]
        net_line = line("net", net, how=net.text, note="capped" if net.typical < asked.typical else "")
    because = () if use.months_used else (Reason.of("net-months-default", months=months.typical),)
    return NetPrice(
        currency=cap.unit, per="patient", gross=believed(gross, parts=[*figures[:2], months_used]),
        net=believed(net, parts=parts), lines=(*lines, net_line),
        because=(*because, under(ceiling, asked)),
    )  # fmt: skip


def under(ceiling: Amount, own: Amount | None) -> Reason:
    """Return what is to be said of a ceiling: that it is one, or where the own price lies beside it."""
    if own is None:
        return Reason.of("net-most-paid", ceiling=ceiling.typical, currency=ceiling.unit)
    key = "net-own-above" if own.typical > ceiling.typical else "net-own-below"
    return Reason.of(key, own=own.typical, ceiling=ceiling.typical, currency=ceiling.unit)
