"""Makes every option for one company: designs and other work, with what each costs, takes and opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.access.evidence.doors import Door
from fram.access.study.design import Space, enumerate_designs
from fram.access.study.effects import Effect, effect_of
from fram.access.study.effort import effort_of, mean_effort_of
from fram.access.study.opening import Today, closed_doors
from fram.access.study.options import (
    Openings,
    Option,
    Stakes,
    Work,
    openings_of_designs,
    openings_of_works,
    works,
)
from fram.access.study.subject import Subject, subject_of
from fram.decide.plan import Weighing
from fram.workspace.evidence.view import doors_before, known_of
from fram.workspace.study.steps import Table
from fram.workspace.study.worth import MarketWorth, door_worths, market_worths, sure_worths
from fram.workspace.weighing.study.drawn import Figures, price_levels
from fram.workspace.weighing.weighed import Weighed
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_COUNTRIES = 5
"""So many markets are looked at as places for a study, beside home: those in which most hangs on evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What options are made from, and weighed with; ``markets``: what the plan says of each."""

    subject: Subject
    effect: Effect
    figures: Figures
    today: Today
    stakes: Stakes
    markets: Mapping[str, MarketWorth]

    @classmethod
    def of(cls, ground: Weighed, *, seed: int) -> Making:
        """Return all that is known of a company's product, and of the doors shut for lack of evidence."""
        file, weighing = ground.file, ground.weighing
        product, figures = file.product, Figures(read=the_world().studies, on=ground.on, seed=seed)
        markets = tuple(setting.market for setting in weighing.settings)
        today = Today(known=known_of(product), studies=product.evidence)
        doors = closed_doors(_doors(ground, markets, today), today)
        at = market_worths(weighing, seed=seed)
        lift = figures.assumption("door_lift")
        worths = door_worths(doors, at, lift=lift, seed=seed)
        means = {place: float(draws.mean()) for place, draws in worths.items()}
        sure = _table(doors, markets, sure_worths(doors, at, lift=lift))
        return cls(
            subject=subject_of(product, company=file.company), today=today, figures=figures, markets=at,
            effect=effect_of(product.evidence, assumed=figures.assumed()),
            stakes=Stakes(
                doors=doors, markets=markets, mean=_table(doors, markets, means), draws=worths,
                sure=sure, a_year=_a_year(weighing), accepted=figures.accepted(),
                transfer=figures.assumption("transfer_chance").dist.mean,
            ),
        )  # fmt: skip

    def table(self) -> Table:
        """Return every option with its cost, months and value."""
        valued = self.valued_markets()
        argued = tuple(valued[:MOST_COUNTRIES])
        countries = tuple(dict.fromkeys((self.subject.home, *argued)))
        designs = list(enumerate_designs(self._space(countries)))
        level = price_levels(countries, home=self.subject.home, world=the_world(), on=self.figures.on)
        figures = self.figures.drawn(self.subject, level=level, others=len(argued))
        extras = list(works(self.today, markets=valued))
        new = openings_of_designs(
            designs, self.today, stakes=self.stakes, subject=self.subject, argued=argued
        )  # fmt: skip
        other = openings_of_works(extras, self.today, stakes=self.stakes, chances=self._chances())
        opened = Openings(chance=np.vstack([new.chance, other.chance]))

        def drawn(option: Option) -> tuple[Floats, Floats]:
            if isinstance(option, Work):
                return self._drawn(option, "cost"), self._drawn(option, "months")
            effort = effort_of([option], figures)
            return effort.cost[0], effort.months[0]

        of_designs = mean_effort_of(designs, figures)
        of_works = np.array([[one.mean() for one in drawn(work)] for work in extras]).reshape(-1, 2).T
        cost, months = np.concatenate([of_designs, of_works], axis=1)
        return Table(
            options=[*designs, *extras], drawn=drawn, cost_mean=cost, openings=opened, stakes=self.stakes,
            value=opened.value(self.stakes, months=months), today=self.today,
            sure=opened.value(self.stakes.surely(), months=months),
        )  # fmt: skip

    def valued_markets(self) -> list[str]:
        """Return the markets in which a door of value is shut, the surely most valuable first."""
        best = self.stakes.mean.max(axis=0, initial=0.0)
        order = np.lexsort((-best, -self.stakes.surely().mean.max(axis=0, initial=0.0)))
        return [self.stakes.markets[place] for place in order if best[place] > 0]

    def _space(self, countries: tuple[str, ...]) -> Space:
        most = {kind: one.sites for kind, one in self.figures.read.kinds.items()}
        return Space(
            subject=self.subject, effect=self.effect, assumed=self.figures.assumed(), countries=countries,
            most_sites=most,
        )  # fmt: skip

    def _chances(self) -> dict[str, float]:
        known = self.figures.read.extras
        return {name: self.figures.estimate(one.chance).dist.mean for name, one in known.items()}

    def _drawn(self, work: Work, name: str) -> Floats:
        known = self.figures.read.extras[work.extra]
        return self.figures.draws(getattr(known, name), key=f"{work.extra}.{name}")


def _doors(ground: Weighed, markets: tuple[str, ...], today: Today) -> list[Door]:
    """The doors of the markets that have not said yes."""
    product, fits = ground.file.product, ground.view.fits
    doors = doors_before(product, known=today.known, fits=fits, world=the_world(), on=ground.on)
    return [door for door in doors if not door.held and set(door.markets) & set(markets)]


def _table(doors: Sequence[Door], markets: Sequence[str], worths: Mapping[tuple[str, str], float]) -> Floats:
    found = np.zeros((len(doors), len(markets)))
    for row, door in enumerate(doors):
        for column, market in enumerate(markets):
            found[row, column] = max(worths.get((door.id, market), 0.0), 0.0)
    return found


def _a_year(weighing: Weighing) -> float:
    """By how much money a year later counts less, as the plan has it."""
    return float(weighing.cases()[0].inputs["discount_rate"].estimate.dist.mean)
