"""The road to approval in one market: its steps, how long they take, how likely they end well, the cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from fram.access.regimes.classes import ClassWeights, class_weights, is_held
from fram.access.regimes.regime import Regime, Route, Told
from fram.access.spread import after_another, all_needed, by_unit, estimate_on, months_on, one_of
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import ProductProfile

MOSTLY = 0.5
"""A mixture stands only when the ways with a figure hold at least this share of the belief."""
State = Literal["held", "needed", "no-device", "no-road"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One route still possible, for the classes that take it; ``weight`` is its share of belief.

    ``until``: the last day on which it may be used.
    """

    route: str
    name: Mapping[str, str]
    classes: tuple[str, ...]
    weight: float
    formal: bool
    months: Estimate | Unknown
    chance: Estimate | Unknown
    fees: Estimate | Unknown
    work: Estimate | Unknown
    yearly: Estimate | Unknown
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Approval under one regime: already held, or by one of several ways.

    The properties mix the ways by weight, each by itself: draw from ``ways`` where length, chance and
    cost must belong to the same way. A way without a figure is left out of that mixture; when such ways
    hold most of the belief the whole is Unknown.
    """

    regime: str
    held: bool
    ways: tuple[Way, ...]

    @property
    def months(self) -> Estimate | Unknown:
        """Months from filing to approval."""
        return self._mixed("months")

    @property
    def chance(self) -> Estimate | Unknown:
        """Chance that a filing ends in approval."""
        return self._mixed("chance")

    @property
    def fees(self) -> Estimate | Unknown:
        """Fees of authorities and bodies; 0 where they are inside the work."""
        return self._mixed("fees")

    @property
    def work(self) -> Estimate | Unknown:
        """Own and bought work up to approval."""
        return self._mixed("work")

    @property
    def yearly(self) -> Estimate | Unknown:
        """Fee for each year on the market."""
        return self._mixed("yearly")

    def _mixed(self, name: str) -> Estimate | Unknown:
        found = [(way.weight, getattr(way, name)) for way in self.ways]
        known = [(weight, part) for weight, part in found if isinstance(part, Estimate)]
        if sum(weight for weight, _ in known) < MOSTLY:
            return Unknown("no figure was read for the likeliest ways", ask="regulatory-experts")
        return one_of(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """What stands between the product and one market. ``ask``: the fact that would narrow it most."""

    market: str
    state: State
    regime: str = ""
    steps: tuple[Step, ...] = ()
    because: tuple[Reason, ...] = ()
    needs: tuple[str, ...] = ()
    ask: str = ""

    @property
    def months(self) -> Estimate | Unknown:
        """Months over all steps, one after the other; Unknown when a step's are."""
        return self._over("months", Fixed(value=0), "months")

    @property
    def chance(self) -> Estimate | Unknown:
        """Chance that every step succeeds; Unknown when a step's is."""
        return self._over("chance", Fixed(value=1), "share")

    @property
    def is_registration_only(self) -> bool:
        """True when nobody judges the product any more: all that is left is to register what is held."""
        ways = [way for step in self.steps if not step.held for way in step.ways]
        return self.state == "needed" and all(way.formal for way in ways)

    @property
    def costs(self) -> tuple[Estimate, ...]:
        """What is known of fees and work over all steps, one sum for each currency."""
        parts = [part for step in self.steps for part in (step.fees, step.work)]
        return by_unit(part for part in parts if isinstance(part, Estimate))

    def _over(self, name: str, nothing: Fixed, unit: str) -> Estimate | Unknown:
        if self.state == "no-road":
            return Unknown("no road into this market is known", ask="regulatory-experts")
        if not self.steps:
            return Estimate(dist=nothing, unit=unit, origin=Origin.COMPANY, confidence=Confidence.READ)
        found = [getattr(step, name) for step in self.steps]
        missing = [part for part in found if isinstance(part, Unknown)]
        if missing:
            return missing[0]
        return after_another(found) if name == "months" else all_needed(found)


def approval(
    profile: ProductProfile, *, roads: Mapping[str, Regime], market: str, on: date, told: Told | None = None
) -> Road:
    """Return the road of this product into a market on a day.

    ``roads`` are the regimes by id. Already held: no months, chance 1. Not a device: no approval needed.
    An unknown class leaves several ways, weighed; a figure nobody read stays ``Unknown``.
    """
    told = told or Told()
    if profile.kind == "service" or profile.fact("is_medical_device") in (False, "no"):
        return Road(market=market, state="no-device", because=(Reason.of("road-no-device"),))
    regime = next((r for r in roads.values() if market in r.opens and profile.kind in r.kinds), None)
    if regime is None:
        return Road(market=market, state="no-road", because=(Reason.of("road-none-known", market=market),))
    if is_held(regime, profile=profile, on=on):
        reason = Reason.of("road-held", cite=regime.cite, regime=regime.id)
        return Road(market=market, state="held", regime=regime.id, steps=(_held(regime),), because=(reason,))
    if regime.id in told.outside:
        return Road(market=market, state="no-device", because=(Reason.of("road-no-device"),))
    return _needed(regime, profile, roads=roads, on=on, told=told, market=market)


def _needed(
    regime: Regime, profile: ProductProfile, *, roads: Mapping[str, Regime], on: date, told: Told, market: str
) -> Road:
    found = class_weights(regime, profile=profile, told=told)
    routes = _open_routes(regime, on=on)
    before, reasons = _before(routes, profile, roads=roads, on=on, told=told)
    step = Step(regime=regime.id, held=False, ways=_ways(routes, found, on=on, told=told))
    if not step.ways:
        return Road(market=market, state="no-road", regime=regime.id, because=(*found.because, *reasons))
    stated = profile.kind != "software" or profile.fact("is_medical_device") is not None
    assumed = () if stated else (Reason.of("road-device-assumed"),)
    closes = tuple(
        Reason.of("road-open-until", cite=route.cite, regime=regime.id, until=route.until)
        for route in routes if route.until
    )  # fmt: skip
    start = Reason.of("road-needed", cite=regime.cite, regime=regime.id)
    asked = (class_weights(roads[s.regime], profile=profile, told=told).ask for s in before if not s.held)
    return Road(
        market=market, state="needed", regime=regime.id, steps=(*before, step), needs=regime.needs,
        because=(start, *reasons, *found.because, *assumed, *closes), ask=found.ask or next(asked, ""),
    )  # fmt: skip


def _open_routes(regime: Regime, *, on: date) -> list[Route]:
    """The routes still open; one of last resort only when there is no other."""
    routes = [route for route in regime.routes if route.is_open(on)]
    return [route for route in routes if not route.last_resort] or routes


def _before(
    routes: Sequence[Route], profile: ProductProfile, *, roads: Mapping[str, Regime], on: date, told: Told
) -> tuple[tuple[Step, ...], tuple[Reason, ...]]:
    """The approval elsewhere that these routes build on: one held already, else the first that fits."""
    named = dict.fromkeys(name for route in routes for name in route.after if name in roads)
    fitting = [roads[n] for n in named if profile.kind in roads[n].kinds and n not in told.outside]
    if not fitting:
        return (), ()
    for regime in fitting:
        if is_held(regime, profile=profile, on=on):
            return (_held(regime),), (Reason.of("road-builds-on-held", cite=regime.cite, regime=regime.id),)
    first = fitting[0]
    found = class_weights(first, profile=profile, told=told)
    step = Step(regime=first.id, held=False, ways=_ways(_open_routes(first, on=on), found, on=on, told=told))
    reason = Reason.of("road-builds-on", cite=first.cite, regime=first.id)
    return ((step,), (reason,)) if step.ways else ((), ())


def _ways(routes: Sequence[Route], found: ClassWeights, *, on: date, told: Told) -> tuple[Way, ...]:
    total = sum(found.weights.values())
    ways = []
    for route in routes:
        classes = {cls: w for cls, w in found.weights.items() if w > 0 and route.serves(cls)}
        if classes:
            way = _way(route, classes, on=on, small=told.small_firm)
            way = replace(way, weight=sum(classes.values()) / total)
            ways.append(way if found.settled else _no_firmer(way))
    return tuple(ways)


def _way(route: Route, classes: Mapping[str, float], *, on: date, small: bool) -> Way:
    chance = _certain(route) if route.formal else estimate_on(route.chance, day=on)
    fees = estimate_on(route.fees_small if small and route.fees_small else route.fees, day=on)
    work = one_of([
        (share, part)
        for cls, share in classes.items()
        if isinstance(part := estimate_on(route.work.get(cls, route.work.get("")), day=on), Estimate)
    ])  # fmt: skip
    if route.includes_fees and isinstance(work, Estimate) and isinstance(fees, Estimate):
        fees = replace(fees, dist=Fixed(value=0), because=(Reason.of("road-fee-inside-work"),))
    return Way(
        route=route.id, name=route.name, classes=tuple(classes), weight=1.0,
        formal=route.formal, months=months_on(route.months, day=on), chance=chance, fees=fees, work=work,
        yearly=estimate_on(route.yearly, day=on), until=route.until,
    )  # fmt: skip


def _no_firmer(way: Way) -> Way:
    """Figures read for a class are only partly read for a product whose class is our assumption."""

    def weaker(part: Estimate | Unknown) -> Estimate | Unknown:
        if isinstance(part, Unknown):
            return part
        return replace(part, confidence=Confidence.weakest(part.confidence, Confidence.PARTLY_READ))

    return replace(
        way, months=weaker(way.months), chance=weaker(way.chance), fees=weaker(way.fees),
        work=weaker(way.work), yearly=weaker(way.yearly),
    )  # fmt: skip


def _certain(route: Route) -> Estimate:
    """Nobody judges the product on this route, so a complete filing goes through."""
    return Estimate(
        dist=Fixed(value=1), unit="share", origin=Origin.CITED if route.cite else Origin.DEFAULT,
        confidence=Confidence.PARTLY_READ if route.cite else Confidence.UNCHECKED,
        cites=(route.cite,) if route.cite else (),
        because=(Reason.of("road-registration-only", cite=route.cite),),
    )  # fmt: skip


def _held(regime: Regime) -> Step:
    def known(value: float, unit: str) -> Estimate:
        return Estimate(dist=Fixed(value=value), unit=unit, origin=Origin.COMPANY, confidence=Confidence.READ)

    nothing = Unknown("already held")
    way = Way(
        route="held", name={"en": "Already held", "nb": "Har allerede"}, classes=(), weight=1.0, formal=True,
        months=known(0, "months"), chance=known(1, "share"), fees=nothing, work=nothing, yearly=nothing,
    )  # fmt: skip
    return Step(regime=regime.id, held=True, ways=(way,))
