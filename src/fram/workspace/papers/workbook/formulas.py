"""Formulas by name: a template says ``{price}*{duty}``, and a sheet's places make it ``$M$20*$M$41``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED = re.compile(r"\{(\w+)([<:]?)\}")


def absolute(column: str, row: int) -> str:
    """Return a reference that stays where it is: ``$M$20``; rows count from 1."""
    return f"${column}${row}"


def column_name(place: int) -> str:
    """Return a column's letters, counted from 0: ``A``, …, ``Z``, ``AA``."""
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % 26) + name
        place = place // 26 - 1
    return name


class Places:
    """Where each named number of a sheet stands: one cell, or a column of so many rows.

    Raises ``KeyError`` for a name taken twice or not there: a formula never points to the wrong cell.
    """

    def __init__(self, cells: Mapping[str, str] | None = None) -> None:
        self._cells = dict(cells or {})
        self._columns: dict[str, tuple[str, int, int]] = {}

    def cell(self, name: str, reference: str) -> None:
        """Name one cell."""
        self._free(name)
        self._cells[name] = reference

    def column(self, name: str, letters: str, *, first: int, last: int) -> None:
        """Name a column of numbers, from its first row to its last."""
        self._free(name)
        self._columns[name] = letters, first, last

    def _free(self, name: str) -> None:
        if name in self._cells or name in self._columns:
            raise KeyError(f"`{name}` stands in two places")

    def formula(self, template: str, *, row: int = 0) -> str:
        """Return a template as a formula, without its equals sign.

        ``{name}`` is a named cell, or a named column's cell in ``row``; ``{name<}`` the cell above it;
        ``{name:}`` the whole column.
        """
        return _NAMED.sub(lambda found: self._place(found[1], found[2], row), template)

    def _place(self, name: str, which: str, row: int) -> str:
        if name in self._cells:
            return self._cells[name]
        letters, first, last = self._columns[name]
        if which == ":":
            return f"{absolute(letters, first)}:{absolute(letters, last)}"
        return f"{letters}{row - 1 if which == '<' else row}"
