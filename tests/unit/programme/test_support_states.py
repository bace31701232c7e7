"""Where help stands: the table of moves, and what consent makes of what was written down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.programme.support_states import (
    BODY,
    CLOSED,
    COMPANY,
    DESK,
    ENDED,
    HELPING,
    MOVES,
    REASONS,
    STATES,
    SUGGESTED,
    WITHDRAWN,
    Kept,
    Spell,
    may_move,
    moves_from,
    must_say_why,
    standing,
)

# from \ to                      s  e  w  a  u  c     (b body, c company, d desk; who may make the move)
ALLOWED = """
suggested                        .  b  b  b  b  d
engaging                         .  .  b  b  .  bd
waiting                          .  b  .  b  b  bd
unassigned                       .  b  b  .  b  bd
unsuitable                       c  b  b  b  .  .
closed                           cd b  b  b  .  .
"""
ORDER = ("suggested", "engaging", "waiting", "unassigned", "unsuitable", "closed")
SIDES = {"b": BODY, "c": COMPANY, "d": DESK}


def table() -> list[tuple[str, str, str, bool]]:
    rows = (line.split() for line in ALLOWED.strip().splitlines())
    return [
        (state, to, side, letter in cell)
        for state, *cells in rows
        for to, cell in zip(ORDER, cells, strict=True)
        for letter, side in SIDES.items()
    ]


@pytest.mark.parametrize(("state", "to", "side", "allowed"), table())
def test_moves(state: str, to: str, side: str, allowed: bool) -> None:
    assert may_move(state, to, side=side) is allowed


def test_the_words_are_whole() -> None:
    assert set(ORDER) == set(STATES) == {SUGGESTED, *HELPING, *ENDED}
    assert {to for moves in MOVES.values() for ends in moves.values() for to in ends} == set(STATES)
    assert moves_from("nonsense", side=BODY) == ()
    assert len(REASONS) == len(set(REASONS))


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=UTC)


A, B = Spell(at(1)), Spell(at(5))
HELPS = Kept(state="engaging", moved_at=at(3))
DONE = Kept(state=CLOSED, moved_at=at(3), reason="helped")


def shown(*spells: Spell, kept: Kept | None = None, archived_at: datetime | None = None) -> object:
    found = standing(spells, kept, archived_at=archived_at)
    return found and (found.state, found.since.day, found.reason, found.is_kept)


def test_nothing_was_ever_shared() -> None:
    assert shown() is None


def test_shared_and_not_answered_is_suggested_since_the_first_section() -> None:
    assert shown(B, A) == (SUGGESTED, 1, "", False)


def test_what_was_written_down_holds() -> None:
    assert shown(A, B, kept=HELPS) == ("engaging", 3, "", True)
    assert shown(A, kept=DONE) == (CLOSED, 3, "helped", True)


def test_without_consent_it_is_closed_at_once() -> None:
    gone = Spell(at(1), at(7))
    assert shown(gone) == shown(gone, kept=HELPS) == (CLOSED, 7, WITHDRAWN, False)
    assert shown(gone, archived_at=at(9)) == (CLOSED, 7, WITHDRAWN, False)


def test_one_section_withdrawn_changes_nothing() -> None:
    assert shown(Spell(at(1), at(7)), B, kept=HELPS) == ("engaging", 3, "", True)
    # All that held when it was answered is gone, and yet there was no moment without consent.
    assert shown(Spell(at(1), at(7)), Spell(at(6)), kept=HELPS) == ("engaging", 3, "", True)
    # Withdrawn and given in one go.
    assert shown(Spell(at(1), at(7)), Spell(at(7)), kept=HELPS) == ("engaging", 3, "", True)


def test_after_a_time_without_consent_it_is_suggested_anew() -> None:
    assert shown(Spell(at(1), at(7)), Spell(at(9)), kept=HELPS) == (SUGGESTED, 9, "", False)


def test_a_lapse_before_the_answer_is_history() -> None:
    old = Spell(at(1), at(2))
    assert shown(old, Spell(at(2, 12)), kept=HELPS) == ("engaging", 3, "", True)


def test_sharing_more_with_a_body_that_had_ended_asks_it_anew() -> None:
    assert shown(A, B, kept=DONE) == (SUGGESTED, 5, "", False)
    assert shown(A, B, kept=Kept(state="unsuitable", moved_at=at(3))) == (SUGGESTED, 5, "", False)


def test_an_archived_company_is_helped_by_nobody() -> None:
    assert shown(A, kept=HELPS, archived_at=at(9)) == (CLOSED, 9, "archived", False)
    idle = Kept(state=CLOSED, moved_at=at(9), reason="idle")
    assert shown(A, kept=idle, archived_at=at(9)) == (CLOSED, 9, "idle", False)


HOURS = st.integers(0, 23)
SPELLS = st.lists(
    st.tuples(HOURS, st.none() | st.integers(1, 24)).map(
        lambda pair: Spell(at(1, pair[0]), None if pair[1] is None else at(2, min(23, pair[0] + pair[1] - 1)))
    ),
    max_size=6,
)


@given(SPELLS, st.sampled_from(STATES), HOURS)
def test_without_consent_nobody_helps(spells: list[Spell], state: str, hour: int) -> None:
    kept = Kept(state=state, moved_at=at(1, hour), reason="")
    found = standing(spells, kept)
    if not any(spell.withdrawn_at is None for spell in spells):
        assert found is None or found.state == CLOSED
    else:
        assert found is not None
        assert found.is_kept == (found.since == kept.moved_at and found.state == state)


@given(st.permutations([A, B, Spell(at(2), at(4)), Spell(at(4), at(6))]))
def test_the_order_of_consents_does_not_matter(spells: list[Spell]) -> None:
    assert shown(*spells, kept=HELPS) == ("engaging", 3, "", True)


def test_a_sentence_is_owed_where_the_company_must_act_on_it() -> None:
    assert [state for state in STATES if must_say_why(state)] == ["waiting", "unsuitable"]
    assert must_say_why(CLOSED, reason="other")
    assert not must_say_why(CLOSED, reason="helped")
