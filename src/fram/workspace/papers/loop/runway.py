"""The runway in a paper: when cash ends, when to start raising, and how much for which milestone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from fram.decide.runway.amount import Amounts
from fram.decide.sequence.problem import Start
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.telling.starts import Sayer
from fram.workspace.papers.telling.typed import kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_MONEY = 6
"""Grants, loans and shares named in a paper; the command names them all."""
LEAST_NOK = 50_000
"""Amounts closer than this to what is needed are told as just enough."""
FEW_MONTHS = 1.95
"""From here on months are told in whole ones."""


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
        command=kept_file(record).command("decide runway"),
    )  # fmt: skip


def _said(kept: RunwayKept, record: PlanRecord, words: Words) -> Iterator[str]:
    """When cash ends, when to start raising, how much, and what the planned round does about it."""
    yield _when_it_ends(kept, record, words)
    yield _when_to_start(kept, record, words)
    amount, numerals = kept.main.at(kept.sure), words.numerals
    if amount:
        goal, sure = _goal(kept, record, words), numerals.chance(kept.sure)
        yield words("runway.raise", amount=numerals.money(amount), goal=goal, sure=sure)
    yield _round(kept, record, words)
    if kept.under_way:
        yield words("runway.under-way", markets=words.names(kept.under_way, inside=True))
    yield from _as_if_now(kept, record, words)
    first = words.names(kept.markets[:1], inside=True)
    if kept.because == "first":
        yield words("runway.because-first", market=first)
    elif kept.because == "cash":
        yield words("runway.because-cash", market=first)


def _as_if_now(kept: RunwayKept, record: PlanRecord, words: Words) -> Iterator[str]:
    """Which launches are counted from today although the launch sequence starts them later."""
    found = record.sequence
    if found is None or kept.verdict_path != "with":
        return
    for one in found.launches:
        if one.market in kept.markets and one.start != Start():
            when = Sayer(record, found, words).when(one)
            yield words("runway.as-if-now", market=words.names([one.market]), when=when)


def raising(record: PlanRecord, *, words: Words) -> str:
    """Return the resolution to raise: by when, how much and what for; nothing where there is no need."""
    kept = record.runway
    amount = kept.main.at(kept.sure) if kept else 0.0
    if kept is None or kept.start.months is None or not amount:
        return ""
    given = {
        "amount": words.numerals.money(amount), "goal": _goal(kept, record, words),
        "sure": words.numerals.chance(kept.sure),
    }  # fmt: skip
    if kept.start.late or kept.start.months < 1:
        return words("runway.resolve-now", **given)
    return words("runway.resolve", month=_month(math.floor(kept.start.months), record, words), **given)


def _month(months: float | None, record: PlanRecord, words: Words) -> str:
    return words("runway.never") if months is None else words.numerals.month(record.plan.on, months)


def some_months(count: float, words: Words) -> str:
    """Return a span in months: in whole ones, below two with one decimal, and never less than a tenth."""
    if count >= FEW_MONTHS:
        return words.count("runway.months", round(count))
    shown = max(round(count, 1), 0.1)
    if shown == 1:
        return words.count("runway.months", 1)
    return words("runway.months", count=words.numerals.exact(shown))


def _when_it_ends(kept: RunwayKept, record: PlanRecord, words: Words) -> str:
    ends = kept.on(kept.verdict_path)
    if ends.chance == 0:
        return words("runway.lasts")
    if ends.p90 is None:
        return words("runway.seldom", chance=words.numerals.chance(ends.chance))
    points = {"p10": ends.p10, "p50": ends.p50, "p90": ends.p90}
    told = {name: _month(at, record, words) for name, at in points.items()}
    return words("runway.ends-month" if told["p10"] == told["p90"] else "runway.ends", **told)


def _when_to_start(kept: RunwayKept, record: PlanRecord, words: Words) -> str:
    start, numerals = kept.start, words.numerals
    sure = numerals.chance(start.sure)
    if start.months is None:
        return words("runway.no-need", sure=sure)
    if start.late:
        late = some_months(start.late, words)
        return words("runway.late", late=late, sure=sure, today=numerals.chance(start.chance_today))
    return words("runway.start", month=_month(max(math.floor(start.months), 0), record, words), sure=sure)


def _goal(kept: RunwayKept, record: PlanRecord, words: Words) -> str:
    """What the money has to last to: a milestone with the months of reserve, or the plain date."""
    milestone = _milestone(kept.main, record, words)
    if not kept.main.market:
        return milestone
    reserve = some_months(kept.reserve, words)
    return words("runway.goal", milestone=milestone, reserve=reserve)


def _round(kept: RunwayKept, record: PlanRecord, words: Words) -> str:
    """Whether the planned round is in time and enough; without one, what to plan."""
    need, numerals = kept.main.at(kept.sure), words.numerals
    if kept.planned is not None:
        return words(
            "runway.round", amount=numerals.money(kept.planned) if kept.planned else "0\u00a0NOK",
            month=_month(kept.planned_at or 0.0, record, words), time=_round_time(kept, words),
            size=_round_size(kept, record, words),
        )  # fmt: skip
    if not need:
        return words("runway.no-round-none")
    if kept.start.late or kept.money_by is None:
        return words("runway.no-round-late", amount=numerals.money(need))
    return words("runway.no-round", amount=numerals.money(need), by=_month(kept.money_by, record, words))


def _round_time(kept: RunwayKept, words: Words) -> str:
    numerals = words.numerals
    time = numerals.chance(kept.in_time) if kept.in_time else words("runway.none")
    if kept.money_by is None:
        return words("runway.round-any-time")
    if kept.late_by:
        late = some_months(kept.late_by, words)
        return words("runway.round-late", late=late, sure=numerals.chance(kept.sure), time=time)
    return words("runway.round-time", time=time)


def _round_size(kept: RunwayKept, record: PlanRecord, words: Words) -> str:
    need, numerals = kept.main.at(kept.sure), words.numerals
    if not need:
        return words("runway.round-not-needed", goal=_goal(kept, record, words))
    if abs(kept.short) <= LEAST_NOK:
        return words("runway.round-just-enough", need=numerals.money(need))
    if kept.short > 0:
        return words("runway.round-short", short=numerals.money(kept.short), need=numerals.money(need))
    return words("runway.round-enough", over=numerals.money(-kept.short), need=numerals.money(need))


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
    reserve = some_months(kept.reserve, words)
    return words(key, low=exact(round(takes.p10)), high=exact(round(takes.p90)), reserve=reserve)
