"""Changes by law: days of the laws beside device law, rules of device law, and coded proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module

from fram.access.regimes.regime import Regime
from fram.access.watch.approvals import rule_changes
from fram.access.watch.line import Kind, Line, Window
from fram.knowledge.laws import LawDay
from fram.knowledge.rulebooks import BOOKS, LAW_BOOKS, MODULES, rule_book
from fram.rules.book import Reform, RuleBook
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.access.laws import LawBeside, laws_beside
from fram.workspace.access.laws.device import Device, device_of
from fram.workspace.access.phrases import phrases
from fram.workspace.access.verdicts import book_for
from fram.workspace.access.wording import norwegian
from fram.workspace.world import World

PENDING = "pending"
"""What a law's days say of a matter that is not decided."""
NORWAY = "norway"
"""The key of the day that says how an EU law stands in Norway."""
DAY = timedelta(days=1)
BINDS = {Truth.YES: "law-binds", Truth.UNKNOWN: "law-may-bind"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is watched: the product, the day's window, the markets, and the world's knowledge."""

    profile: ProductProfile
    window: Window
    markets: tuple[str, ...]
    world: World

    def within(self, places: Sequence[str]) -> tuple[str, ...]:
        """Return the markets watched that lie in one of these places or groups of countries."""
        names = {place.partition("-")[0] for place in places} | set(places)
        heads = ((market, self.world.markets[market].head) for market in self.markets)
        return tuple(
            market
            for market, head in heads
            if market in names or names & {group.upper() for group in head.within}
        )


def law_changes(asked: Asked) -> Iterator[Line]:
    """Yield the days of each law beside device law that binds the product, or may, and what is still open."""
    day = asked.window.first
    device = device_of(asked.profile, on=day)
    for law in laws_beside(asked.profile, on=day):
        markets = asked.within(law.places)
        if law.binds is not Truth.NO and (markets or "NO" in asked.markets):
            sure, perhaps = _about(law, device, on=day)
            for one in law.days:
                serves = set(one.serves)
                if not serves or serves & (sure | perhaps):
                    part = Truth.YES if serves & sure else Truth.UNKNOWN
                    here = tuple({"NO"} & set(asked.markets)) if one.key == NORWAY else markets
                    yield from _on_the_day(law, one, here, part=part, window=asked.window)


def _about(law: LawBeside, device: Device, *, on: date) -> tuple[frozenset[str], frozenset[str]]:
    """What a law's days are about for this product, surely and perhaps: rules, or the CE mark's ground."""
    if law.law in LAW_BOOKS:
        book = rule_book(law.law)
        verdict = book.decide({**device.tells, **device.product.facts}, on=max(on, book.since))
        sure, perhaps = verdict.because, verdict.unsure
        return frozenset(one.rule for one in sure), frozenset(one.rule for one in perhaps)
    held = (c.regime.lower() for c in device.product.certificates)
    kind = "tests" if device.is_test else "devices"
    return frozenset((device.regime, kind, "transition", *held)), frozenset()


def _on_the_day(
    law: LawBeside, at: LawDay, markets: tuple[str, ...], *, part: Truth, window: Window
) -> Iterator[Line]:
    """A day as a change; ``part``: whether this part of the law is about the product."""
    known, day = at.known(window.first), at.day(window.first)
    assert known is not None  # a law beside holds only days that were known then
    if not markets:
        return
    if at.kind == "from" and day in window:
        kind: Kind = "law-begins"
    elif at.kind == "until" and day and day + DAY in window:
        kind = "law-ends"
    elif at.kind == "state" and known.value == PENDING:
        kind, day = "law-open", None
    else:
        return
    asks = kind == "law-begins" and day == law.starts_on
    touches = law.binds if asks else law.binds & part
    word = "law-part" if touches is not law.binds else BINDS[law.binds]
    yield Line(
        id=f"{law.law}.{at.key}", kind=kind, on=day + DAY if day and kind == "law-ends" else day,
        last=day if kind == "law-ends" else None, markets=markets,
        subject={"en": law.name.en, "nb": law.name.nb}, says={"en": at.says.en, "nb": at.says.nb},
        because="law-asks" if asks else word,
        given={"en": law.demand.en, "nb": law.demand.nb} if asks else {},
        touches=touches,
        state="proposed" if kind == "law-open" else "law", cite=known.cite, confidence=known.confidence,
        missing=(law.ask,) if law.ask and touches is Truth.UNKNOWN else (),
    )  # fmt: skip


def device_law_changes(asked: Asked) -> Iterator[Line]:
    """Yield the rules of device law that begin or end, in the words of each language."""
    for regime, book, markets in _books(asked):
        found = rule_changes(
            book, facts=asked.profile.facts, regime=regime, markets=markets, window=asked.window
        )
        for line in found:
            told = norwegian(regime.id).get(line.id.removeprefix(f"{regime.id}."))
            yield replace(line, says={**line.says, "nb": told}) if told else line


def proposals(asked: Asked) -> Iterator[Line]:
    """Yield the coded proposals that would change the class of the product; none has a day."""
    for regime, book, markets in _books(asked):
        module = import_module(MODULES[regime.id][0])
        reforms: Mapping[str, Reform] = getattr(module, "REFORMS", {})
        for reform in reforms.values():
            on = max(asked.window.first, book.since)
            before = book.decide(asked.profile.facts, on=on).outcomes
            changed = book_for(asked.profile, regime=regime.id, reform=reform.id)
            after = changed.decide(asked.profile.facts, on=on).outcomes
            if after != before:
                told = phrases("watch").get(f"reform-{reform.id}")
                yield Line(
                    id=f"{regime.id}.{reform.id}", kind="reform", on=None, markets=markets,
                    subject=regime.name, because="class-would-change",
                    says={"en": told.en, "nb": told.nb} if told else {"en": reform.says, "nb": reform.says},
                    given={"before": ", ".join(before), "after": ", ".join(after)}, state="proposed",
                    cite=reform.cite, confidence=reform.confidence,
                )  # fmt: skip


def _books(asked: Asked) -> Iterator[tuple[Regime, RuleBook, tuple[str, ...]]]:
    """The coded regimes of the markets watched, with the book that fits the product."""
    for regime in asked.world.roads.values():
        markets = tuple(market for market in asked.markets if market in regime.opens)
        if not markets or regime.id not in BOOKS or asked.profile.kind not in regime.kinds:
            continue
        try:
            yield regime, book_for(asked.profile, regime=regime.id), markets
        except Refused:  # a book that has nothing to say of this kind of product
            continue
