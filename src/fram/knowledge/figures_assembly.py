"""Puts the figures of every market together out of the readings of all sources. Pure: no file is touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fram.knowledge.figures import Figure, Product, SeriesAt
from fram.knowledge.market import MarketHead
from fram.store.feed import Feed, Reading
from fram.store.source import Source

Parameters = dict[str, dict[str, Any]]
"""Figure key → the parameter as it is written in market.yaml."""


@dataclass(frozen=True)
class Readings:
    """All readings at hand, found by source, series and market; each series in rising order of day."""

    sources: Mapping[str, Source]
    _found: Mapping[tuple[str, str, str], list[Reading]] = field(repr=False)

    @classmethod
    def of(cls, feeds: Iterable[Feed]) -> Readings:
        """Return the readings of some feeds, ready to be asked."""
        found: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
        sources: dict[str, Source] = {}
        for feed in feeds:
            sources[feed.source.key] = feed.source
            for reading in feed.readings:
                found[feed.source.key, reading.series, reading.area].append(reading)
        for series in found.values():
            series.sort(key=lambda reading: reading.start)
        return cls(sources=sources, _found=found)

    def latest(self, at: SeriesAt, *, market: MarketHead, until: date) -> Reading | None:
        """Return the reading of ``at.year``, or else the latest that starts on or before ``until``."""
        if at.source not in self.sources:
            return None
        area = market.called(self.sources[at.source].areas)
        series = self._found.get((at.source, at.series, area), [])
        fits = [r for r in series if (r.start.year == at.year if at.year else r.start <= until)]
        return fits[-1] if fits else None


def assemble(
    catalogue: Mapping[str, Figure], *, market: MarketHead, readings: Readings, on: date
) -> Parameters:
    """Return every figure of one market as known on ``on``; what no source gives is a gap with its reason."""
    return {key: _parameter(figure, market, readings, on=on) for key, figure in catalogue.items()}


def _parameter(figure: Figure, market: MarketHead, readings: Readings, *, on: date) -> dict[str, Any]:
    values = _values(figure, market, readings, on=on)
    parameter: dict[str, Any] = {"unit": figure.unit, "values": values}
    if not values:
        parameter["gap"] = figure.gap.en if figure.gap else "no source at hand gives it for this market"
    return parameter | {"checked": on}


def _values(figure: Figure, market: MarketHead, readings: Readings, *, on: date) -> list[dict[str, Any]]:
    if figure.product is not None:
        made = _multiplied(figure, figure.product, market, readings, on=on)
        return [made] if made else []
    values = []
    for at in figure.taken_from:
        reading = readings.latest(at, market=market, until=on)
        if reading is not None:
            values.append(_written(figure, at.source, reading))
            break
    for at in figure.also:
        reading = readings.latest(at, market=market, until=on)
        if reading is not None:
            values.append(_written(figure, at.source, reading))
    return sorted(values, key=lambda value: value["start"])


def _written(figure: Figure, source: str, reading: Reading) -> dict[str, Any]:
    value: Any = figure.rounded(reading.value)
    if reading.sd is not None:
        value = {"mean": value, "sd": figure.rounded(reading.sd)}
    written = {"start": reading.start, "value": value, "cite": {"from": source, "place": reading.place}}
    return written | ({"note": reading.note} if reading.note else {})


def _multiplied(
    figure: Figure, product: Product, market: MarketHead, readings: Readings, *, on: date
) -> dict[str, Any] | None:
    """Multiply two series of one year. Without the second in that very year it is a gap: no mixed years."""
    share = readings.latest(product.of, market=market, until=on)
    if share is None:
        return None
    at = SeriesAt(source=product.times.source, series=product.times.series, year=share.start.year)
    base = readings.latest(at, market=market, until=on)
    if base is None:
        return None
    return {
        "start": share.start,
        "value": figure.rounded(share.value * base.value * product.scale),
        "cite": {"from": product.of.source, "place": f"{share.place} × {product.times.source} {base.place}"},
        "note": f"origin: derived; {share.value:g} ({share.start.year})"
        f" × {base.value:,.0f} ({base.start.year}) × {product.scale:g}",
    }
