"""Choosing a set: what is left out, and what cannot be taken at all."""

from __future__ import annotations

from fram.solve.choice import best_set


def test_nothing_to_choose_from() -> None:
    assert best_set([], weights=[[]], limits=[1]) == ()
    assert best_set([-1, 0], weights=[[0, 0]], limits=[1]) == ()


def test_what_is_worth_nothing_is_left_out_though_it_is_free() -> None:
    assert best_set([5, 0, -2, 3], weights=[[1, 0, 0, 1]], limits=[9]) == (0, 3)


def test_what_is_too_heavy_is_left_out() -> None:
    assert best_set([9, 4], weights=[[10, 2]], limits=[5]) == (1,)
    assert best_set([9], weights=[[10]], limits=[5]) == ()


def test_every_limit_holds() -> None:
    values, cash, people = [8, 7, 6, 5], [5, 5, 5, 5], [1, 1, 1, 1]
    assert best_set(values, weights=[cash, people], limits=[100, 2]) == (0, 1)
    assert best_set(values, weights=[cash, people], limits=[5, 4]) == (0,)


def test_two_small_ones_may_beat_a_large_one() -> None:
    assert best_set([10, 7, 6], weights=[[10, 6, 4]], limits=[10]) == (1, 2)
