"""Where a body's help to a company stands, which moves are allowed, and what consent makes of it.

A body that was given consent and has not answered yet is *suggested*, though nobody wrote that down; one
whose consent was withdrawn is *closed*, whatever was written down before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

SUGGESTED, ENGAGING, WAITING = "suggested", "engaging", "waiting"
UNASSIGNED, UNSUITABLE, CLOSED = "unassigned", "unsuitable", "closed"
STATES = (SUGGESTED, ENGAGING, WAITING, UNASSIGNED, UNSUITABLE, CLOSED)
HELPING = (ENGAGING, WAITING, UNASSIGNED)
"""The body has said yes: it helps, waits for the company, or looks for somebody who is free."""
ENDED = (UNSUITABLE, CLOSED)

TOPICS = (
    *("market-access", "reimbursement", "evidence", "pricing", "partners", "capital", "people", "learning"),
)
"""What a body can help with."""

WITHDRAWN, IDLE, ARCHIVED, HANDED_OVER = "withdrawn", "idle", "archived", "handed-over"
BODY_REASONS = ("helped", "no-answer", "company-asked", "capacity", "other")
DESK_REASONS = (WITHDRAWN, IDLE, ARCHIVED, HANDED_OVER)
REASONS = (*BODY_REASONS, *DESK_REASONS)
"""Why help was closed: the first five a body chooses among, the others follow from what was done."""

BODY, COMPANY, DESK = "body", "company", "desk"
MOVES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        BODY: {
            SUGGESTED: (ENGAGING, UNASSIGNED, WAITING, UNSUITABLE),
            UNASSIGNED: (ENGAGING, WAITING, UNSUITABLE, CLOSED),
            WAITING: (ENGAGING, UNASSIGNED, UNSUITABLE, CLOSED),
            ENGAGING: (WAITING, UNASSIGNED, CLOSED),
            UNSUITABLE: (ENGAGING, UNASSIGNED, WAITING),
            CLOSED: (ENGAGING, UNASSIGNED, WAITING),
        },
        COMPANY: {UNSUITABLE: (SUGGESTED,), CLOSED: (SUGGESTED,)},
        DESK: {
            **dict.fromkeys((SUGGESTED, ENGAGING, WAITING, UNASSIGNED), (CLOSED,)),
            CLOSED: (SUGGESTED,),
        },
    }
)
"""Who may move help from where to where."""


def moves_from(state: str, *, side: str) -> tuple[str, ...]:
    """Return the states that a side may move to from here."""
    return MOVES[side].get(state, ())


def may_move(state: str, to: str, *, side: str) -> bool:
    """Whether a side may make this move."""
    return to in moves_from(state, side=side)


def must_say_why(to: str, *, reason: str = "") -> bool:
    """Whether the company needs a sentence to go on: what is waited for, or why it must look elsewhere."""
    return to in (WAITING, UNSUITABLE) or reason == "other"


@dataclass(frozen=True, slots=True)
class Spell:
    """From when until when one section was shared with the body; None where it still is."""

    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was written down last: a state, since when, and why where it is closed."""

    state: str
    moved_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where help stands. ``is_kept``: as written down, so that its clock and its words count too."""

    state: str
    since: datetime
    reason: str = ""
    is_kept: bool = False


def standing(
    spells: Collection[Spell], kept: Kept | None = None, *, archived_at: datetime | None = None
) -> Standing | None:
    """Return where help stands by consent and by what was written down; None where nothing was ever shared.

    Without consent it is closed. After a time without any, or when more is shared with a body that had
    ended, it is suggested anew. Else what was written down holds.
    """
    if not spells:
        return None
    held = [spell.given_at for spell in spells if spell.withdrawn_at is None]
    if not held:
        last = max(spell.withdrawn_at for spell in spells if spell.withdrawn_at)
        return Standing(state=CLOSED, since=last, reason=WITHDRAWN)
    if archived_at is not None:
        is_by_rule = kept is not None and kept.state == CLOSED and kept.reason in (IDLE, ARCHIVED)
        return Standing(
            state=CLOSED, since=archived_at, reason=kept.reason if kept and is_by_rule else ARCHIVED
        )
    if kept is None:
        return Standing(state=SUGGESTED, since=min(held))
    fresh = [given for given in held if given > kept.moved_at]
    if fresh and (kept.state in ENDED or _lapsed_after(kept.moved_at, spells)):
        return Standing(state=SUGGESTED, since=min(fresh))
    return Standing(state=kept.state, since=kept.moved_at, reason=kept.reason, is_kept=True)


def _lapsed_after(at: datetime, spells: Collection[Spell]) -> bool:
    """Whether there was a moment after this one at which nothing was shared."""
    ends = [spell.withdrawn_at for spell in spells if spell.withdrawn_at and spell.withdrawn_at > at]
    return any(not any(_holds_through(end, spell) for spell in spells) for end in ends)


def _holds_through(at: datetime, spell: Spell) -> bool:
    return spell.given_at <= at and (spell.withdrawn_at is None or spell.withdrawn_at > at)
