"""What cannot be asked of a runway, in clear words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fram.decide.raising import to_close
from fram.decide.runway.ends import ASKED_CHANCE
from fram.decide.runway.owners import owned_problems
from fram.terms.company import Company
from fram.terms.errors import Problem, Refused
from fram.workspace.loop.runway.asked import Asked


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
