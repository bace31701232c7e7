"""What a product does to a payer's budget, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fram.decide.rank import Range
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, tidy
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table
from fram.workspace.pricing.worth.impact import BudgetView, Tested
from fram.workspace.pricing.worth.pages import Part, Teller, WorthPage, sourced
from fram.workspace.pricing.worth.pictures import budget_picture
from fram.workspace.pricing.worth.wire import dumped, points

LIKELY, PERHAPS = 0.5, 0.1


def budget_page(view: BudgetView, *, lang: str = "en") -> WorthPage:
    """Return what a product does to a payer's budget as a page."""
    tell = Teller.of(lang)
    numerals = tell.words.numerals
    stamp = tell.say("stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed)
    limits = [(one.test.id.replace("-", " "), one.limit) for one in view.tests]
    parts = [Part(title=tell.say("by-year"), intro=tell.say("by-year-how"), table=_years(view, tell))]
    if view.tests:
        parts.append(Part(title=tell.say("tests"), lines=tuple(_test(one, view, tell) for one in view.tests)))
    if view.crowd.steps:
        parts.append(Part(title=tell.say("people-from"), lines=tuple(_steps(view, tell))))
    return WorthPage(
        lang=lang,
        over=f"{view.company} · {view.product.name}",
        stamp=stamp,
        parts=tuple(parts),
        title=tell.say("budget-page", market=tell.market(view.market)),
        warnings=tuple(_warnings(view, tell)),
        glance=tuple(_glance(view, tell)),
        next_step=tuple(_next(view, tell)),
        picture=budget_picture(
            view.years,
            limits=limits,
            currency=view.currency,
            tell=tell,
            source=tell.say("source", stamp=stamp),
        ),
        small=(tell.say("small-budget"), tell.say("small-mix")),
    )


def _warnings(view: BudgetView, tell: Teller) -> Iterator[str]:
    if not view.uptake_told:
        yield tell.say("uptake-ours")
    if any(one.origin is Origin.DEFAULT for _, one in view.crowd.steps):
        yield tell.say("people-ours")
    if view.offset_from == "none":
        yield tell.say("offset-none")


def _glance(view: BudgetView, tell: Teller) -> Iterator[Line]:
    last = view.years[-1]
    yield Line(name=tell.say("added-last", year=len(view.years)), text=_money(last, view, tell))
    whole = Range.of(view.added.sum(axis=0))
    yield Line(name=tell.say("added-all", years=len(view.years)), text=_money(whole, view, tell))
    if view.member_month is not None:
        each = view.member_month[-1]
        text = tell.money((_round(each.p10), _round(each.p90)), view.currency)
        yield Line(name=tell.say("member-month"), text=text)
    people = Range.of(view.crowd.drawn)
    sure = view.crowd.confidence.value if view.crowd.steps else ""
    count = tell.number(people.p50) if people.p10 == people.p90 else tell.number((people.p10, people.p90))
    yield Line(name=tell.say(f"who-{_kind(view)}"), text=count, confidence=sure)
    shares = " / ".join(tell.words.numerals.percent(share) for share in view.uptake)
    yield Line(name=tell.say("uptake"), text=shares)
    yield _price(view, tell)
    if view.offset_from != "none":
        text = tell.money((view.offset.p10, view.offset.p90), view.currency)
        yield Line(name=tell.say("offset"), text=text, notes=(tell.say(f"offset-{view.offset_from}"),))
    for one in _of_ours(view):
        yield Line(
            name=tell.say("test-glance", limit=tell.money(one.limit, view.currency)), text=_chance(one, tell)
        )


def _price(view: BudgetView, tell: Teller) -> Line:
    """The price of a year: as it was given here, else the list price at home, and where the plan's stands."""
    text = tell.money((view.cost.p10, view.cost.p90), view.currency)
    if view.price_told:
        return Line(name=tell.say(f"cost-{_kind(view)}"), text=text, notes=(tell.say("from-option"),))
    how = tell.say("today-how", market=view.market)
    return Line(name=tell.say(f"cost-list-{_kind(view)}"), text=text, notes=(how,))


def _of_ours(view: BudgetView) -> list[Tested]:
    """The tests that are not for medicines alone."""
    return [one for one in view.tests if one.test.covers == "all"]


def _kind(view: BudgetView) -> str:
    return "person" if view.product.unit_of_sale in (None, "patient") else "unit"


def _round(value: float) -> float:
    return float(f"{value:.2g}")


def _money(at: Range, view: BudgetView, tell: Teller) -> str:
    here = tell.money((at.p10, at.p90), view.currency)
    if view.currency == "NOK":
        return here
    return f"{here} ({tell.money((at.p10 * view.nok, at.p90 * view.nok), 'NOK')})"


def _chance(one: Tested, tell: Teller) -> str:
    chance = one.strain.chance
    key = "over" if chance >= LIKELY else "perhaps" if chance >= PERHAPS else "under"
    return tell.say(f"test-{key}", chance=tell.chance(chance))


def _years(view: BudgetView, tell: Teller) -> Table:
    head = (tell.say("col-year"), tell.say("uptake"), "P10", "P50", "P90", tell.say("member-month"))
    rows = []
    for at, (share, year) in enumerate(zip(view.uptake, view.years, strict=True), 1):
        amounts = (tell.money(x, view.currency) for x in (year.p10, year.p50, year.p90))
        each = (
            ""
            if view.member_month is None
            else tell.money(_round(view.member_month[at - 1].p50), view.currency)
        )
        rows.append((tell.say("year", year=at), tell.words.numerals.percent(share), *amounts, each))
    return Table(head=head, rows=tuple(rows))


def _test(one: Tested, view: BudgetView, tell: Teller) -> Line:
    low, _, high = one.strain.highest
    peak = tell.say("peak", amount=tell.money((low, high), view.currency), years=one.strain.years)
    limit = tell.money(one.limit, view.currency)
    line = Line(
        name=tell.say("test-name", limit=limit), text=f"{_chance(one, tell)}. {one.test.says[tell.lang]}",
        notes=(tell.say("applies", whom=one.test.applies[tell.lang]), peak),
    )  # fmt: skip
    cite = one.estimate.cites[0] if one.estimate.cites else None
    return sourced(line, cite=cite, confidence=one.estimate.confidence)


def _steps(view: BudgetView, tell: Teller) -> Iterator[Line]:
    """What was multiplied; where the people counted are diagnosed already, the first line says so."""
    diagnosed = any(_is_whole(name, one) for name, one in view.crowd.steps)
    for name, one in view.crowd.steps:
        at = figure(one)
        if at is None or _is_whole(name, one):
            continue
        ends = (at["p10"], at["p90"])
        text = _shares(ends, tell) if one.unit == "share" else tell.number(ends)
        key = "step-reach-diagnosed" if name == "reach" and diagnosed else f"step-{name}"
        origin = {Origin.DEFAULT: "ours", Origin.CARRIED: "carried"}.get(one.origin)
        line = Line(name=tell.say(key), text=text, notes=(tell.say(origin),) if origin else ())
        yield sourced(line, cite=one.cites[0] if one.cites else None, confidence=one.confidence)


def _is_whole(name: str, one: Estimate) -> bool:
    """Whether it is the share diagnosed of people who all are: no step at all."""
    return name == "diagnosed_share" and one.dist == Fixed(value=1)


def _shares(ends: tuple[float, float], tell: Teller) -> str:
    return "–".join(dict.fromkeys(tell.words.numerals.percent(share) for share in ends))


def _next(view: BudgetView, tell: Teller) -> Iterator[str]:
    if not view.uptake_told:
        yield tell.say("next-uptake")
    elif any(one.origin is Origin.DEFAULT for _, one in view.crowd.steps):
        yield tell.say("next-people")
    elif view.offset_from == "none":
        yield tell.say("next-offset")
    if any(one.strain.chance >= PERHAPS for one in _of_ours(view)):
        yield tell.say("next-test")
    elif view.uptake_told:
        yield tell.say("next-show")


def budget_json(view: BudgetView) -> str:
    """Return what a product does to a payer's budget as JSON text."""
    each = view.member_month
    return dumped(
        {
            "company": view.company,
            "product": view.product.name,
            "market": view.market,
            "on": view.on.isoformat(),
            "currency": view.currency,
            "nok_for_one": tidy(view.nok),
            "draws": view.draws,
            "seed": view.seed,
            "people": points(Range.of(view.crowd.drawn)),
            "people_from": {n: figure(e) for n, e in view.crowd.steps},
            "uptake": list(view.uptake),
            "uptake_told": view.uptake_told,
            "cost_a_year": points(view.cost),
            "offset_a_year": points(view.offset),
            "offset_from": view.offset_from,
            "members": view.members,
            "added_cost": [points(one) for one in view.years],
            "added_cost_in_all": points(Range.of(view.added.sum(axis=0))),
            "per_member_month": None if each is None else [points(one) for one in each],
            "tests": [_tested(one) for one in view.tests],
        }
    )


def _tested(one: Tested) -> dict[str, Any]:
    return {
        "id": one.test.id,
        "says": dict(one.test.says),
        "applies": dict(one.test.applies),
        "limit": tidy(one.limit),
        "years": one.strain.years,
        "chance_over": one.strain.chance,
        "highest_year": dict(zip(("p10", "p50", "p90"), map(tidy, one.strain.highest), strict=True)),
        "cite": plain(one.estimate.cites[0]) if one.estimate.cites else None,
        "confidence": one.estimate.confidence.value,
    }
