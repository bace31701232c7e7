"""What a product is worth, in words: one market in full, or all markets in a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from fram.access.price.threshold import Threshold
from fram.access.price.worth.value import CHANCES
from fram.decide.rank import Range
from fram.terms.logic import Unknown
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table
from fram.workspace.pricing.worth.pages import Part, Teller, WorthPage, sourced
from fram.workspace.pricing.worth.pictures import curve_picture
from fram.workspace.pricing.worth.valued import AtThreshold, MarketValue, ValueView

ROOM, TOO_DEAR = 0.9, 0.5
"""Accepted more surely than the first, the list price leaves room; below the second it is too dear."""
FIRM = ("rule", "practice")
"""Limits that payers or their assessors use; the others are said to be weaker."""


def value_page(view: ValueView, *, lang: str = "en") -> WorthPage:
    """Return what a product is worth as a page: of one market in full, of several in a table."""
    tell = Teller.of(lang)
    stamp = tell.say(
        "stamp",
        day=tell.words.numerals.day(view.on),
        draws=tell.words.numerals.fixed(view.draws),
        seed=view.seed,
    )
    over = f"{view.company} · {view.product.name}"
    if len(view.markets) == 1:
        return _one(view, view.markets[0], tell=tell, over=over, stamp=stamp)
    return WorthPage(
        lang=lang,
        over=over,
        title=tell.say("value-all-title"),
        stamp=stamp,
        warnings=tuple(_assumed(view, tell)),
        glance=tuple(_inputs(view, tell)),
        next_step=tuple(_next_of_all(view, tell)),
        parts=tuple(_tables(view, tell)),
        small=tuple(_small(view, tell)),
    )


# --- one market --------------------------------------------------------------------------------------


def _one(view: ValueView, found: MarketValue, *, tell: Teller, over: str, stamp: str) -> WorthPage:
    per, source = tell.per(view.basis), tell.say("source", stamp=stamp)
    return WorthPage(
        lang=tell.lang,
        over=over,
        title=tell.say("value-title", market=tell.market(found.market)),
        stamp=stamp,
        warnings=tuple(_warnings(view, found, tell)),
        glance=tuple(_glance(view, found, tell)),
        next_step=tuple(_next(found, tell)),
        parts=tuple(_parts(view, found, tell)),
        picture=curve_picture(found, tell=tell, per=per, source=source),
        small=tuple(_small(view, tell)),
    )


def _warnings(view: ValueView, found: MarketValue, tell: Teller) -> Iterator[str]:
    yield from _assumed(view, tell)
    if found.gap:
        yield tell.say(f"gap-{found.gap}", market=tell.market(found.market))
    if found.gap == "no-threshold" and found.worth.gap:
        yield found.worth.gap[tell.lang]
    if len(found.at) > 1:
        yield tell.say("severity-open" if _is_graded(found) else "limits-differ", count=len(found.at))
    if not found.gap and found.worth.is_for_medicines_only:
        yield tell.say("medicines-only")
    careful = found.careful
    if careful and careful.threshold and careful.threshold.rule not in FIRM:
        yield tell.say(f"weak-{careful.threshold.rule}")
    if found.believed and found.believed.accepted.chance == 0:
        yield tell.say("never")


def _assumed(view: ValueView, tell: Teller) -> Iterator[str]:
    if view.basis.assumed and view.stated.gain is not None:
        yield tell.say(view.basis.assumed)


def _is_graded(found: MarketValue) -> bool:
    return any(one.threshold is not None and one.threshold.is_graded for one in found.at)


def _glance(view: ValueView, found: MarketValue, tell: Teller) -> Iterator[Line]:
    believed, per = found.believed, tell.per(view.basis)
    if believed is not None:
        for chance in CHANCES:
            price = _both(believed.accepted.price_at(chance), found, tell, per)
            yield Line(name=tell.say("price-at", chance=tell.chance(chance)), text=price)
    notes = () if found.asked is None else (tell.say("today-how", market=found.market),)
    yield Line(name=tell.say("today"), text=_today(found, tell, per), notes=notes)
    if believed is not None and believed.per_qaly is not None:
        yield _limit(believed, found, tell)
    yield from _inputs(view, tell)
    yield from _discount(view, found, tell)


def _both(price: float | None, found: MarketValue, tell: Teller, per: str) -> str:
    if price is None:
        return tell.say("no-price")
    here = tell.money(price, found.currency)
    if found.currency == "NOK":
        return tell.say("amount", amount=here, per=per)
    return tell.say("amount-nok", amount=here, nok=tell.money(price * found.nok, "NOK"), per=per)


def _today(found: MarketValue, tell: Teller, per: str) -> str:
    if found.asked is None:
        return tell.say("today-none")
    here = _both(found.asked, found, tell, per)
    if found.believed is None or found.believed.today is None:
        return here
    return tell.say("today-accepted", price=here, chance=tell.chance(found.believed.today))


def _limit(one: AtThreshold, found: MarketValue, tell: Teller) -> Line:
    """What a QALY is worth: the one limit, or from the least to the most of all that may apply."""
    threshold = one.threshold
    if threshold is None:
        notes = [tell.say("limit-span", count=len(found.at)) if found.at else tell.say("from-file")]
    else:
        notes = [tell.say(f"rule-{threshold.rule}")]
        if threshold.weight != 1:
            notes.append(tell.say("weight", weight=tell.words.numerals.exact(threshold.weight)))
        notes += [words[tell.lang] for words in (threshold.devices, threshold.note) if words]
    line = Line(name=tell.say("limit"), text=_per_qaly(one, found, tell), notes=tuple(notes))
    return sourced(line, cite=one.cite, confidence=one.confidence)


def _per_qaly(one: AtThreshold, found: MarketValue, tell: Teller) -> str:
    return tell.say("per-qaly", amount=_ends(one, found, tell))


def _ends(one: AtThreshold, found: MarketValue, tell: Teller) -> str:
    """The ends of a worth of a QALY, as they were read; nothing where there is none."""
    if one.per_qaly is None:
        return ""
    low, high = one.per_qaly
    return tell.money(low if low == high else (low, high), found.currency)


def _inputs(view: ValueView, tell: Teller) -> Iterator[Line]:
    """The firm's own figures that the price rests on; money in NOK."""
    told, per = view.stated, tell.per(view.basis)
    if told.gain is not None:
        at = Range.of(told.gain)
        where = "from-option" if "gain" in told.from_options else "from-file"
        gain = tell.say("gain-said", range=tell.number((at.p10, at.p90)))
        yield Line(
            name=tell.say("gain"), text=gain, notes=(tell.say(where), *_range_ours("gain", view, tell))
        )
    if told.saving is not None:
        at = Range.of(told.saving)
        notes = [tell.say("from-option" if "saving" in told.from_options else "from-file")]
        notes += _range_ours("saving", view, tell)
        notes += [tell.say("spared-level")] if told.at_home else []
        notes += [tell.say("cash", share=tell.chance(told.frees_cash))] if told.frees_cash is not None else []
        amount = tell.say("amount", amount=tell.money((at.p10, at.p90), "NOK"), per=per)
        yield Line(name=tell.say("spared"), text=amount, notes=tuple(notes))
    if told.cost is not None:
        at = Range.of(told.cost)
        amount = tell.say("amount", amount=tell.money((at.p10, at.p90), "NOK"), per=per)
        notes = [tell.say("from-option"), *_range_ours("service_cost", view, tell)]
        yield Line(name=tell.say("added"), text=amount, notes=tuple(notes))
    payments = view.basis.payments
    if told.gain is not None and not isinstance(payments, Unknown) and payments != 1:
        text = tell.say("payments-said", count=tell.words.numerals.exact(payments))
        yield Line(name=tell.say("payments"), text=text)


def _range_ours(name: str, view: ValueView, tell: Teller) -> tuple[str, ...]:
    """Says that the range around a figure is ours, where one number alone was given."""
    return (tell.say("range-ours"),) if name in view.stated.range_ours else ()


def _discount(view: ValueView, found: MarketValue, tell: Teller) -> Iterator[Line]:
    if found.gap:
        return
    if found.rates is None:
        yield Line(name=tell.say("discount"), text=tell.say("discount-unknown"))
        return
    costs, effects = (tell.words.numerals.percent(rate) for rate in found.rates)
    text = tell.say("discount-one" if costs == effects else "discount-two", costs=costs, effects=effects)
    if view.asked.horizon is None:
        note = tell.say("horizon-none")
    else:
        kept = tell.words.numerals.percent(found.kept)
        note = tell.say("horizon", years=tell.words.numerals.exact(view.asked.horizon), kept=kept)
    sure = found.rates_sure.value if found.rates_sure else ""
    yield Line(name=tell.say("discount"), text=text, notes=(note,), confidence=sure)


def _parts(view: ValueView, found: MarketValue, tell: Teller) -> Iterator[Part]:
    if len(found.at) > 1:
        kind = "classes" if _is_graded(found) else "limits"
        table = _classes(found, tell, head=tell.say(f"col-{kind}"))
        yield Part(title=tell.say(kind), intro=tell.say(f"{kind}-how"), table=table)
    believed = found.believed
    if believed is not None and believed.drivers:
        lines = tuple(
            Line(
                name=tell.say(f"driver-{one.name}"),
                text=tell.say(
                    "driver-said", share=tell.chance(one.share), low=tell.money(one.low, found.currency),
                    high=tell.money(one.high, found.currency),
                ),
            )
            for one in believed.drivers
        )  # fmt: skip
        yield Part(title=tell.say("drivers"), intro=tell.say("drivers-how"), lines=lines)
    others = [one for one in found.worth.thresholds if one.only]
    notes = [Line(name="", text=words[tell.lang]) for words in (found.worth.note,) if words]
    if others or notes:
        lines = tuple(_other(one, tell, view) for one in others)
        yield Part(title=tell.say("others"), lines=(*lines, *notes))


def _classes(found: MarketValue, tell: Teller, *, head: str) -> Table:
    heads = (
        head,
        tell.say("limit"),
        *(_head(chance, tell) for chance in CHANCES),
        tell.say("col-today"),
        tell.say("col-sure"),
    )
    rows = []
    for one in found.at:
        prices = (one.accepted.price_at(chance) for chance in CHANCES)
        shown = (tell.say("no-price") if p is None else tell.money(p, found.currency) for p in prices)
        qaly = _ends(one, found, tell)
        name = "" if one.threshold is None else _class(one.threshold, tell)
        name = tell.say("lowest", name=name) if one is found.careful else name
        today = "" if one.today is None else tell.chance(one.today)
        rows.append((name, qaly, *shown, today, tell.sure(one.confidence.value)))
    return Table(head=heads, rows=tuple(rows))


def _class(one: Threshold, tell: Teller) -> str:
    """For whom a limit holds, by years or share of health lost; else how firm it is."""
    parts = [
        tell.say(
            f"{key}-{_open(limits)}",
            low=_limit_of(limits[0], key, tell),
            high=_limit_of(limits[1], key, tell),
        )
        for key, limits in (("years", one.years_lost), ("share", one.share_lost))
        if limits != (None, None)
    ]
    return tell.say("or").join(parts) or tell.say(f"rule-{one.rule}")


def _open(limits: tuple[float | None, float | None]) -> str:
    if limits[0] is None:
        return "below"
    return "from" if limits[1] is None else "between"


def _limit_of(value: float | None, key: str, tell: Teller) -> str:
    if value is None:
        return ""
    numerals = tell.words.numerals
    return numerals.percent(value) if key == "share" else numerals.exact(value)


def _other(one: Threshold, tell: Teller, view: ValueView) -> Line:
    value = one.value.on(view.on)
    if isinstance(value, Unknown) or isinstance(value.value, str):
        return Line(name="", text=one.only[tell.lang])
    amount = tell.say("per-qaly", amount=tell.money(float(value.number), one.value.unit))
    line = Line(name=one.only[tell.lang], text=amount)
    return sourced(line, cite=value.cite, confidence=value.confidence)


# --- what to do --------------------------------------------------------------------------------------


def _next(found: MarketValue, tell: Teller) -> Iterator[str]:
    """What to do, the most telling first; two things at most are enough."""
    yield from islice(_advice(found, tell), 2)


def _advice(found: MarketValue, tell: Teller) -> Iterator[str]:
    if found.gap:
        yield tell.say(f"next-{found.gap}")
    if _is_graded(found) and len(found.at) > 1:
        yield tell.say("next-severity")
    believed = found.believed
    if believed is None:
        return
    if believed.today is not None and believed.today < TOO_DEAR:
        yield tell.say("next-too-dear", market=tell.market(found.market))
    elif believed.today is not None and believed.today >= ROOM:
        yield tell.say("next-room", market=tell.market(found.market))
    if believed.drivers:
        yield tell.say(f"next-{believed.drivers[0].name}")


def _next_of_all(view: ValueView, tell: Teller) -> Iterator[str]:
    if view.stated.gain is None:
        yield tell.say("next-no-gain")
    elif isinstance(view.basis.payments, Unknown):
        yield tell.say("next-no-payments")
    yield tell.say("next-one")


# --- all markets -------------------------------------------------------------------------------------


def _tables(view: ValueView, tell: Teller) -> Iterator[Part]:
    per = tell.per(view.basis)
    priced = [one for one in view.markets if one.believed and one.believed.per_qaly is not None]
    saved = [one for one in view.markets if one.believed and one.believed.per_qaly is None]
    none = [one for one in view.markets if one.believed is None]
    if priced:
        ordered = sorted(
            priced, key=lambda one: -one.nok * (one.believed.accepted.prices[0.8] if one.believed else 0)
        )
        table = _markets(ordered, tell)
        yield Part(title=tell.say("markets", per=per), intro=tell.say("markets-how"), table=table)
    if saved:
        title = tell.say("markets-saved", per=per)
        yield Part(title=title, intro=tell.say("markets-saved-how"), table=_markets(saved, tell))
    if none:
        lines = tuple(_without(one, tell) for one in none)
        yield Part(title=tell.say("markets-none"), intro=tell.say("markets-none-how"), lines=lines)


def _without(found: MarketValue, tell: Teller) -> Line:
    gap = found.worth.gap.get(tell.lang, "") if found.gap == "no-threshold" else ""
    name = tell.words.numerals.market(found.market)
    return Line(name=name, text=gap or tell.say(f"gap-{found.gap}", market=tell.market(found.market)))


def _markets(found: list[MarketValue], tell: Teller) -> Table:
    head = (
        tell.say("col-market"),
        tell.say("limit"),
        tell.say("col-rule"),
        *(_head(chance, tell) for chance in CHANCES),
        tell.say("col-asked"),
        tell.say("col-today"),
    )
    return Table(head=head, rows=tuple(_market(one, tell) for one in found))


def _head(chance: float, tell: Teller) -> str:
    return tell.say("col-price", chance=tell.chance(chance))


def _market(found: MarketValue, tell: Teller) -> tuple[str, ...]:
    believed, careful = found.believed, found.careful
    if believed is None:
        raise AssertionError(found.market)  # shown among those without a price
    rule = ""
    if careful is not None and careful.threshold is not None:
        more = [tell.say("span-of", count=len(found.at))] if len(found.at) > 1 else []
        more += [tell.say("medicines-short")] if found.worth.is_for_medicines_only else []
        rule = ", ".join((tell.say(f"rule-short-{careful.threshold.rule}"), *more))
        rule = f"{rule} · {tell.sure(believed.confidence.value)}"
    prices = [believed.accepted.price_at(chance) for chance in CHANCES]
    shown = [tell.say("no-price") if p is None else tell.money(p, found.currency) for p in prices]
    if prices[1] is not None and found.currency != "NOK":
        shown[1] += f" ({tell.money(prices[1] * found.nok, 'NOK')})"
    asked = "" if found.asked is None else tell.money(found.asked, found.currency)
    today = "" if believed.today is None else tell.chance(believed.today)
    qaly = _ends(believed, found, tell)
    return (tell.words.numerals.market(found.market), qaly, rule, *shown, asked, today)


def _small(view: ValueView, tell: Teller) -> Iterator[str]:
    yield tell.say("small-price", per=tell.per(view.basis))
    yield tell.say("small-formula")
    yield tell.say("small-list")
    if view.stated.gain is not None:
        yield tell.say("small-threshold")
        yield tell.say("small-discount")
    yield tell.say("small-spread")
