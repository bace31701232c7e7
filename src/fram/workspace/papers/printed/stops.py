"""When to stop each launch of a sequence, as a table: what is missing by when, and what has been spent."""

from __future__ import annotations

from fram.decide.sequence.made import Launched
from fram.decide.sequence.stop import StopRule
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.loop.sequence import Teller
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

HEAD = ("market", "then", "without", "by", "spent", "chance", "loses")


def stop_table(record: PlanRecord, *, words: Words) -> Table | None:
    """Return the stop rules, one row for each launch that has one; None where none has."""
    found = record.sequence
    if found is None:
        return None
    tell = Teller(record, found, words)
    rows = tuple(_row(one, one.stop, tell) for one in found.launches if one.stop is not None)
    return Table(head=tuple(words(f"stops.{key}") for key in HEAD), rows=rows) if rows else None


def _row(one: Launched, rule: StopRule, tell: Teller) -> tuple[str, ...]:
    words, numerals = tell.words, tell.numerals
    return (
        words.names([one.market]), words("stops.stop" if rule.stops else "stops.look"),
        words(f"sequence.milestone-{rule.milestone}"), stop_by(one, rule, tell=tell),
        tell.spent(one, rule), numerals.chance(rule.chance),
        numerals.money(rule.saves_nok) if rule.stops else words("stops.pays"),
    )  # fmt: skip


def stop_by(one: Launched, rule: StopRule, *, tell: Teller) -> str:
    """Return when a stop rule is looked at: a month, or so many months after a start that waits for money."""
    if one.start.after_round:
        return tell.words("sequence.months-after-start", months=rule.by_month)
    return tell.month(3 * one.start.quarter + rule.by_month)


def stop_told(one: Launched, rule: StopRule, *, tell: Teller) -> str:
    """Return a stop rule in as few words as a cell of a slide holds."""
    key = "stops.cell-stop" if rule.stops else "stops.cell-look"
    return tell.words(
        key, milestone=tell.words(f"sequence.milestone-{rule.milestone}"), by=stop_by(one, rule, tell=tell),
        spent=tell.spent(one, rule),
    )  # fmt: skip
