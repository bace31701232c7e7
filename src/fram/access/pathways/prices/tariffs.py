"""Prices fixed by tariff, with tax in them: early cover (PECAN) and telemonitoring in France."""

from __future__ import annotations

import numpy as np

from fram.access.pathways.prices.amount import Amount, Numbers, Terms, believed, laid_out, line, work
from fram.access.pathways.prices.price import WHOLE_YEAR, NetPrice, NoPrice, PriceLine, Use
from fram.terms.estimate import Reason

OPERATORS = ("operator_level_1", "operator_level_2")


def pecan_tariff(
    months: Numbers, *, base: Numbers, in_base: Numbers, per_month: Numbers, ceiling: Numbers
) -> Numbers:
    """Return what is paid for one patient over so many months, tax included, in the currency of ``base``.

    The base covers the first months, each later month adds, and the ceiling ends it: min(ceiling, base +
    per_month · max(0, months − in_base)). Source: the tariff order of 22 April 2024 (pricing of PECAN).

    >>> round(float(pecan_tariff(6, base=435, in_base=3, per_month=38.30, ceiling=780)), 2)
    549.9
    """
    return np.minimum(ceiling, base + per_month * np.maximum(0.0, months - in_base))


def without_vat(gross: Numbers, *, vat: Numbers) -> Numbers:
    """Return an amount without the tax in it; ``vat`` is a share of the amount without tax (0.2)."""
    return gross / (1 + vat)


def pecan(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what one patient brings over the months of use."""
    figures = terms.needed("first_months", "months_in_first", "then_a_month", "ceiling", *terms.taxed)
    if isinstance(figures, NoPrice):
        return figures
    months_used = use.months_used or WHOLE_YEAR
    parts = (*figures, months_used)
    base, in_base, per_month, ceiling, *vat, months = laid_out(parts)
    later = work(lambda p, m, i: p * np.maximum(0.0, m - i), per_month, months, in_base)
    total = work(np.add, base, later)
    gross = work(np.minimum, ceiling, total)
    is_capped = total.typical > ceiling.typical
    count = max(0.0, months.typical - in_base.typical)
    how = f"{per_month.text} × ({months.text} − {in_base.text})" if count else f"{per_month.text} × 0"
    lines = (
        line("first-months", base),
        line("later-months", later, how=how, factor=count, note="" if use.months_used else "default"),
        line("sum", total, how=f"{base.text} + {later.text}"),
        line("ceiling", ceiling),
        line("gross", gross, how=gross.text, note="capped" if is_capped else ""),
    )
    because = () if use.months_used else (Reason.of("net-months-default", months=months.typical),)
    net, tax_line = net_of_tax(gross, vat=vat)
    return NetPrice(
        currency=base.unit, per="patient", gross=believed(gross, parts=parts),
        net=believed(net, parts=parts), lines=(*lines, tax_line), because=because,
    )  # fmt: skip


def monitoring(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what one patient and month brings the maker: the technical fee.

    The fee of the operator, by level, goes to whoever watches the patient and never to the maker.
    """
    figures = terms.needed("technical", *terms.taxed)
    if isinstance(figures, NoPrice):
        return figures
    technical, *vat = laid_out(figures)
    operators = [(name, fee) for name in OPERATORS if (fee := terms.value(name)) is not None]
    others = [
        line(f"operator:{name.rpartition('_')[2]}", laid_out([fee])[0], note="not-the-makers")
        for name, fee in operators
    ]
    net, tax_line = net_of_tax(technical, vat=vat)
    return NetPrice(
        currency=technical.unit, per="month", gross=believed(technical, parts=figures),
        net=believed(net, parts=figures), lines=(*others, line("technical", technical), tax_line),
    )  # fmt: skip


def net_of_tax(gross: Amount, *, vat: list[Amount]) -> tuple[Amount, PriceLine]:
    """Return the amount without tax and its line; ``vat`` is empty where the figure holds none."""
    if not vat:
        return gross, line("net", gross, how=gross.text)
    net = work(lambda g, v: without_vat(g, vat=v), gross, vat[0])
    factor = 1 / (1 + vat[0].typical)
    return net, line("net", net, how=f"{gross.text} ÷ (1 + {vat[0].text})", factor=factor, note="without-vat")
