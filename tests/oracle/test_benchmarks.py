"""The benchmarks compare like with like: their ways give the same numbers, and every row can be printed."""

from __future__ import annotations

import json

import pytest

from benchmarks import simulation
from benchmarks.__main__ import PLACES, line, work_of
from benchmarks.registry import Row, Run, Way, Work, measure, run_one


def test_the_three_ways_to_simulate_give_the_same_numbers() -> None:
    simulation.check()


@pytest.mark.parametrize("name", PLACES)
def test_every_work_is_found_and_says_its_size(name: str) -> None:
    work = work_of(name)
    assert work.name == name
    assert work.ways
    assert set(work.full) == set(work.quick)


def test_a_work_that_gives_other_numbers_is_not_timed() -> None:
    def differs() -> None:
        raise AssertionError("other numbers")

    way = Way(name="odd", run=lambda size: Run(seconds=1.0), check=differs)
    work = Work(name="w", full={}, quick={}, ways=(way,))
    with pytest.raises(AssertionError, match="other numbers"):
        run_one(work, way, quick=True)


def test_one_way_tells_its_runs() -> None:
    way = Way(name="even", run=lambda size: Run(seconds=float(size["n"]), factor=10), repeats=(4, 2))
    work = Work(name="w", full={"n": 2}, quick={"n": 1}, ways=(way,))
    assert json.loads(run_one(work, way, quick=False))["seconds"] == [2.0] * 4
    told = json.loads(run_one(work, way, quick=True))
    assert (told["seconds"], told["factor"]) == ([1.0] * 2, 10)
    assert told["peak_mb"] > 1


def test_an_extrapolated_row_is_marked() -> None:
    row = Row(
        work="simulate", size={"draws": 100_000}, way="plain Python", median_s=310.0, fastest_s=300.0,
        ratio=500.0, peak_mb=170.0, extrapolated=True,
    )  # fmt: skip
    assert "~310.000 s" in line(row)
    assert "500x" in line(row)


def test_a_way_that_cannot_be_run_is_left_out_with_its_reason() -> None:
    told: list[str] = []
    way = Way(name="other program", run=lambda size: Run(seconds=1.0), needs=lambda: "it is not installed")
    rows = list(measure([Work(name="w", full={}, quick={}, ways=(way,))], quick=True, left_out=told.append))
    assert rows == []
    assert "other program: it is not installed" in told[0]


def test_a_row_tells_how_far_it_is_from_the_exact_result() -> None:
    row = Row(
        work="evppi", size={"draws": 9}, way="spline", median_s=0.5, fastest_s=0.4, ratio=1.0, peak_mb=99.0,
        extrapolated=False, error=0.0216,
    )  # fmt: skip
    assert "error 0.0216" in line(row)
