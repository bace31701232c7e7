"""The next study for one product on a day: every option by cost and value, the steps, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from fram.access.evidence.doors import Door
from fram.access.study.effects import Effect
from fram.access.study.frontier import choose, frontier, thinned
from fram.access.study.opening import truth_today
from fram.access.study.options import Work
from fram.access.study.subject import Subject, hindrances
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.company import read_company
from fram.workspace.evidence.view import chosen_markets
from fram.workspace.study.making import Making
from fram.workspace.study.steps import Step
from fram.workspace.study.worth import DRAWS
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.study.drawn import Figures
from fram.workspace.weighing.weighed import Weighed, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyView:
    """All there is to say of the next study.

    ``steps``: the frontier by the most each may open, cheapest first, and ``first`` among them: the option
    with the best sure value over its cost, None where none pays for itself; ``more`` the step above it;
    ``study``: the best new study, ``work``: the best work without one (each None where none opens anything);
    ``losing``: markets with a door shut in which the plan loses on average, also with the door open;
    ``doors``: shut today for lack of evidence, ``unanswered``: those of them for which answers may be all
    that is missing; ``hindered``: kinds of study that cannot be made of it, with the reason's key;
    ``means``: what the plan itself expects of each market once the evidence is there, NOK.
    """

    company: str
    product: ProductProfile
    markets: tuple[str, ...]
    on: date
    seed: int
    budget: float | None
    subject: Subject
    effect: Effect
    figures: Figures = field(repr=False)
    a_year: float
    options: int
    steps: tuple[Step, ...]
    first: Step | None
    more: Step | None
    study: Step | None
    work: Step | None
    doors: tuple[Door, ...]
    unanswered: tuple[Door, ...]
    hindered: Mapping[str, str]
    losing: tuple[str, ...]
    means: Mapping[str, float] = field(repr=False)
    draws: int = DRAWS

    @property
    def chosen(self) -> Step | None:
        """The option told in full: the one to take, else the nearest: what may open most for the money."""
        if self.first is not None:
            return self.first
        known = [one for one in (self.study, self.work) if one is not None]
        return max(known, key=lambda one: one.value / one.cost_mean, default=None)


def study_view(
    given: CompanyFile | str | Path, *, markets: Sequence[str] = (), on: date, budget: float | None = None,
    seed: int = 1,
) -> StudyView:  # fmt: skip
    """Return the next study for a company's product: of all feasible ones the best, with what it opens.

    ``markets``: whose doors count; none: all not served yet. ``budget``: the most it may be expected to cost,
    NOK. Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    if budget is not None and not budget > 0:
        raise Refused(
            f"a budget of {budget:g}", where="--budget", remedy="give kroner above zero", kind="usage"
        )
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    ground = weigh(file, markets=chosen_markets(file, markets), on=on, rates=Rates(on))
    return studied(ground, budget=budget, seed=seed)


def studied(ground: Weighed, *, budget: float | None = None, seed: int = 1) -> StudyView:
    """Return the next study for a company that is weighed already."""
    file, on, made = ground.file, ground.on, Making.of(ground, seed=seed)
    table = made.table()
    steps = thinned(
        frontier(table.cost_mean, table.value), cost=table.cost_mean, value=table.value
    )  # fmt: skip
    choice = choose(steps, cost=table.cost_mean, value=table.value, sure=table.sure, budget=budget)
    told = {place: table.step(place) for place in choice.steps}
    is_work = np.array([isinstance(option, Work) for option in table.options], dtype=bool)
    shut = made.stakes.doors
    return StudyView(
        company=file.company.name, product=file.product, markets=made.stakes.markets, on=on, seed=seed,
        budget=budget, subject=made.subject, effect=made.effect, figures=made.figures,
        a_year=made.stakes.a_year, options=len(table.options), steps=tuple(told.values()),
        first=None if choice.taken is None else told[choice.taken],
        more=None if choice.more is None else told[choice.more], study=table.best(~is_work, budget=budget),
        work=table.best(is_work, budget=budget), doors=shut,
        unanswered=tuple(door for door in shut if truth_today(door, made.today) is Truth.UNKNOWN),
        hindered=hindrances(made.subject),
        losing=tuple(code for code in made.valued_markets() if made.markets[code].mean < 0),
        means={code: one.mean for code, one in made.markets.items()},
    )  # fmt: skip
