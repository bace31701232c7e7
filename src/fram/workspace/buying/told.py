"""The page of how a market buys: what counts at a glance, what to do next, the parts, and the table."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.buying.committee import Document, Seat
from fram.rules.show import Entry, Page, Section
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.access.phrases import phrases
from fram.workspace.buying.parts import how_long, parts_of, standing
from fram.workspace.buying.telling import TOPIC, Teller
from fram.workspace.buying.view import BuyingView
from fram.workspace.papers.words import Words

MOST_LACKING = 5
"""So many missing documents are named as a next step."""


def buying_page(view: BuyingView, *, lang: str = "en") -> Page:
    """Return the page in ``en`` or ``nb``."""
    tell = Teller(view=view, lang=lang, words=Words(lang))
    sections = [
        Section(title=tell.say("s-glance"), lines=tuple(_glance(tell))),
        Section(title=tell.say("s-next"), lines=tuple(Entry(text=text) for text in next_steps(tell))),
        *parts_of(tell), *_tables(tell),
    ]  # fmt: skip
    sections.append(Section(title=tell.say("s-sources"), lines=tell.sources()))
    return Page(
        lang=lang, heading=tell.say("title", market=tell.words.numerals.market_in_text(view.market)),
        over=f"{view.company} · {view.product.name}", lead=tell.say("stamp", day=tell.day(view.on)),
        warnings=tuple(_warnings(tell)), small=(tell.say("no-promise"),),
        sections=tuple(part for part in sections if part.lines or part.intro),
    )  # fmt: skip


def next_steps(tell: Teller) -> Iterator[str]:
    """Yield what to do now, the most urgent first."""
    view = tell.view
    if not view.kinds:
        yield tell.say("next-payer")
    if view.notice.standing == "no-value":
        yield tell.say("next-value")
    if view.budget_starts and view.is_public:
        yield tell.say("next-money", day=tell.day(view.budget_starts))
    if lacking := _lacking(tell):
        yield tell.say("next-make", documents="; ".join(lacking[:MOST_LACKING]))
    if view.buying.portals and view.notice.steps:
        portal = view.buying.portals[0].name
        if view.codes:
            yield tell.say("next-watch", portal=portal, code=view.codes[0].match.code.code)
        else:
            yield tell.say("next-watch-words", portal=portal)
    if view.is_pooled or not isinstance(view.cycle, Estimate):
        yield tell.say("next-ask")


def _warnings(tell: Teller) -> Iterator[str]:
    if gap := tell.view.buying.gap.get(tell.lang):
        yield f"{gap} {tell.say('ask-there')}"
    for one in tell.view.notice.over:
        if one.until:
            yield tell.say("over", label=one.label[tell.lang], day=tell.day(one.until))
    if not tell.view.kinds:
        yield tell.say("payer-unknown")


def _lacking(tell: Teller) -> list[str]:
    """The documents somebody at the first table will ask for, and the company said it does not have."""
    documents = (
        document for seat in tell.view.tables[0][1] if not seat.missing
        for document in seat.role.bring if document.is_ready(tell.view.product) is Truth.NO
    )  # fmt: skip
    return list(dict.fromkeys(document.name[tell.lang] for document in documents))


def _glance(tell: Teller) -> Iterator[Entry]:
    kinds = [tell.say(f"kind-{kind}") for kind in tell.view.kinds or ("hospital",)]
    who = tell.say("or-perhaps", first=kinds[0], others=", ".join(kinds[1:])) if kinds[1:] else kinds[0]
    yield Entry(tag=tell.say("g-buyer"), text=who)
    yield Entry(tag=tell.say("g-notice"), text=standing(tell))
    yield Entry(tag=tell.say("g-months"), text=how_long(tell))
    if tell.view.is_public:
        yield Entry(tag=tell.say("g-money"), text=_next_budget(tell))
    if deciding := _deciding(tell):
        yield Entry(tag=tell.say("g-convince"), text=deciding)


def _next_budget(tell: Teller) -> str:
    starts, months = tell.view.budget_starts, tell.view.months_to_budget
    if starts is None or months is None:
        return tell.say("no-budget")
    return tell.say("next-budget", day=tell.day(starts), months=tell.words.numerals.number(months))


def _deciding(tell: Teller) -> str:
    seats = tell.view.tables[0][1]
    names = ", ".join(seat.role.name[tell.lang] for seat in seats if seat.role.voice == "decides")
    others = sum(seat.role.voice != "decides" for seat in seats)
    return tell.say("deciders" if others else "deciders-only", names=names, count=others) if names else ""


def _tables(tell: Teller) -> Iterator[Section]:
    """Who must say yes: in full for whose budget pays, by name only for who may buy it too."""
    (kind, seats), *others = tell.view.tables
    lines = tuple(entry for seat in seats for entry in _seat(tell, seat))
    title = tell.say("s-table", kind=tell.say(f"kind-{kind}"))
    yield Section(title=title, intro=tell.say("table-how"), lines=lines)
    for kind, seats in others:
        names = ", ".join(seat.role.name[tell.lang] for seat in seats)
        title = tell.say("s-table", kind=tell.say(f"kind-{kind}"))
        yield Section(title=title, lines=(Entry(text=names, note=tell.say("table-more")),))


def _seat(tell: Teller, seat: Seat) -> Iterator[Entry]:
    role = seat.role
    carried = ""
    if role.is_carried(tell.view.market):
        places = ", ".join(tell.words.numerals.market_in_text(code) for code in role.read_in)
        carried = tell.say("carried", places=places)
    name, voice = role.name[tell.lang], tell.say(f"voice-{role.voice}")
    head = f"{name}: {voice}{_perhaps(tell, seat)}"
    yield Entry(tag=tell.noted(head, tell.source(role.cite, role.confidence), carried), text="")
    yield Entry(tag=tell.say("needs"), text=role.needs[tell.lang])
    yield Entry(tag=tell.say("stops"), text=role.stops[tell.lang])
    yield Entry(tag=tell.say("bring"), text="; ".join(_brought(tell, one) for one in role.bring))


def _perhaps(tell: Teller, seat: Seat) -> str:
    known = phrases(TOPIC)
    facts = [tell.say(f"fact-{fact}") for fact in seat.missing if f"fact-{fact}" in known]
    return f" ({tell.say('sits-if', facts=', '.join(facts))})" if facts else ""


def _brought(tell: Teller, document: Document) -> str:
    name, ready = document.name[tell.lang], document.is_ready(tell.view.product)
    if ready is Truth.UNKNOWN:
        return name
    return tell.say("have" if ready is Truth.YES else "lack", name=name)
