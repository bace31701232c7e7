"""Eurostat's list of hospital sites: how many distinct sites each country lists, and on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.rows import Row
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

SERIES = "hospital_sites"
IDENTITY = ("id", "hospital_name", "site_name", "lat", "lon")
FORMS = ("%d/%m/%Y", "%d/%m/%y", "%m/%d/%Y")  # the last one: Latvia


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return the number of distinct hospital sites per country; start is the day of the national list."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, sites=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    sites: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    listed: dict[str, int] = defaultdict(int)
    days: dict[str, date] = {}
    for place, row in rows:
        area = row["cc"]
        if not area or not row["hospital_name"] + row["site_name"]:
            raise Refused("a site without country or name", where=place)
        sites[area].add(tuple(row[column] for column in IDENTITY))
        listed[area] += 1
        days[area] = max(days.get(area, date.min), _day(row, where=place))
    for area, distinct in sorted(sites.items()):
        twins = listed[area] - len(distinct)
        note = "sites in the national list, not legal entities; what is listed differs by country"
        if twins:
            note += f"; {twins} rows that stand twice are counted once"
        yield Reading(
            area=area, series=SERIES, start=days[area], value=len(distinct), note=note,
            place=f"rows with cc {area}, list of {days[area].isoformat()}",
        )  # fmt: skip


def _day(row: Row, *, where: str) -> date:
    """The day of the national list; where it is not given, the day Eurostat published it."""
    text = row["ref_date"] or row["pub_date"]
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Refused(f"`{text[:40]}` is not a day", where=where)
