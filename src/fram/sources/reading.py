"""What connectors of files that a user brings share: opening one within a size, its cells, and its faults."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from fram.terms.errors import Problem, Refused
from fram.terms.reading import read

LARGEST, MOST_ROWS = 100_000_000, 100_000
"""Bytes of a file, unpacked, and rows of it: more is no list."""
BROKEN = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a broken, protected or strangely packed file raises."""
TOLD = 20
"""So many faults are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """Whose list it is, under which licence, and how many rows a whole one holds."""

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    frequency: str
    expect: tuple[int, int]
    note: str = ""


def load_list_source(folder: Path) -> ListSource:
    """Return the source described by ``folder/source.yaml``."""
    raw = yaml.safe_load((folder / "source.yaml").read_text(encoding="utf-8"))
    return read(ListSource, raw, where=f"{folder.name}/source.yaml")


def text_of(path: Path) -> str:
    """Return the text of a plain, gzipped or zipped file, in UTF-8 or else in Latin-1."""
    return text_in(packed_of(path), path=path)


def packed_of(path: Path, *, most: int = LARGEST) -> bytes:
    """Return the bytes of a file as they lie; refuse one that is not there, or far too large."""
    try:
        with path.open("rb") as file:
            packed = file.read(most + 1)
    except FileNotFoundError:
        raise Refused("the file is not there", where=path.name, kind="missing") from None
    except OSError as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    return _within(packed, path=path, most=most)


def text_in(packed: bytes, *, path: Path, most: int = LARGEST, otherwise: str = "latin-1") -> str:
    """Return the text in the bytes of a file, in UTF-8 or else in another encoding."""
    try:
        found = _within(_unpacked(packed, path=path, most=most), path=path, most=most)
    except BROKEN as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError:
        return found.decode(otherwise, errors="replace")


def _within(found: bytes, *, path: Path, most: int) -> bytes:
    if len(found) > most:
        raise too_large(path.name, why=f"a list has {most / 1e6:g} MB at most, unpacked")
    return found


def too_large(where: str, *, why: str) -> Refused:
    """Return the refusal of a file that no list is as large as."""
    return Refused(
        "far too large for a list", where=where, why=why, kind="unreadable",
        remedy="give the file as its publisher has it",
    )  # fmt: skip


def delimited(
    text: str, *, mark: str, where: str, quotes: bool = True, most: int = MOST_ROWS
) -> Iterator[tuple[int, list[str]]]:  # fmt: skip
    """Yield (line, cells) of a text parted by a mark, without empty lines; refuse more rows than ``most``."""
    lines = io.StringIO(text, newline="")
    reader = (
        csv.reader(lines, delimiter=mark)
        if quotes
        else csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
    )
    count = 0
    try:
        for cells in reader:
            if cells:
                count += 1
                if count > most + 1:  # the header is no row of the list
                    raise too_large(where, why=f"it has more than {most:,} rows")
                yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(
            "cannot be read", where=f"{where}, line {reader.line_num}", why=str(error), kind="unreadable"
        ) from None


def clean(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def refuse_faults(faults: Iterable[Problem], *, where: str) -> None:
    """Refuse a list that has faults: the first are told one by one, the others counted."""
    problems = list(faults)
    if not problems:
        return
    told = problems[:TOLD]
    if len(problems) > TOLD:
        told.append(Problem(where=where, what=f"… and {len(problems) - TOLD} more rows like these"))
    raise Refused(
        f"{len(problems)} of its rows cannot be used; nothing was changed", where=where, problems=told
    )


def _unpacked(packed: bytes, *, path: Path, most: int) -> bytes:
    """The content of a packed file, no more of it than ``most`` and one byte: a bomb is never unpacked."""
    if packed[:2] == b"\x1f\x8b":
        with gzip.open(io.BytesIO(packed)) as content:
            return content.read(most + 1)
    if packed[:4] == b"PK\x03\x04" and path.suffix.lower() != ".xlsx":
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return _only_member(archive, where=path.name, most=most)
    return packed


def _only_member(archive: zipfile.ZipFile, *, where: str, most: int) -> bytes:
    names = [i.filename for i in archive.infolist() if not i.is_dir() and "__MACOSX" not in i.filename]
    if len(names) != 1:
        raise Refused(f"holds {len(names)} files", where=where, remedy="give the one that is the list")
    with archive.open(names[0]) as member:
        return member.read(most + 1)
