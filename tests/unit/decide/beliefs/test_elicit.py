"""What people say: forms of three numbers, chips in bins, and numbers that say no distribution."""

from __future__ import annotations

import math

import pytest

from fram.decide.beliefs import elicit, elicit_chips, elicit_three
from fram.decide.beliefs.points import points_of_chips
from fram.terms.dist import Beta, Lognormal, Normal, Pert
from fram.terms.errors import Refused


def test_quartiles_even_about_the_middle_are_a_normal() -> None:
    """Quartiles 25 and 35: a spread of 5 ÷ 0.6745 = 7.413; 1 in 20 below 30 - 1.645 x 7.413 = 17.8."""
    found = elicit((25, 30, 35), (0.25, 0.5, 0.75))
    assert found.best.family == "normal"
    assert isinstance(found.dist, Normal)
    assert (found.dist.mean, found.dist.sd) == pytest.approx((30, 7.413011), rel=1e-6)
    assert found.best.feedback[0] == pytest.approx(17.807, abs=1e-3)
    assert not found.is_poor


def test_two_points_meet_every_family_and_the_limits_choose() -> None:
    assert elicit((0.2, 0.5), (0.1, 0.6)).best.family == "normal"
    assert isinstance(elicit((0.2, 0.5), (0.1, 0.6), low=0).dist, Lognormal)
    assert isinstance(elicit((0.2, 0.5), (0.1, 0.6), low=0, high=1).dist, Beta)


def test_hard_ends_are_not_made_up_from_three_points() -> None:
    """Ends and a mode are three numbers: without limits, PERT and triangular need a fourth point."""
    three = {fit.family for fit in elicit((25, 30, 40), (0.25, 0.5, 0.75)).fits}
    four = {fit.family for fit in elicit((20, 25, 30, 40), (0.1, 0.25, 0.5, 0.75)).fits}
    assert not three & {"pert", "triangular"}
    assert {"pert", "triangular"} <= four


def test_no_fit_lies_beyond_the_limits() -> None:
    for fit in elicit((1, 3, 9), (0.1, 0.5, 0.9), low=0, high=12).fits:
        assert fit.feedback[0] >= 0
        assert fit.feedback[-1] <= 12


def test_what_no_curve_meets_is_told_as_poor_and_kept_as_said() -> None:
    found = elicit((10, 11, 40, 41), (0.2, 0.4, 0.6, 0.8), low=0, high=50)
    assert found.is_poor
    assert found.as_said is not None
    assert elicit((10, 11, 40, 41), (0.2, 0.4, 0.6, 0.8)).as_said is None  # where it ends was not said


def test_least_most_likely_and_most_are_a_pert() -> None:
    found = elicit_three((3, 9, 24), form="low-typical-high")
    assert found.dist == Pert(low=3, typical=9, high=24)
    assert [fit.family for fit in found.fits] == ["pert", "triangular"]
    with pytest.raises(Refused, match="certainty"):
        elicit_three((3, 3, 3), form="low-typical-high")
    with pytest.raises(Refused, match="unknown form"):
        elicit_three((3, 4, 5), form="thirds")
    with pytest.raises(Refused, match="2 numbers where three"):
        elicit_three((3, 4), form="quartiles")


def test_ten_chips_in_bins() -> None:
    """2, 5 and 3 of ten chips: 20 % below 10 and 70 % below 20; the borders are the limits."""
    said = points_of_chips(edges=(0, 10, 20, 30), chips=(2, 5, 3))
    assert (said.probs, said.values, said.low, said.high) == ((0.2, 0.7), (10, 20), 0, 30)
    # Empty bins outside say only where the number is not, an empty one inside adds no point.
    gap = points_of_chips(edges=(0, 10, 20, 30, 40, 50), chips=(0, 4, 0, 4, 2))
    assert (gap.probs, gap.values) == ((0.4, 0.8), (20, 40))
    assert elicit_chips(edges=(0, 10, 20, 30), chips=(2, 5, 3)).best.ssq < 1e-9


FAULTS = [
    ((30, 20, 40), (0.25, 0.5, 0.75), {}, "25 % lies below 30, but 50 % below only 20", "rising order"),
    ((30, 30, 40), (0.25, 0.5, 0.75), {}, "30 stands for both 25 % and 50 %", "two different values"),
    ((30, 30, 30), (0.25, 0.5, 0.75), {}, "every probability has the value 30", "use the number as known"),
    ((25, 30, 35), (25, 50, 75), {}, "probability 50 is not between 0 and 1", "write 50 % as 0.5"),
    ((25, 30, 35), (0, 0.5, 0.75), {}, "probability 0 is not between", "give them as low and high"),
    ((25, 30, 35), (-0.1, 0.5, 0.75), {}, "probability -0.1 is not", "between 0 and 1"),
    ((25, 30, 35), (0.5, 0.25, 0.75), {}, "probability 0.25 comes after 0.5", "rising order"),
    ((25, 30, 35), (0.25, 0.5, 0.5), {}, "probability 0.5 comes after 0.5", "each once"),
    ((25, 30, 35), (0.25, 0.5, 0.75), {"low": 26}, "below 25, but the least is 26", "lower low"),
    ((25, 30, 35), (0.25, 0.5, 0.75), {"high": 35}, "below 35, but the most is 35", "higher high"),
    ((25, 30), (0.25, 0.75), {"low": 40, "high": 20}, "low 40 is not below high 20", "swap"),
    ((25,), (0.5,), {}, "1 of the at least 2 points", "quartiles"),
    ((), (), {}, "0 of the at least 2 points", "quartiles"),
    ((25, 30), (0.25, 0.5, 0.75), {}, "2 values for 3 probabilities", "one value for each"),
    ((25, math.nan), (0.25, 0.5), {}, "nan is no number", "finite"),
    ((25, math.inf), (0.25, 0.5), {}, "inf is no number", "finite"),
    ((25, 30), (math.nan, 0.5), {}, "probability nan is not", "between 0 and 1"),
]


@pytest.mark.parametrize(("values", "probs", "limits", "what", "remedy"), FAULTS)
def test_numbers_that_say_no_distribution(values, probs, limits, what: str, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        elicit(values, probs, **limits)
    assert any(what in problem.what and remedy in problem.remedy for problem in refused.value.problems)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        elicit((30, 20, 50), (0.25, 0.5, 0.75), low=25, high=45)
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("edges", "chips", "why"),
    [
        ((0, 10, 20), (5, 3, 2), "3 borders for 3 bins"),
        ((0, 20, 10, 30), (5, 3, 2), "border 10 comes after 20"),
        ((0, 10, 20, 30), (5, -1, 2), "-1 chips"),
        ((0, 10, 20, 30), (0, 0, 0), "no chip was laid"),
        ((0, 10, 20, 30), (0, 10, 0), "the chips lie in 1 of 3 bins"),
        ((0, 10, 20, 30), (5, 5, 0), "the chips lie in 2 of 3 bins"),
    ],
)
def test_chips_that_cannot_be_read(edges, chips, why: str) -> None:
    with pytest.raises(Refused) as refused:
        elicit_chips(edges=edges, chips=chips)
    assert why in str(refused.value)
