"""The European nomenclature: the Commission's workbook, or the same as CSV."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

from fram.access.codes.device_code import EmdnCode
from fram.sources.codes.emdn.workbook import rows_of_workbook
from fram.sources.codes.reading import (
    CodeFeed,
    Form,
    feed_of,
    must,
    one_of,
    rows_of,
)
from fram.sources.reading import ListSource, load_list_source
from fram.store.rows import Row
from fram.terms.errors import Refused

CODE = re.compile(r"[A-Z]\d*")
YES_NO = {"YES": True, "NO": False}
HEADER_WITHIN = 5
"""The workbook has a title above its header."""


def read(path: Path, *, source: ListSource | None = None) -> CodeFeed:
    """Return the nodes of the nomenclature, each with the names of those above it."""
    given = source or load_list_source(Path(__file__).parent)
    if path.suffix.lower() != ".xlsx":
        feed = feed_of(path, rows=rows_of(path), forms=(CSV,), source=given)
    else:
        rows = list(rows_of_workbook(path))
        start = next((at for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]) if "CODE" in cells), 0)
        feed = feed_of(path, rows=rows[start:], forms=(WORKBOOK,), source=given)
    nodes = {code.code: cast(EmdnCode, code) for code in feed.codes}
    return replace(feed, codes=tuple(_placed(node, nodes) for node in nodes.values()))


def _placed(node: EmdnCode, nodes: dict[str, EmdnCode]) -> EmdnCode:
    above = [nodes[node.code[:n]].name for n in range(1, len(node.code)) if node.code[:n] in nodes]
    return replace(node, under=tuple(above))


def _form(name: str, *, columns: tuple[str, ...]) -> Form:
    category, _, code, term, level, terminal = columns

    def made(row: Row) -> EmdnCode:
        found = must(row, code)
        if not CODE.fullmatch(found):
            raise Refused(f"`{found[:20]}` is no code", remedy="a letter and numbers, such as Z1203")
        if not found.startswith(row[category].strip()):
            raise Refused(f"`{found}` stands under category `{row[category].strip()}`")
        if row[level].strip() not in "1234567" or not row[level].strip():
            raise Refused(f"`{row[level][:20]}` is no level")
        return EmdnCode(
            code=found, name=must(row, term), level=int(row[level]), category=found[0],
            terminal=bool(one_of(row, terminal, words=YES_NO)),
        )  # fmt: skip

    return Form(name=name, columns=columns, code=made)


CSV = _form("CSV", columns=("category", "category_description", "code", "term", "level", "terminal"))
WORKBOOK = _form(
    "the Commission's workbook",
    columns=("CATEGORY", "CATEGORY DESCRIPTION", "CODE", "TERM", "LEVEL", "TERMINAL LEVEL YES/NO"),
)
