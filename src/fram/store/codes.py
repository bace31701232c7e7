"""A list of codes in one SQLite file with a full-text index: written whole or not at all, read by anyone.

``<home>/codes/<system>.sqlite3``. Beside the codes it keeps where each load came from.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fram.terms.errors import Refused

Fields = dict[str, object]
"""One code as JSON can carry it; ``code`` is its key."""
LAYOUT = 1
"""Counts up when the tables below change: an older file is then refused with what to do."""
TABLES = f"""
PRAGMA user_version = {LAYOUT};
CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT UNIQUE NOT NULL, fields TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (name, more, tokenize = "unicode61 tokenchars '~'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
CREATE TABLE loads (day TEXT, file TEXT, sha256 TEXT, rows INTEGER, title TEXT, publisher TEXT, licence TEXT,
                    url TEXT, edition TEXT);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One load of a list: the day, the file, its SHA-256 and number of codes, and whose list it is."""

    day: str
    file: str
    sha256: str
    rows: int
    title: str
    publisher: str
    licence: str
    url: str
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One code as the index holds it: its fields, and its words as stems."""

    fields: Fields
    name: str
    more: str


class CodeIndex:
    """A list of codes to look things up in. Safe to read from several threads."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __len__(self) -> int:
        (count,) = self._base.execute("SELECT count(*) FROM codes").fetchone()
        return int(count)

    def get(self, code: str) -> Fields | None:
        """Return the fields of one code, or None."""
        found = self._base.execute("SELECT fields FROM codes WHERE code = ?", (code,)).fetchone()
        return json.loads(found[0]) if found else None

    def all(self) -> Iterator[Fields]:
        """Yield the fields of every code, in the order they were loaded."""
        yield from (
            json.loads(fields) for (fields,) in self._base.execute("SELECT fields FROM codes ORDER BY id")
        )

    def counts(self, stems: Iterable[str]) -> dict[str, int]:
        """Return how many codes have each stem; a stem that none has is left out."""
        asked = tuple(stems)
        marks = ", ".join("?" * len(asked))
        query = f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})"
        return dict(self._base.execute(query, asked).fetchall())

    def vocabulary(self) -> list[str]:
        """Return every stem of the index."""
        return [stem for (stem,) in self._base.execute("SELECT term FROM vocabulary")]

    def with_any(self, stems: Sequence[str], *, limit: int) -> list[Listed]:
        """Return the codes that have at least one of the stems, nearest first by BM25."""
        if not stems:
            return []
        query = (
            "SELECT codes.fields, name, more FROM words JOIN codes ON codes.id = words.rowid"
            " WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0) LIMIT ?"
        )
        match = " OR ".join(f'"{stem}"' for stem in stems)
        rows = self._base.execute(query, (match, limit))
        return [Listed(fields=json.loads(fields), name=name, more=more) for fields, name, more in rows]

    def loads(self) -> list[Load]:
        """Return where the list came from, load by load, the newest last."""
        names = ", ".join(Load.__dataclass_fields__)
        rows = self._base.execute(f"SELECT {names} FROM loads ORDER BY rowid")
        return [Load(**dict(zip(Load.__dataclass_fields__, row, strict=True))) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def index_path(home: Path, system: str) -> Path:
    """Return where the list of a system is kept."""
    return home / "codes" / f"{system}.sqlite3"


def open_index(path: Path) -> CodeIndex | None:
    """Return the list kept in a file; None where there is none. A file that is no such list is refused."""
    if not path.is_file():
        return None
    remedy = "load the list again: `fram sources load`"
    try:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        (layout,) = base.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise Refused(
            "the loaded list cannot be read",
            where=path.name,
            why=str(error),
            remedy=remedy,
            kind="unreadable",
        ) from None
    if layout != LAYOUT:
        base.close()
        raise Refused(
            "the loaded list is of another version of Fram", where=path.name, remedy=remedy, kind="unreadable"
        )
    return CodeIndex(base)


def index_of(listed: Iterable[Listed]) -> CodeIndex:
    """Return an index in memory, for a list small enough to be made anew each time."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(TABLES)
    _fill(base, listed)
    return CodeIndex(base)


def write_index(path: Path, *, listed: Iterable[Listed], loads: Iterable[Load]) -> None:
    """Write a list in place of the one before: both are whole at every moment."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        _written(beside, lambda base: _fill_all(base, listed, loads))
        beside.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise Refused("cannot be written", where=str(path), why=str(error), kind="unwritable") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _written(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    base = sqlite3.connect(path)
    try:
        base.executescript(TABLES)
        fill(base)
        base.commit()
    finally:
        base.close()


def _fill_all(base: sqlite3.Connection, listed: Iterable[Listed], loads: Iterable[Load]) -> None:
    _fill(base, listed)
    names = tuple(Load.__dataclass_fields__)
    marks = ", ".join("?" * len(names))
    base.executemany(
        f"INSERT INTO loads VALUES ({marks})", [[getattr(load, n) for n in names] for load in loads]
    )
    base.execute("INSERT INTO words(words) VALUES ('optimize')")


def _fill(base: sqlite3.Connection, listed: Iterable[Listed]) -> None:
    rows = list(enumerate(listed, 1))
    base.executemany(
        "INSERT INTO codes VALUES (?, ?, ?)",
        [(at, row.fields["code"], json.dumps(row.fields, ensure_ascii=False)) for at, row in rows],
    )
    base.executemany(
        "INSERT INTO words(rowid, name, more) VALUES (?, ?, ?)",
        [(at, row.name, row.more) for at, row in rows],
    )
    base.commit()
