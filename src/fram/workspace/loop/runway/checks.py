"""What cannot be asked of a runway, in clear words, and how long raising takes for a company."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fram.decide.runway.ends import ASKED_CHANCE, TO_CLOSE
from fram.decide.runway.owners import owned_problems
from fram.terms.company import Company
from fram.terms.dist import Dist, Pert
from fram.terms.errors import Problem, Refused
from fram.workspace.loop.runway.asked import Asked

SPREAD = (TO_CLOSE.low / TO_CLOSE.typical, TO_CLOSE.high / TO_CLOSE.typical)
"""Best and worst as multiples of the usual time, where the file states only that: as in our own figure."""


def check_asked(asked: Asked, company: Company) -> None:
    """Refuse a question that has no answer: a chance outside 0 to 1, a floor above the cash, …"""
    problems = tuple(_asked_problems(asked, company))
    if problems:
        first = problems[0]
        raise Refused(
            first.what, where=first.where, why=first.why, remedy=first.remedy,
            problems=problems if len(problems) > 1 else (),
        )  # fmt: skip


def _asked_problems(asked: Asked, company: Company) -> Iterator[Problem]:
    if not 0 < asked.sure < 1:
        yield Problem(
            where="--chance", what=f"a chance of {asked.sure:g}", why="a chance lies between 0 and 1",
            remedy=f"give one such as {ASKED_CHANCE:g}",
        )  # fmt: skip
    for option, value in (("--floor", asked.floor), ("--reserve", asked.reserve), ("--until", asked.until)):
        if value is not None and not (math.isfinite(value) and value >= 0):
            yield Problem(where=option, what=f"{value:g} is below 0", remedy="give 0 or more")
    if asked.floor > company.cash_nok:
        yield Problem(
            where="--floor", what=f"a floor of {asked.floor:,.0f} NOK",
            why=f"the company has {company.cash_nok:,.0f} NOK today, so it is broken already",
            remedy="give a lower floor, or correct cash_nok in the company file",
        )  # fmt: skip


def check_company(company: Company) -> None:
    """Refuse a round and an ownership whose numbers cannot hold together."""
    to_close(company)
    for text in owned_problems(company.ownership) if company.ownership else ():
        raise Refused(text, where="company.ownership", remedy="correct one of them")


def to_close(company: Company) -> Dist:
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
