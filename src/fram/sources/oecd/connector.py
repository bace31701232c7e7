"""OECD Health Statistics: number of hospitals per country and year, all and by owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import number, year
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

SERIES = frozenset({"HOSPTHOS", "HOSPPUHO", "HOSPNPHO", "HOSPFRHO", "HOSPGHOS"})
"""All, publicly owned, not-for-profit, for-profit and general hospitals."""
COUNT = "NOMBRENB"
PER_MILLION = "NBMILPNB"


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return the numbers of hospitals (not the rates per million); the series is OECD's variable."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, hospitals=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    for place, row in rows:
        if row["VAR"] not in SERIES or row["UNIT"] not in (COUNT, PER_MILLION):
            raise Refused(f"variable {row['VAR']} in {row['UNIT']} is not known", where=place)
        value = number(row["Value"], where=place)
        if row["UNIT"] == PER_MILLION or value is None:
            continue
        start = date(year(row["Year"], where=place), 1, 1)
        flag = row["Flags"].strip().lower()
        yield Reading(
            area=row["COU"], series=row["VAR"], start=start, value=value,
            place=f"{row['VAR']} {row['COU']} {start.year}",
            note="OECD definition (HP.1), wider than many national counts" + (f"; {flag}" if flag else ""),
        )  # fmt: skip
