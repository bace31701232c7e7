"""A buyer's return, in words: what is saved and by whom it is felt, the account, the prices it bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fram.access.price.sale.returns import MONTHS_A_YEAR, Lean, Return
from fram.decide.model.inputs import INPUTS
from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.numerals import DASH, SPACE
from fram.workspace.pricing.sale.chain_told import basis, starting
from fram.workspace.pricing.sale.hospital import HospitalReturn
from fram.workspace.pricing.sale.page import Block, SalePage, Teller
from fram.workspace.pricing.sale.pictures import Bar, Said, bars_picture
from fram.workspace.pricing.sale.savings import DrawnSaving

SURE = (0.5, 0.8, 0.9)
"""The chances of not losing that a highest price is named for."""
MOST_BARS = 8
NAME = 30
"""Letters of a saving's name that stand beside a bar."""


def roi_page(view: HospitalReturn, *, lang: str = "en") -> SalePage:
    """Return the page of a buyer's return, in ``en`` or ``nb``; without savings, what to measure first."""
    tell, at = Teller.of(lang), view.at
    numerals = tell.words.numerals
    page = SalePage(
        lang=lang, over=f"{at.file.company.name} · {at.file.product.name}",
        title=tell.say("h-title", market=numerals.market_in_text(at.market)),
        stamp=tell.say("h-stamp", day=tell.day(of=at.on), draws=numerals.fixed(at.draws), seed=at.seed),
    )  # fmt: skip
    if view.found is None:
        return _without(view, page, tell)
    blocks = (_savings(view, tell), _account(view, view.found, tell), _prices(view, view.found, tell))
    return replace(
        page, state=tuple(_state(view, view.found, tell)), glance=tuple(_glance(view, view.found, tell)),
        next_step=tuple(_next(view, tell)), picture=_picture(view, view.found, tell), blocks=blocks,
        small=tuple(_small(view, tell)),
    )  # fmt: skip


def _without(view: HospitalReturn, page: SalePage, tell: Teller) -> SalePage:
    """A page that has nothing to count: what to measure, where, with whom, how long."""
    product, asked = view.at.file.product, INPUTS["saving"]
    unit = tell.words.named("unit-of-sale", product.unit_of_sale or "") or tell.say("unit")
    cost = tell.nok(asked.cost_nok)
    lines = tuple(
        Line(name=tell.say(f"m-{part}"), text=starting(tell.say(f"m-{view.setting}-{part}", unit=unit)))
        for part in ("what", "whom", "how")
    )
    how_long = Line(
        name=tell.say("m-time"), text=starting(tell.say("m-days", days=asked.days, cost=cost)),
        confidence=Confidence.UNCHECKED.value,
    )  # fmt: skip
    return replace(
        page, state=(tell.say("h-no-savings"),), glance=(*lines, how_long),
        next_step=(tell.say("h-next-block"),), code_title=tell.say("h-block"), code=_block(view, tell),
        small=(tell.say("small-unchecked"),),
    )  # fmt: skip


def _block(view: HospitalReturn, tell: Teller) -> str:
    kinds = {"home": "bed-days", "operating-room": "other", "laboratory": "supplies"}
    kind = kinds.get(view.setting, "staff-time")
    lines = [
        "[[product.savings]]", f'what = "{kind}"', f'name = "{tell.say(f"m-{view.setting}-name")}"',
        f"amount = 0        # {tell.say('b-amount')}", f"low = 0           # {tell.say('b-low')}",
        f"high = 0          # {tell.say('b-high')}", f"worth = 0         # {tell.say('b-worth')}",
        f'currency = "{view.at.file.product.price.currency}"',
        f"frees_cash = false # {tell.say('b-cash')}", f'source = ""       # {tell.say("b-source")}',
        f"on = {view.at.on.isoformat()}",
    ]  # fmt: skip
    return "\n".join(lines)


def _state(view: HospitalReturn, found: Return, tell: Teller) -> Iterator[str]:
    if found.chance < 0.5:
        yield tell.say("h-not-worth", chance=tell.words.numerals.chance(found.chance))
    if found.chance >= 0.5 and found.cash_chance < 0.5:
        yield tell.say("h-not-cash", chance=tell.words.numerals.chance(found.cash_chance))
    if view.at.file.product.price.amount is None and view.asked.price is None:
        yield tell.say("w-no-price")
    if view.in_one_sum:
        yield tell.say("h-one-sum")
    for one in view.savings:
        if one.saving.worth == 0:
            yield tell.say("h-zero-worth", name=one.saving.name)


def _glance(view: HospitalReturn, found: Return, tell: Teller) -> Iterator[Line]:
    per = tell.say("per-unit-month", unit=_unit(view, tell))
    cash = tell.say("h-of-cash", cash=tell.ranged(Range.of(found.cash)))
    saved = f"{tell.ranged(Range.of(found.saved))} {per}"
    yield Line(name=tell.say("h-saved"), text=saved, notes=(cash,), confidence=_sure(view).value)
    asked = tell.say("h-price-yours" if view.asked.price else "h-price-plan")
    price = f"{tell.ranged(Range.of(found.cost.price))} {basis(view.at.file.product, tell)}"
    yield Line(name=tell.say("h-price"), text=price, notes=(asked,))
    how = tell.say("h-net-how", months=tell.number(found.cost.months))
    a_year = Range.of(found.a_year)
    yield Line(name=_of_a_year("h-net", found, tell), text=tell.ranged(a_year, signed=True), notes=(how,))
    yield Line(
        name=_of_a_year("h-net-cash", found, tell), text=tell.ranged(Range.of(found.cash_a_year), signed=True)
    )
    if view.units != 1:
        every = Range.of(view.units * found.a_year)
        name = tell.say("h-net-all", units=tell.number(view.units))
        yield Line(name=name, text=tell.ranged(every, signed=True))
    yield Line(name=tell.say("h-chance"), text=tell.words.numerals.chance(found.chance))
    yield Line(name=tell.say("h-payback"), text=_payback(found, tell))


def _of_a_year(key: str, found: Return, tell: Teller) -> str:
    """What a net is the net of: a year, or one patient's course where that is shorter."""
    if found.cost.year == MONTHS_A_YEAR:
        return tell.say(key)
    return tell.say(f"{key}-course", months=tell.number(found.cost.year))


def _payback(found: Return, tell: Teller) -> str:
    low, middle, high = np.quantile(found.payback_months, (0.1, 0.5, 0.9), method="nearest")
    never = float(np.mean(np.isinf(found.payback_months)))
    if np.isinf(middle):
        return tell.say("h-never", chance=tell.words.numerals.chance(never))
    months = [_months(float(value), tell) for value in (low, middle)]
    if np.isinf(high):
        chance = tell.words.numerals.chance(never)
        return tell.say("h-months-some", low=months[0], middle=months[1], chance=chance)
    return tell.say("h-months", low=months[0], middle=months[1], high=_months(float(high), tell))


def _months(value: float, tell: Teller) -> str:
    """Months to a decimal below three, whole above."""
    return tell.words.numerals.fixed(value, decimals=1 if value < 3 else 0)


def _next(view: HospitalReturn, tell: Teller) -> Iterator[str]:
    """What to measure first: the saving that the result hangs on most."""
    named = {one.saving.name: one for one in view.savings}
    widest = next((lean for lean in view.leans if lean.name in named), None)
    if widest is None:
        yield tell.say("h-next-split")
        return
    asked = INPUTS["saving"]
    yield tell.say(
        "h-next-measure", name=widest.name, amount=tell.say(f"lean-{widest.key.split('.')[0]}"),
        low=tell.nok(min(widest.at_low, widest.at_high), signed=True),
        high=tell.nok(max(widest.at_low, widest.at_high), signed=True), days=asked.days,
    )  # fmt: skip


def _savings(view: HospitalReturn, tell: Teller) -> Block:
    head = tuple(tell.say(f"col-{name}") for name in ("saving", "amount", "worth", "month", "felt"))
    rows = tuple(_saving(one, tell) for one in view.savings)
    lines = tuple(_source(one, tell) for one in view.savings)
    return Block(
        key="savings", title=tell.say("h-s-savings"),
        intro=tell.say("h-savings-how", unit=_unit(view, tell)),
        table=Table(head=head, rows=rows) if rows else None, lines=lines,
    )  # fmt: skip


def _saving(one: DrawnSaving, tell: Teller) -> tuple[str, ...]:
    saving, spared = one.saving, one.spared
    at = Range.of(spared.amount)
    mark = tell.say("to") if at.p10 < 0 else DASH
    kind = f"{SPACE}{tell.say(f'kind-{saving.what}')}"
    amount = f"{tell.number(at.p50)}{kind} ({tell.number(at.p10)}{mark}{tell.number(at.p90)})"
    felt = tell.say("felt-cash" if spared.frees_cash else "felt-time")
    felt = felt if one.told else f"{felt} ({tell.say('felt-ours')})"
    return (
        saving.name, amount, tell.ranged(Range.of(spared.worth)),
        tell.ranged(Range.of(spared.nok), signed=True), felt,
    )  # fmt: skip


def _source(one: DrawnSaving, tell: Teller) -> Line:
    saving = one.saving
    day = tell.say("counted-on", day=tell.day(of=saving.on)) if saving.on else ""
    notes = [tell.say(f"carried-{one.carried}")]
    if saving.low is None or saving.high is None:
        notes.append(tell.say("range-ours"))
    sure = Confidence.READ if one.carried == "home" else Confidence.UNCHECKED
    text = ", ".join(filter(None, (saving.source or tell.say("no-source"), day)))
    line = Line(name=saving.name, text=text, notes=tuple(notes))
    cites = (Citation(title=saving.source),) if saving.source else ()
    return tell.cited(line, cites, sure=sure if saving.source else Confidence.UNCHECKED)


def _account(view: HospitalReturn, found: Return, tell: Teller) -> Block:
    a_month, year = found.cost.once / found.cost.months, found.cost.year
    rows = [
        ("h-cash", found.cash), ("h-time", found.saved - found.cash), ("h-paid", -found.cost.monthly),
        ("h-once", -a_month), ("h-left", found.a_year / year),
        ("h-left-cash", found.cash_a_year / year),
    ]  # fmt: skip
    times = {"month": 1.0, "a-year" if year == MONTHS_A_YEAR else "a-course": year}
    if view.units != 1:
        times["units-year"] = year * view.units
    head = [
        tell.say(f"col-{name}", units=tell.number(view.units), months=tell.number(year))
        for name in ("line", *times)
    ]
    table = Table(
        head=tuple(head),
        rows=tuple(
            (tell.say(key), *(tell.ranged(Range.of(many * nok), signed=True) for many in times.values()))
            for key, nok in rows
        ),
    )  # fmt: skip
    how = tell.say(
        "h-account-how", one=starting(tell.one(view.at.file.product.unit_of_sale or "")),
        months=tell.number(found.cost.months), setup=tell.ranged(Range.of(found.cost.setup)),
    )  # fmt: skip
    ours = "" if view.asked.setup is not None else tell.say("h-setup-ours")
    return Block(key="account", title=tell.say("h-s-account"), intro=f"{how} {ours}".strip(), table=table)


def _prices(view: HospitalReturn, found: Return, tell: Teller) -> Block:
    every, cash = found.highest_price(), found.highest_price(only_cash=True)
    rows = tuple(
        (tell.share(sure), *(tell.nok(float(np.quantile(nok, 1 - sure))) for nok in (every, cash)))
        for sure in SURE
    )
    head = tuple(tell.say(f"col-{name}") for name in ("sure", "price-all", "price-cash"))
    return Block(
        key="prices", title=tell.say("h-s-prices"), table=Table(head=head, rows=rows),
        intro=tell.say("h-prices-how", basis=starting(basis(view.at.file.product, tell))),
    )  # fmt: skip


def _small(view: HospitalReturn, tell: Teller) -> Iterator[str]:
    if not view.at.is_home:
        yield tell.say("h-wages", market=tell.words.numerals.market_in_text(view.at.market))
    told_in = {one.saving.currency for one in view.savings}
    for rate in (one for one in view.at.rates.used if one.source in told_in):
        nok, day = tell.number(float(rate.factor)), tell.day(of=rate.day)
        yield tell.say("h-rate", currency=rate.source, nok=nok, day=day)
    yield tell.say("h-small")
    yield tell.say("small-unchecked")


def _sure(view: HospitalReturn) -> Confidence:
    return Confidence.READ if view.at.is_home and view.savings else Confidence.UNCHECKED


def _unit(view: HospitalReturn, tell: Teller) -> str:
    return tell.words.named("unit-of-sale", view.at.file.product.unit_of_sale or "") or tell.say("unit")


def _picture(view: HospitalReturn, found: Return, tell: Teller) -> Picture:
    bars = [
        Bar(
            name=_lean_name(lean.key, lean.name, tell), low=lean.at_low, high=lean.at_high,
            note=_ends(lean, tell),
        )
        for lean in view.leans[:MOST_BARS]
    ]  # fmt: skip
    title = tell.say("h-picture", input=bars[0].name if bars else "")
    said = Said(title=title, summary=tell.say("h-picture-how"), axis=tell.say("h-axis"), lang=tell.lang)
    return bars_picture(bars, key="leans", said=said)


def _ends(lean: Lean, tell: Teller) -> str:
    low, high = (tell.nok(value, signed=True) for value in (lean.at_low, lean.at_high))
    return f"{low}{tell.say('to')}{high}"


def _lean_name(key: str, name: str, tell: Teller) -> str:
    kind = key.split(".")[0]
    if not name:
        return starting(tell.say(f"lean-{kind}"))
    shown = name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
    return f"{shown}: {tell.say(f'lean-{kind}')}"
