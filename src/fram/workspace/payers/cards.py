"""One pathway in words: what it is in a few figures, its conditions, steps, price, changes and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fram.access.pathways.fit import Judged
from fram.access.pathways.pathway import Pathway, Words
from fram.access.pathways.prices import NetPrice
from fram.access.spread import estimate_on, months_on
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.papers.access.gantt import Line, short
from fram.workspace.payers.price_lines import price_lines
from fram.workspace.payers.telling import Card, Group, Source, Teller
from fram.workspace.weighing.paying.payers import Way
from fram.workspace.weighing.paying.standing import standing

if TYPE_CHECKING:
    from fram.workspace.weighing.costs import Known

NOTHING = "–"
MARKS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


def card(tell: Teller, one: Way) -> Card:
    """Return the card of a pathway."""
    pathway, fit = one.pathway, tell.fit(one)
    return Card(
        id=pathway.id, name=pathway.name[tell.lang], note=pathway.note[tell.lang], fit=fit,
        fit_said=tell.say(f"fit-{fit}"), pays=tell.say(f"pays-{pathway.pays}"),
        money=tell.when(one.money) if one.money else NOTHING, net=_net(tell, one),
        stands=standing(one.fit, lang=tell.lang),
        money_sure=one.sure.value if one.money else "", net_sure=_net_sure(tell, one),
        glance=tuple(_glance(tell, one)), groups=tuple(_groups(tell, one)),
    )  # fmt: skip


def _net(tell: Teller, one: Way) -> str:
    """The net price; nothing where the pathway pays nothing, and only a word where it is the firm's own."""
    if one.pathway.pays not in ("yes", "indirect"):
        return NOTHING
    return tell.say("net-your-own") if tell.is_own(one.price) else tell.net(one.price)


def _net_sure(tell: Teller, one: Way) -> str:
    """How far the price was read, where it is the payer's."""
    shown = one.pathway.pays in ("yes", "indirect") and not tell.is_own(one.price)
    return one.price.net.confidence.value if shown and isinstance(one.price, NetPrice) else ""


def _glance(tell: Teller, one: Way) -> Iterator[Line]:
    pathway, lang = one.pathway, tell.lang
    decides = Line(name=tell.say("decides"), text=pathway.decides[lang])
    yield Source(cite=pathway.cite, confidence=pathway.confidence).on(decides)
    yield Line(name=tell.say("budget"), text=pathway.budget[lang])
    yield _window(tell, one)
    if dossier := pathway.dossier:
        names = ", ".join(_language(code, tell) for code in dossier.languages)
        line = Line(name=tell.say("dossier"), text=names, notes=_note(dossier.note, tell))
        yield Source(cite=dossier.cite, confidence=dossier.confidence).on(line)
    if pathway.pays in ("yes", "indirect"):
        yield _known(tell, "length", one.months, text=tell.length(one.months))
    if isinstance(one.whole, Estimate) and one.whole != one.months:
        yield _known(tell, "whole", one.whole, text=tell.length(one.whole))
    yield _known(tell, "fees", one.fees, text=tell.estimate(one.fees))
    if pathway.chance is not None:
        yield _known(tell, "chance", one.chance, text=tell.estimate(one.chance))
    partners = [key for key in ("needs_partner", "picked") if getattr(pathway, key)]
    notes = tuple(tell.say(key.removeprefix("needs_")) for key in partners)
    yield Line(name=tell.say("abroad"), text=pathway.abroad[lang], notes=notes)
    yield Line(name=tell.say("to-do"), text=pathway.next[lang])


def _known(tell: Teller, key: str, found: Known, *, text: str) -> Line:
    line = Line(name=tell.say(key), text=text)
    if not isinstance(found, Estimate):
        return line
    return Source(cite=next(iter(found.cites), None), confidence=found.confidence).on(line)


def _window(tell: Teller, one: Way) -> Line:
    window, numerals = one.pathway.window, tell.words.numerals
    if window.every in ("year", "dates"):
        day = one.closes
        said = tell.say("window-closes", day=numerals.day(day)) if day else tell.say("window-past")
    else:
        said = tell.say(f"window-{window.every}")
    line = Line(name=tell.say("window"), text=said, notes=_note(window.what, tell))
    if window.every in ("none", "unknown") and window.cite is None:
        return line
    return Source(cite=window.cite, confidence=window.confidence).on(line)


def _note(both: Words, tell: Teller) -> tuple[str, ...]:
    return (both[tell.lang],) if both else ()


def _language(code: str, tell: Teller) -> str:
    return str(tell.words.numerals.locale.languages.get(code, code))


def _groups(tell: Teller, one: Way) -> Iterator[Group]:
    pathway = one.pathway
    parts: dict[str, Iterable[Line]] = {
        "asks": (_condition(tell, judged) for judged in one.fit.demands),
        "thumb": (_condition(tell, judged) for judged in one.fit.soft),
        "shows": (Line(name="", text=text[tell.lang]) for text in pathway.evidence),
        "steps": _steps(tell, pathway),
        "price": price_lines(tell, one),
        "figures": _figures(tell, pathway),
        "changes": _changes(tell, pathway),
        "rests-on": (
            Line(name="", text=text.name, source=short(text.cite), url=text.cite.url)
            for text in pathway.texts
        ),
    }
    for key, lines in parts.items():
        if found := tuple(lines):
            yield Group(key=key, title=tell.say(key), lines=found)


def _condition(tell: Teller, judged: Judged) -> Line:
    demand = judged.demand
    notes = [] if judged.truth is Truth.YES else [tell.say(f"change-{demand.change}")]
    notes += [tell.fact(name) for name in judged.missing]
    line = Line(name="", text=demand.says[tell.lang], mark=MARKS[judged.truth], notes=tuple(notes))
    return Source(cite=demand.cite, confidence=demand.confidence).on(line)


def _steps(tell: Teller, pathway: Pathway) -> Iterator[Line]:
    for step in pathway.steps:
        value = step.days.values[-1]
        months = months_on(step.days, day=tell.view.on)
        notes = (step.actor[tell.lang], *_note(step.note, tell))
        line = Line(name=step.name[tell.lang], text=tell.length(months), notes=notes)
        yield Source(cite=value.cite, confidence=value.confidence).on(line)


def _figures(tell: Teller, pathway: Pathway) -> Iterator[Line]:
    for fact in pathway.facts:
        found = estimate_on(fact.figure, day=tell.view.on)
        if isinstance(found, Estimate):
            value = next(v for v in reversed(fact.figure.values) if v.start <= tell.view.on)
            line = Line(name=fact.label[tell.lang], text=f"{tell.estimate(found)} ({value.start.year})")
            yield Source(cite=value.cite, confidence=value.confidence).on(line)


def _changes(tell: Teller, pathway: Pathway) -> Iterator[Line]:
    for change in pathway.changes:
        state, says = tell.say(f"state-{change.state}"), change.says[tell.lang]
        if change.on:
            text = tell.say("change-line", day=tell.words.numerals.day(change.on), state=state, says=says)
        else:
            text = tell.say("change-no-day", state=state, says=says)
        yield Source(cite=change.cite, confidence=change.confidence).on(Line(name="", text=text))
