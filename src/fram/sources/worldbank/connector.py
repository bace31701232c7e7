"""World Development Indicators: one row per country, indicator and year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import number, year
from fram.store.source import Source, load_source


def read(folder: Path, *, source: Source | None = None, only: Collection[str] = ()) -> Feed:
    """Return all indicators of the file (or ``only`` those named); the series is the indicator's code."""
    return collect(
        source or load_source(Path(__file__).parent), folder=folder, wdi=partial(_readings, only=only)
    )


def _readings(rows: Rows, *, only: Collection[str]) -> Iterator[Reading]:
    for place, row in rows:
        series, area = row["indicator"], row["iso3"]
        if only and series not in only:
            continue
        value = number(row["value"], where=place)
        start = date(year(row["year"], where=place), 1, 1)
        if value is not None:
            yield Reading(
                area=area, series=series, start=start, value=value, place=f"{series} {area} {start.year}"
            )
