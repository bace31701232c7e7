"""Reads the first sheet of an .xlsx file as rows of text, with the standard library alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from fram.terms.errors import Refused

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LARGEST = 200_000_000
"""Bytes of an unpacked part: more is no list of codes."""
LETTERS = re.compile(r"[A-Z]+")


def rows_of_workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of the first sheet; empty rows are left out, empty cells are empty texts."""
    try:
        with zipfile.ZipFile(path) as book:
            texts = _shared(book)
            width = 0
            with _part(book, "xl/worksheets/sheet1.xml") as sheet:
                for number, cells in _rows(sheet, texts):
                    width = max(width, len(cells))
                    if any(cells):
                        yield number, cells + [""] * (width - len(cells))
    except FileNotFoundError:
        raise Refused("the file is not there", where=path.name, kind="missing") from None
    except (OSError, KeyError, IndexError, ValueError, zlib.error, zipfile.BadZipFile, SyntaxError) as error:
        raise Refused(
            "is not a workbook we can read", where=path.name, why=str(error), kind="unreadable"
        ) from None


def _part(book: zipfile.ZipFile, name: str) -> IO[bytes]:
    if book.getinfo(name).file_size > LARGEST:
        raise ValueError(f"{name} is far too large")
    return book.open(name)


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    with _part(book, "xl/sharedStrings.xml") as part:
        return [
            "".join(text.text or "" for text in item.iter(f"{NS}t"))
            for _, item in ElementTree.iterparse(part)
            if item.tag == f"{NS}si"
        ]


def _rows(sheet: IO[bytes], texts: list[str]) -> Iterator[tuple[int, list[str]]]:
    for _, row in ElementTree.iterparse(sheet):
        if row.tag != f"{NS}row":
            continue
        cells: list[str] = []
        for cell in row.iter(f"{NS}c"):
            at = _column(cell.get("r", ""), default=len(cells))
            cells += [""] * (at - len(cells)) + [_text(cell, texts).strip()]
        yield int(row.get("r", "0")), cells
        row.clear()


def _text(cell: ElementTree.Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{NS}t"))
    value = cell.findtext(f"{NS}v") or ""
    return texts[int(value)] if cell.get("t") == "s" and value else value


def _column(reference: str, *, default: int) -> int:
    """The place of a cell such as ``C7``: 2."""
    found = LETTERS.match(reference)
    if not found:
        return default
    at = 0
    for letter in found[0]:
        at = at * 26 + ord(letter) - 64
    return at - 1
