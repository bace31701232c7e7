"""Full incremental analysis: two published examples, the rules of dominance, and a slow twin."""

from __future__ import annotations

import csv
import gzip
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.worth.options import Compared, Option, best_at, compare
from fram.terms.errors import Refused
from tests.machine import data_folder

TRUTH = (data_folder() or Path()) / "truth" / "decide" / "dampack"
"""Results of the R package dampack (DARTH-git/dampack); absent on most machines."""

# Paltiel and others 2006, screening for HIV, as the vignette of dampack has it: costs in US dollars, and
# quality-adjusted months of life, twelve of which are a QALY.
PALTIEL = [
    Option(name="none", cost=26_000, effect=277.25 / 12),
    Option(name="once", cost=27_000, effect=277.57 / 12),
    Option(name="five-yearly", cost=28_020, effect=277.78 / 12),
    Option(name="three-yearly", cost=28_440, effect=277.83 / 12),
    Option(name="annual", cost=29_440, effect=277.76 / 12),
]

# dampack, vignettes/cdiff_icers.csv: eleven ways to treat an infection of the gut.
CDIFF = {
    "s3": (57336.0059896538, 12.9399639202408), "s27": (57541.2526373815, 13.0140640696275),
    "s33": (57642.2587507842, 13.0389116321918), "s31": (57934.0743411241, 13.0966257932217),
    "s43": (58072.1137208494, 13.11285766912), "s44": (58665.7823044647, 13.1283328397025),
    "s39": (57814.6470919581, 13.0462790163185), "s4": (57887.481549326, 12.9970657153765),
    "s13": (58018.6252420203, 13.0650412387992), "s37": (58081.7947984323, 13.1029711156978),
    "s20": (58634.2026441398, 13.1100568867995),
}  # fmt: skip
CDIFF_ICERS = {
    "s27": 2769.85470915263, "s33": 4065.03105249231, "s31": 5056.2216470406, "s43": 8504.2160616553,
    "s44": 38362.6519947134,
}  # fmt: skip


def by_name(options: list[Option]) -> dict[str, Compared]:
    return {found.option.name: found for found in compare(options)}


def test_screening_once_costs_37_500_a_qaly() -> None:
    found = by_name(PALTIEL)
    # 1,000 dollars for 0.32 months: 1000 / (0.32 / 12) = 12,000 / 0.32 = 37,500
    assert found["once"].icer == pytest.approx(37_500)
    # 1,020 dollars for 0.21 months: 12 x 1,020 / 0.21 = 58,285.7
    assert found["five-yearly"].icer == pytest.approx(58_285.714, abs=0.001)
    # 420 dollars for 0.05 months: 12 x 420 / 0.05 = 100,800
    assert found["three-yearly"].icer == pytest.approx(100_800)


def test_annual_screening_costs_more_and_does_less_than_every_third_year() -> None:
    found = by_name(PALTIEL)["annual"]
    assert (found.standing, found.icer) == ("dominated", None)
    assert found.by == ("three-yearly",) or found.by == ("five-yearly",)
    assert [one.option.name for one in compare(PALTIEL)] == [
        "none", "once", "five-yearly", "three-yearly", "annual",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("threshold", "best"),
    [(0, "none"), (37_499, "none"), (50_000, "once"), (58_286, "five-yearly"), (150_000, "three-yearly")],
)
def test_the_best_option_follows_the_threshold(threshold: float, best: str) -> None:
    assert [one.name for one in best_at(PALTIEL, threshold=threshold)] == [best]


def test_at_the_icer_itself_both_ends_of_the_step_are_best() -> None:
    assert {one.name for one in best_at(PALTIEL, threshold=37_500)} == {"none", "once"}


def test_c_difficile_as_published() -> None:
    found = by_name([Option(name=name, cost=c, effect=e) for name, (c, e) in CDIFF.items()])
    icers = {name: one.icer for name, one in found.items() if one.icer is not None}
    assert icers == pytest.approx(CDIFF_ICERS, rel=1e-9)
    standing = {name: one.standing for name, one in found.items() if one.standing != "frontier"}
    assert standing == {"s39": "extended"} | dict.fromkeys(("s4", "s13", "s37", "s20"), "dominated")
    assert found["s39"].by == ("s33", "s31")


def test_c_difficile_from_a_thousand_simulated_patients() -> None:
    """The means of dampack's simulated costs and effects are the very figures of its table."""
    files = [TRUTH / f"cdiff_{what}.csv.gz" for what in ("cost", "effect")]
    if not all(file.exists() for file in files):
        pytest.skip("the reference figures of dampack are not on this machine")
    costs, effects = (_means(file) for file in files)
    found = by_name([Option(name=name, cost=costs[name], effect=effects[name]) for name in costs])
    icers = {name: one.icer for name, one in found.items() if one.icer is not None}
    assert icers == pytest.approx(CDIFF_ICERS, rel=1e-6)


def test_a_hundred_strategies_as_dampack_ranks_them() -> None:
    file = TRUTH / "hund_strat_icers.csv"
    if not file.exists():
        pytest.skip("the reference figures of dampack are not on this machine")
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    found = by_name(
        [Option(name=r["Strategy"], cost=float(r["Cost"]), effect=float(r["Effect"])) for r in rows]
    )
    word = {"frontier": "ND", "extended": "ED", "dominated": "D"}
    assert {name: word[one.standing] for name, one in found.items()} == {
        r["Strategy"]: r["Status"] for r in rows
    }
    published = {r["Strategy"]: float(r["ICER"]) for r in rows if r["ICER"].strip() != "NA"}
    assert {n: one.icer for n, one in found.items() if one.icer is not None} == pytest.approx(published)


def _means(path: Path) -> dict[str, float]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: sum(float(row[name]) for row in rows) / len(rows) for name in rows[0]}


def test_one_option_stands_alone() -> None:
    only = Option(name="today", cost=10, effect=1)
    assert compare([only]) == (Compared(option=only, standing="frontier"),)
    assert best_at([only], threshold=0) == (only,)


def test_alike_options_are_named_as_such_and_a_dominated_pair_twice() -> None:
    found = by_name([
        Option(name="a", cost=1, effect=1), Option(name="b", cost=1, effect=1),
        Option(name="c", cost=2, effect=0.5), Option(name="d", cost=2, effect=0.5),
    ])  # fmt: skip
    assert (found["a"].standing, found["b"].standing, found["b"].by) == ("frontier", "same", ("a",))
    assert [(found[n].standing, found[n].by) for n in "cd"] == [("dominated", ("a",))] * 2


def test_alike_options_that_a_mix_beats_are_both_out() -> None:
    found = by_name([
        Option(name="a", cost=0, effect=0), Option(name="z", cost=10, effect=10),
        Option(name="b", cost=8, effect=4), Option(name="c", cost=8, effect=4),
    ])  # fmt: skip
    # Half way between a and z: 5 for an effect of 5, which beats 8 for 4.
    assert {n: (found[n].standing, found[n].by) for n in "bc"} == dict.fromkeys(
        "bc", ("extended", ("a", "z"))
    )


def test_same_cost_more_effect_and_same_effect_less_cost_dominate() -> None:
    found = by_name([
        Option(name="a", cost=1, effect=1), Option(name="b", cost=1, effect=2),
        Option(name="c", cost=2, effect=2),
    ])  # fmt: skip
    assert [found[n].standing for n in "abc"] == ["dominated", "frontier", "dominated"]
    assert (found["a"].by, found["c"].by) == (("b",), ("b",))


def test_an_option_on_the_straight_line_between_two_stays() -> None:
    found = compare([Option(name=str(n), cost=2 * n, effect=n) for n in range(4)])
    assert [one.standing for one in found] == ["frontier"] * 4
    assert [one.icer for one in found] == [None, 2, 2, 2]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "no options"),
        ([Option(name="a", cost=1, effect=1), Option(name="a", cost=2, effect=2)], "stands twice"),
        ([Option(name="a", cost=float("nan"), effect=1)], "no number"),
        ([Option(name="a", cost=1, effect=float("inf"))], "no number"),
    ],
)
def test_what_cannot_be_compared_is_refused(options: list[Option], says: str) -> None:
    with pytest.raises(Refused, match=says):
        compare(options)


def test_a_threshold_below_zero_is_refused() -> None:
    with pytest.raises(Refused, match="threshold"):
        best_at(PALTIEL, threshold=-1)


# --- a slow twin, from the definitions ---------------------------------------------------------------

pairs = st.tuples(st.integers(0, 30), st.integers(0, 30))
many = st.lists(pairs, min_size=1, max_size=8)


def standing_by_definition(one: Option, options: list[Option]) -> str:
    others = [o for o in options if (o.cost, o.effect) != (one.cost, one.effect)]
    if any(o.cost <= one.cost and o.effect >= one.effect for o in others):
        return "dominated"
    for a, b in permutations(others, 2):
        if a.effect < one.effect < b.effect:
            # The mix of a and b with the effect of this one; everything is whole, so nothing is rounded.
            mixed = a.cost * (b.effect - one.effect) + b.cost * (one.effect - a.effect)
            if mixed < one.cost * (b.effect - a.effect):
                return "extended"
    first = min(o.name for o in options if (o.cost, o.effect) == (one.cost, one.effect))
    return "frontier" if one.name == first else "same"


@given(many)
def test_every_standing_is_that_of_the_definition(drawn: list[tuple[int, int]]) -> None:
    options = [Option(name=f"{n}", cost=c, effect=e) for n, (c, e) in enumerate(drawn)]
    for found in compare(options):
        assert found.standing == standing_by_definition(found.option, options), found


@given(many, st.randoms())
def test_the_order_of_the_options_changes_nothing(drawn: list[tuple[int, int]], shuffle: object) -> None:
    options = [Option(name=f"{n}", cost=c, effect=e) for n, (c, e) in enumerate(drawn)]
    again = list(options)
    shuffle.shuffle(again)  # type: ignore[attr-defined]
    assert compare(options) == compare(again)


@given(many)
def test_icers_rise_and_the_best_option_is_on_the_frontier(drawn: list[tuple[int, int]]) -> None:
    options = [Option(name=f"{n}", cost=c, effect=e) for n, (c, e) in enumerate(drawn)]
    found = compare(options)
    icers = [one.icer for one in found if one.icer is not None]
    assert icers == sorted(icers)
    kept = {one.option.name for one in found if one.standing in ("frontier", "same")}
    for threshold in (0.0, 0.5, 1.7, 100.0):
        best = {one.name for one in best_at(options, threshold=threshold)}
        if threshold:
            assert best <= kept
        else:  # at nothing for an effect the cheapest is best, whatever it does
            assert best & kept
