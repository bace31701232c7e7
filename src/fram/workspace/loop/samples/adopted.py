"""A company's own sales as a Bass curve: read, fitted, with its peak and the periods to come."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np

from fram.decide.beliefs.forecast import Outlook, outlook, regression_1969
from fram.decide.history import BassFit, Form, bass_share, fit_bass
from fram.terms.errors import Refused, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FORMS: tuple[Form, ...] = get_args(Form)
LARGEST = 5_000_000
"""Bytes of a file of sales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Sales by period with their curve; ``share`` of all units is adopted at the time ``at``.

    ``regression``: p, q, m by Bass' own regression of 1969, or None where it has no answer.
    """

    sales: tuple[float, ...]
    form: Form
    fit: BassFit
    outlook: Outlook
    regression: tuple[float, float, float] | None
    at: float
    share: float


def adoption(sales: Floats, *, form: str = "interval", periods: int = 5, at: float | None = None) -> Adoption:
    """Return the Bass curve of ``sales`` (periods,), its peak, ``periods`` ahead, and the share at a time.

    ``at``: periods since the first sale began; the end of the history where none is given. Raises
    ``Refused`` for an unknown form, a time before the start, and sales no curve can be fitted to.
    """
    if form not in FORMS:
        raise Refused(
            f"unknown form `{form}`", where="--form", kind="usage",
            remedy=did_you_mean(form, FORMS) or f"use {', '.join(FORMS)}",
        )  # fmt: skip
    if at is not None and not 0 <= at < float("inf"):
        raise Refused(
            f"a time of {at:g}", where="--at", remedy="give periods since the first sale: 0 or more"
        )
    fit = fit_bass(sales, form=form)
    time = float(sales.size) if at is None else at
    return Adoption(
        sales=tuple(map(float, sales)), form=form, fit=fit, at=time,
        outlook=outlook(fit, sales, form=form, periods=periods),
        regression=_regression(sales), share=float(bass_share(time, p=fit.p, q=fit.q)),
    )  # fmt: skip


def _regression(sales: Floats) -> tuple[float, float, float] | None:
    try:
        return regression_1969(sales)
    except Refused:
        return None


def sales_in(path: Path, *, column: str = "") -> Floats:
    """Return the sales of a CSV file, one row per period: its only column of numbers, or the one named.

    Raises ``Refused`` where the file, the column or a number in it cannot be read.
    """
    from fram.sources.reading import packed_of, text_in

    text = text_in(packed_of(path, most=LARGEST), path=path, most=LARGEST)
    rows = [
        row for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if any(map(str.strip, row))
    ]
    if not rows:
        raise Refused("is empty", where=path.name, remedy="give one row for each period")
    head, body = (rows[0], rows[1:]) if _is_head(rows[0]) else ([], rows)
    place = _place(head, rows[0], column=column, name=path.name)
    return np.array(
        [_number(row, place, line=n + 1 + bool(head), name=path.name) for n, row in enumerate(body)]
    )


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    return max(";\t,", key=first.count)


def _is_head(row: list[str]) -> bool:
    return not all(_is_number(cell) for cell in row if cell.strip())


def _is_number(cell: str) -> bool:
    try:
        float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    return True


def _place(head: list[str], first: list[str], *, column: str, name: str) -> int:
    names = [cell.strip() for cell in head]
    if column:
        if column not in names:
            known = f"the columns are {', '.join(names)}" if names else "the file has no head of names"
            raise Refused(
                f"no column `{column}`", where=name, remedy=did_you_mean(column, names) or known, kind="usage"
            )  # fmt: skip
        return names.index(column)
    if len(first) > 1:
        choice = f"name it with --column: {', '.join(names)}" if names else "keep one column, or add a head"
        raise Refused(
            f"{len(first)} columns", where=name, why="the sales are one of them", remedy=choice, kind="usage"
        )
    return 0


def _number(row: list[str], place: int, *, line: int, name: str) -> float:
    cell = row[place].strip() if place < len(row) else ""
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        raise Refused(
            f"`{cell}` is not a number",
            where=f"{name}, row {line}",
            remedy="give the units sold, 0 where none",
        ) from None
