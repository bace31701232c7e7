"""A price on its way, in words: the steps, what they rest on, what a tenth of each does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fram.access.price.sale.waterfall import markup_of
from fram.decide.model.case import Assumption
from fram.decide.model.inputs import INPUTS
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.terms.estimate import Origin
from fram.terms.product import ProductProfile
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.phrases import estimate_text, reason_text
from fram.workspace.pricing.sale.chain import RESTS_ON, ChannelWaterfall, rests_on, sure_of
from fram.workspace.pricing.sale.page import Block, SalePage, Teller
from fram.workspace.pricing.sale.pictures import Bar, Said, bars_picture

LEAST = 0.005
"""Less than this share of the first price is no step."""


def waterfall_page(found: ChannelWaterfall, *, lang: str = "en") -> SalePage:
    """Return the page of a price on its way, in ``en`` or ``nb``."""
    tell, at = Teller.of(lang), found.at
    numerals = tell.words.numerals
    blocks = (_steps(found, tell), _inputs(found, tell), _tenths(found, tell), _beside(found, tell))
    return SalePage(
        lang=lang, over=f"{at.file.company.name} · {at.file.product.name}",
        title=tell.say("w-title", market=numerals.market_in_text(at.market)),
        stamp=tell.say(
            "w-stamp", basis=starting(basis(at.file.product, tell)), day=tell.day(of=at.on),
            draws=numerals.fixed(at.draws), seed=at.seed,
        ),
        state=tuple(_state(found, tell)), glance=tuple(_glance(found, tell)),
        next_step=tuple(_next(found, tell)), picture=_picture(found, tell), blocks=blocks,
        sources=tell.sources(), small=(tell.say("w-small"), tell.say("small-unchecked")),
    )  # fmt: skip


def basis(product: ProductProfile, tell: Teller) -> str:
    """Return what a price is the price of: one bed and month, one use of a ward, one hospital once."""
    unit = tell.words.named("unit-of-sale", product.unit_of_sale or "") or tell.say("unit")
    model = {"per-use": "use", "one-off": "once"}.get(product.price.model, "month")
    return tell.say(f"basis-{model}", unit=unit, one=tell.one(product.unit_of_sale or ""))


def starting(text: str) -> str:
    """Return a text as the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def _left_share(found: ChannelWaterfall) -> float:
    start = float(np.median(found.chain.start))
    return float(np.median(found.chain.left)) / start if start else 0.0


def _state(found: ChannelWaterfall, tell: Teller) -> Iterator[str]:
    chance = float(np.mean(found.chain.left > 0))
    if chance < 0.95:
        yield tell.say("w-loss", chance=tell.words.numerals.chance(1 - chance))
    if found.at.file.product.price.amount is None:
        yield tell.say("w-no-price")
    if "tariff" in found.at.x:
        yield tell.say("w-tariff")


def _glance(found: ChannelWaterfall, tell: Teller) -> Iterator[Line]:
    prices = found.prices
    start = "w-tariff-price" if "tariff" in found.at.x else "w-listed"
    yield Line(name=tell.say(start), text=tell.ranged(Range.of(prices.listed)))
    yield Line(name=tell.say("w-paid"), text=tell.ranged(Range.of(prices.realised)))
    yield Line(name=tell.say("w-net"), text=tell.ranged(Range.of(prices.net)))
    left = tell.say("w-left-of", share=tell.share(_left_share(found)))
    yield Line(
        name=tell.say("w-left"), text=tell.ranged(Range.of(prices.margin), signed=True), notes=(left,),
        confidence=found.sure.value,
    )  # fmt: skip


def _next(found: ChannelWaterfall, tell: Teller) -> Iterator[str]:
    """What to firm up first: the widest tenth that nobody has told or read."""
    loose = (one for one in found.tenths if sure_of(found.at.estimate(one.name)) is Confidence.UNCHECKED)
    first = next(loose, None)
    if first is None:
        yield tell.say("w-next-none")
        return
    asked = INPUTS[first.name]
    yield tell.say(
        "w-next", input=tell.words.named("input", first.name, inside=True),
        effect=tell.nok(first.width / 2), whom=tell.words.count(f"ask.{asked.ask}", asked.count),
        days=asked.days,
    )  # fmt: skip
    if first.name == "price_realised":
        yield tell.say("w-next-realised")


def _steps(found: ChannelWaterfall, tell: Teller) -> Block:
    start = float(np.median(found.chain.start))
    whole = tell.ranged(Range.of(found.chain.start))
    rows = [(tell.say(f"step-{_first(found)}"), "", whole, tell.share(1.0))]
    idle = []
    for step in found.chain.steps:
        takes = Range.of(step.takes)
        if max(abs(takes.p10), abs(takes.p90)) < LEAST * abs(start):
            idle.append(tell.say(f"step-{step.key}"))
            continue
        share = float(np.median(step.left)) / start if start else 0.0
        left = tell.ranged(Range.of(step.left))
        rows.append((tell.say(f"step-{step.key}"), tell.ranged(takes), left, tell.share(share)))
    head = tuple(tell.say(f"col-{name}") for name in ("step", "takes", "left", "share"))
    lines = (Line(name=tell.say("w-idle"), text=", ".join(idle).lower()),) if idle else ()
    return Block(
        key="steps", title=tell.say("w-s-steps"), intro=tell.say("w-steps-how"),
        table=Table(head=head, rows=tuple(rows)), lines=lines,
    )  # fmt: skip


def _first(found: ChannelWaterfall) -> str:
    return "tariff" if "tariff" in found.at.x else "home"


def _inputs(found: ChannelWaterfall, tell: Teller) -> Block:
    lines = [_input(item, tell) for names in RESTS_ON.values() for item in rests_on(found.at, names)]
    return Block(key="inputs", title=tell.say("w-s-inputs"), lines=tuple(lines))


def _input(item: Assumption, tell: Teller) -> Line:
    estimate = item.estimate
    notes = [tell.words(f"origin.{estimate.origin.value}")]
    notes += [reason_text(reason, words=tell.words) for reason in estimate.because[:1]]
    told = () if estimate.origin is Origin.DEFAULT else estimate.cites
    line = Line(
        name=tell.words.named("input", item.name), text=estimate_text(estimate, words=tell.words),
        notes=tuple(notes),
    )  # fmt: skip
    line = tell.cited(line, told, sure=sure_of(estimate))
    return replace(line, confidence="") if estimate.origin is Origin.COMPANY else line


def _tenths(found: ChannelWaterfall, tell: Teller) -> Block:
    head = tuple(tell.say(f"col-{name}") for name in ("input", "more", "less"))
    rows = tuple(
        (
            tell.words.named("input", one.name),
            tell.nok(one.more, signed=True),
            tell.nok(one.less, signed=True),
        )
        for one in found.tenths
        if one.width > 0.001 * abs(float(np.median(found.chain.start)))
    )
    return Block(
        key="tenths", title=tell.say("w-s-tenths"), intro=tell.say("w-tenths-how"),
        table=Table(head=head, rows=rows),
    )  # fmt: skip


def _beside(found: ChannelWaterfall, tell: Teller) -> Block:
    lines = []
    share = float(np.median(found.channel_share))
    if share:
        text = tell.say("w-channel", margin=tell.share(share), markup=tell.share(markup_of(share)))
        lines.append(Line(name=tell.say("step-channel"), text=text))
    vat = found.at.estimate("vat_rate")
    line = Line(name=tell.say("w-vat"), text=tell.ranged(Range.of(found.tax)), notes=(tell.say("w-vat-how"),))
    lines.append(tell.cited(line, vat.cites, sure=sure_of(vat)))
    if found.approval is not None and np.any(found.approval > 0):
        at = Range.of(found.approval)
        text = tell.ranged(at) if np.isfinite([at.p10, at.p50, at.p90]).all() else tell.say("w-approval-none")
        how, sure = tell.say("w-approval-how"), Confidence.UNCHECKED.value
        lines.append(Line(name=tell.say("w-approval"), text=text, notes=(how,), confidence=sure))
    return Block(key="beside", title=tell.say("w-s-beside"), lines=tuple(lines))


def _picture(found: ChannelWaterfall, tell: Teller) -> Picture:
    start = float(np.median(found.chain.start))
    first, whole = tell.say(f"step-{_first(found)}"), Range.of(found.chain.start)
    bars = [Bar(name=first, low=0, high=start, note=tell.nok(start), tone="strong", ends=whole)]
    before = start
    for step in found.chain.steps:
        after = float(np.median(step.left))
        if abs(before - after) >= LEAST * abs(start):
            note = tell.nok(after - before, signed=True)
            bars.append(Bar(name=tell.say(f"step-{step.key}"), low=after, high=before, note=note))
        before = after
    tone, ends = "go" if before > 0 else "find-out", Range.of(found.chain.left)
    bars.append(Bar(name=tell.say("w-left"), low=0, high=before, note=tell.nok(before), tone=tone, ends=ends))
    title = tell.say("w-picture", start=tell.nok(start), left=tell.nok(before))
    said = Said(title=title, summary=tell.say("w-picture-how"), axis="NOK", lang=tell.lang)
    return bars_picture(bars, key="waterfall", said=said)
