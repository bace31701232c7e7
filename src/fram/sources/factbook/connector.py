"""The World Factbook: health expenditure, physicians and internet users, taken out of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import number, year
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

YEAR = r" \((?P<year>\d{4})(?P<est> est\.)?\)"
FIELDS = {
    "health_exp": ("Health expenditure", r"(?P<value>[\d.]+)% of GDP"),
    "physicians": ("Physician density", r"(?P<value>[\d.]+) physicians/1,000 population"),
    "internet": ("Internet users", r"(?P<value>[\d.]+)%"),
}
"""Column → the Factbook's name of the field, and how its sentence begins."""
OTHER_MEASURE = re.compile(r"NA|[\d.]+% of national budget.*")
"""Sentences that speak of something else (a share of the budget, not of GDP): left out, knowingly."""


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return health expenditure (% of GDP), physicians (per 1,000), internet users (%); series by column."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, countries=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    for place, row in rows:
        for series, (name, pattern) in FIELDS.items():
            text = row[series].strip()
            if not text or OTHER_MEASURE.fullmatch(text):
                continue
            found = re.fullmatch(pattern + YEAR, text)
            if found is None:
                raise Refused(f"{name}: `{text[:60]}` is not understood", where=place)
            value, day = number(found["value"], where=place), year(found["year"], where=place)
            if value is not None:
                yield Reading(
                    area=row["fips"], series=series, start=date(day, 1, 1), value=value,
                    place=f"{name} ({row['fips']}, {day})", note="estimate" if found["est"] else "",
                )  # fmt: skip
