"""The planned round, drawn once for all who count with it: whether it comes, when, how much it brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.sampling import sample, uniforms
from fram.terms.company import Company
from fram.terms.dist import Pert
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TO_CLOSE = Pert(low=3, typical=5, high=10)
"""Months from the start of raising until the money is in the bank: a planning figure of ours, unchecked."""
ROUND_SLIP_MONTHS = 9.0
"""Rounds close up to so much later than planned, all as likely, where the company does not say how long
raising takes: a planning figure of ours."""
ROUND_SIZE = Pert(low=0.6, typical=1.0, high=1.2)
"""What a round brings as a multiple of what is planned: a planning figure of ours."""
SPREAD = (TO_CLOSE.low / TO_CLOSE.typical, TO_CLOSE.high / TO_CLOSE.typical)
"""Best and worst as multiples of the usual time, where the file states only that: as in our own figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The planned round in each draw, all (draws,).

    ``comes``: whether it does; ``month``: at whose end the money is there if it comes, the first being 1;
    ``nok``: what it brings if it comes.
    """

    comes: NDArray[np.bool_]
    month: NDArray[np.int64]
    nok: Floats


def raised(company: Company, *, seed: int, start: int, stop: int, late: float = 0.0) -> Raised | None:
    """Return the planned round in the draws from ``start`` to ``stop``; None where none is planned.

    It comes by its chance, at the earliest in the month planned (``late`` months after it) and then as late
    as it slips, and brings ``ROUND_SIZE`` of the amount. Where the company says how long raising takes, it
    slips by what that takes beyond the best case; else by up to ``ROUND_SLIP_MONTHS``. Draw ``i`` is the same
    however many are drawn. Raises ``Refused`` for months to close that cannot be.
    """
    planned = company.planned_round
    if planned is None:
        return None
    span = {"start": start, "stop": stop}
    when = planned.months_from_now + late + slip_of(company, seed=seed, **span)
    size = sample(ROUND_SIZE, seed=seed, key="round.size", **span)
    return Raised(
        comes=uniforms(seed, "luck.round", **span) < planned.chance,
        month=np.maximum(np.ceil(when), 1.0).astype(np.int64), nok=planned.amount_nok * size,
    )  # fmt: skip


def slip_of(company: Company, *, seed: int, start: int, stop: int) -> Floats:
    """Return by how many months the planned round comes after the earliest month planned, (draws,)."""
    if not states_close(company):
        return ROUND_SLIP_MONTHS * uniforms(seed, "round.slip", start=start, stop=stop)
    takes = closing(company, seed=seed, start=start, stop=stop)
    return takes - to_close(company).low


def closing(company: Company, *, seed: int, start: int, stop: int) -> Floats:
    """Return the months from the start of raising until the money is in the bank, (draws,)."""
    return sample(to_close(company), seed=seed, key="round.to_close", start=start, stop=stop)


def to_close(company: Company) -> Pert:
    """Return how many months raising takes: as the company file states it, else our planning figure."""
    planned = company.planned_round
    stated = planned.months_to_close if planned else ()
    if not stated:
        return TO_CLOSE
    if len(stated) == 1:
        return Pert(low=stated[0] * SPREAD[0], typical=stated[0], high=stated[0] * SPREAD[1])
    if len(stated) != 3 or list(stated) != sorted(stated):
        raise Refused(
            f"raising takes {', '.join(f'{one:g}' for one in stated)} months",
            where="company.planned_round.months_to_close", why="give one number, or three that rise",
            remedy="the usual months, [6], or best, usual and worst, [4, 6, 9]",
        )  # fmt: skip
    return Pert(low=stated[0], typical=stated[1], high=stated[2])


def states_close(company: Company) -> bool:
    """True when the company file says how long raising takes."""
    return bool(company.planned_round and company.planned_round.months_to_close)
