"""What one more krone, month and person would add to a launch sequence, in a paper."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.sequence.more import More
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.telling.starts import Sayer

FEWEST = 0.005
"""A gain below this share of the sequence's value is told as next to nothing."""


def more_told(tell: Sayer) -> list[More]:
    """Return what more of adds something, cash first, then what adds the most."""
    least = FEWEST * max(tell.found.value_mean, 1.0)
    some = [one for one in tell.found.more if one.gain_nok > 0 and one.gain_nok >= least]
    return sorted(some, key=lambda one: (one.kind != "cash", -one.gain_nok))


def more_table(tell: Sayer) -> Table:
    """Return a row for each thing more of which adds something."""
    words, numerals = tell.words, tell.numerals
    rows = []
    for one in more_told(tell):
        function = words(f"sequence.people-{one.of}") if one.kind == "person" else ""
        what = words(f"sequence.more-{one.kind}", nok=numerals.money(one.amount), function=function)
        each = numerals.fixed(one.each, decimals=2) if one.kind == "cash" else ""
        shown = numerals.money(one.gain_nok, signed=True)
        rows.append((what, words("sequence.more-each", gain=shown, each=each) if each else shown))
    head = tuple(words(f"sequence.col-{key}") for key in ("more", "adds"))
    return Table(head=head, rows=tuple(rows))


def more_of_little(tell: Sayer) -> Iterator[str]:
    """Yield in one sentence what more of would add next to nothing; nothing where all adds something."""
    words, told = tell.words, more_told(tell)
    rest = [one for one in tell.found.more if one not in told]
    named = [
        words(f"sequence.more-{one.kind}", nok=tell.numerals.money(one.amount), function="")
        for one in rest if one.kind != "person"
    ]  # fmt: skip
    people = ", ".join(words(f"sequence.people-{one.of}") for one in rest if one.kind == "person")
    if people:
        named.append(words("sequence.more-people", functions=people))
    if named:
        yield words("sequence.more-little", named="; ".join(named))
