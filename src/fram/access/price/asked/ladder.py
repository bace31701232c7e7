"""A ladder of prices and who would buy at each: row by row as people answered, or as shares ready made."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.asked.answers import (
    CALIBRATION,
    all_alike,
    currencies_of,
    intent_in,
    no_answers,
    once,
    told_of,
)
from fram.access.price.asked.table import (
    FAULTS,
    AnswerTable,
    Dropped,
    Fault,
    Row,
    number_in,
    one_currency,
    read_table,
)
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AT = re.compile(r"^at_(\d+(?:[._,]\d+)?)$")
"""A column of answers: ``at_400`` is what people said at 400."""
YES = frozenset(("yes", "y", "ja", "j", "true", "1", "x"))
NO = frozenset(("no", "n", "nei", "false", "0"))
COLUMNS = ("respondent", "role", "currency")
MOST_STEPS = 20
"""Prices of one ladder: nobody answers more of them with care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Who would buy at each price, prices rising. ``shares`` and ``asked``: (steps,).

    ``answers``: (people, steps), the chance that each person buys at each price, nan where not asked; None
    for shares ready made. ``calibrated``: answers of 1 to 5 were turned into chances. ``people``: how many
    answered, for shares ready made the fewest asked at a price.
    """

    prices: Floats = field(repr=False)
    shares: Floats = field(repr=False)
    asked: Floats = field(repr=False)
    people: int
    currency: str
    answers: Floats | None = field(default=None, repr=False)
    rows: int = 0
    assumed: bool = False
    dropped: tuple[Dropped, ...] = ()
    calibrated: bool = False


def read_ladder(
    text: str,
    *,
    currency: str = "",
    otherwise: str = "",
    codes: Collection[str] = (),
    where: str = "answers",
) -> Ladder:
    """Return the ladder in the text of a file.

    Either a row for each person with a column for each price (``at_400``, ``at_600`` …) and yes, no or 1 to
    5 below; or a row for each price with ``price``, ``asked`` and ``yes`` or ``share``. ``otherwise``: the
    currency to assume where no row names any; ``codes``: the currencies that are known (empty: any three
    letters). A row that cannot be right is left out and told. Raises ``Refused`` for a file without the
    columns, in several currencies, with more than ``MOST_STEPS`` prices, or from which no demand can be
    drawn: one price, one answer, answers all alike, nobody or everybody buying, demand that rises.
    """
    money = _Money(wanted=currency, otherwise=otherwise, codes=codes)
    table = read_table(text, needed=(), known=(*COLUMNS, "price", "asked", "yes", "share"), where=where)
    if "price" in table.names:
        table = read_table(text, needed=("price", "asked"), known=("yes", "share", "currency"), where=where)
        made = _ready_made(table, money=money, where=where)
    else:
        made = _by_person(table, money=money, where=where)
    refuse_flat(made.shares, where=where)
    _refuse_alike(made, where=where)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Money:
    """The currency to count, the one to assume, and those that are known."""

    wanted: str
    otherwise: str
    codes: Collection[str]


def ladder_of(
    prices: Sequence[float], shares: Sequence[float], *, asked: Sequence[float] | float, currency: str = ""
) -> Ladder:
    """Return a ladder out of shares (0 to 1) at prices, with how many were asked at each.

    Raises ``Refused`` where no demand can be drawn from it.
    """
    order = np.argsort(prices, kind="stable")
    found = np.asarray(shares, dtype=float)[order]
    counts = np.broadcast_to(np.asarray(asked, dtype=float), found.shape)[order]
    refuse_flat(found, where="shares")
    return Ladder(
        prices=np.asarray(prices, dtype=float)[order], shares=found, asked=counts, people=int(counts.min()),
        currency=currency,
    )  # fmt: skip


def refuse_flat(shares: Floats, *, where: str) -> None:
    """Refuse shares from which no demand can be drawn, and say what to ask instead."""
    told = {
        "one price was asked": len(shares) < 2,
        "nobody would buy at any of the prices": not shares.any(),
        "everybody would buy at every price": bool((shares >= 1).all()),
        "as many would buy at every price": len(shares) > 1 and bool((shares == shares[0]).all()),
        "more would buy the dearer it is": len(shares) > 1 and shares[-1] > shares[0],
    }
    remedies = (
        "ask at four prices or more", "ask lower prices too, or find out what is missing besides the price",
        "ask higher prices too, until some say no", "ask prices further apart, each person alone",
        "check that the prices stand with their own shares",
    )  # fmt: skip
    for (what, holds), remedy in zip(told.items(), remedies, strict=True):
        if holds:
            why = "a demand curve needs shares that fall as the price goes up"
            raise Refused(what, where=where, why=why, remedy=remedy)


def _refuse_alike(made: Ladder, *, where: str) -> None:
    """Refuse one answer, and answers that are the same at every price: chance could not move them."""
    if made.answers is None:
        alike = bool(np.isin(made.shares, (0.0, 1.0)).all())
    else:
        alike = bool((np.nanmin(made.answers, axis=0) == np.nanmax(made.answers, axis=0)).all())
    if made.people < 2 or alike:
        raise all_alike(made.people, where=where)


def _refuse_many(steps: int, *, where: str) -> None:
    if steps > MOST_STEPS:
        raise Refused(
            f"{steps} prices in one ladder", where=where, why=f"at most {MOST_STEPS} are read",
            remedy="keep the prices people were asked about: six to eight are enough",
        )  # fmt: skip


def _ready_made(table: AnswerTable, *, money: _Money, where: str) -> Ladder:
    if not {"yes", "share"} & {*table.names}:
        raise Refused(
            "columns are missing", where=where, remedy="add `yes` or `share` beside `price` and `asked`"
        )
    _refuse_many(len(table.rows), where=where)
    said, dropped = currencies_of(table, ("price",), codes=money.codes)
    named, assumed = one_currency(said, wanted=money.wanted, otherwise=money.otherwise, where=where)
    rows = []
    for row in table.rows:
        if (code := said.get(row.line)) is None:
            continue
        if code and code != named:
            dropped.append(told_of(row, Fault("currency", column="currency", said=code)))
            continue
        try:
            rows.append(_step(row, table))
        except Fault as fault:
            raise Refused(
                f"`{fault.said}` cannot be used", where=f"{where}, line {row.line}, {fault.column}",
                why=FAULTS[fault.key],
                remedy="give price, asked, and yes as a count or share as 0.32 or 32 %",
            ) from None  # fmt: skip
    if not rows:
        raise no_answers(dropped, where=where)
    rows.sort()
    columns = np.array(rows, dtype=float).reshape(-1, 3).T
    if len({*columns[0]}) < len(rows):
        raise Refused("a price stands there twice", where=where, remedy="keep one row for each price")
    return Ladder(
        prices=columns[0], shares=columns[1], asked=columns[2], currency=named, assumed=assumed,
        rows=len(table.rows), people=int(columns[2].min()),
        dropped=tuple(sorted(dropped, key=lambda one: one.line)),
    )  # fmt: skip


def _step(row: Row, table: AnswerTable) -> tuple[float, float, float]:
    """A price, the share that would buy, and how many were asked."""
    price, asked = (
        number_in(row.cells.get(name, ""), table=table, column=name) for name in ("price", "asked")
    )
    if asked < 1:
        raise Fault("asked", column="asked", said=row.cells["asked"])
    column = "yes" if row.cells.get("yes") else "share"
    cell = row.cells.get(column, "")
    zero = cell.strip("0.,% ") == "" and "0" in cell
    found = 0.0 if zero else number_in(cell.removesuffix("%").strip(), table=table, column=column)
    whole = asked if column == "yes" else 100.0 if cell.endswith("%") else 1.0
    if found > whole:
        raise Fault("above the whole", column=column, said=cell)
    return price, found / whole, asked


def _by_person(table: AnswerTable, *, money: _Money, where: str) -> Ladder:
    steps = _steps(table, where=where)
    said, dropped = currencies_of(table, (), codes=money.codes)
    wanted, assumed = one_currency(said, wanted=money.wanted, otherwise=money.otherwise, where=where)
    scaled = _is_scaled([row.cells.get(name, "") for row in table.rows for name, _ in steps], where=where)
    seen: dict[str, int] = {}
    rows = []
    for row in table.rows:
        if row.line not in said:
            continue
        try:
            if said[row.line] not in ("", wanted):
                raise Fault("currency", column="currency", said=said[row.line])
            rows.append(_chances(row, [name for name, _ in steps], scaled=scaled))
            once(row, seen)
        except Fault as fault:
            if fault.key == "twice":
                rows.pop()
            dropped.append(told_of(row, fault))
    dropped.sort(key=lambda one: one.line)
    if not rows:
        raise no_answers(dropped, where=where)
    answers = np.array(rows)
    asked = np.isfinite(answers).sum(axis=0)
    if not asked.all():
        empty = steps[int(np.argmin(asked))][0]
        raise Refused(f"nobody answered in the column `{empty}`", where=where, remedy="leave the column out")
    return Ladder(
        prices=np.array([price for _, price in steps]), shares=np.nanmean(answers, axis=0),
        asked=asked.astype(float), people=len(rows), currency=wanted, assumed=assumed, answers=answers,
        rows=len(table.rows), dropped=tuple(dropped), calibrated=scaled,
    )  # fmt: skip


def _steps(table: AnswerTable, *, where: str) -> list[tuple[str, float]]:
    found = [(name, _price_in(name, at[1], where=where)) for name in table.names if (at := AT.match(name))]
    _refuse_many(len(found), where=where)
    found.sort(key=lambda step: step[1])
    if "too_cheap" in table.names:
        raise Refused(
            "these are answers to four questions", where=where, remedy="read them with fram access price psm"
        )
    if not found or found[0][1] <= 0:
        has = ", ".join(filter(None, table.names))[:200] or "no columns"
        raise Refused(
            "there is no column of answers at a price", where=where, why=f"it has: {has}",
            remedy="name the columns at_400, at_600 … (or give a row for each price: price, asked, yes)",
        )  # fmt: skip
    if len({price for _, price in found}) < len(found):
        raise Refused("a price stands there twice", where=where, remedy="keep one column for each price")
    return found


def _price_in(name: str, amount: str, *, where: str) -> float:
    """The price in the name of a column; a mark before three digits may part thousands or decimals."""
    if re.fullmatch(r"[1-9]\d{0,2}[._,]\d{3}", amount):
        raise Refused(
            f"the column `{name}` can be read in two ways", where=where,
            why="the mark may stand between thousands or before decimals",
            remedy="write at_1200, or at_1.2",
        )  # fmt: skip
    return float(re.sub("[_,]", ".", amount))


def _is_scaled(cells: Sequence[str], *, where: str) -> bool:
    """Whether the answers are of 1 to 5, not yes or no; refuses a file in which that cannot be told."""
    said = {cell.casefold() for cell in cells if cell}
    if said & {"2", "3", "4", "5"}:
        return True
    if said == {"1"}:
        raise Refused(
            "every answer is 1", where=where, why="it may be a yes, or the lowest of 1 to 5",
            remedy="write yes and no, or use more of the scale",
        )  # fmt: skip
    return False


def _chances(row: Row, names: Sequence[str], *, scaled: bool) -> list[float]:
    """What a person would do at each price; a no covers dearer prices not asked, a yes the cheaper ones."""
    found = [_chance(row.cells.get(name, ""), name, scaled=scaled) for name in names]
    if all(map(np.isnan, found)):
        raise Fault("blank", column=names[0])
    known = [(chance, name) for chance, name in zip(found, names, strict=True) if not np.isnan(chance)]
    for (before, _), (after, name) in pairwise(known):
        if after > before:
            raise Fault("keener", column=name, said=row.cells[name])
    sure = max(CALIBRATION.values()) if scaled else 1.0
    return [
        chance if not np.isnan(chance)
        else sure if sure in found[at:]
        else 0.0 if 0.0 in found[:at]
        else chance
        for at, chance in enumerate(found)
    ]  # fmt: skip


def _chance(cell: str, column: str, *, scaled: bool) -> float:
    if scaled or not cell:
        return intent_in(cell, column=column)
    if cell.casefold() not in YES | NO:
        raise Fault("yes-no", column=column, said=cell[:40])
    return float(cell.casefold() in YES)
