"""What the connectors of codes share: how a list is laid out, its rows with their lines, and the count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from fram.access.codes.device_code import Code
from fram.sources.reading import ListSource, clean, delimited, refuse_faults, text_of
from fram.store.rows import Row, check_count, sha256_of
from fram.terms.errors import Problem, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFeed:
    """A list as it was read: ``form`` the kind of file, ``unused`` columns that were left alone, ``twins``
    rows that stood twice with the same content."""

    source: ListSource
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


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of a file parted by commas, semicolons, tabs or upright strokes, header first."""
    text = text_of(path)
    mark = max("|\t;,", key=text.partition("\n")[0].count)
    # FDA's file with strokes writes quotation marks as they stand in the text; they quote nothing.
    return delimited(text, mark=mark, where=path.name, quotes=mark != "|")


def feed_of(
    path: Path, *, rows: Iterable[tuple[int, list[str]]], forms: Iterable[Form], source: ListSource
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
    path: Path, *, rows: Iterable[tuple[str, Row | None]], form: Form, source: ListSource,
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
    refuse_faults(problems, where=path.name)
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
