"""World Population Prospects: the share aged 65 and over, estimated to 2023 and projected beyond."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import number, year
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

SERIES = "share_65_plus"
COLUMN = "population_aged_65plus_years_both_sexes_percent"
FIRST_PROJECTED = 2024


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return the share aged 65 and over in percent, per country and year to 2100."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, share=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    for place, row in rows:
        value, day = number(row[COLUMN], where=place), date(year(row["time"], where=place), 1, 1)
        if value is None:
            continue
        if not 0 <= value <= 100:
            raise Refused(f"{value} % of the people", where=place, why="a share lies between 0 and 100")
        area = row["geo"].upper()
        yield Reading(
            area=area, series=SERIES, start=day, value=value, place=f"65+ share {area} {day.year}",
            note="projection, medium variant" if day.year >= FIRST_PROJECTED else "",
        )  # fmt: skip
