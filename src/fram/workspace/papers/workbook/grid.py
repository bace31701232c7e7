"""Many rows of the same formulas, written fast: each column's formula once, shared by the rows below it.

The writing library spends 50 µs on a cell; a plan for 28 markets has a hundred thousand. What the file holds
is what spreadsheet programs themselves write for a formula that was filled down (ECMA-376 part 1, 18.3.1.40).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from xlsxwriter.format import Format

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A column of a grid: letters, look, the formulas of its first row and of those below, and its values.

    Without formulas its values stand as plain numbers. A shared formula may not point to another sheet.
    """

    letters: str
    look: Format
    values: Floats
    first: str = ""
    below: str = ""


class GridSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet that ends in a grid. Nothing may be written to it below the grid's first row."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: Sequence[Filled] = ()
        self._grid_row = 0
        self._grid_cached = True

    def fill(self, columns: Sequence[Filled], *, row: int, cached: bool = True) -> None:
        """Write columns of one length from ``row`` (counted from 1) on; without ``cached``, no values."""
        self._grid, self._grid_row, self._grid_cached = tuple(columns), row, cached
        self.dim_rowmax = row + len(columns[0].values) - 2  # the library counts from 0

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # The library looks for thirty functions of newer years in each formula: ours hold none, and it takes
        # longer than all else.
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        super()._write_rows()
        if not self._grid:
            return
        cells = [
            _cells(one, place, self._grid_row, self._grid_cached) for place, one in enumerate(self._grid)
        ]
        rows = (
            f'<row r="{row}">{"".join(line)}</row>'
            for row, line in enumerate(zip(*cells, strict=True), start=self._grid_row)
        )
        handle: Any = self.fh
        handle.write("".join(rows))


def _cells(one: Filled, place: int, row: int, cached: bool) -> list[str]:
    """The cells of a column from its first row down, each as the file holds it."""
    style = one.look._get_xf_index()  # the library's own way from a format to its number in the file
    shown = [shown_number(value) for value in one.values.tolist()]
    head = f'<c r="{one.letters}'
    if not one.below:
        return [f'{head}{r}" s="{style}"><v>{v}</v></c>' for r, v in enumerate(shown, start=row)]
    held = [f"<v>{v}</v>" if cached and v else "" for v in shown]
    reach = f"{one.letters}{row + 1}:{one.letters}{row + len(shown) - 1}"
    second = f'<f t="shared" ref="{reach}" si="{place}">{escape(one.below)}</f>'
    more = f'<f t="shared" si="{place}"/>'
    formulas = [f"<f>{escape(one.first)}</f>", second, *[more] * (len(shown) - 2)]
    return [
        f'{head}{r}" s="{style}">{formula}{value}</c>'
        for r, (formula, value) in enumerate(zip(formulas, held, strict=True), start=row)
    ]


def shown_number(value: float) -> str:
    """Return a number as the file holds it, to twelve digits; nothing for what is no number."""
    return f"{value + 0.0:.12g}" if math.isfinite(value) else ""
