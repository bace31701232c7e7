"""The parts of the page: buyers, notices, portals, agreements, money, months; each a section in words."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.buying.cycle import pool_parts
from fram.access.buying.market import Rule
from fram.access.buying.notice import Step
from fram.knowledge.facts import fact_registry
from fram.rules.show import Entry, Section
from fram.terms.citation import Confidence
from fram.terms.estimate import Estimate
from fram.workspace.buying.telling import Teller
from fram.workspace.buying.tender_codes import Proposed
from fram.workspace.papers.phrases import reason_text
from fram.workspace.world import the_world

MARKS = {True: "✓ ", False: "○ "}
"""Before a limit: reached, and not reached."""


def parts_of(tell: Teller) -> Iterator[Section]:
    """Yield the sections in the order a seller needs them."""
    beside = "" if tell.view.is_public or not tell.view.buying.buyers else tell.say("who-else")
    yield Section(title=tell.say("s-who"), intro=beside, lines=tuple(_buyers(tell)))
    yield _notices(tell)
    yield Section(title=tell.say("s-procedures"), lines=tuple(_procedures(tell)))
    yield Section(title=tell.say("s-where"), lines=tuple(_where(tell)))
    yield Section(title=tell.say("s-codes"), lines=tuple(_codes(tell)))
    yield Section(title=tell.say("s-frameworks"), lines=tuple(_frameworks(tell)))
    yield Section(title=tell.say("s-money"), lines=tuple(_money(tell)))
    yield Section(title=tell.say("s-months"), lines=tuple(_months(tell)))


def standing(tell: Teller) -> str:
    """Return in one sentence where the purchase stands."""
    notice, purchase = tell.view.notice, tell.view.purchase
    step = notice.applies
    amount = tell.amount(purchase.amount, purchase.currency) if purchase.amount else ""
    label = step.threshold.label[tell.lang] if step else ""
    key = f"standing-{notice.standing}"
    if notice.over and notice.standing in ("below", "unread"):
        key = f"{key}-over"
    elif notice.standing == "below" and not notice.knows_national:
        key = "standing-below-unread"
    return tell.say(key, amount=amount, label=label)


def how_long(tell: Teller) -> str:
    """Return how long a sale takes, marked where it was not measured here."""
    cycle = tell.view.cycle
    if not isinstance(cycle, Estimate):
        return tell.say("no-months")
    mark = tell.say("pooled") if tell.view.is_pooled else ""
    return ", ".join(filter(None, (tell.months(cycle, key="range"), mark)))


def _buyers(tell: Teller) -> Iterator[Entry]:
    if not tell.view.buying.buyers:
        yield Entry(text=tell.say("no-buyers"))
    for buyer in tell.view.buying.buyers:
        names = ", ".join(name[tell.lang] for name in buyer.names)
        area = f" ({buyer.area})" if buyer.area else ""
        note = tell.noted(buyer.note.get(tell.lang, ""), tell.source(buyer.cite, buyer.confidence))
        yield Entry(tag=tell.say(f"sells-{buyer.kind}"), text=f"{names}{area}", note=note)


def _notices(tell: Teller) -> Section:
    view = tell.view
    steps = view.notice.steps
    lines = (*(_rule(tell, rule) for rule in view.notice.rules), *(_step(tell, step) for step in steps))
    converted = view.rates and any(step.currency != view.purchase.currency for step in steps)
    told = tell.say("rate", day=tell.day(max(rate.day for rate in view.rates))) if converted else ""
    intro = tell.say("notice-how") if steps else standing(tell)
    return Section(title=tell.say("s-notice"), intro=intro, help=told, lines=lines)


def _rule(tell: Teller, rule: Rule) -> Entry:
    since = tell.say("since", day=tell.day(rule.since)) if rule.since else ""
    return Entry(
        tag=rule.area or tell.say("rule"), text=rule.says[tell.lang],
        note=tell.noted(since, tell.source(rule.cite, rule.confidence)),
    )  # fmt: skip


def _step(tell: Teller, step: Step) -> Entry:
    threshold, limit, purchase = step.threshold, step.limit, tell.view.purchase
    mark = MARKS[step.is_reached] if step.value is not None else ""
    held = ""
    if step.value is not None and (step.currency != purchase.currency or threshold.with_tax):
        held = tell.say("yours", amount=tell.amount(step.value, step.currency))
    follows = threshold.follows.get(tell.lang) or tell.say("follows-european")
    return Entry(
        tag=f"{mark}{tell.amount(limit.number, step.currency)}",
        text=f"{threshold.label[tell.lang]}. {follows}",
        note=tell.noted(
            tell.say("with-tax" if threshold.with_tax else "without-tax"), held,
            tell.say("tax-unknown") if step.untaxed else "",
            tell.say("from-day", day=tell.day(limit.start)), tell.source(limit.cite, limit.confidence),
        ),
    )  # fmt: skip


def _procedures(tell: Teller) -> Iterator[Entry]:
    cite = the_world().notices.cite
    for one in tell.view.procedures:
        yield Entry(tag=one.name[tell.lang], text=f"{one.note.get(tell.lang, '')} ({one.code})")
    if tell.view.procedures:
        yield Entry(text=tell.say("codes-from"), note=tell.source(cite, Confidence.READ))


def _where(tell: Teller) -> Iterator[Entry]:
    if not tell.view.buying.portals:
        yield Entry(text=tell.say("no-portal"))
    for portal in tell.view.buying.portals:
        area = f" ({portal.area})" if portal.area else ""
        note = tell.noted(portal.note.get(tell.lang, ""), tell.source(portal.cite, portal.confidence))
        yield Entry(text=" · ".join(filter(None, (f"{portal.name}{area}", portal.url))), note=note)


def _codes(tell: Teller) -> Iterator[Entry]:
    if tell.view.codes is None:
        return
    if not tell.view.codes:
        yield Entry(text=tell.say("code-none"))
    for one in tell.view.codes:
        yield Entry(tag=one.match.code.code, text=one.match.code.name, note=_why(tell, one))


def _why(tell: Teller, one: Proposed) -> str:
    if one.fact:
        fact = fact_registry()[one.fact]
        said = fact.vocabulary.get(one.answer)
        answer = said.in_(tell.lang) if said else tell.say(f"answer-{one.answer}")
        return tell.say("code-by-fact", question=fact.question.in_(tell.lang), answer=answer)
    words = ", ".join(word for reason in one.match.reasons for word in reason.words)
    return tell.say("code-because", words=words) if words else tell.say("code-rest")


def _frameworks(tell: Teller) -> Iterator[Entry]:
    for one in tell.view.buying.frameworks:
        months = tell.say("framework", months=tell.words.numerals.fixed(one.months))
        note = tell.noted(one.note.get(tell.lang, ""), tell.source(one.cite, one.confidence))
        yield Entry(tag=months, text=one.what[tell.lang], note=note)


def _money(tell: Teller) -> Iterator[Entry]:
    year, starts = tell.view.buying.budget_year, tell.view.budget_starts
    if year is None or starts is None:
        yield Entry(text=tell.say("no-budget"))
    else:
        note = tell.noted(year.note.get(tell.lang, ""), tell.source(year.cite, year.confidence))
        yield Entry(
            text=tell.say("year-starts", whose=year.whose[tell.lang], day=tell.day(starts)), note=note
        )
    for one in tell.view.buying.money:
        yield Entry(text=one.says[tell.lang], note=tell.source(one.cite, one.confidence))


def _months(tell: Teller) -> Iterator[Entry]:
    cycle = tell.view.cycle
    reasons = (
        [reason_text(reason, words=tell.words) for reason in cycle.because]
        if isinstance(cycle, Estimate)
        else []
    )
    read = tell.say(cycle.confidence.value) if isinstance(cycle, Estimate) else ""
    yield Entry(text=how_long(tell), note=tell.noted(*reasons, read))
    if tell.view.is_pooled:
        yield from _pool(tell)
    yield from _seen(tell)
    for told in tell.view.buying.experience:
        low, high = (tell.words.numerals.exact(x) for x in (told.low, told.high))
        span = (
            tell.say("part-range", low=low, high=high) if low != high else tell.say("framework", months=low)
        )
        note = tell.noted(tell.say("told-by-seller"), tell.source(told.cite, told.confidence))
        yield Entry(tag=span, text=told.what[tell.lang], note=note)


def _pool(tell: Teller) -> Iterator[Entry]:
    """What the pool is made of: each kind of source with its own range."""
    world = the_world()
    known = {part.dist: part for part in world.cycle_pool.parts if part.dist is not None}
    observed = next((part for part in world.cycle_pool.parts if part.dist is None), None)
    for found in pool_parts(world.cycle_pool, observations=world.observations, on=tell.view.on):
        if (part := known.get(found.dist, observed)) is not None:
            sources = (tell.source(cite, found.confidence) for cite in found.cites)
            note = tell.noted(part.note.get(tell.lang, ""), *sources)
            yield Entry(tag=tell.months(found, key="part-range"), text=part.what[tell.lang], note=note)


def _seen(tell: Teller) -> Iterator[Entry]:
    for one in tell.view.seen:
        own = tell.say("own-sale") if one.of_company else ""
        yield Entry(
            tag=tell.say("days", days=tell.words.numerals.fixed(one.days)),
            text=f"{one.what[tell.lang]}, {tell.say(f'counts-{one.counts}')}",
            note=tell.noted(own, one.area, tell.source(one.cite, one.confidence)),
        )  # fmt: skip
    if not tell.view.seen:
        yield Entry(text=tell.say("here-none"))
