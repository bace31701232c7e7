"""The runway in a paper: when cash ends, when to start raising, and how much for which milestone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from fram.decide.runway.amount import Amounts
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_MONEY = 6
"""Grants, loans and shares named in a paper; the command names them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunwaySection:
    """The runway, ready to be laid out: the verdict, how much to raise, what fits, what it rests on."""

    said: tuple[str, ...]
    amounts: Table
    title: str
    money: str
    small: str
    command: str


def runway_section(record: PlanRecord, *, words: Words) -> RunwaySection | None:
    """Return the section; None where a plan keeps no runway."""
    kept = record.runway
    if kept is None:
        return None
    months = kept.main.by_chance
    head = [words("runway.milestone"), words("runway.when")]
    head += [words("runway.with", chance=words.numerals.chance(chance)) for chance, _ in months]
    rows = tuple(_row(one, record, words) for one in kept.amounts)
    return RunwaySection(
        said=tuple(_said(kept, record, words)), amounts=Table(head=tuple(head), rows=rows),
        title=words("runway.amounts"), money=_money(kept, words), small=_small(kept, words),
        command="fram decide runway FILE",
    )  # fmt: skip


def _said(kept: RunwayKept, record: PlanRecord, words: Words) -> Iterator[str]:
    """When cash ends, when to start raising, how much."""
    ends, start, numerals = kept.on(kept.verdict_path), kept.start, words.numerals

    def month(months: float | None) -> str:
        return words("runway.never") if months is None else numerals.month(record.plan.on, months)

    if ends.chance == 0:
        yield words("runway.lasts")
    elif ends.p90 is None:
        yield words("runway.seldom", chance=numerals.chance(ends.chance))
    else:
        yield words("runway.ends", p10=month(ends.p10), p50=month(ends.p50), p90=month(ends.p90))
    sure = numerals.chance(start.sure)
    if start.months is None:
        yield words("runway.no-need", sure=sure)
    elif start.late:
        late = words.count("runway.months", max(round(start.late), 1))
        yield words("runway.late", late=late, sure=sure, today=numerals.chance(start.chance_today))
    else:
        yield words("runway.start", month=month(max(math.floor(start.months), 0)), sure=sure)
    amount = kept.main.at(kept.sure)
    if amount:
        yield words(
            "runway.raise", amount=numerals.money(amount), milestone=_milestone(kept.main, record, words),
            reserve=words.count("runway.months", round(kept.reserve)), sure=numerals.chance(kept.sure),
        )  # fmt: skip


def _milestone(one: Amounts, record: PlanRecord, words: Words) -> str:
    if not one.market:
        return words.numerals.month(record.plan.on, one.when.p50)
    return words(f"runway.{one.event}", market=words.names([one.market], inside=True))


def _row(one: Amounts, record: PlanRecord, words: Words) -> tuple[str, ...]:
    numerals = words.numerals
    first, last = (numerals.month(record.plan.on, month) for month in (one.when.p10, one.when.p90))
    when = first if first == last else f"{first}{DASH}{last}"
    amounts = (numerals.money(nok) if nok else words("runway.nothing") for _, nok in one.by_chance)
    return (_milestone(one, record, words), when, *amounts)


def _money(kept: RunwayKept, words: Words) -> str:
    """The instruments that fit on what is known, and how many more might."""
    fitting = [row.name[words.lang] for row in kept.instruments if row.fits == "yes"]
    open_ = sum(row.fits == "unknown" for row in kept.instruments)
    if not fitting:
        return words("runway.money-none", open=open_)
    return words("runway.money", names=", ".join(fitting[:MOST_MONEY]), open=open_)


def _small(kept: RunwayKept, words: Words) -> str:
    takes, exact = kept.start.takes, words.numerals.exact
    key = "runway.closing-stated" if kept.is_stated else "runway.closing-ours"
    return words(key, low=exact(round(takes.p10)), high=exact(round(takes.p90)))
