"""What each first approval opens, what it eases, and what it leaves to watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fram.access.openings.opening import EFFECTS, Effect, Opening
from fram.access.regimes.classes import class_weights, is_held
from fram.access.regimes.regime import Regime, Route, Told
from fram.access.spread import months_on, one_of
from fram.access.tags import says
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import REGIMES
from fram.terms.logic import Unknown
from fram.terms.product import Certificate, ProductProfile

JOINT_AUDIT = "mdsap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """Who wants to get where: the product, where its maker sits, what is known of its class, and the day."""

    profile: ProductProfile
    home: str
    told: Told
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """One place that approvals help into: the strongest effect, every edge, the months saved.

    ``saves`` is Unknown where no edge gives a figure: it helps, and nobody measured by how much.
    """

    place: str
    effect: Effect
    edges: tuple[Opening, ...]
    saves: Estimate | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """One approval taken first. ``gained``: it and what has to be won with it; ``own``: its own markets.

    ``helped``: other places, strongest first; ``already``: those among them that what is held helps as much;
    ``later``: what a second approval beside it would add.
    """

    approval: str
    gained: tuple[str, ...]
    held: bool
    own: tuple[str, ...]
    helped: tuple[Helped, ...]
    later: tuple[Helped, ...]
    already: tuple[str, ...] = ()

    def places(self, *effects: Effect) -> tuple[str, ...]:
        """Return the places helped with one of these effects."""
        return tuple(each.place for each in self.helped if each.effect in effects)

    @property
    def opens(self) -> tuple[str, ...]:
        """The places open with no more than a registration, the approval's own among them."""
        return tuple(dict.fromkeys((*self.own, *self.places("accepts"))))


def firsts(
    traveller: Traveller, *, edges: Sequence[Opening], roads: Mapping[str, Regime]
) -> tuple[First, ...]:
    """Return what each approval would open if it came first, beside what the product holds already.

    An approval can come first where some edge begins with it and there is a road to it for products of this
    kind; one that nobody else builds on opens no more than its own market. What is held is marked and stands
    first.
    """
    kind = traveller.profile.kind
    built_on = {source for edge in edges for source in edge.source}
    names = [name for name in REGIMES if name in built_on]
    held = held_approvals(traveller, roads=roads)
    found = (
        _first(name, traveller, edges=edges, roads=roads, held=held)
        for name in names if name in roads and kind in roads[name].kinds
    )  # fmt: skip
    return tuple(sorted(found, key=lambda first: not first.held))


def held_approvals(traveller: Traveller, *, roads: Mapping[str, Regime]) -> frozenset[str]:
    """Return every approval the product holds on the day, the joint audit among them."""
    profile, on = traveller.profile, traveller.on
    regimes = {name for name, regime in roads.items() if is_held(regime, profile=profile, on=on)}
    valid = {
        c.regime for c in profile.certificates
        if (c.held_on is None or c.held_on <= on) and (c.until is None or on < c.until)
    }  # fmt: skip
    audit = {JOINT_AUDIT} if says(profile, fact="mdsap_certified") else set()
    return frozenset(regimes | valid | audit)


def helped_by(
    gained: frozenset[str], traveller: Traveller, *, edges: Iterable[Opening], roads: Mapping[str, Regime]
) -> tuple[Helped, ...]:
    """Return the places that these approvals together help into, the strongest effect first."""
    by_place: dict[str, list[Opening]] = {}
    for edge in edges:
        if edge.is_in_force(traveller.on) and len(gained.intersection(edge.source)) >= edge.at_least:
            for place in edge.to:
                if _fits(edge, place, traveller, roads):
                    by_place.setdefault(place, []).append(edge)
    found = [_helped(place, those, traveller, roads) for place, those in by_place.items()]
    return tuple(sorted(found, key=lambda each: EFFECTS.index(each.effect)))


def by_way_of(
    first: str, *, roads: Mapping[str, Regime], held: frozenset[str] = frozenset()
) -> Mapping[str, Regime]:
    """Return the roads as they are when this approval comes next, beside those held.

    Its own road builds on no other that is not held; any other road that must build on one builds on it.
    """

    def led(route: Route) -> Route:
        leads = first in route.after and not held.intersection(route.after)
        return replace(route, after=(first,)) if leads else route

    def is_open(name: str, route: Route) -> bool:
        return name != first or not route.after or bool(held.intersection(route.after))

    return {
        name: replace(regime, routes=tuple(led(r) for r in regime.routes if is_open(name, r)))
        for name, regime in roads.items()
    }


def with_approval(profile: ProductProfile, names: Iterable[str]) -> ProductProfile:
    """Return the product as if it held these approvals already."""
    more = tuple(Certificate(regime=name) for name in names)
    return replace(profile, certificates=(*profile.certificates, *more))


def _first(
    name: str,
    traveller: Traveller,
    *,
    edges: Sequence[Opening],
    roads: Mapping[str, Regime],
    held: frozenset[str],
) -> First:
    regime = roads[name]
    gates = (e for e in edges if e.effect == "gateway" and set(e.to).intersection(regime.opens))
    needed = [
        source for edge in gates if _fits(edge, regime.opens[0], traveller, roads)
        for source in edge.source[:1] if not held.intersection(edge.source)
    ]  # fmt: skip
    gained = (name, *needed)
    have = held | set(gained)
    others = [edge for edge in edges if not set(edge.to).issubset(regime.opens) or edge.effect == "accepts"]
    helped = helped_by(have, traveller, edges=_touched(others, gained), roads=roads)
    before = {h.place: h for h in helped_by(held - {name}, traveller, edges=edges, roads=roads)}
    seen = {edge.id for each in helped for edge in each.edges}
    more = [replace(e, at_least=1) for e in _touched(others, gained) if e.at_least > 1 and e.id not in seen]
    return First(
        approval=name, gained=gained, held=name in held, helped=helped,
        own=tuple(market for market in regime.opens if market not in {h.place for h in helped}),
        later=helped_by(have, traveller, edges=more, roads=roads),
        already=tuple(h.place for h in helped if h.place in before and not _adds(h, before[h.place])),
    )  # fmt: skip


def _adds(after: Helped, before: Helped) -> bool:
    """True when it helps more than before: a stronger effect, or an edge that asks for several together."""
    if EFFECTS.index(after.effect) < EFFECTS.index(before.effect):
        return True
    known = {edge.id for edge in before.edges}
    return any(edge.at_least > 1 and edge.id not in known for edge in after.edges)


def _touched(edges: Iterable[Opening], gained: Sequence[str]) -> list[Opening]:
    return [edge for edge in edges if set(gained).intersection(edge.source)]


def _fits(edge: Opening, place: str, traveller: Traveller, roads: Mapping[str, Regime]) -> bool:
    classes = frozenset(_classes(place, traveller, roads))
    return edge.fits(kind=traveller.profile.kind, home=traveller.home, classes=classes)


def _classes(place: str, traveller: Traveller, roads: Mapping[str, Regime]) -> Mapping[str, float]:
    """The classes the product may have in a market, with their weights."""
    for regime in roads.values():
        if place in regime.opens and traveller.profile.kind in regime.kinds:
            found = class_weights(regime, profile=traveller.profile, told=traveller.told).weights
            return {cls: weight for cls, weight in found.items() if weight > 0}
    return {}


def _helped(
    place: str, edges: Sequence[Opening], traveller: Traveller, roads: Mapping[str, Regime]
) -> Helped:
    ordered = sorted(edges, key=lambda edge: (EFFECTS.index(edge.effect), -edge.at_least))
    weights = _classes(place, traveller, roads)
    measured = next((edge for edge in ordered if edge.saves), None)
    return Helped(
        place=place, effect=ordered[0].effect, edges=tuple(ordered),
        saves=_saved(measured, weights, traveller.on) if measured else Unknown("nobody measured it"),
    )  # fmt: skip


def _saved(edge: Opening, weights: Mapping[str, float], on: date) -> Estimate | Unknown:
    """The months saved over the classes still possible that the edge speaks of."""
    found = [
        (weight, months_on(edge.saves.get(cls, edge.saves.get("")), day=on))
        for cls, weight in weights.items()
        if not edge.classes or cls in edge.classes
    ]
    return one_of([(weight, months) for weight, months in found if isinstance(months, Estimate)])
