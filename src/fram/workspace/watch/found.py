"""What changes around a product in the months to come, gathered from every part of what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from fram.access.openings.first import Traveller, held_approvals
from fram.access.pathways.fit import Fit
from fram.access.pathways.pathway import Basis, Pathway
from fram.access.road.approval import approval
from fram.access.road.journeys import journeys
from fram.access.watch.approvals import (
    clocks,
    own_papers,
    recognition_changes,
    recognitions,
    ways_that_close,
)
from fram.access.watch.buying import gate_changes, next_values
from fram.access.watch.line import Line, Window, in_order
from fram.access.watch.paying import Payable, payment_changes
from fram.knowledge.shelf import load_yaml
from fram.terms.citation import Citation
from fram.terms.jurisdiction import MARKETS
from fram.terms.product import CompanyFile
from fram.workspace.access.product import a_day
from fram.workspace.company import read_company
from fram.workspace.watch.laws import Asked, device_law_changes, law_changes, proposals
from fram.workspace.watch.past import lies_behind
from fram.workspace.weighing.market_terms import View, view_of
from fram.workspace.weighing.paying.fits import fits_of
from fram.workspace.weighing.prices.terms import PUBLIC_BODIES
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

MONTHS = 24
PARAMETER = ("unit", "values", "checked")
"""What a threshold is read with; what else stands beside it is for others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """The texts that one pathway rests on."""

    pathway: str
    name: dict[str, str]
    markets: tuple[str, ...]
    texts: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The changes of the window, by day; those without a known day last.

    ``rests``: what the pathways rest on that are open to the product, or can become so.
    """

    company: str
    product: str
    on: date
    months: int
    markets: tuple[str, ...]
    window: Window
    lines: tuple[Line, ...]
    rests: tuple[Rests, ...]

    @property
    def law(self) -> tuple[Line, ...]:
        """What is law already, by day."""
        return tuple(line for line in self.lines if line.state == "law" and line.on is not None)

    @property
    def undated(self) -> tuple[Line, ...]:
        """What is law, on a day nobody has read."""
        return tuple(line for line in self._without_day(is_past=False) if line.state == "law")

    @property
    def not_law(self) -> tuple[Line, ...]:
        """What is announced or proposed for a day: not law, and it may never be."""
        return tuple(line for line in self.lines if line.state != "law" and line.on is not None)

    @property
    def talked_of(self) -> tuple[Line, ...]:
        """What is announced, proposed or not decided, with no day to it."""
        return tuple(line for line in self._without_day(is_past=False) if line.state != "law")

    @property
    def past(self) -> tuple[Line, ...]:
        """What has no day, and is told of as something that has happened; a proposal is still to come."""
        return tuple(self._without_day(is_past=True))

    def _without_day(self, *, is_past: bool) -> Iterator[Line]:
        for line in self.lines:
            told = line.kind == "change" and line.state != "proposed"
            if line.on is None and is_past is (told and lies_behind(line.says["en"], on=self.on)):
                yield line


def watch(path: str | Path, *, markets: Sequence[str] = (), months: int = MONTHS, on: date) -> Watch:
    """Return what changes around the product of a company file in so many months from a day.

    ``markets``: those asked for; none: all that Fram knows. Raises ``Refused`` for a file that cannot be
    used.
    """
    day = a_day(on)
    file, world = read_company(Path(path), on=day), the_world()
    window = Window.of_months(day, months=months)
    chosen = tuple(market for market in MARKETS if market in (markets or MARKETS))
    asked = Asked(profile=file.product, window=window, markets=chosen, world=world)
    view = view_of(file, world=world, on=day, nok_per=Rates(day).nok_per)
    payer = payable(asked, view)
    return Watch(
        company=file.company.name, product=file.product.name, on=day, months=months, markets=chosen,
        window=window, rests=tuple(_rests(world.pathways, payer)),
        lines=in_order((*payment_changes(world.pathways, asked=payer), *_lines(file, asked, view))),
    )  # fmt: skip


def _lines(file: CompanyFile, asked: Asked, view: View) -> Iterator[Line]:
    profile, window, markets, world = asked.profile, asked.window, asked.markets, asked.world
    yield from gate_changes(world.gates, profile=profile, markets=markets, window=window)
    yield from law_changes(asked)
    if profile.kind != "service":
        yield from device_law_changes(asked)
        yield from proposals(asked)
    yield from _of_approval(file, asked, view)
    yield from _of_buying(asked)
    source = Citation(title=file.product.name, publisher=file.company.name)
    yield from own_papers(profile, roads=world.roads, markets=markets, window=window, source=source)


def _of_approval(file: CompanyFile, asked: Asked, view: View) -> Iterator[Line]:
    """The roads of the markets watched, once for each regime, and what recognises an approval held."""
    profile, window, world = asked.profile, asked.window, asked.world
    held = held_approvals(
        Traveller(profile=profile, home=file.company.country, told=view.told, on=view.on), roads=world.roads
    )
    own = [r for r in world.roads.values() if file.company.country in r.opens and profile.kind in r.kinds]
    ahead = frozenset() if held else frozenset(regime.id for regime in own)
    edges = tuple(recognitions(
        world.openings, held=held, ahead=ahead, profile=profile, home=file.company.country
    ))  # fmt: skip
    yield from recognition_changes(edges, held=held, markets=asked.markets, window=window)
    for regime in world.roads.values():
        here = tuple(market for market in asked.markets if market in regime.opens)
        if here and profile.kind in regime.kinds:
            road = approval(profile, roads=world.roads, market=here[0], on=view.on, told=view.told)
            yield from ways_that_close(road, roads=world.roads, markets=here, window=window)
            for journey in journeys(road, courses=world.courses, profile=profile, on=view.on):
                yield from clocks(journey.itinerary, markets=here, window=window)


def _of_buying(asked: Asked) -> Iterator[Line]:
    """The thresholds of public buying, where a public body pays."""
    if asked.profile.payer not in PUBLIC_BODIES:
        return
    shelf = asked.world.shelf
    for path in shelf.files("[a-z][a-z]/procurement.yaml"):
        raw = load_yaml(path) or {}
        places = raw.get("applies_in") or (path.parent.name.upper(),)
        markets = tuple(market for market in asked.markets if market in places)
        stated = raw.get("thresholds") or {}
        kept = {
            name: {key: one[key] for key in PARAMETER if key in one}
            for name, one in stated.items()
            if asked.profile.payer in one.get("binds", PUBLIC_BODIES)
        }
        if markets:
            found = shelf.parameters(kept, where=f"{path.parent.name}/{path.name}")
            labels = {name: stated[name]["label"] for name in found}
            yield from next_values(found, labels=labels, markets=markets, window=asked.window)


def _rests(pathways: Sequence[Pathway], payer: Payable) -> Iterator[Rests]:
    for pathway in pathways:
        here = tuple(market for market in payer.markets if market in pathway.markets)
        if here and payer.open_fit(pathway):
            yield Rests(pathway=pathway.id, name=dict(pathway.name), markets=here, texts=pathway.texts)


def payable(asked: Asked, view: View) -> Payable:
    """Return who asks, for whom every pathway fits on a day as it does on the page of pathways."""

    @cache
    def on_day(day: date) -> dict[str, Fit]:
        found = fits_of(asked.profile, told=view.told, world=asked.world, on=day)
        return {fit.pathway.id: fit for fit in found}

    return Payable(
        fit=lambda pathway, day: on_day(day)[pathway.id], markets=asked.markets, window=asked.window
    )
