"""Three-valued logic against Kleene's tables, written out."""

from __future__ import annotations

import itertools

import pytest

from fram.terms.logic import Truth, all_of, any_of

Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN

AND = {
    (Y, Y): Y, (Y, U): U, (Y, N): N,
    (U, Y): U, (U, U): U, (U, N): N,
    (N, Y): N, (N, U): N, (N, N): N,
}  # fmt: skip
OR = {
    (Y, Y): Y, (Y, U): Y, (Y, N): Y,
    (U, Y): Y, (U, U): U, (U, N): U,
    (N, Y): Y, (N, U): U, (N, N): N,
}  # fmt: skip


@pytest.mark.parametrize("pair", list(itertools.product(Truth, repeat=2)))
def test_the_tables(pair: tuple[Truth, Truth]) -> None:
    one, other = pair
    assert one & other is AND[pair]
    assert one | other is OR[pair]
    assert all_of(pair) is AND[pair]
    assert any_of(pair) is OR[pair]


def test_not() -> None:
    assert (~Y, ~N, ~U) == (N, Y, U)


def test_de_morgan() -> None:
    for one, other in itertools.product(Truth, repeat=2):
        assert ~(one & other) is (~one | ~other)


def test_none_at_all() -> None:
    assert all_of([]) is Y
    assert any_of([]) is N


def test_unknown_is_not_false() -> None:
    for truth in Truth:
        with pytest.raises(TypeError, match="not a bool"):
            bool(truth)


def test_what_was_answered() -> None:
    assert [Truth.of(x) for x in (True, False, None)] == [Y, N, U]
