"""What holds of need whatever the figures: order, ageing, carrying, parts that add up."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.demand.indication import (
    AgeDriven,
    Figure,
)
from fram.access.demand.people import Census, Part, part_of
from tests.unit.access.demand.invented_people import (
    CENSUS,
    figure,
    found,
    indication,
    middle,
    people,
    spread,
)

RATES = st.floats(0.001, 20)
SHARES = st.floats(0.02, 0.35)
REGIONS = st.sampled_from(["NO", "SE", "DE", "EU", "WORLD"])
PARTS = st.sampled_from(
    [("total", None), ("adults", None), ("total", (20, 79)), ("women", None), ("65plus", None)]
)


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figure, ...]:
    rows = draw(st.lists(st.tuples(REGIONS, RATES, PARTS, st.integers(1995, 2025)), min_size=1, max_size=5))
    return tuple(
        figure(region, value, id=f"x-{region}-{n}", share_of=part[0], ages=part[1], year=year)
        for n, (region, value, part, year) in enumerate(rows)
    )


@given(rows=figures(), low=SHARES, more=st.floats(0, 0.3))
def test_more_old_people_never_mean_fewer_cases(rows: tuple[Figure, ...], low: float, more: float) -> None:
    ageing = indication(*rows, driven=AgeDriven.ELDERLY)
    others = [p for p in CENSUS.rows if p.code != "NO"]
    counts = [
        middle(found(ageing, market="NO", census=Census.of_rows([*others, people("NO", old=share)])))
        for share in (low, low + more)
    ]
    assert counts[0] <= counts[1] * (1 + 1e-9)


@given(rows=figures())
def test_the_order_of_the_figures_does_not_matter(rows: tuple[Figure, ...]) -> None:
    results = {
        (middle(n), spread(n), n.figures)
        for order in itertools.islice(itertools.permutations(rows), 6)
        for n in [found(indication(*order, driven=AgeDriven.ELDERLY), market="NO")]
    }
    assert len(results) == 1


@given(rows=figures(), driven=st.sampled_from(list(AgeDriven)), market=st.sampled_from(["NO", "DE", "AE"]))
def test_the_number_is_positive_and_the_spread_at_least_that_of_one_definition(
    rows: tuple[Figure, ...], driven: AgeDriven, market: str
) -> None:
    result = found(indication(*rows, driven=driven), market=market)
    assert middle(result) > 0
    assert spread(result) >= 1.2
    assert set(result.figures) <= {row.id for row in rows}


@given(values=st.lists(RATES, min_size=1, max_size=4), region=st.sampled_from(["SE", "DE", "EU", "WORLD"]))
def test_carrying_never_narrows(values: list[float], region: str) -> None:
    def spread_from(place: str) -> float:
        rows = [figure(place, value, id=f"x-{n}") for n, value in enumerate(values)]
        return spread(found(indication(*rows, driven=AgeDriven.ELDERLY), market="NO"))

    assert spread_from(region) >= spread_from("NO")


@given(ages=st.tuples(st.integers(0, 90), st.integers(0, 90)), old=SHARES)
def test_the_parts_of_a_population_add_up(ages: tuple[int, int], old: float) -> None:
    low, high = sorted(ages)
    here = people("NO", old=old)
    bands = [(0, low), (low + 1, high), (high + 1, None)] if high > low else [(0, low), (low + 1, None)]
    sizes = [part for band in bands if isinstance(part := part_of(here, "total", ages=band), Part)]
    assert math.fsum(part.size for part in sizes) == pytest.approx(here.total)
    assert math.fsum(part.elderly for part in sizes) == pytest.approx(here.total * old)


@given(st.integers(1990, 2040))
def test_a_year_between_two_censuses_lies_between_them(year: int) -> None:
    early, late = replace(people("NO", 800_000, old=0.1), year=2000), people("NO", old=0.2)
    at = Census.of_rows([late, early]).at("NO", year)
    assert at is not None
    assert 800_000 <= at.total <= 1_000_000
    assert 0.1 <= at.share_65plus <= 0.2
