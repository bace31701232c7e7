"""Scenarios: what is set otherwise than in the base, read from text, and what it makes of a distribution.

A scenario is a difference, never a copy: ``price=900`` puts a value in the place of what was believed,
``price=x0.9`` and ``price=-10%`` scale it, ``sales_cycle@DE=+3`` moves it in one market.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal, get_args

import numpy as np

from fram.decide.model.inputs import INPUTS, limits
from fram.decide.model.sampling import quantile
from fram.terms.dist import (
    Categorical,
    Dist,
    Fixed,
    Mixture,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    scaled,
)
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import market_code
from fram.terms.product import Channel

How = Literal["to", "times", "plus"]

COMPANY_NAMES = ("cash_nok", "monthly_burn_nok")
"""What a scenario may change of the company itself, beside the inputs of the plan."""
CHANNEL = "channel"
"""The one thing a scenario changes by a word."""
SAID = re.compile(
    r"(?P<sign>[+-])?(?P<times>[x×*])?(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?P<percent>%)?"
)
REMEDY = "write 900, x0.9, +2, -2 or -10%"
_PROBS = tuple(NormalDist().cdf(step / 8) for step in range(-28, 29))
_NEARLY = 1e-9
"""So near to probability 0 and 1 the ends of a family without ends are read off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference on the base. ``market`` empty: wherever the input holds.

    ``how``: the value becomes ``amount`` (in the input's unit), is multiplied by it, or grows by it.
    ``word`` takes the amount's place for ``channel``.
    """

    input: str
    market: str = ""
    how: How
    amount: float = 0.0
    word: str = ""

    @property
    def text(self) -> str:
        """The change as a person writes it: ``price=x0.9``, ``sales_cycle@DE=+3``."""
        place = f"{self.input}@{self.market}" if self.market else self.input
        signs = {"to": f"{self.amount:g}", "times": f"x{self.amount:g}", "plus": f"{self.amount:+g}"}
        return f"{place}={self.word or signs[self.how]}"


def parse_change(text: str, *, names: Iterable[str] = ()) -> Change:
    """Return the change that a text such as ``price=x0.9`` or ``sales_cycle@DE=+3`` says.

    ``names``: the inputs that can be changed (none: all of the plan). Raises ``Refused``, named by the text.
    """
    target, equals, said = text.partition("=")
    if not equals:
        raise Refused("is no change", where=text.strip(), remedy="write name=value, such as price=x0.9")
    return stated_change(target, said, names=names)


def stated_change(target: str, said: str | float, *, names: Iterable[str] = ()) -> Change:
    """Return the change of a name (``input`` or ``input@market``) that a number or a text says.

    A number takes the place of the base's value, whatever its sign; a text is read as ``parse_change`` does.
    """
    name, market = _target(target, tuple(names) or tuple(INPUTS))
    where = f"{name}@{market}" if market else name
    if name == CHANNEL:
        return Change(input=name, how="to", word=_channel(said, where))
    if isinstance(said, str):
        how, amount = _amount(said, where)
    else:
        how, amount = "to", _finite(float(said), said, where)
    _refuse_outside(name, how, amount, where)
    return Change(input=name, market=market, how=how, amount=amount)


def _target(target: str, names: tuple[str, ...]) -> tuple[str, str]:
    name, at, place = (part.strip() for part in target.partition("@"))
    known = (*names, *COMPANY_NAMES, CHANNEL)
    if name not in known:
        remedy = did_you_mean(name, known) or f"known: {', '.join(known)}"
        raise Refused(f"unknown input `{name}`", where=target.strip(), remedy=remedy)
    if not at:
        return name, ""
    if name not in INPUTS or INPUTS[name].scope == "product":
        why = f"`{name}` is the same in every market"
        raise Refused(f"is set for `{place}`", where=target.strip(), why=why, remedy=f"leave @{place} out")
    return name, market_code(place, where=target.strip())


def _channel(said: str | float, where: str) -> str:
    word, known = str(said).strip(), get_args(Channel)
    if word not in known:
        raise Refused(f"unknown way of selling `{word}`", where=where, remedy=f"one of: {', '.join(known)}")
    return word


def _amount(said: str, where: str) -> tuple[How, float]:
    found = SAID.fullmatch(re.sub(r"[\s_]", "", said).replace("−", "-").lower())
    if found is None:
        why = "a comma may mean thousands or a decimal" if "," in said else ""
        raise Refused(f"`{said.strip()}` is no change", where=where, why=why, remedy=REMEDY)
    sign, number = found["sign"], _finite(float(found["number"]), said.strip(), where)
    if (sign and found["times"]) or (found["percent"] and not sign):
        why = "a percentage is a difference and needs its sign" if found["percent"] else "it says two things"
        raise Refused(f"`{said.strip()}` can be read in two ways", where=where, why=why, remedy=REMEDY)
    signed = -number if sign == "-" else number
    if found["percent"]:
        return "times", 1 + signed / 100
    return ("plus", signed) if sign else ("times" if found["times"] else "to", number)


def _finite(number: float, said: str | float, where: str) -> float:
    if not math.isfinite(number):
        raise Refused(f"`{said}` is not a finite number", where=where, remedy=REMEDY)
    return number


def _refuse_outside(name: str, how: How, amount: float, where: str) -> None:
    low, high = limits(name)
    if how == "times" and amount < 0:
        raise Refused("lowers it by more than all of it", where=where, remedy="-100% at most")
    if how == "to" and not low <= amount <= high:
        between = f"between {low:g} and {high:g}" if high < math.inf else f"{low:g} or more"
        remedy = f'give {between}; a difference is written as a text, such as "{amount:+g}"'
        raise Refused(f"`{name}` cannot be {amount:g}", where=where, remedy=remedy)


def changed(dist: Dist, change: Change) -> Dist:
    """Return the distribution of a number after a change of it, in the same unit.

    Families that can be scaled or moved stay what they are; the others, and those the change would carry
    past what the input can be, become quantiles cut off at those ends.
    """
    if change.how == "to":
        return Fixed(value=change.amount)
    if change.how == "times" and change.amount == 0:
        return Fixed(value=0.0)
    low, high = limits(change.input)
    moved = _moved(dist, change)
    least, most = _ends(dist)
    if not low <= least <= most <= high:  # tails that were past the ends before are the model's to cut
        return _stepwise(dist, change) if moved is None else moved
    if moved is not None and low <= _ends(moved)[0] and _ends(moved)[1] <= high:
        return moved
    return _stepwise(dist, change, low=low, high=high)


def shifted(dist: Dist, amount: float) -> Dist | None:
    """Return the distribution of the number plus ``amount``, or None for a family that cannot be moved."""
    match dist:
        case Fixed(value=v):
            return Fixed(value=v + amount)
        case Uniform(low=lo, high=hi):
            return Uniform(low=lo + amount, high=hi + amount)
        case Pert(low=lo, typical=t, high=hi):
            return Pert(low=lo + amount, typical=t + amount, high=hi + amount)
        case Triangular(low=lo, typical=t, high=hi):
            return Triangular(low=lo + amount, typical=t + amount, high=hi + amount)
        case Categorical(values=v, weights=w):
            return Categorical(values=tuple(x + amount for x in v), weights=w)
        case Normal(mean=m, sd=s, low=lo, high=hi):
            cut_low, cut_high = (None if end is None else end + amount for end in (lo, hi))
            return Normal(mean=m + amount, sd=s, low=cut_low, high=cut_high)
        case Quantiles(probs=p, values=v):
            return Quantiles(probs=p, values=tuple(x + amount for x in v))
        case Mixture(weights=w, parts=parts):
            moved = [shifted(part, amount) for part in parts]
            whole = tuple(part for part in moved if part is not None)
            return Mixture(weights=w, parts=whole) if len(whole) == len(moved) else None
    return None


def _moved(dist: Dist, change: Change) -> Dist | None:
    """The same family scaled or moved, or None where it has no such member (a share, a count)."""
    if change.how == "plus":
        return shifted(dist, change.amount)
    try:
        return scaled(dist, change.amount)
    except Refused:
        return None


def _ends(dist: Dist) -> tuple[float, float]:
    low, high = quantile(dist, np.array([_NEARLY, 1 - _NEARLY]))
    return float(low), float(high)


def _stepwise(dist: Dist, change: Change, *, low: float = -math.inf, high: float = math.inf) -> Quantiles:
    """Move the quantiles one by one, cut off at ``low`` and ``high``."""
    probs = np.array([_NEARLY, *_PROBS, 1 - _NEARLY])
    before = quantile(dist, probs)
    after = before * change.amount if change.how == "times" else before + change.amount
    values = np.maximum.accumulate(np.clip(after, low, high))
    return Quantiles(probs=(0.0, *_PROBS, 1.0), values=tuple(float(value) for value in values))
