"""Who pays in a market, in a report: the way a plan takes, the first money, every way in a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fram.decide.rank import Range
from fram.workspace.kept.payers import PayerLeg, PayerRecord, PayerRow
from fram.workspace.papers.access.gantt import HOLDS_UP, Axis, Line, Step, month_range, short
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.telling.typed import kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

NOTHING = "–"
VERBS = ("access pathways", "access buying")
"""Commands that tell more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to payment as a row of the table; ``line`` holds its name and source."""

    line: Line
    fit: str
    fit_said: str
    pays: str
    money: str
    money_sure: str
    net: str
    net_sure: str
    stands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayersSection:
    """The section, ready to be laid out: what is said first, the drawing, the table, the next step."""

    title: str
    said: tuple[str, ...]
    steps: tuple[Step, ...]
    ticks: tuple[tuple[str, float], ...]
    head: tuple[str, ...]
    ways: tuple[Way, ...]
    closed: str
    next: str
    more: str
    commands: tuple[str, ...]


def payers_section(record: PlanRecord, market: str, *, words: Words) -> PayersSection | None:
    """Return the section of a market; None where an older plan kept none."""
    kept = next((one for one in record.payers if one.market == market), None)
    if kept is None:
        return None
    lang, on, file = words.lang, record.plan.on, kept_file(record)
    axis = Axis.over((leg.ends for leg in kept.legs), on=on)
    closed = words("paying.closed", count=kept.closed) if kept.closed else ""
    return PayersSection(
        title=words("paying.title"), said=tuple(_said(kept, words, on)),
        steps=tuple(_leg(leg, words, axis) for leg in kept.legs), ticks=axis.ticks(words.numerals),
        head=tuple(words(f"paying.col-{key}") for key in ("way", "fit", "pays", "money", "net", "stands")),
        ways=tuple(_way(row, record, words) for row in kept.rows), closed=closed,
        next=kept.rows[0].next[lang] if kept.rows and kept.fund != "no" else "",
        more=words("paying.more"),
        commands=tuple(f"{file.command(verb)} --market {market}" for verb in VERBS),
    )  # fmt: skip


def _said(kept: PayerRecord, words: Words, on: date) -> list[str]:
    lang = words.lang
    if not kept.rows and kept.says:
        return [kept.says[lang]]
    said = [words(f"paying.fund-{kept.fund}")]
    if kept.money:
        when = month_range(kept.money, on=on, numerals=words.numerals)
        said.append(words("paying.way", way=kept.way[lang], when=when))
    elif kept.rows:
        said.append(words("paying.way-none"))
    return said


def _leg(leg: PayerLeg, words: Words, axis: Axis) -> Step:
    return Step(
        line=Line(name=leg.name[words.lang]), actor="",
        when=month_range(leg.ends, on=axis.on, numerals=words.numerals), is_done=False,
        is_critical=leg.critical >= HOLDS_UP, band=axis.bar(leg.starts.p10, end=leg.ends.p90),
        core=axis.bar(leg.starts.p50, end=leg.ends.p50),
    )  # fmt: skip


def _way(row: PayerRow, record: PlanRecord, words: Words) -> Way:
    lang, on = words.lang, record.plan.on
    money = month_range(row.money, on=on, numerals=words.numerals) if row.money else NOTHING
    line = Line(
        name=row.name[lang], source=short(row.cite), url=row.cite.url, confidence=row.confidence.value
    )
    return Way(
        line=line, fit=row.fit, fit_said=words(f"paying.fit-{row.fit}"), money=money, stands=row.stands[lang],
        pays=words(f"paying.pays-{row.pays}"), net=_net(row, words),
        money_sure=row.money_sure.value if row.money else "",
        net_sure=row.net_sure.value if row.net and not row.own else "",
    )  # fmt: skip


def _net(row: PayerRow, words: Words) -> str:
    if row.net is None:
        return NOTHING
    if row.own:
        return words("paying.net-your-own")
    return f"{amount(row.net, row.currency, words=words)} {words(f'paying.per-{row.per}')}"


def amount(at: Range, currency: str, *, words: Words) -> str:
    """Return an amount of money with its range; one figure where there is no range."""
    points = [at.p50] if at.p10 == at.p90 else [at.p10, at.p90]
    return in_unit(points, currency, words=words)
