"""A price on its way: what each step takes of it, from the list down to the maker and from the maker up.

Two words that are never mixed up: a *margin* is a share of the selling price, a *mark-up* a share of what
was paid for the goods. With margin m and mark-up k: k = m / (1 - m), m = k / (1 + k).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SAME = 0.005
"""How far a unit line may lie from its share of the total before it is pointed out: half a hundredth."""


def markup_of(margin: float) -> float:
    """Return the mark-up on cost that gives a margin on the selling price: 0.20 → 0.25, 0.50 → 1.0.

    Refuses a margin below 0, and one of 1 or more: then nothing is left to have been paid.
    """
    if not 0 <= margin < 1:
        raise Refused(
            f"a margin of {margin:g}", why="a margin is a share of the selling price: from 0, below 1",
            remedy="give 0.3 for 30 %; what is added to the cost is a mark-up",
        )  # fmt: skip
    return margin / (1 - margin)


def margin_of(markup: float) -> float:
    """Return the margin on the selling price that a mark-up on cost gives: 0.25 → 0.20, 1.0 → 0.50.

    Refuses a mark-up below 0.
    """
    if not 0 <= markup < np.inf:
        raise Refused(
            f"a mark-up of {markup:g}", why="a mark-up is a share of what was paid, 0 or more",
            remedy="give 0.5 for half as much again",
        )  # fmt: skip
    return markup / (1 + markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What one step takes of a price: ``nok`` float64 (draws,), below zero where it adds."""

    key: str
    nok: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a waterfall: what it takes, and what is left after it; arrays (draws,), NOK a unit."""

    key: str
    takes: Floats
    left: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """A price and the steps below it, all in NOK on the price's own basis."""

    start: Floats
    steps: tuple[Step, ...]

    @property
    def left(self) -> Floats:
        """What is left after the last step, (draws,)."""
        return self.steps[-1].left if self.steps else self.start

    def after(self, key: str) -> Floats:
        """Return what is left after a step; ``KeyError`` for a step that is not there."""
        return {one.key: one.left for one in self.steps}[key]

    def taken(self, key: str) -> Floats:
        """Return what a step takes; ``KeyError`` for a step that is not there."""
        return {one.key: one.takes for one in self.steps}[key]


def waterfall(start: Floats, cuts: Sequence[Cut]) -> Waterfall:
    """Return the price after each cut, in their order."""
    left, steps = start, []
    for cut in cuts:
        left = left - cut.nok
        steps.append(Step(key=cut.key, takes=cut.nok, left=left))
    return Waterfall(start=start, steps=tuple(steps))


def down(
    price: Floats | float,
    *,
    shares: Mapping[str, Floats | float] | None = None,
    money: Mapping[str, Floats | float] | None = None,
) -> Waterfall:
    """Return the way from a price down to the maker: ``shares`` first, each of what is left, then ``money``.

    ``shares`` between 0 and 1 by step (a discount, a distributor's margin), ``money`` per unit by step
    (customs, warehouse, serving). Refuses a share outside 0 to 1.
    """
    start = np.asarray(price, dtype=float)
    left, cuts = start, []
    for key, share in (shares or {}).items():
        if np.any(np.less(share, 0)) or np.any(np.greater(share, 1)):
            raise Refused(f"`{key}` takes a share outside 0 to 1", remedy="give 0.3 for 30 %")
        cuts.append(Cut(key=key, nok=left * share))
        left = left - cuts[-1].nok
    cuts += [Cut(key=key, nok=nok + np.zeros_like(start)) for key, nok in (money or {}).items()]
    return waterfall(start, cuts)


# --- from the maker up ------------------------------------------------------------------------------


def per_unit(total: float, *, units: float) -> float:
    """Return a cost shared over units, such as registration work over the units it is paid for."""
    if not units > 0:
        raise Refused(f"{units:g} units to share a cost over", remedy="give more than 0 units")
    return total / units


def up(transfer: Floats | float, added: Mapping[str, Floats | float]) -> Waterfall:
    """Return the way from the maker's price to the landed cost: freight, customs, registration, warehouse …

    ``added``: money per unit by step, in their order. What is left after the last step is the landed cost.
    """
    start = np.asarray(transfer, dtype=float)
    return waterfall(start, [Cut(key=key, nok=-(nok + np.zeros_like(start))) for key, nok in added.items()])


def margin_at(price: Floats | float, *, landed: Floats | float) -> Floats:
    """Return the distributor's margin at a hospital's price without tax, as a share of that price.

    Below zero where the goods cost more to land than they fetch.
    """
    paid = np.asarray(price, dtype=float)
    if np.any(paid <= 0):
        raise Refused("a hospital price of 0 or less", remedy="give a price above 0")
    return (paid - landed) / paid


def price_at(margin: float, *, landed: Floats | float) -> Floats:
    """Return the hospital's price, without tax, at which a distributor keeps a margin: landed × (1 + k)."""
    return np.asarray(landed, dtype=float) * (1 + markup_of(margin))


# --- totals against unit lines ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A total that its unit line does not bear out; ``unit`` None where the line is missing."""

    key: str
    total: float
    shared: float
    unit: float | None

    @property
    def gap(self) -> float:
        """What the unit lines leave out, money per unit; below zero where they hold too much."""
        return self.shared - (self.unit or 0.0)


def mismatches(
    totals: Mapping[str, float], unit_lines: Mapping[str, float], *, units: float
) -> tuple[Mismatch, ...]:
    """Return the totals whose share of ``units`` is not what the unit lines say, and unit lines without one.

    A line in one list and not in the other is a mismatch of its whole amount.
    """
    found = []
    for key in dict.fromkeys((*totals, *unit_lines)):
        total = totals.get(key, 0.0)
        one = Mismatch(
            key=key, total=total, shared=per_unit(total, units=units), unit=unit_lines.get(key)
        )  # fmt: skip
        if one.unit is None or abs(one.gap) > SAME:
            found.append(one)
    return tuple(found)
