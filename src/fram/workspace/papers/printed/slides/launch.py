"""The two charts of one launch: the road to its first sale, and its ten years."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers.charts.years import TenYears
from fram.workspace.papers.market_pages import ENDS_WITH, HOLDS_UP, ROAD
from fram.workspace.papers.printed.slides.charts import Span, add_columns, add_spans
from fram.workspace.papers.printed.slides.drawing import Axis, Canvas, Series
from fram.workspace.papers.printed.slides.frame import Deck
from fram.workspace.papers.printed.slides.master import Box
from fram.workspace.papers.printed.slides.opening import millions
from fram.workspace.papers.words import Words

LETTERS, LONGEST, MOST_TICKS = 10, 96.0, 5
"""Points of the letters of these low charts; months of the longest road; steps of an axis."""
_EPOCH = date(1899, 12, 30)
"""Day zero of the dates of office programs."""
_MONTH = 30.4375


def add_road(slide: Any, line: MarketPlan, *, deck: Deck, box: Box) -> bool:
    """Put the road to the first sale on a slide; return False where there is none."""
    words = deck.words
    spans = list(_spans(deck, line))
    if not spans:
        return False
    name = words("market.road")
    canvas = Canvas(
        box=box, axis=_months_axis(deck, spans), name=f"{name} ({deck.name(line)})",
        key=words("deck.road-key"), describe=f"{name}, {words('deck.road-key')}: {road_text(deck, line)}",
    )  # fmt: skip
    names = {
        "before": words("deck.before-start"), "strong": words("deck.holding"),
        "soft": words("deck.not-holding"), "pale": words("deck.p50-p90"),
    }  # fmt: skip
    add_spans(slide, spans, on=canvas, names=names)
    return True


def road_text(deck: Deck, line: MarketPlan) -> str:
    """Return the road as a sentence: each step with P10, P50 and P90, and how often it holds up the sale."""
    words, on = deck.words, deck.record.plan.on
    told = []
    for name, at, critical in _steps(line):
        months = " / ".join(words.numerals.month(on, month) for month in (at.p10, at.p50, at.p90))
        held = "" if critical is None else f" ({words.numerals.chance(critical)})"
        told.append(f"{words(f'step.{name}')}: {words('step.now') if at.p90 < 0.5 else months}{held}")
    return "; ".join(told)


def _steps(line: MarketPlan) -> Iterator[tuple[str, Range, float | None]]:
    """Activities with their end and how often they hold up the first sale; milestones between them."""
    activities = {step.name: step for step in line.ledger.road}
    told = {ENDS_WITH.get(name) for name in activities}
    for name in ROAD:
        if name in activities:
            ends = line.dates.get(ENDS_WITH.get(name, ""), activities[name].ends)
            yield name, ends, activities[name].critical
        elif name in line.dates and name not in told:
            yield name, line.dates[name], None


def _spans(deck: Deck, line: MarketPlan) -> Iterator[Span]:
    """Rows as days of office programs; a milestone is never under way, it lies between its P10 and P90."""
    words, first = deck.words, _first_day(deck)
    starts = {step.name: step.starts.p50 for step in line.ledger.road}
    for name, ends, critical in _steps(line):
        label = words(f"step.{name}")
        if critical is not None:
            label = f"{label}, {words.numerals.chance(critical)}"
        elif ends.p90 < 0.5:
            label = words("deck.already", step=label)
        begins, done, late = starts.get(name, ends.p10), ends.p50 if name in starts else ends.p10, ends.p90
        months = (min(begins, done), done, late)
        start, middle, high = (round(first + _MONTH * max(month, 0.0), 1) for month in months)
        tone = "strong" if (critical or 0) >= HOLDS_UP else "soft"
        yield Span(name=label, start=start, middle=middle, high=high, colour=tone)


def _first_day(deck: Deck) -> float:
    return float((deck.record.plan.on - _EPOCH).days)


def _months_axis(deck: Deck, spans: list[Span]) -> Axis:
    """An axis that writes days as months, and ends where the last step does."""
    start = _first_day(deck)
    latest = min(max(span.high for span in spans) - start, LONGEST * _MONTH)
    step = next((months for months in (3, 6, 12, 24) if latest <= 4 * months * _MONTH), 24) * _MONTH
    high = start + max(int(-(-latest // step)), 2) * step
    return Axis(lang=deck.words.lang, form="mmm yyyy", low=start, high=high, step=step, letters=LETTERS)


def add_ten_years(slide: Any, line: MarketPlan, *, found: TenYears, deck: Deck, box: Box) -> None:
    """Put the ten years of a launch on a slide: income up, costs down, net cash as lines over them."""
    words, years = deck.words, line.ledger.years
    columns = [
        Series(name=words("years.income"), colour="soft", values=[millions(x.income.p50) for x in years]),
        Series(
            name=words("years.costs"), colour="muted", pale=True,
            values=[-millions(x.costs.p50) for x in years],
        ),
    ]  # fmt: skip
    lines = [
        Series(
            name=f"{words('deck.net')} {point.upper()}", colour="strong", dashed=point != "p50",
            width=2.75 if point == "p50" else 1.25, values=[millions(getattr(x.net, point)) for x in years],
        )
        for point in ("p90", "p50", "p10")
    ]  # fmt: skip
    canvas = Canvas(
        box=box, axis=_money_axis([*columns, *lines], words), key=found.title,
        name=f"{words('account.years')} ({deck.name(line)})",
        describe=f"{found.title}. {words('deck.years-how')}",
    )  # fmt: skip
    add_columns(slide, columns, lines=lines, names=[tick.name for tick in found.ends], on=canvas)


def _money_axis(series: Sequence[Series], words: Words) -> Axis:
    """Ends and steps told outright: left to itself a low chart names every other line, and not zero."""
    values = [value or 0.0 for one in series for value in one.values]
    low, high = min(0.0, *values), max(0.0, *values)
    span = max(high - low, 0.01)
    size = 10 ** math.floor(math.log10(span / MOST_TICKS))
    step = next(size * times for times in (1, 2, 5, 10) if span / (size * times) <= MOST_TICKS)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    form = "0." + "0" * decimals if decimals else "#,##0"
    return Axis(
        lang=words.lang, title=words("deck.a-year"), letters=LETTERS, form=f'{form};"−"{form};0', step=step,
        low=round(math.floor(low / step + 1e-9) * step, 6),
        high=round(math.ceil(high / step - 1e-9) * step, 6),
    )  # fmt: skip
