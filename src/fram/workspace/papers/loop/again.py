"""What became of an earlier sequence, in a paper: what is kept, moved and why, out, and new."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.sequence.again.changes import Change
from fram.decide.sequence.again.earlier import Planned
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.telling.starts import Sayer

HEAD = ("market", "planned", "is-now", "why-changed")
OUTSIDE = ("was-under-way", "under-way", "served", "never", "not-weighed")


def again_short(tell: Sayer) -> Iterator[str]:
    """Yield how many of the launches planned before stand, and which should have begun."""
    found = tell.found
    kinds = [one.kind for one in found.changes]
    counts = {kind: kinds.count(kind) for kind in ("kept", "moved", "out", "new")}
    if found.rules.earlier is not None:
        day = tell.numerals.day(found.rules.earlier.on)
        yield tell.words("sequence.again-since", day=day, **counts)
    elif kinds:
        yield tell.words("sequence.again", **counts)
    for one in _earlier(tell):
        if one.note == "late":
            month, market = tell.month(one.months or 0), tell.words.names([one.market], inside=True)
            yield tell.words("sequence.again-late", market=market, month=month)


def again_table(tell: Sayer) -> Table | None:
    """Return what became of each launch planned before; None where nothing was planned."""
    rows = [_row(tell, one) for one in tell.found.changes]
    rows += [
        (
            tell.words.names([one.market]), _planned(tell, one), tell.words(f"sequence.again-is-{one.note}"),
            tell.words(f"sequence.again-why-{one.note}", month=_since(tell, one)),
        )
        for one in _earlier(tell) if one.note in OUTSIDE
    ]  # fmt: skip
    if not rows:
        return None
    return Table(head=tuple(tell.words(f"sequence.col-{key}") for key in HEAD), rows=tuple(rows))


def _earlier(tell: Sayer) -> tuple[Planned, ...]:
    earlier = tell.found.rules.earlier
    return earlier.launches if earlier else ()


def _row(tell: Sayer, one: Change) -> tuple[str, ...]:
    words = tell.words
    was = words("sequence.again-not") if one.was is None else _was(tell, one)
    now = words("sequence.again-not") if one.now is None else _launch(
        tell, one.now.mode, tell.start(one.now.start)
    )  # fmt: skip
    return words.names([one.market]), was, now, _why(tell, one)


def _was(tell: Sayer, one: Change) -> str:
    """What was planned: as the earlier plan said it, where there is one."""
    for planned in _earlier(tell):
        if planned.market == one.market and planned.note not in OUTSIDE:
            return _planned(tell, planned)
    return _launch(tell, one.was.mode, tell.start(one.was.start)) if one.was else ""


def _planned(tell: Sayer, one: Planned) -> str:
    if one.months is not None:
        return _launch(tell, one.mode, _since(tell, one))
    if one.after_round == 0:
        return _launch(tell, one.mode, tell.words("sequence.after-round"))
    return _launch(tell, one.mode, tell.words.count("sequence.quarters-after-round", one.after_round))


def _since(tell: Sayer, one: Planned) -> str:
    """The month of a start; of a launch that the earlier plan had under way, that of its day."""
    return tell.month(one.months or 0) if one.since is None else tell.numerals.month(one.since, 0)


def _launch(tell: Sayer, mode: str, when: str) -> str:
    return tell.words("sequence.launch-when", what=tell.words(f"mode.{mode}"), when=when)


def _why(tell: Sayer, one: Change) -> str:
    """Why a launch is not as planned; that it stands, where it does."""
    words = tell.words
    if one.kind == "kept":
        is_late = any(old.market == one.market and old.note == "late" for old in _earlier(tell))
        return words("sequence.again-kept-late" if is_late else "sequence.again-kept")
    gain = tell.numerals.money(one.gain_nok, signed=True)
    if one.kind == "new" and one.because == "worth":
        return words("sequence.again-new", gain=gain)
    return words(f"sequence.again-{one.because}", gain=gain)
