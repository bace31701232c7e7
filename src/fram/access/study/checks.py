"""What no sample size can be worked out from, refused in plain words."""

from __future__ import annotations

import math

from fram.terms.errors import Refused


def refuse_chance(value: float, *, what: str) -> None:
    """Refuse a chance that is not above 0 and below 1."""
    if not 0 < value < 1:
        remedy = "give a number between, such as 0.8 for 80 %"
        raise Refused(f"{what} of {value:g}", why="it must lie between 0 and 1", remedy=remedy)


def refuse_share(value: float, *, what: str) -> None:
    """Refuse a share outside 0 to 1; at 0 and 1 nothing varies, so no size follows either."""
    if not 0 < value < 1:
        remedy = "give it between 0 and 1: 30 % is 0.3"
        raise Refused(f"{what} of {value:g}", why="it lies between 0 and 1, not on the ends", remedy=remedy)


def refuse_not_positive(value: float, *, what: str) -> None:
    """Refuse what must be above zero: a spread, a margin, a width."""
    if not (value > 0 and math.isfinite(value)):
        why = "it must be above zero" if math.isfinite(value) else "it is no number"
        remedy = "without spread there is nothing to test" if "spread" in what else "give a number above zero"
        raise Refused(f"{what} is {value:g}", why=why, remedy=remedy)


def refuse_zero(value: float, *, what: str) -> None:
    """Refuse a difference of nothing: no number of people shows it."""
    if value == 0 or not math.isfinite(value):
        remedy = "name the least difference that matters to patients"
        raise Refused(f"{what} is {value:g}", why="no number of people can show it", remedy=remedy)


def refuse_equal(first: float, second: float) -> None:
    """Refuse two values that are the same where a study is to tell them apart."""
    if first == second:
        remedy = "name the least difference that matters to patients"
        raise Refused(f"{first:g} against {second:g}", why="equal: no study tells them apart", remedy=remedy)
