"""How long a sale takes: the pool by hand, and when observations take its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from fram.access.buying.cycle import (
    LEAST_OBSERVATIONS,
    CyclePool,
    Observation,
    cycle_for,
    empirical,
    pool_parts,
)
from fram.access.spread import DAYS_PER_MONTH
from fram.decide.model.sampling import quantile
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed, Mixture, Quantiles, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
POOL = the_world().cycle_pool
OBSERVED = the_world().observations
MINE = Citation(title="A log kept for this test")


def sale(number: int, *, days: float, market: str = "SE", own: bool = False) -> Observation:
    return Observation(
        id=f"sale-{number}", market=market, buyer="hospital", days=days, counts="contact-to-contract",
        what={"en": "A thing", "nb": "En ting"}, cite=MINE, confidence=Confidence.READ,
        ended=date(2026, 1, 1), of_company=own,
    )  # fmt: skip


def sales(count: int, *, market: str = "SE", own: bool = False) -> list[Observation]:
    return [sale(at, days=100 + 10 * at, market=market, own=own) for at in range(count)]


def cycle(
    market: str, *more: Observation, buyer: str = "hospital", on: date = ON, pool: CyclePool = POOL
) -> Estimate | Unknown:
    return cycle_for(market, buyer, observations=(*OBSERVED, *more), pool=pool, on=on)


def known(found: Estimate | Unknown) -> Estimate:
    assert isinstance(found, Estimate)
    return found


def keys(found: Estimate | Unknown) -> list[str]:
    return [reason.key for reason in known(found).because]


def root_of(share: Callable[[float], float], wanted: float) -> float:
    """Where a rising function reaches a value, by halving."""
    low, high = 0.0, 30.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < wanted else (low, middle)
    return high


def pool_share(months: float) -> float:
    """The share of the pool done within so many months: the mean of its three parts, written out."""

    def along(points: list[tuple[float, float]]) -> float:
        return float(np.interp(months, [x for x, _ in points], [p for _, p in points]))

    least, middle, most = (days / DAYS_PER_MONTH for days in (181, 194, 452))
    said = along([(6, 0), (12, 1)])
    seen = along([(least, 0), (middle, 0.5), (most, 1)])
    survey = along([(1, 0), (6, 0.43), (18, 0.92), (24, 1)])
    return (said + seen + survey) / 3


@pytest.mark.parametrize(("prob", "months"), [(0.1, 4.5), (0.5, 8.2), (0.9, 13.9)])
def test_the_pool_is_the_mean_of_its_three_sources(prob: float, months: float) -> None:
    found = float(quantile(known(cycle("JP")).dist, prob)[0])
    assert found == pytest.approx(root_of(pool_share, prob), abs=0.01)
    assert round(found, 1) == months


def test_one_in_ten_by_hand() -> None:
    """Below 181 days only the survey has anything: three tenths of it within 1 + 5 × 0.30 / 0.43 months."""
    assert root_of(pool_share, 0.1) == pytest.approx(1 + 5 * 0.30 / 0.43)


def test_the_pool_says_what_it_is() -> None:
    found = known(cycle("JP"))
    assert isinstance(found.dist, Mixture)
    assert list(found.dist.weights) == [1, 1, 1]
    assert round(found.dist.mean, 1) == 8.8
    assert [type(part) for part in found.dist.parts] == [Uniform, Quantiles, Quantiles]
    assert (found.origin, found.confidence, found.unit) == (Origin.CARRIED, Confidence.UNCHECKED, "months")
    assert keys(found) == ["cycle-pooled", "cycle-from-notice"]
    assert dict(found.because[0].values) == {"sources": "3", "seen": "0", "least": "20"}
    assert len(found.cites) == 3


@pytest.mark.parametrize("market", MARKETS)
def test_every_market_has_the_same_pool(market: str) -> None:
    assert known(cycle(market)).dist == known(cycle("NO")).dist


@pytest.mark.parametrize("buyer", ["hospital", "state", "municipality"])
def test_those_who_tender_share_it(buyer: str) -> None:
    assert known(cycle("DE", buyer=buyer)).dist == known(cycle("DE")).dist


@pytest.mark.parametrize("buyer", ["insurer", "patient", "employer", "practice", ""])
def test_for_others_nobody_observed_anything(buyer: str) -> None:
    assert isinstance(cycle("US", buyer=buyer), Unknown)


def test_few_observations_move_nothing_and_are_counted() -> None:
    before, after = known(cycle("SE")), known(cycle("SE", *sales(LEAST_OBSERVATIONS - 1)))
    assert after.dist == before.dist
    assert dict(after.because[0].values)["seen"] == "19"


def test_twenty_observations_speak_for_their_market_and_no_other() -> None:
    twenty = sales(LEAST_OBSERVATIONS)
    found = known(cycle("SE", *twenty))
    assert (found.origin, found.confidence, found.cites) == (Origin.CITED, Confidence.READ, (MINE,))
    assert keys(found) == ["cycle-observed"]
    days = quantile(found.dist, np.array([0.0, 0.5, 1.0])) * DAYS_PER_MONTH
    assert days == pytest.approx(np.quantile([one.days for one in twenty], [0, 0.5, 1]), rel=1e-3)
    assert known(cycle("DK", *twenty)).dist == known(cycle("DK")).dist


def test_twenty_that_count_different_stretches_are_not_twenty() -> None:
    mixed = [replace(one, counts="notice-to-award") if at % 2 else one for at, one in enumerate(sales(30))]
    assert keys(cycle("SE", *mixed))[0] == "cycle-pooled"


def test_what_is_counted_from_the_notice_on_says_so() -> None:
    tenders = [replace(one, counts="notice-to-award") for one in sales(20)]
    assert keys(cycle("SE", *tenders)) == ["cycle-observed", "cycle-from-notice"]


def test_the_companys_own_come_first_and_few_of_them_move_nothing() -> None:
    twenty = sales(20, own=True)
    found = known(cycle("SE", *sales(25), *twenty))
    assert (found.origin, keys(found)) == (Origin.COMPANY, ["cycle-own"])
    assert known(cycle("SE", *twenty[:19])).dist == known(cycle("SE")).dist


def test_a_sale_counts_from_the_day_it_ended() -> None:
    late = [replace(one, ended=date(2026, 12, 1)) for one in sales(20)]
    assert keys(cycle("SE", *late))[0] == "cycle-pooled"
    assert keys(cycle("SE", *late, on=date(2026, 12, 1)))[0] == "cycle-observed"


@pytest.mark.parametrize(
    ("on", "parts"), [(date(2016, 1, 1), 0), (date(2020, 1, 1), 1), (date(2023, 1, 1), 2), (ON, 3)]
)
def test_the_pool_holds_what_was_known_on_the_day(on: date, parts: int) -> None:
    assert len(pool_parts(POOL, observations=OBSERVED, on=on)) == parts
    found = cycle("NO", on=on)
    assert isinstance(found, Unknown) is (parts == 0)
    if parts == 1:
        assert keys(found) == ["cycle-pooled"]


def test_more_tenders_seen_anywhere_move_the_second_part_of_the_pool() -> None:
    quick = replace(sale(1, days=30), counts="notice-to-award")
    assert known(cycle("NO", quick)).dist.mean < known(cycle("NO")).dist.mean


@pytest.mark.parametrize(
    ("days", "dist"),
    [
        ([DAYS_PER_MONTH * 3], Fixed(value=3)),
        ([DAYS_PER_MONTH * 4, DAYS_PER_MONTH * 2], Quantiles(probs=(0, 1), values=(2, 4))),
    ],
)
def test_lengths_lie_evenly_from_the_least_to_the_most(days: list[float], dist: Dist) -> None:
    assert empirical(days) == dist
