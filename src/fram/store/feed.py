"""What every connector hands over: readings, each with area, day and place, and the files they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.store.licence import require_carried
from fram.store.rows import Row, check_count, rows_of, sha256_of
from fram.store.source import Source
from fram.terms.errors import Refused

Rows = Iterator[tuple[str, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number as the source has it.

    ``area`` in the source's own code; ``start`` the first day of the period it speaks of; ``sd`` its
    standard error where one is published; ``place`` where in the source; ``note`` in our own words.
    """

    area: str
    series: str
    start: date
    value: float
    place: str
    sd: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file that was read: its path in the folder, SHA-256 and number of rows."""

    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source, what was read from it, and from which files."""

    source: Source
    readings: tuple[Reading, ...]
    files: tuple[FileRead, ...]


def collect(source: Source, *, folder: Path, **readers: Callable[[Rows], Iterator[Reading]]) -> Feed:
    """Run one reader over each file of the source (by the file's name in source.yaml) and check the whole.

    Refused: a licence that does not allow carrying, a file without reader, unexpected counts, and two
    readings for the same area, series and day.
    """
    require_carried(source.licence, where=source.key)
    if set(readers) != set(source.files):
        raise Refused("readers and files differ", where=source.key, why=f"{set(readers) ^ set(source.files)}")
    readings: list[Reading] = []
    files: list[FileRead] = []
    for name, reader in readers.items():
        counter = _Counted(rows_of(folder, file=source.files[name]))
        found = list(reader(iter(counter)))
        limits = source.files[name].expect.areas
        check_count(len({r.area for r in found}), limits=limits, what="areas", where=source.files[name].path)
        path = source.files[name].path
        files.append(FileRead(path=path, sha256=sha256_of(folder / path), rows=counter.rows))
        readings += found
    return Feed(source=source, readings=_without_twins(readings, where=source.key), files=tuple(files))


class _Counted:
    """Counts the rows that pass, so that the report can say how many were read."""

    def __init__(self, rows: Rows) -> None:
        self._source = rows
        self.rows = 0

    def __iter__(self) -> Rows:
        for item in self._source:
            self.rows += 1
            yield item


def _without_twins(readings: list[Reading], *, where: str) -> tuple[Reading, ...]:
    seen: dict[tuple[str, str, date], Reading] = {}
    for reading in readings:
        key = (reading.area, reading.series, reading.start)
        if key in seen and replace(seen[key], note="", place="") != replace(reading, note="", place=""):
            raise Refused(
                f"two values for {reading.series} in {reading.area} on {reading.start}",
                where=where, why=f"{seen[key].value} and {reading.value}",
            )  # fmt: skip
        seen[key] = reading
    return tuple(seen.values())
