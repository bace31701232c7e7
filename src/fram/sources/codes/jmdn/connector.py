"""Japan's nomenclature from a file of the user's own: CSV with the columns code, name and class."""

from __future__ import annotations

import re
from pathlib import Path

from fram.access.codes.device_code import JmdnCode
from fram.sources.codes.reading import CodeFeed, Form, feed_of, must, rows_of
from fram.sources.reading import ListSource, load_list_source
from fram.store.rows import Row
from fram.terms.errors import Refused

CODE = re.compile(r"\d{5,9}")
CLASSES = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def read(path: Path, *, source: ListSource | None = None) -> CodeFeed:
    """Return the generic names with their classes, I to IV."""
    given = source or load_list_source(Path(__file__).parent)
    return feed_of(path, rows=rows_of(path), forms=(CSV,), source=given)


def _code(row: Row) -> JmdnCode:
    code, written = must(row, "code"), must(row, "class").upper().removeprefix("CLASS").strip()
    if not CODE.fullmatch(code):
        raise Refused(f"`{code[:20]}` is no code", remedy="numbers only, such as 17148010")
    kind = CLASSES.get(written, written)
    if kind not in CLASSES.values():
        raise Refused(f"`{written[:20]}` is no class", remedy="I, II, III or IV")
    return JmdnCode(code=code, name=must(row, "name"), device_class=kind)


CSV = Form(name="CSV", columns=("code", "name", "class"), code=_code)
