"""What buyers answered to the four questions on price, row by row; what cannot be right is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.asked.curves import QUESTIONS
from fram.access.price.asked.table import (
    FAULTS,
    AnswerTable,
    Dropped,
    Fault,
    Row,
    currency_in,
    head_of,
    number_in,
    one_currency,
    read_table,
)
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WOULD_BUY = ("buy_cheap", "buy_expensive")
"""How likely a purchase is at one's own cheap and expensive price, 1 to 5; may be left out."""
COLUMNS = ("respondent", "role", "currency", *QUESTIONS, *WOULD_BUY)
"""The columns of the file, in the order of the sheet."""
CALIBRATION: Mapping[int, float] = {5: 0.7, 4: 0.5, 3: 0.3, 2: 0.1, 1: 0.0}
"""How often those who give each answer are taken to buy: the usual values, checked for no buyer of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAnswers:
    """The answers that count: ``prices`` by question and ``intents`` by question, (people,) each.

    An intent is the chance of a purchase, nan where the person did not say. ``rows`` were in the file.
    ``assumed``: the currency is not the file's own word.
    """

    prices: Mapping[str, Floats] = field(repr=False)
    intents: Mapping[str, Floats] = field(repr=False)
    currency: str
    rows: int
    assumed: bool = False
    dropped: tuple[Dropped, ...] = ()

    def __len__(self) -> int:
        return len(self.prices["cheap"])


def read_price_answers(
    text: str,
    *,
    currency: str = "",
    otherwise: str = "",
    codes: Collection[str] = (),
    where: str = "answers",
) -> PriceAnswers:
    """Return the answers in the text of a file with the columns of ``COLUMNS``; four prices are needed.

    ``currency``: the one to count, where rows differ or none is named; ``otherwise``: the one to assume where
    no row names any; ``codes``: the currencies that are known (empty: any three letters). A row that cannot
    be right is left out and told in ``dropped``. Raises ``Refused`` for a file without the columns, in
    several currencies, without one usable row, or in which all answer alike.
    """
    if re.search(r"\bat_\d", head_of(text)):
        raise Refused(
            "these are answers to a ladder of prices",
            where=where,
            remedy="read them with fram access price gg",
        )
    table = read_table(text, needed=QUESTIONS, known=COLUMNS, where=where)
    said, dropped = currencies_of(table, QUESTIONS, codes=codes)
    wanted, assumed = one_currency(said, wanted=currency, otherwise=otherwise, where=where)
    seen: dict[str, int] = {}
    rows: list[list[float]] = []
    for row in table.rows:
        if row.line not in said:
            continue
        try:
            if (code := said[row.line]) and code != wanted:
                raise Fault("currency", column="currency", said=code)
            rows.append(_answer(row, table, seen))
        except Fault as fault:
            dropped.append(told_of(row, fault))
    dropped.sort(key=lambda one: one.line)
    if not rows:
        raise no_answers(dropped, where=where)
    columns = np.array(rows, dtype=float).T
    _refuse_alike(columns[:4], where=where)
    return PriceAnswers(
        prices=dict(zip(QUESTIONS, columns[:4], strict=True)),
        intents=dict(zip(WOULD_BUY, columns[4:], strict=True)), currency=wanted, assumed=assumed,
        rows=len(table.rows), dropped=tuple(dropped),
    )  # fmt: skip


def told_of(row: Row, fault: Fault) -> Dropped:
    """Return a row that is left out, with its fault."""
    who = row.cells.get("respondent", "")
    return Dropped(line=row.line, who=who, key=fault.key, column=fault.column, said=fault.said)


def no_answers(dropped: Sequence[Dropped], *, where: str) -> Refused:
    """Return the refusal of a file in which no row can be counted: each fault, how often, where first."""
    counts = Counter(FAULTS[one.key] for one in dropped)
    told = "; ".join(
        f"{why} ({count}, first in line {_first(dropped, why)})" for why, count in counts.items()
    )
    return Refused(
        "no answer can be counted", where=where, why=told or "there is no row below the first line",
        remedy="correct the rows, or send the question sheet again",
    )  # fmt: skip


def _first(dropped: Sequence[Dropped], why: str) -> int:
    return next(one.line for one in dropped if FAULTS[one.key] == why)


def once(row: Row, seen: dict[str, int]) -> None:
    """Remember who answered; raise ``Fault`` where the same person answered in an earlier row."""
    who = row.cells.get("respondent", "").casefold()
    if who and who in seen:
        raise Fault("twice", column="respondent", said=str(seen[who]))
    if who:
        seen[who] = row.line


def currencies_of(
    table: AnswerTable, columns: Sequence[str], *, codes: Collection[str]
) -> tuple[dict[int, str], list[Dropped]]:
    """Return the currency of each line that can be read at all, and the lines that cannot.

    ``columns``: those with a price, which may have a currency beside it.
    """
    said, dropped = {}, []
    for row in table.rows:
        try:
            if row.wrong:
                raise Fault("cells", said=str(len(table.names)))
            said[row.line] = currency_in(row.cells, columns, codes=codes)
        except Fault as fault:
            dropped.append(told_of(row, fault))
    return said, dropped


def _answer(row: Row, table: AnswerTable, seen: dict[str, int]) -> list[float]:
    prices = [number_in(row.cells[name], table=table, column=name) for name in QUESTIONS]
    too_cheap, cheap, expensive, too_expensive = prices
    if not too_cheap < cheap <= expensive < too_expensive:
        raise Fault("order", said=" · ".join(row.cells[name] for name in QUESTIONS))
    intents = [intent_in(row.cells.get(name, ""), column=name) for name in WOULD_BUY]
    if intents[1] > intents[0]:
        raise Fault("keener", column="buy_expensive", said=row.cells["buy_expensive"])
    once(row, seen)
    return [*prices, *intents]


def intent_in(cell: str, *, column: str) -> float:
    """Return the chance of a purchase behind an answer of 1 to 5; nan for an empty cell."""
    if not cell:
        return float("nan")
    if cell not in {str(step) for step in CALIBRATION}:
        raise Fault("scale", column=column, said=cell[:40])
    return CALIBRATION[int(cell)]


def _refuse_alike(prices: Floats, *, where: str) -> None:
    """With one answer, or all the same, every curve is a single step: nothing crosses between."""
    if (prices == prices[:, :1]).all():
        one = ", ".join(f"{price:g}" for price in prices[:, 0])
        raise all_alike(prices.shape[1], said=one, where=where)


def all_alike(people: int, *, said: str = "", where: str) -> Refused:
    """Return the refusal of answers that do not differ; ``said``: what each of them says."""
    told = f"all {people} answers are the same" + (f" ({said})" if said else "")
    return Refused(
        "only one answer can be counted" if people == 1 else told, where=where,
        why="answers that do not differ draw no curve, and say nothing of a range",
        remedy="ask people who do not answer together, one by one",
    )  # fmt: skip
