"""Who pays in a market, in words: every line of the page in one language, for terminal and browser alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fram.access.pathways.prices import NetPrice
from fram.decide.rank import Range
from fram.decide.roads.first_money import APPROVAL, EVIDENCE, GATES, LOCALISE, SALE, WAIT, Leg
from fram.terms.citation import Citation
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.papers.access.gantt import HOLDS_UP, Axis, Line, Step, cited
from fram.workspace.papers.words import Words
from fram.workspace.payers.cards import card
from fram.workspace.payers.price_lines import price_notes
from fram.workspace.payers.telling import PayersPage, Source, Teller
from fram.workspace.payers.view import PayersView
from fram.workspace.weighing.reach_terms import is_by_patient

ACTORS = {APPROVAL: "firm", **dict.fromkeys((GATES, LOCALISE, EVIDENCE, WAIT), "firm-only"), SALE: "buyer"}
"""Who acts on the stretches that are no step of the pathway itself."""

TOO_MANY = 8
"""So many answers may be open at most for a way to be called the best without a warning."""


def payers_page(view: PayersView, *, lang: str = "en") -> PayersPage:
    """Return the page of who pays in a market, in ``en`` or ``nb``."""
    tell = Teller(view=view, lang=lang, words=Words(lang))
    numerals = tell.words.numerals
    cards = [(one, card(tell, one)) for one in view.payers]
    legs = view.run.legs if view.run else ()
    axis = Axis.over((Range.of(leg.ends) for leg in legs), on=view.on)
    return PayersPage(
        lang=lang, over=f"{view.company} · {view.product.name}",
        title=tell.say("title", market=numerals.market_in_text(view.market)),
        stamp=tell.say("stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed),
        state=_state(tell), glance=tuple(_glance(tell)), next_step=tuple(_next_step(tell)),
        timeline=tell.say("s-timeline", name=_way(tell)) if legs else "",
        steps=tuple(_step(tell, leg, axis) for leg in legs), ticks=axis.ticks(numerals),
        cards=tuple(found for one, found in cards if not one.fit.is_closed),
        closed=tuple(found for one, found in cards if one.fit.is_closed),
        sources=tuple(_sources(tell)), small=(tell.say("small-fit"), tell.say("small-unchecked")),
    )  # fmt: skip


def _state(tell: Teller) -> str:
    """What must be known before anything else on the page."""
    told = [tell.say("served")] if tell.view.served else []
    return " ".join(filter(None, (*told, _gap(tell))))


def _gap(tell: Teller) -> str:
    """Why no way, or no month, can be given; empty where one can."""
    view = tell.view
    market = tell.words.numerals.market_in_text(view.market)
    own = [one for one in view.payers if len(one.pathway.markets) == 1]
    if not own:
        return tell.say("none-known", market=market)
    if all(not isinstance(one.months, Estimate) for one in own):
        return tell.say("before")
    if view.direct is not None or view.payment.on_critical_path is Truth.NO:
        return tell.say("no-road-known", market=market) if view.ready is None else ""
    if view.best is None:
        return _none(tell, market)
    if len(view.best.fit.open) >= TOO_MANY:
        return tell.say("too-little", count=len(view.best.fit.open))
    return tell.say("no-road-known", market=market) if view.ready is None else ""


def _none(tell: Teller, market: str) -> str:
    """Why no way that pays can be planned with: nobody can apply, others pay, or none fits."""
    view = tell.view
    paying = [one.pathway for one in view.payers if one.pathway.pays == "yes" and not one.fit.is_closed]
    if paying and all(one.picked for one in paying):
        return tell.say("only-picked", market=market, count=len(paying))
    if paying:
        return tell.say(
            "other-purse", market=market, payer=tell.words.named("payer", str(view.product.payer))
        )
    return tell.say("none-fits", market=market, count=len(view.payers))


def _glance(tell: Teller) -> Iterator[Line]:
    view, best = tell.view, tell.view.best
    if view.instead:
        line = Line(name=tell.say("instead"), text=view.instead.says[tell.lang])
        yield Source(cite=view.instead.cite, confidence=view.instead.confidence).on(line)
    yield Line(name=tell.say("payer"), text=_whose(tell))
    if best:
        yield Line(name=tell.say("budget"), text=best.pathway.budget[tell.lang])
    yield Line(
        name=tell.say("best"), text=_best(tell), confidence=best.pathway.confidence.value if best else ""
    )
    money = tell.when(view.money) if view.money else tell.say("money-none")
    yield Line(name=tell.say("money"), text=money, confidence=view.sure.value if view.money else "")
    if best and isinstance(best.chance, Estimate):
        line = Line(name=tell.say("chance"), text=tell.estimate(best.chance))
        yield Source(cite=best.chance.cites[0], confidence=best.chance.confidence).on(line)
    yield from _price(tell)
    yield Line(name=tell.say("approval"), text=_approval(tell), confidence=_approval_sure(tell))
    if isinstance(view.cycle, Estimate) and view.run and any(leg.name == SALE for leg in view.run.legs):
        notes = tuple(tell.reason(reason) for reason in view.cycle.because[:1])
        name = tell.say("first-patients" if is_by_patient(view.product) else "sale")
        sure = view.cycle.confidence.value
        yield Line(name=name, text=tell.length(view.cycle), notes=notes, confidence=sure)


def _whose(tell: Teller) -> str:
    view = tell.view
    if view.product.payer is None:
        return tell.say("payer-unknown")
    key = "payer-fund" if view.payment.on_critical_path is Truth.YES else "payer-budget"
    payer = tell.words.named("payer", view.product.payer)
    return tell.say(key, payer=payer[:1].upper() + payer[1:])


def _price(tell: Teller) -> Iterator[Line]:
    """The net price of the way a plan takes; where no payer sets one, what the firm asks at home."""
    best = tell.view.best
    price = best.price if best else tell.view.own
    if not isinstance(price, NetPrice):
        return
    key = "own-price" if tell.is_own(price) else "net"
    yield Line(
        name=tell.say(key), text=tell.net(price), notes=price_notes(tell, price.because),
        confidence=price.net.confidence.value,
    )  # fmt: skip


def _way(tell: Teller) -> str:
    best = tell.view.best
    return best.pathway.name[tell.lang] if best else tell.say("direct")


def _best(tell: Teller) -> str:
    best = tell.view.best
    if tell.view.direct is not None:
        return tell.say("direct-best")
    if best is None:
        return tell.say("best-none")
    told = f"{best.pathway.name[tell.lang]}: {tell.say(f'fit-{tell.fit(best)}')}"
    against = (one.demand.says[tell.lang].rstrip(".") for one in best.fit.warnings[:1])
    return "; ".join((told, *(tell.say("warned", says=says) for says in against)))


def _approval(tell: Teller) -> str:
    view = tell.view
    if view.road.state in ("held", "no-device"):
        return tell.say(f"approval-{view.road.state}")
    return tell.when(view.ready) if view.ready else tell.say("approval-unknown")


def _approval_sure(tell: Teller) -> str:
    """How far the months to approval were read; nothing where none lie ahead."""
    ahead = tell.view.facing.approval
    return ahead.confidence.value if ahead and tell.view.ready and tell.view.ready.p90 > 0 else ""


def _next_step(tell: Teller) -> Iterator[str]:
    view = tell.view
    best = view.best or next((one for one in view.payers if not one.fit.is_closed), None)
    if view.product.payer is None:
        yield tell.say("next-payer")
    if view.direct is not None:
        yield tell.say("next-sale", market=view.market)
        return
    if best is None:
        yield from (one.pathway.next[tell.lang] for one in view.payers[:1] if len(one.pathway.markets) == 1)
        ask = view.instead.ask[tell.lang] if view.instead else ""
        yield tell.say("ask-first", whom=ask) if ask else tell.say("none-known-ask")
        return
    if failing := best.fit.failing:
        says = failing[0].demand.says[tell.lang]
        yield tell.say("next-fails", way=best.pathway.name[tell.lang], says=says)
    elif missing := best.fit.missing:
        yield tell.say("next-question", question=tell.fact(missing[0]))
        yield tell.say("next-command")
    yield best.pathway.next[tell.lang]


def _step(tell: Teller, leg: Leg, axis: Axis) -> Step:
    starts, ends = Range.of(leg.starts), Range.of(leg.ends)
    line, actor = _leg(tell, leg)
    return Step(
        line=replace(line, text=tell.months(Range.of(leg.ends - leg.starts))), actor=actor,
        when=tell.when(ends), is_done=False, is_critical=leg.critical >= HOLDS_UP,
        band=axis.bar(starts.p10, end=ends.p90), core=axis.bar(starts.p50, end=ends.p50),
    )  # fmt: skip


def _leg(tell: Teller, leg: Leg) -> tuple[Line, str]:
    """What a stretch of the way is called and rests on, and who acts."""
    if leg.name in ACTORS:
        name = "first-patients" if leg.name == SALE and is_by_patient(tell.view.product) else leg.name
        line = Line(name=tell.say(f"leg-{name}"), confidence=_sure_of(tell, leg))
        return line, tell.say(f"actor-{ACTORS[leg.name]}")
    best = tell.view.best
    steps = best.pathway.steps if best else ()
    step = next((one for one in steps if leg.name.endswith(f".{one.id}")), None)
    if step is None:
        return Line(name=tell.say("leg-whole")), ""
    value = step.days.values[-1]
    line = Source(cite=value.cite, confidence=value.confidence).on(Line(name=step.name[tell.lang]))
    return line, step.actor[tell.lang]


def _sure_of(tell: Teller, leg: Leg) -> str:
    """How far the length of a stretch that is no step of the pathway was read."""
    facing, best = tell.view.facing, tell.view.best
    if leg.name == WAIT:
        return best.pathway.window.confidence.value if best else ""
    known = {**facing.beside, APPROVAL: facing.approval, EVIDENCE: facing.evidence, SALE: facing.cycle}
    found = known.get(leg.name)
    return found.confidence.value if isinstance(found, Estimate) else ""


def _sources(tell: Teller) -> Iterator[Line]:
    seen: dict[tuple[str, str], Citation] = {}
    for one in tell.view.payers:
        cites = [one.pathway.cite, *(text.cite for text in one.pathway.texts)]
        cites += [judged.demand.cite for judged in one.fit.demands]
        for cite in cites:
            if cite.read:
                seen.setdefault((cite.title, cite.publisher), cite)
    for cite in seen.values():
        day = tell.words.numerals.day(cite.read) if cite.read else ""
        yield Line(name="", text=cited(cite), url=cite.url, notes=(f"{tell.say('confidence-read')} {day}",))
