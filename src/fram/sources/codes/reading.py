"""What the connectors of codes share: opening the file, rows with their lines, faults, and the count."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from fram.access.codes.device_code import Code
from fram.store.rows import Row, check_count, sha256_of
from fram.terms.errors import Problem, Refused
from fram.terms.reading import read as read_as

LARGEST = 200_000_000
"""Bytes of an unpacked file: more is no list of codes."""
TOLD = 20
"""So many faults are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSource:
    """Whose list it is, under which licence, and how many codes a whole one holds."""

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    frequency: str
    expect: tuple[int, int]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFeed:
    """A list as it was read: ``form`` the kind of file, ``unused`` columns that were left alone, ``twins``
    rows that stood twice with the same content."""

    source: CodeSource
    codes: tuple[Code, ...]
    file: str
    sha256: str
    form: str
    unused: tuple[str, ...] = ()
    twins: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way a publisher lays the list out: a name, the columns read, and how a row becomes a code."""

    name: str
    columns: tuple[str, ...]
    code: Callable[[Row], Code]
    unused: tuple[str, ...] = ()
    """Columns that are known and left alone; any other is told."""


def load_code_source(folder: Path) -> CodeSource:
    """Return the source described by ``folder/source.yaml``."""
    raw = yaml.safe_load((folder / "source.yaml").read_text(encoding="utf-8"))
    return read_as(CodeSource, raw, where=f"{folder.name}/source.yaml")


def text_of(path: Path) -> str:
    """Return the text of a plain, gzipped or zipped file, in UTF-8 or else in Latin-1."""
    packed = bytes_of(path)
    try:
        return packed.decode("utf-8-sig")
    except UnicodeDecodeError:
        return packed.decode("latin-1")


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, unpacked; refuse one that is not there, broken, or far too large."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(path) as unpacked:
                found = unpacked.read(LARGEST + 1)
        elif start == b"PK\x03\x04" and path.suffix.lower() != ".xlsx":
            found = _only_member(path)
        else:
            with path.open("rb") as file:
                found = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Refused("the file is not there", where=path.name, kind="missing") from None
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    if len(found) > LARGEST:
        raise Refused("far too large for a list of codes", where=path.name, kind="unreadable")
    return found


def _only_member(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        names = [i.filename for i in archive.infolist() if not i.is_dir() and "__MACOSX" not in i.filename]
        if len(names) != 1:
            raise Refused(
                f"holds {len(names)} files", where=path.name, remedy="give the one that is the list"
            )
        with archive.open(names[0]) as member:
            return member.read(LARGEST + 1)


def delimited(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of a file parted by commas, semicolons, tabs or upright strokes, header first."""
    text = text_of(path)
    head = text.partition("\n")[0]
    mark = max("|\t;,", key=head.count)
    # FDA's file with strokes writes quotation marks as they stand in the text; they quote nothing.
    lines = io.StringIO(text, newline="")
    reader = (
        csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
        if mark == "|"
        else csv.reader(lines, delimiter=mark)
    )
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(
            "cannot be read", where=f"{path.name}, line {reader.line_num}", why=str(error)
        ) from None


def feed_of(
    path: Path, *, rows: Iterable[tuple[int, list[str]]], forms: Iterable[Form], source: CodeSource
) -> CodeFeed:
    """Return the codes in rows, the header first, by the form whose columns are all there."""
    lines = iter(rows)
    _, header = next(lines, (0, []))
    header = [cell.strip() for cell in header]
    form = _form(header, tuple(forms), where=path.name)
    named = ((f"{path.name}, line {line}", _row(cells, header)) for line, cells in lines)
    unused = tuple(name for name in header if name and name not in (*form.columns, *form.unused))
    return gathered(path, rows=named, form=form, source=source, unused=unused)


def gathered(
    path: Path, *, rows: Iterable[tuple[str, Row | None]], form: Form, source: CodeSource,
    unused: tuple[str, ...] = (),
) -> CodeFeed:  # fmt: skip
    """Return the codes in rows by place; refuse the whole with every bad row and every code told twice."""
    problems: list[Problem] = []
    codes: dict[str, Code] = {}
    twins = 0
    for place, row in rows:
        try:
            if row is None:
                raise Refused("another number of cells than the header has")
            code = form.code(row)
            known = codes.setdefault(code.code, code)
            if known is not code:
                if known != code:
                    raise Refused(f"`{code.code}` stands twice with another content")
                twins += 1
        except Refused as error:
            problems.append(Problem(where=place, what=error.problem.what, remedy=error.problem.remedy))
    _refuse(problems, where=path.name)
    check_count(len(codes), limits=source.expect, what="codes", where=path.name)
    return CodeFeed(
        source=source, codes=tuple(codes.values()), file=path.name, sha256=sha256_of(path), form=form.name,
        unused=unused, twins=twins,
    )  # fmt: skip


def one_of(row: Row, column: str, *, words: Mapping[str, object]) -> object:
    """Return what a cell's word stands for, or refuse a word that is not known."""
    word = row[column].strip()
    if word not in words:
        raise Refused(f"`{word[:40]}` is no {column}", remedy=f"known: {', '.join(filter(None, words))}")
    return words[word]


def must(row: Row, column: str) -> str:
    """Return a cell that may not be empty, its spaces and control characters mended."""
    text = clean(row[column])
    if not text:
        raise Refused(f"{column} is empty")
    return text


def clean(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _form(header: list[str], forms: tuple[Form, ...], *, where: str) -> Form:
    for form in forms:
        if set(form.columns) <= set(header):
            return form
    nearest = max(forms, key=lambda form: len(set(form.columns) & set(header)))
    missing = [name for name in nearest.columns if name not in header]
    raise Refused(
        "the columns are not those of a list we know", where=where,
        why=f"nearest is {nearest.name}, of which {', '.join(missing)} is missing",
        remedy="give the file as its publisher has it",
    )  # fmt: skip


def _row(cells: list[str], header: list[str]) -> Row | None:
    if len(cells) != len(header):
        return None
    return cast(Row, dict(zip(header, cells, strict=True)))


def _refuse(problems: list[Problem], *, where: str) -> None:
    if not problems:
        return
    told = problems[:TOLD]
    if len(problems) > TOLD:
        told.append(Problem(where=where, what=f"and {len(problems) - TOLD} more rows like these"))
    raise Refused(
        f"{len(problems)} of its rows cannot be used; nothing was changed", where=where, problems=told
    )
