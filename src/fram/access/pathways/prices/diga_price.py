"""The price of a German app on prescription as its file and the day have it, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from fram.access.pathways.prices.amount import (
    Amount,
    Numbers,
    Terms,
    believed,
    even_mix,
    laid_out,
    line,
    net_line,
    own_price_in,
    work,
)
from fram.access.pathways.prices.diga import Bands, after_outcome, marginal_discount, whole_discount
from fram.access.pathways.prices.price import ATTAINED, NetPrice, NoPrice, PriceLine, Use
from fram.access.pathways.prices.tariffs import net_of_tax, without_vat
from fram.terms.estimate import Estimate, Reason

FLOORS = (("floor_low_above", "floor_low"), ("floor_high_above", "floor_high"))
DISCOUNTS = {"whole": whole_discount, "marginal": marginal_discount}
Lines = tuple[PriceLine, ...]


def diga(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what a quarter of one patient brings from month 13 on, when the negotiated price counts.

    The first twelve months bring the maker's own price, the stage ``first-year``. The law caps it by group;
    what the caps are was not read, so none is counted.
    """
    figures = terms.needed("negotiated_price", *terms.taxed)
    if isinstance(figures, NoPrice):
        return figures
    parts = _parts(terms, use, figures=figures)
    told = tuple(parts.values())
    amounts = dict(zip(parts, laid_out(told), strict=True))
    untaxed, tax_lines = _without_tax(amounts)
    left, outcome_lines = _after_outcome(untaxed, amounts, is_told=use.attained is not None)
    found, volume_lines = _by_volume(left, amounts)
    chosen = [name for name in found if name in use.settled] or list(found)
    readings = {name: believed(found[name], parts=told) for name in chosen}
    is_open = len({reading.dist for reading in readings.values()}) > 1
    worths = [found[name] for name in chosen] or [left]
    stages, first_lines = _first_year(terms, use, currency=left.unit)
    return NetPrice(
        currency=left.unit, per="quarter", gross=parts["price"],
        net=even_mix(list(readings.values())) if readings else believed(left, parts=told),
        lines=(
            *tax_lines, *outcome_lines, *volume_lines, net_line(worths if is_open else worths[:1]),
            *first_lines,
        ),
        readings=readings if is_open else {}, stages=stages,
        because=_because(terms, use, parts=parts, is_open=is_open),
    )  # fmt: skip


def _parts(terms: Terms, use: Use, *, figures: Sequence[Estimate]) -> dict[str, Estimate]:
    """The estimates in play on the day, by name: what is not in force yet is not among them."""
    parts = dict(zip(("price", "vat"), figures, strict=False))
    outcome = terms.value("outcome_share")
    if outcome is not None:
        parts |= {"outcome_share": outcome, "attained": use.attained or ATTAINED}
    for names in FLOORS:
        floor = [terms.value(name) for name in names]
        if use.units_a_year is not None and floor[0] is not None and floor[1] is not None:
            parts |= {"units": use.units_a_year, names[0]: floor[0], names[1]: floor[1]}
    return parts


def _without_tax(amounts: Mapping[str, Amount]) -> tuple[Amount, Lines]:
    price = amounts["price"]
    if "vat" not in amounts:
        return price, (line("negotiated", price),)
    left, shown = net_of_tax(price, vat=[amounts["vat"]])
    return left, (line("negotiated", price), replace(shown, key="without-vat"))


def _after_outcome(price: Amount, amounts: Mapping[str, Amount], *, is_told: bool) -> tuple[Amount, Lines]:
    if "outcome_share" not in amounts:
        return price, ()
    share, attained = amounts["outcome_share"], amounts["attained"]
    left = work(lambda p, s, a: after_outcome(p, outcome_share=s, attained=a), price, share, attained)
    return left, (
        line("outcome-share", share),
        line("attained", attained, note="" if is_told else "default"),
        line(
            "after-outcome", left, factor=1 - share.typical * (1 - attained.typical),
            how=f"{price.text} × (1 − {share.text} × (1 − {attained.text}))",
        ),
    )  # fmt: skip


def _by_volume(left: Amount, amounts: Mapping[str, Amount]) -> tuple[dict[str, Amount], Lines]:
    """What is left under each reading of the volume discount, with the lines that show it."""
    floors = [(amounts[above], amounts[cut]) for above, cut in FLOORS if cut in amounts]
    if not floors:
        return {}, ()
    units, flat = amounts["units"], [amount for floor in floors for amount in floor]
    shown = [line("units", units)]
    found = {}
    for name, discount in DISCOUNTS.items():
        share = work(lambda u, *f, d=discount: d(u, bands=_pairs(f)), units, *flat, unit="share")
        found[name] = work(lambda p, s: p * (1 - s), left, share)
        how = f"{left.text} × (1 − {_discount_text(name, units, floors)})"
        shown.append(line(f"volume-{name}", found[name], how=how, factor=1 - share.typical))
    return found, tuple(shown)


def _pairs(flat: Sequence[Numbers]) -> Bands:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _discount_text(reading: str, units: Amount, floors: Sequence[tuple[Amount, Amount]]) -> str:
    """The discount at the typical volume as arithmetic: "0.02", "(0.02 × 97000 + 0.3 × 100000) ÷ 200000"."""
    reached = [(above, cut) for above, cut in floors if units.typical > above.typical]
    if not reached or reading == "whole":
        return reached[-1][1].text if reached else "0"
    ends = [*(above.typical for above, _ in reached[1:]), units.typical]
    parts = [
        f"{cut.text} × {end - above.typical:.10g}" for (above, cut), end in zip(reached, ends, strict=True)
    ]
    return f"({' + '.join(parts)}) ÷ {units.text}"


def _first_year(terms: Terms, use: Use, *, currency: str) -> tuple[dict[str, Estimate], Lines]:
    """The maker's own price, no cap counted; where it is not told the list price of others, a trial's cut."""
    if use.own_price is not None:
        own = own_price_in(currency, use.own_price)
        return {"first-year": own}, (line("first-year", *laid_out([own]), note="no-cap"),)
    names = ("year_one_price", *terms.taxed, *(("trial_cap",) if use.on_trial else ()))
    parts = terms.needed(*names)
    if isinstance(parts, NoPrice):
        return {}, ()
    price, *rest = laid_out(parts)
    how = price.text if rest else ""
    first = price
    if terms.taxed:
        first = work(lambda p, v: without_vat(p, vat=v), price, rest[0])
        how += f" ÷ (1 + {rest[0].text})"
    if use.on_trial:
        first = work(np.multiply, first, rest[-1])
        how += f" × {rest[-1].text}"
    shown = line("first-year", first, how=how, note="not-in-net")
    return {"first-year": believed(first, parts=parts)}, (shown,)


def _because(terms: Terms, use: Use, *, parts: Mapping[str, Estimate], is_open: bool) -> tuple[Reason, ...]:
    found = [Reason.of("net-from-month-13")]
    begins = terms.begins(*(name for names in FLOORS for name in names))
    if "attained" in parts and use.attained is None:
        found.append(Reason.of("net-attained-default"))
    if "units" in parts:
        found += [Reason.of("net-volume-open")] if is_open else []
    elif terms.value(FLOORS[0][1]) is not None:
        found.append(Reason.of("net-volume-not-told"))
    elif begins is not None:
        found.append(Reason.of("net-volume-later", on=begins))
    return tuple(found)
