"""Which notified bodies a product may ask, in which order, and how long firms waited for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fram.access.bodies import body as engine
from fram.access.bodies.body import Body
from fram.access.bodies.codes import CodeBook, NeededCode, missing_facts, needed_codes
from fram.access.bodies.shortlist import Candidate, shortlist
from fram.access.bodies.slot import Slot, earliest_slot
from fram.access.road.activity import answered
from fram.knowledge.access.bodies import Refusals, Waits, read_waits
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf
from fram.store.lists import Loaded
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.access.bodies.loading import code_books, known_bodies
from fram.workspace.access.laws.device import Device, device_of
from fram.workspace.access.product import Given, a_day, product_of, refuse_a_service
from fram.workspace.company import check_company


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyList:
    """The codes a product needs and the bodies to ask. ``needs_body``: whether one must look at all.

    ``reason``: why none must, by key of the words; ``ask``: the fact that decides the most of what is open;
    ``british``: approved bodies of Great Britain; ``loaded``: the user's own list, if one was loaded.
    """

    product: str
    regime: str
    classes: tuple[str, ...]
    needs_body: Truth
    book: CodeBook
    as_of: date
    refusals: Refusals
    reason: str = ""
    needed: tuple[NeededCode, ...] = ()
    ask: str = ""
    candidates: tuple[Candidate, ...] = ()
    british: tuple[Body, ...] = ()
    slot: Slot | None = None
    loaded: Loaded | None = None


def notified_bodies(product: Given, *, on: date, home: Path | None = None) -> BodyList:
    """Return the designation codes a product needs and the notified bodies to ask, in order, with reasons.

    ``product`` is a profile or the path of a company file; ``home``: where the user's own list lies. For a
    product that needs no body the list says so and is empty. Raises ``Refused`` for a file or facts that
    cannot be used, and for a service.
    """
    day = a_day(on)
    profile, _ = product_of(product, on=day)
    refuse_a_service(profile)
    device = device_of(profile, on=day)
    book = code_books()[device.regime]
    told: dict[str, Any] = {
        "product": profile.name, "regime": device.regime, "classes": device.classes, "book": book,
        "as_of": day, "refusals": _waits().refusals, "needs_body": device.needs_body,
    }  # fmt: skip
    if device.needs_body is Truth.NO:
        return BodyList(**told, reason=_why_none(device))
    needed = codes_of(profile, regime=device.regime)
    bodies, loaded = known_bodies(home)
    waits = _waits()
    return BodyList(
        **told, needed=needed, ask=next(iter(missing_facts(needed)), ""), loaded=loaded,
        candidates=shortlist(
            bodies, needed=needed, regime=device.regime, home=_country(product, on=day), on=day
        ),
        british=tuple(body for body in bodies if "uk" in body.scopes),
        slot=earliest_slot(waits.agreement, waits.starts, on=day),
    )  # fmt: skip


def scope_check(product: Given, number: str, *, on: date, home: Path | None = None) -> Truth:
    """Return whether the body with this number is designated for what the product needs.

    Unknown where its scope was not read, which `fram sources load notified-bodies` mends. Raises ``Refused``
    for a number nobody knows.
    """
    day = a_day(on)
    profile, _ = product_of(product, on=day)
    regime = device_of(profile, on=day).regime
    bodies, _ = known_bodies(home)
    found = next((body for body in bodies if number and body.number == number.zfill(4)), None)
    if found is None:
        raise Refused(
            f"no notified body with the number {number or '(none)'} is known", where="number",
            remedy="load a list that holds it: fram sources load notified-bodies FILE",
        )  # fmt: skip
    return engine.scope_check(codes_of(profile, regime=regime), found, regime=regime)


def scope_of(product: ProductProfile, *, on: date) -> Truth:
    """Return whether the body the company names may take its product; unknown where it names none we know."""
    number = product.fact("notified_body_number")
    if not number:
        return Truth.UNKNOWN
    try:
        return scope_check(product, str(number), on=on)
    except Refused:
        return Truth.UNKNOWN


def body_list(product: ProductProfile) -> str:
    """Return the user's list that the product's body stands in, as ``bodies-`` and its hash, or nothing."""
    try:
        loaded = known_bodies()[1] if product.fact("notified_body_number") else None
    except Refused:  # a list that cannot be read told nothing either
        return ""
    return f"bodies-{loaded.sha256[:8]}" if loaded else ""


def codes_of(product: ProductProfile, *, regime: str) -> tuple[NeededCode, ...]:
    """Return the designation codes a product needs under a regime, its known facts filled in."""
    return needed_codes(_with_the_idle(product.facts), book=code_books()[regime])


@cache
def _waits() -> Waits:
    return read_waits(Shelf())


def _with_the_idle(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, and a no for every question that the others make idle: software has no sterile surface."""
    found = dict(facts)
    for fact in fact_registry():  # in the order they are asked: what gates a fact stands before it
        gates = fact.asked_when.items()
        if fact.name not in found and any(
            answered(found.get(name), wanted) is Truth.NO for name, wanted in gates
        ):
            found[fact.name] = "none" if "none" in fact.vocabulary else "no"
    return found


def _why_none(device: Device) -> str:
    facts = device.product.facts
    if facts.get("made_in_house") is True:
        return "none-in-house"
    if not device.classes:
        return "none-no-device"
    if facts.get("custom_made") is True:
        return "none-custom-made"
    return "none-lowest-test" if device.is_test else "none-lowest"


def _country(product: Given, *, on: date) -> str:
    """The company's country; empty for a product told without a company."""
    if isinstance(product, ProductProfile):
        return ""
    file = check_company(product, on=on).file
    return file.company.country.upper() if file else ""
