"""Arithmetic on beliefs: estimates laid out as numbers, worked with, and put together again.

What is laid out together is taken as independent: each estimate is spread over 200 even points in an order
of its own, so that any two of them meet in all corners. Results are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fram.access.pathways.prices.price import NoPrice, PriceLine
from fram.access.spread import FIRMNESS, KEPT, POINTS, estimate_on, spread_points
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed, Lognormal, Mixture, Pert, Quantiles, Triangular
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

Numbers = float | NDArray[np.float64]
"""One number, or one for each point of a spread: what goes in comes out."""
ROOTS = (719, 391, 696, 341, 691, 613, 26)
"""Multiples of their square roots, whole parts dropped, fill 0 to 1 so that no two go together: found by
trying all below 900 for the least correlation and the truest sums and differences of any two."""
STEPS = np.arange(POINTS)
ORDERS = (STEPS, *(np.argsort(np.argsort((STEPS + 1) * np.sqrt(root) % 1)) for root in ROOTS))
PLACES = (STEPS + 0.5) / POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in its unit, at the typical value and over its spread; how far it was read, and where."""

    typical: float
    spread: Numbers
    unit: str
    confidence: Confidence
    cite: Citation | None = None

    @property
    def text(self) -> str:
        """The typical value in digits."""
        return f"{self.typical:.10g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The figures of a price rule as they are on a day."""

    parameters: Mapping[str, Parameter]
    on: date

    def value(self, name: str) -> Estimate | None:
        """Return the figure in force, or None where there is none, or none yet."""
        found = estimate_on(self.parameters.get(name), day=self.on)
        return None if isinstance(found, Unknown) else found

    def needed(self, *names: str) -> tuple[Estimate, ...] | NoPrice:
        """Return the figures in force, or which is the first that is not."""
        found = []
        for name in names:
            value = self.value(name)
            if value is None:
                when = f" on {self.on.isoformat()}" if name in self.parameters else ""
                return NoPrice(f"{name.replace('_', ' ')}: no figure was read{when}", ask="source")
            found.append(value)
        return tuple(found)

    @property
    def taxed(self) -> tuple[str, ...]:
        """The name of the tax to take out, where the file says that the figures hold it."""
        return ("vat",) if "vat" in self.parameters else ()

    def begins(self, *names: str) -> date | None:
        """Return the first day after this one on which one of the figures begins or changes."""
        days = [d.start for name in names if name in self.parameters for d in self.parameters[name].values]
        return min((day for day in days if day > self.on), default=None)


@lru_cache(maxsize=2048)
def points(dist: Dist) -> NDArray[np.float64]:
    """Return 200 numbers that lie evenly over a distribution, in rising order; not to be written in."""
    found = spread_points(dist)
    found.setflags(write=False)
    return found


def laid_out(parts: Sequence[Estimate]) -> tuple[Amount, ...]:
    """Return estimates as amounts that are independent of each other."""
    found: list[Amount] = []
    moving = 0
    for part in parts:
        spread: Numbers
        if isinstance(part.dist, Fixed):
            spread = part.dist.value
        else:
            spread = points(part.dist)[ORDERS[moving % len(ORDERS)]]
            moving += 1
        cite = part.cites[0] if part.cites else None
        found.append(
            Amount(
                typical=typical(part.dist), spread=spread, unit=part.unit, confidence=part.confidence,
                cite=cite,
            )
        )  # fmt: skip
    return tuple(found)


def typical(dist: Dist) -> float:
    """Return the value a reader would name: the most likely where it is given, else the middle."""
    match dist:
        case Fixed(value=value):
            return float(value)
        case Pert(typical=value) | Triangular(typical=value) | Lognormal(median=value):
            return float(value)
        case _:
            middle = points(dist)[POINTS // 2 - 1 : POINTS // 2 + 1]
            return float(middle[0] + middle[1]) / 2


def work(formula: Callable[..., Numbers], *parts: Amount, unit: str = "") -> Amount:
    """Return a formula of amounts; its unit is that of the first where none is given."""
    return Amount(
        typical=float(formula(*(part.typical for part in parts))),
        spread=formula(*(part.spread for part in parts)),
        unit=unit or parts[0].unit,
        confidence=Confidence.weakest(*(part.confidence for part in parts)),
    )


def line(
    key: str, amount: Amount, *, how: str = "", factor: float | None = None, note: str = ""
) -> PriceLine:
    """Return a line of the arithmetic; ``key`` may name what it is about after a colon."""
    name, _, subject = key.partition(":")
    low = high = amount.typical
    if np.ndim(amount.spread):
        ordered = np.sort(amount.spread)
        tenth = len(ordered) // 10
        # The typical value belongs to the span also where it lies out at a step (a volume just reached).
        low, high = min(low, float(ordered[tenth])), max(high, float(ordered[-1 - tenth]))
    return PriceLine(
        key=name, subject=subject, unit=amount.unit, low=low, typical=amount.typical, high=high,
        factor=factor, how=how, note=note, confidence=amount.confidence, cite=amount.cite,
    )  # fmt: skip


def net_line(found: Sequence[Amount]) -> PriceLine:
    """Return the line of what is left: one amount, or an even mixture of several readings."""
    first = found[0]
    if len(found) == 1:
        return line("net", first, how=first.text)
    mixed = Amount(
        typical=sum(one.typical for one in found) / len(found), unit=first.unit,
        confidence=Confidence.weakest(*(one.confidence for one in found)),
        spread=np.concatenate([np.broadcast_to(one.spread, (POINTS,)) for one in found]),
    )  # fmt: skip
    how = f"({' + '.join(one.text for one in found)}) ÷ {len(found)}"
    return line("net", mixed, how=how, note="even-mix")


def believed(amount: Amount, *, parts: Sequence[Estimate]) -> Estimate:
    """Return an amount as an estimate: the weakest confidence and origin of its parts, all their sources."""
    return _joined(parts, dist=_dist(amount.spread), unit=amount.unit)


def even_mix(readings: Sequence[Estimate]) -> Estimate:
    """Return several readings of one figure as one: each is as likely."""
    dists = tuple(reading.dist for reading in readings)
    dist = dists[0] if len(set(dists)) == 1 else Mixture(weights=(1.0,) * len(dists), parts=dists)
    return _joined(readings, dist=dist, unit=readings[0].unit)


def own_price_in(currency: str, own: Estimate) -> Estimate:
    """Return the maker's own price, which must stand in the currency of the pathway."""
    if own.unit != currency:
        raise Refused(
            f"the own price is in {own.unit}, the pathway pays in {currency}",
            remedy=f"convert it to {currency} with a rate of a day",
        )
    return as_makers(own)


def as_makers(own: Estimate) -> Estimate:
    """Return an own price as the maker's word, unless it is weaker than that (a default of ours)."""
    return replace(own, origin=max(own.origin, Origin.COMPANY, key=FIRMNESS.index))


def _joined(parts: Sequence[Estimate], *, dist: Dist, unit: str) -> Estimate:
    return Estimate(
        dist=dist, unit=unit,
        origin=max((part.origin for part in parts), key=FIRMNESS.index),
        confidence=Confidence.weakest(*(part.confidence for part in parts)),
        cites=tuple(dict.fromkeys(cite for part in parts for cite in part.cites)),
        because=tuple(dict.fromkeys(reason for part in parts for reason in part.because)),
    )  # fmt: skip


def _dist(spread: Numbers) -> Dist:
    if not np.ndim(spread):
        return Fixed(value=float(spread))
    ordered = np.sort(spread)
    if ordered[0] == ordered[-1]:
        return Fixed(value=float(ordered[0]))
    return Quantiles(probs=KEPT, values=tuple(np.interp(KEPT, PLACES, ordered).tolist()))
