"""Reads the rows of a delimited file, plain or gzipped, and refuses what was not expected."""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fram.store.source import SourceFile
from fram.terms.errors import Problem, Refused

Row = dict[str, str]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_of(folder: Path, *, file: SourceFile) -> Iterator[tuple[str, Row]]:
    """Yield (place, row) for each row; place is ``file name, line n``.

    Refused: a missing file, a broken archive, wrong encoding, columns that are missing or that nobody
    declared, rows of another length, and (after the last row) a count outside ``expect``.
    """
    path = folder / file.path
    count = 0
    try:
        with _opened(path, file) as stream:
            reader = csv.reader(stream, delimiter=file.delimiter)
            header = next(reader, [])
            _check_columns(header, file, where=path.name)
            for cells in reader:
                place = f"{path.name}, line {reader.line_num}"
                if len(cells) != len(header):
                    raise Refused(f"{len(cells)} cells under {len(header)} columns", where=place)
                count += 1
                yield place, dict(zip(header, cells, strict=True))
    except FileNotFoundError:
        raise Refused(
            "the file is not there", where=file.path, kind="missing",
            remedy="give the folder that holds it; source.yaml of the connector names every file",
        ) from None  # fmt: skip
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    check_count(count, limits=file.expect.rows, what="rows", where=path.name)


def number(text: str, *, where: str) -> float | None:
    """Return the number written in a cell, None for an empty one; refuse anything else."""
    if not text.strip():
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refused(f"`{text[:40]}` is not a number", where=where, remedy="look at the row in the source")
    return value


def year(text: str, *, where: str) -> int:
    """Return a year from 1900 to 2150 written in a cell, or refuse it."""
    if text.isdecimal() and 1900 <= int(text) <= 2150:
        return int(text)
    raise Refused(f"`{text[:40]}` is not a year", where=where)


def check_count(count: int, *, limits: tuple[int, int], what: str, where: str) -> None:
    """Refuse a count outside its limits: the feed was cut short, or has become something else."""
    low, high = limits
    if not low <= count <= high:
        raise Refused(
            f"{count:,} {what}, expected {low:,} to {high:,}", where=where,
            why="a feed of another size is often a broken or a different feed",
            remedy="look at the file; if it is right, change `expect` in source.yaml",
        )  # fmt: skip


def _opened(path: Path, file: SourceFile) -> IO[str]:
    # utf-8-sig also reads plain UTF-8, and takes away the mark some publishers put first.
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding=encoding, newline="")
    return path.open(encoding=encoding, newline="")


def _check_columns(header: list[str], file: SourceFile, *, where: str) -> None:
    known = {*file.columns, *file.unused}
    problems = [
        Problem(where=where, what=f"column `{name}` is missing", remedy="the publisher changed the file")
        for name in file.columns
        if name not in header
    ]
    problems += [
        Problem(where=where, what=f"unknown column `{name}`", remedy="use it, or list it under `unused`")
        for name in header
        if name not in known
    ]
    if len(set(header)) != len(header):
        problems.append(Problem(where=where, what="a column stands twice"))
    if problems:
        raise Refused("the columns are not those expected", where=where, problems=problems)
