"""The figures at the top of a road's page: class, way, days, chance, cost, and how far each was read."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.rank import Range
from fram.knowledge.access.published import is_screening
from fram.rules.verdict import Verdict
from fram.terms.estimate import Estimate, Origin
from fram.workspace.access.screening.page import Screened
from fram.workspace.papers.access.gantt import Line
from fram.workspace.roads.prices import Price
from fram.workspace.roads.telling import Teller


def figures(tell: Teller) -> Iterator[Line]:
    """Yield the figures in the order they are read."""
    view = tell.view
    yield from _classes(tell)
    if view.journey:
        names = " → ".join(way.name[tell.lang] for _, way in view.journey.ways)
        yield Line(name=tell.say("way"), text=names)
    if view.filing and view.approval:
        yield Line(name=tell.say("filing"), text=tell.when(view.filing))
        yield Line(
            name=tell.say("approval"), text=tell.when(view.approval), notes=(tell.months(view.approval),)
        )
    if view.road.state == "needed":
        yield _chance(tell)
        yield from (_price(tell, price) for price in view.prices)
        yield from _in_the_plan(tell)
    if view.delay:
        yield Line(name=tell.say("delay"), text=_delay(tell, view.delay))


def _classes(tell: Teller) -> Iterator[Line]:
    """The class of each regime that has one; an approval held and a screening are told without one too."""
    for step in tell.view.road.steps:
        screening = is_screening(step.regime) and not step.held
        told = class_told(tell, step.regime)
        if told or screening:
            name = tell.words.named("regime", step.regime)
            yield Line(
                name=tell.say("class"), text=f"{name}: {told or tell.say('class-unknown')}",
                notes=(tell.say("screening"),) if screening else (),
            )  # fmt: skip


def class_told(tell: Teller, regime: str) -> str:
    """Return the class held or stated, or those still possible; empty where a regime has none of its own."""
    found, names = tell.view.verdicts.get(regime), tell.view.classes.get(regime, ())
    classes = " / ".join(names)
    if any(step.held for step in tell.view.road.steps if step.regime == regime):
        return ", ".join(filter(None, (classes, tell.say("class-held"))))
    stated = found.stated if isinstance(found, Verdict | Screened) else ""
    if stated and names == (stated,):
        return f"{classes} ({tell.say('class-stated')})"
    return f"{classes}, {tell.say('class-several')}" if len(names) > 1 else classes


def _chance(tell: Teller) -> Line:
    view, planned = tell.view, tell.view.plan_chance
    if not isinstance(view.chance, Estimate):
        return Line(
            name=tell.say("chance"), text=tell.say("planned", amount=tell.estimate(planned)),
            notes=tuple(_whose(planned, tell)), confidence=planned.confidence.value,
        )  # fmt: skip
    whole = tell.say("chance-all", amount=tell.estimate(planned))
    return Line(
        name=tell.say("chance"), text=tell.estimate(view.chance),
        notes=(tell.say("chance-likeliest"), whole) if view.others else (),
        confidence=view.chance.confidence.value,
    )  # fmt: skip


def _price(tell: Teller, price: Price) -> Line:
    """One figure of the cost; a regime is named where the road leads through several."""
    view, amount = tell.view, price.amount
    several = len({one.regime for one in view.prices}) > 1
    before = f"{tell.words.named('regime', price.regime)}: " if several else ""
    name = tell.say(f"cost-{price.what}")
    if not isinstance(amount, Estimate):
        return Line(name=name, text=before + tell.say("cost-none"))
    if price.is_inside:
        return Line(name=name, text=before + tell.say("cost-inside"))
    due = view.approval if price.what == "yearly" else view.filing
    text = tell.fee(amount, start=price.since, months=due.p50 if due else 0.0)
    return Line(
        name=name, text=before + text, notes=(amount.note,) if amount.note else (),
        confidence=amount.confidence.value,
    )  # fmt: skip


def _in_the_plan(tell: Teller) -> Iterator[Line]:
    cost = tell.view.plan_cost
    if isinstance(cost, Estimate):
        yield Line(
            name=tell.say("cost-planned"), text=tell.estimate(cost), notes=tuple(_whose(cost, tell)),
            confidence=cost.confidence.value,
        )  # fmt: skip


def _whose(found: Estimate, tell: Teller) -> Iterator[str]:
    if found.origin is Origin.DEFAULT:
        yield tell.say("our-default" if not found.cites else "our-default-partly")


def _delay(tell: Teller, at: Range) -> str:
    if not any((at.p10, at.p50, at.p90)):
        return tell.say("delay-none")
    money = tell.words.numerals.money
    key = "delay-costs" if at.p50 >= 0 else "delay-gains"
    return tell.say(
        key, p50=money(abs(at.p50)), p10=money(at.p10, signed=True), p90=money(at.p90, signed=True)
    )
