"""Worldwide Governance Indicators: an estimate and its standard error per country, dimension and year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import number, year
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

DIMENSIONS = {
    "cc": "Control of Corruption",
    "ge": "Government Effectiveness",
    "rq": "Regulatory Quality",
    "rl": "Rule of Law",
    "va": "Voice and Accountability",
    "pv": "Political Stability",
}
"""Series → the publisher's name of it. Columns: series + ``e`` the estimate, + ``s`` its standard error."""
LIMIT = 4.0  # the scale is a standard normal: beyond this it is another scale


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return every dimension, each with ``sd``; the series is the dimension's two letters."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, wgi=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    for place, row in rows:
        start = date(year(row["year"], where=place), 1, 1)
        for series, name in DIMENSIONS.items():
            value, sd = number(row[f"{series}e"], where=place), number(row[f"{series}s"], where=place)
            if value is None:
                continue
            if sd is None or sd <= 0 or abs(value) > LIMIT:
                raise Refused(f"{name}: {value}, standard error {sd}", where=place, why="outside its scale")
            yield Reading(
                area=row["iso3"], series=series, start=start, value=value, sd=sd,
                place=f"{name} {row['iso3']} {start.year}, estimate and standard error",
            )  # fmt: skip
