"""A ready table of shares at each price, as reports print it, in place of the answers themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.asked.curves import FALLS, QUESTIONS, Curve, Curves
from fram.access.price.asked.table import FAULTS, AnswerTable, Fault, head_of, number_in, read_table
from fram.terms.errors import Problem, Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def curves_of_shares(prices: Sequence[float], **shares: Sequence[float]) -> Curves:
    """Return curves out of shares at rising prices, in per cent or as parts of one, by question.

    ``too_cheap`` and ``cheap`` must fall, ``expensive`` and ``too_expensive`` rise. Raises ``Refused`` with
    every place where they do not.
    """
    points = np.asarray(prices, dtype=float)
    table = {name: np.asarray(shares[name], dtype=float) for name in QUESTIONS}
    whole = 100.0 if max(float(found.max()) for found in table.values()) > 1 else 1.0
    problems = list(_faults(points, table, whole))
    if problems:
        raise Refused("the table of shares cannot be right", problems=problems)
    place = np.arange(len(points))
    return Curves(
        prices=points, whole=whole,
        of={name: Curve(counted=found[None, :], place=place) for name, found in table.items()},
    )  # fmt: skip


def read_shares(text: str, *, where: str = "shares") -> Curves:
    """Return curves out of the text of a file with a column ``price`` and one for each of the questions.

    Shares may be written as 0.32 or 32 %. Raises ``Refused`` as ``curves_of_shares``.
    """
    table = read_table(text, needed=("price", *QUESTIONS), known=(), where=where)
    rows = [[_cell(row.cells.get(name, ""), table, name, line=row.line) for name in ("price", *QUESTIONS)]
            for row in table.rows]  # fmt: skip
    if len(rows) < 2:
        raise Refused("one price draws no curve", where=where, remedy="give shares at two prices or more")
    columns = np.array(rows).T
    return curves_of_shares(columns[0], **dict(zip(QUESTIONS, columns[1:], strict=True)))


def is_shares(text: str) -> bool:
    """Whether a file is a table of shares: it has a price for each row, and names nobody."""
    head = head_of(text).casefold()
    return "price" in head.replace(";", ",").replace("\t", ",").replace(" ", "").split(",")


def _cell(cell: str, table: AnswerTable, column: str, *, line: int) -> float:
    try:
        if cell.strip(" %0.,") == "" and "0" in cell:
            return 0.0
        return number_in(cell.removesuffix("%").strip(), table=table, column=column)
    except Fault as fault:
        raise Refused(
            f"`{cell[:40]}` cannot be used", where=f"line {line}, {column}", why=FAULTS[fault.key],
            remedy="write 0.32 or 32 %",
        ) from None  # fmt: skip


def _faults(prices: Floats, table: dict[str, Floats], whole: float) -> list[Problem]:
    found = []
    if (np.diff(prices) <= 0).any():
        found.append(
            Problem(where="price", what="the prices do not rise", remedy="give each price once, rising")
        )
    for name, shares in table.items():
        steps = -np.diff(shares) if name in FALLS else np.diff(shares)
        for at in np.flatnonzero(steps < 0):
            way = "rises" if name in FALLS else "falls"
            ends = f"between {prices[at]:g} and {prices[at + 1]:g}"
            what = f"{way} from {shares[at]:g} to {shares[at + 1]:g} {ends}"
            found.append(Problem(where=name, what=what, remedy="count all who say it at that price"))
        if shares.min() < 0 or shares.max() > whole:
            found.append(Problem(where=name, what=f"a share lies outside 0 to {whole:g}"))
    return found
