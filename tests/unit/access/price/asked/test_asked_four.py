"""The four questions: crossings against a printed table, resampling, and curves against a slow twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.asked.answers import PriceAnswers, read_price_answers
from fram.access.price.asked.curves import QUESTIONS, curves_of
from fram.access.price.asked.enough import LEAST, Enough
from fram.access.price.asked.sensitivity import crossings_of, shares_at, van_westendorp
from fram.access.price.asked.shares import curves_of_shares, is_shares, read_shares
from fram.terms.errors import Refused

# The table of shares in per cent that linescale.com prints for prices from 0 to 12.99 USD; it prints no
# crossings. The tail above 6.99 plays no part in them.
PRICES = [0, 0.99, 1.99, 2.99, 3.99, 4.99, 5.99, 6.99, 7.99, 8.99, 9.99, 10.99, 12.99]
SHARES = {
    "too_cheap": [98, 93, 46, 26, 19, 16, 14, 12, 11, 10, 9, 6, 4],
    "cheap": [99, 96, 83, 58, 30, 20, 12, 8, 6, 4, 4, 3, 2],
    "expensive": [3, 3, 4, 7, 22, 41, 61, 72, 80, 85, 90, 97, 98],
    "too_expensive": [3, 4, 4, 6, 8, 13, 27, 40, 52, 56, 64, 76, 81],
}
HEAD = "respondent,currency,too_cheap,cheap,expensive,too_expensive\n"


def answers(*rows: tuple[float, float, float, float]) -> PriceAnswers:
    lines = [f"{number},EUR,{','.join(map(str, row))}" for number, row in enumerate(rows)]
    return read_price_answers(HEAD + "\n".join(lines))


@pytest.mark.parametrize(
    ("name", "price"),
    [
        # too cheap − too expensive: 16 − 13 = 3 at 4.99, 14 − 27 = −13 at 5.99: 3/16 of the way
        ("opp", 4.99 + 3 / 16),
        # cheap − expensive: 30 − 22 = 8 at 3.99, 20 − 41 = −21 at 4.99: 8/29
        ("ipp", 3.99 + 8 / 29),
        # too cheap − expensive: 26 − 7 = 19 at 2.99, 19 − 22 = −3 at 3.99: 19/22
        ("pmc.crossing", 2.99 + 19 / 22),
        # cheap − too expensive: 20 − 13 = 7 at 4.99, 12 − 27 = −15 at 5.99: 7/22
        ("pme.crossing", 4.99 + 7 / 22),
        # too cheap − not cheap: 46 − (100 − 83) = 29 at 1.99, 26 − (100 − 58) = −16 at 2.99: 29/45
        ("pmc.original", 1.99 + 29 / 45),
        # not expensive − too expensive: (100 − 61) − 27 = 12 at 5.99, (100 − 72) − 40 = −12 at 6.99: 12/24
        ("pme.original", 5.99 + 12 / 24),
    ],
)  # fmt: skip
def test_the_printed_table_crosses_where_straight_lines_meet(name: str, price: float) -> None:
    found = crossings_of(curves_of_shares(PRICES, **SHARES)).named()
    assert found[name][0] == pytest.approx(price, abs=1e-9)


def test_the_printed_table_gives_the_figures_kept_for_it() -> None:
    found = {name: float(at[0]) for name, at in _of_table().items()}
    kept = {
        "opp": 5.178, "ipp": 4.266, "pmc.crossing": 3.854, "pme.crossing": 5.308, "pmc.original": 2.634,
        "pme.original": 6.490,
    }  # fmt: skip
    assert found == pytest.approx(kept, abs=0.00055)  # kept to three decimals


def _of_table() -> dict[str, np.ndarray]:
    return crossings_of(curves_of_shares(PRICES, **SHARES)).named()


def test_parts_of_one_and_per_cent_are_the_same_table() -> None:
    parts = {name: [share / 100 for share in shares] for name, shares in SHARES.items()}
    per_cent, of_one = _of_table(), crossings_of(curves_of_shares(PRICES, **parts)).named()
    assert {name: float(at[0]) for name, at in per_cent.items()} == pytest.approx(
        {name: float(at[0]) for name, at in of_one.items()}
    )


def test_two_people_by_hand() -> None:
    # How many of the two say it at each price named:
    #   price          10  20  30  40  50
    #   too cheap       2   1   0   0   0
    #   cheap           2   2   1   0   0
    #   expensive       0   0   1   2   2
    #   too expensive   0   0   0   1   2
    found = crossings_of(curves_of(answers((10, 20, 30, 40), (20, 30, 40, 50)).prices, np.ones((1, 2))))
    # Too cheap and too expensive lie on each other (0) at 30 only.
    assert found.opp[0] == 30
    assert found.ipp[0] == 30  # both 1
    # Too cheap − not cheap: 2 − 0, 1 − 0, 0 − 1: half the way from 20 to 30.
    assert found.pmc["original"][0] == 25
    # Not expensive − too expensive: 2, 2, 1, then 0 − 1 at 40: half the way from 30 to 40.
    assert found.pme["original"][0] == 35
    # Too cheap − expensive: 1 at 20, −1 at 30; cheap − too expensive: 1 at 30, −1 at 40.
    assert (found.pmc["crossing"][0], found.pme["crossing"][0]) == (25, 35)


def test_curves_that_lie_on_each_other_meet_in_the_middle() -> None:
    flat = curves_of_shares(
        [10, 20, 30, 40], too_cheap=[50, 0, 0, 0], cheap=[90, 60, 40, 0], expensive=[0, 20, 40, 90],
        too_expensive=[0, 0, 0, 50],
    )  # fmt: skip
    assert crossings_of(flat).opp[0] == 25  # none says either from 20 to 30


def test_curves_that_do_not_meet_give_no_price() -> None:
    apart = curves_of_shares(
        [10, 20], too_cheap=[50, 40], cheap=[90, 80], expensive=[10, 20], too_expensive=[0, 5]
    )
    assert np.isnan(crossings_of(apart).opp[0])


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[float, float, float, float]]:
    people = draw(st.integers(2, 12))
    found = []
    for _ in range(people):
        low, *steps = (draw(st.integers(1, 40)) for _ in range(4))
        too_cheap, cheap = low, low + steps[0]
        found.append((too_cheap, cheap, cheap + steps[1] - 1, cheap + steps[1] + steps[2]))
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in found]


@given(rows())
def test_curves_are_counts_of_people(people: list[tuple[float, float, float, float]]) -> None:
    table = {name: np.array([row[at] for row in people]) for at, name in enumerate(QUESTIONS)}
    curves = curves_of(table, np.ones((1, len(people))))
    shares = shares_at(curves)
    for at, price in enumerate(curves.prices):
        for name in QUESTIONS:
            says = table[name] >= price if "cheap" in name else table[name] <= price
            assert shares[name][at] == pytest.approx(says.mean())
    assert (np.diff(shares["cheap"]) <= 0).all()
    assert (np.diff(shares["too_expensive"]) >= 0).all()


@given(rows(), st.randoms())
def test_neither_order_nor_currency_of_answers_moves_a_crossing(
    people: list[tuple[float, float, float, float]], dice: object
) -> None:
    mixed = list(people)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    plain, other = (_points(some) for some in (people, mixed))
    tenfold = _points([tuple(10 * price for price in row) for row in people])  # type: ignore[misc]
    for name, price in plain.items():
        assert other[name] == pytest.approx(price, nan_ok=True)
        assert tenfold[name] == pytest.approx(10 * price, nan_ok=True)
    assert plain["pmc.original"] <= plain["pme.original"] + 1e-9
    assert plain["pmc.crossing"] <= plain["pme.crossing"] + 1e-9


def _points(people: list[tuple[float, float, float, float]]) -> dict[str, float]:
    table = {name: np.array([row[at] for row in people]) for at, name in enumerate(QUESTIONS)}
    found = crossings_of(curves_of(table, np.ones((1, len(people))))).named()
    return {name: float(at[0]) for name, at in found.items()}


def test_weights_count_people_as_often_as_they_say() -> None:
    people = [(10.0, 20.0, 30.0, 40.0), (14.0, 26.0, 33.0, 52.0), (9.0, 17.0, 21.0, 33.0)]
    table = {name: np.array([row[at] for row in people]) for at, name in enumerate(QUESTIONS)}
    weighed = crossings_of(curves_of(table, np.array([[2.0, 1.0, 0.0]]))).named()
    repeated = _points([people[0], people[0], people[1]])
    for name, price in repeated.items():
        assert weighed[name][0] == pytest.approx(price)


def some_answers(people: int, seed: int = 3) -> PriceAnswers:
    dice = np.random.default_rng(seed)
    cheap = 60 * np.exp(dice.normal(0, 0.25, people))
    return answers(*((round(0.6 * p, 2), round(p, 2), round(1.3 * p, 2), round(1.9 * p, 2)) for p in cheap))


def test_the_range_holds_the_point_and_narrows_with_more_answers() -> None:
    few, many = van_westendorp(some_answers(20)), van_westendorp(some_answers(320))
    for result in (few, many):
        for name, point in result.points.items():
            low, _, high = result.ranges[name]
            assert low - 1 <= point <= high + 1
    width = {n: r.ranges["ipp"][2] - r.ranges["ipp"][0] for n, r in ((20, few), (320, many))}
    assert 0.1 < width[320] / width[20] < 0.5  # sixteen times as many answers: about a quarter as wide


def test_one_seed_gives_one_range() -> None:
    one, again, other = (van_westendorp(some_answers(40), seed=seed) for seed in (1, 1, 2))
    assert one.ranges == again.ranges
    assert one.ranges != other.ranges
    assert one.points == other.points


def test_thirty_answers_are_enough_for_a_point() -> None:
    assert LEAST == 30
    assert not Enough(answers=29).has_point
    assert Enough(answers=30).has_point
    assert (Enough(answers=12).to_point, Enough(answers=31).to_point) == (18, 0)
    assert Enough(answers=12).to_half == 36  # half the width takes four times the answers: 48 in all


def test_shares_are_read_from_a_file() -> None:
    text = "price;too cheap;cheap;expensive;too expensive\n10;50 %;90 %;0;0 %\n20;0;10%;80 %;60 %\n"
    assert is_shares(text)
    assert not is_shares(HEAD)
    found = read_shares(text)
    assert found.prices.tolist() == [10, 20]
    assert crossings_of(found).opp[0] == pytest.approx(10 + 10 * 50 / 110)  # 50 above, then 60 below


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"too_cheap": [16, 18]}, "rises from 16 to 18 between 4.99 and 5.99"),
        ({"expensive": [61, 41]}, "falls from 61 to 41"),
        ({"too_expensive": [13, 127]}, "outside 0 to 100"),
    ],
)
def test_shares_that_cannot_be_are_refused(change: dict[str, list[float]], told: str) -> None:
    sound: dict[str, list[float]] = {
        "too_cheap": [16, 14], "cheap": [20, 12], "expensive": [41, 61], "too_expensive": [13, 27]
    }  # fmt: skip
    with pytest.raises(Refused, match=told):
        curves_of_shares([4.99, 5.99], **{**sound, **change})


@given(rows(), st.data())
def test_a_resample_is_worked_out_as_if_only_its_own_people_had_answered(
    people: list[tuple[float, float, float, float]], chosen: st.DataObject
) -> None:
    drawn = chosen.draw(st.lists(st.integers(0, len(people) - 1), min_size=2, max_size=12))
    table = {name: np.array([row[at] for row in people]) for at, name in enumerate(QUESTIONS)}
    weights = np.bincount(drawn, minlength=len(people)).astype(float)[None, :]
    found = crossings_of(curves_of(table, weights)).named()
    for name, price in _points([people[at] for at in drawn]).items():
        assert found[name][0] == pytest.approx(price, nan_ok=True)
