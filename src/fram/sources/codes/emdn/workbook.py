"""Reads the first sheet of an .xlsx file as rows of text, with the standard library alone.

A workbook is small while it is packed and may be without measure unpacked, so everything is counted.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from fram.sources.reading import BROKEN, MOST_ROWS, too_large
from fram.terms.errors import Refused

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LARGEST, MOST_PARTS, MOST_CELLS = 50_000_000, 500_000, 1_000_000
"""Bytes of an unpacked part, elements of its XML, and cells of the sheet: the nomenclature has 2.4 million
bytes, 110,000 elements and 51,000 cells."""
MOST_COLUMNS = 16_384
"""Columns of a sheet, the last of which is XFD."""
MOST_LETTERS = 32_767
"""Letters of a cell, as a spreadsheet takes them."""
REFERENCE = re.compile(r"([A-Z]{1,3})\d{0,7}")


class _TooLarge(Exception):
    """More than any list has; the text says of what."""


def rows_of_workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of the first sheet; empty rows are left out, empty cells are empty texts.

    Refused: what is no workbook, and one with more columns, rows, cells or bytes than a list can have.
    """
    try:
        with zipfile.ZipFile(path) as book:
            texts = _shared(book)
            width = count = 0
            with _part(book, "xl/worksheets/sheet1.xml") as sheet:
                for number, cells in _rows(sheet, texts):
                    width = max(width, len(cells))
                    count += width
                    if count > MOST_CELLS:
                        raise _TooLarge(f"it has more than {MOST_CELLS:,} cells")
                    if any(cells):
                        yield number, cells + [""] * (width - len(cells))
    except FileNotFoundError:
        raise Refused("the file is not there", where=path.name, kind="missing") from None
    except _TooLarge as error:
        raise too_large(path.name, why=str(error)) from None
    except (*BROKEN, KeyError, IndexError, ValueError, SyntaxError) as error:
        raise Refused(
            "is not a workbook we can read", where=path.name, why=str(error), kind="unreadable"
        ) from None


def _part(book: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Open a part; no more of it is ever read than the size that the archive says it has."""
    if book.getinfo(name).file_size > LARGEST:
        raise _TooLarge(f"{name} has more than {LARGEST / 1e6:g} MB unpacked")
    return book.open(name)


def _elements(part: IO[bytes], tag: str) -> Iterator[ElementTree.Element]:
    """Yield each element of a tag when it is whole, and let go of it after."""
    count = 0
    for event, element in ElementTree.iterparse(part, events=("start", "end")):
        count += event == "start"
        if count > MOST_PARTS:
            raise _TooLarge(f"its XML has more than {MOST_PARTS:,} parts")
        if event == "end" and element.tag == f"{NS}{tag}":
            yield element
            element.clear()


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    with _part(book, "xl/sharedStrings.xml") as part:
        return [_joined(item) for item in _elements(part, "si")]


def _rows(sheet: IO[bytes], texts: list[str]) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(_elements(sheet, "row")):
        if count > MOST_ROWS:
            raise _TooLarge(f"it has more than {MOST_ROWS:,} rows")
        cells: list[str] = []
        for cell in row.iter(f"{NS}c"):
            at = _column(cell.get("r", ""), default=len(cells))
            cells += [""] * (at - len(cells)) + [_text(cell, texts)]
        yield int(row.get("r", "0")), cells


def _text(cell: ElementTree.Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value = (cell.findtext(f"{NS}v") or "")[:MOST_LETTERS]
    return texts[int(value)] if cell.get("t") == "s" and value else value.strip()


def _joined(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{NS}t"))[:MOST_LETTERS].strip()


def _column(reference: str, *, default: int) -> int:
    """The place of a cell such as ``C7``: 2."""
    found = REFERENCE.fullmatch(reference)
    if reference and not found:
        raise _TooLarge(f"it has a cell `{reference[:20]}`; the last column of a sheet is XFD")
    at = 0
    for letter in found[1] if found else "":
        at = at * 26 + ord(letter) - 64
    place = at - 1 if found else default
    if place >= MOST_COLUMNS:
        raise _TooLarge(f"it has a cell `{reference[:20]}`; the last column of a sheet is XFD")
    return place
