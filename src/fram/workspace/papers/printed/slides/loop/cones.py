"""Cash over the months as native lines: with the sequence against the floor, and without new money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fram.decide.rank import Range
from fram.decide.sequence.made import Sequenced
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.papers.loop.pictures import floor_picture
from fram.workspace.papers.numerals import month_after
from fram.workspace.papers.printed.slides.charts import add_lines
from fram.workspace.papers.printed.slides.drawing import Axis, Canvas, Series
from fram.workspace.papers.printed.slides.frame import Deck
from fram.workspace.papers.printed.slides.master import Box
from fram.workspace.papers.printed.slides.opening import millions

SHOWN, LETTERS, AFTER = 36, 10, 6
"""Months of a picture at most, points of its letters, months after cash has ended."""
FORM = '#,##0;"−"#,##0;0'
MONTH, STEPS = 30.4375, (3, 6, 12, 24)
"""Days of a month; months between the marks of an axis."""
_EPOCH = date(1899, 12, 30)


def days_of(deck: Deck, months: Sequence[float]) -> list[float]:
    """Return months from the plan's day as days of office programs."""
    first = float((deck.record.plan.on - _EPOCH).days)
    return [round(first + MONTH * max(month, 0.0), 1) for month in months]


def days_axis(deck: Deck, months: float, *, letters: int) -> Axis:
    """Return an axis that writes days as months, and ends after so many of them."""
    step = next((one for one in STEPS if months <= 5 * one), STEPS[-1])
    low, high = days_of(deck, [0, max(-(-months // step), 2) * step])
    return Axis(lang=deck.words.lang, form="mmm yyyy", low=low, high=high, step=step * MONTH, letters=letters)


def add_sequence_cash(slide: Any, deck: Deck, *, found: Sequenced, box: Box) -> None:
    """Put cash with the sequence and without a launch against the floor on a slide."""
    words = deck.words
    picture = floor_picture(deck.record, words=words)
    floor = [None, *(millions(nok) for nok in found.floor[:SHOWN])]
    series = [
        *_cone(deck, found.cash, words("sequence.cone-with")),
        _middle(deck, found.alone, words("sequence.cone-alone")),
        Series(name=words("sequence.cone-floor"), values=floor, colour="not-now", width=1.5),
    ]
    canvas = Canvas(
        box=box, axis=_axis(deck, letters=LETTERS), name=words("chart.cash-axis"),
        key=words("deck.cone-key", months=found.rules.own_months),
        describe=f"{picture.title}. {picture.summary}" if picture else "",
    )  # fmt: skip
    add_lines(slide, series, days=_days(deck, SHOWN), on=canvas, step=12)


def add_runway_cash(slide: Any, deck: Deck, *, kept: RunwayKept, box: Box) -> None:
    """Put cash without new money against the floor on a slide, with the launches and without."""
    words, has_launches = deck.words, bool(kept.cone) and kept.verdict_path == "with"
    ends = kept.on(kept.verdict_path)
    months = int(min(max(24.0, (ends.p90 or SHOWN) + AFTER), SHOWN, len(kept.alone)))
    alone = words("sequence.cone-alone")
    series = _cone(deck, kept.cone if has_launches else kept.alone,
                   words("deck.with-launches") if has_launches else alone, months=months)  # fmt: skip
    if has_launches:
        series.append(_middle(deck, kept.alone, alone, months=months))
    floor = [millions(kept.floor)] * (months + 1)
    series.append(Series(name=words("sequence.cone-floor"), values=floor, colour="not-now", width=1.5))
    canvas = Canvas(
        box=box, axis=_axis(deck, letters=11), name=words("section.runway"), key=words("deck.runway-key"),
        describe=words("deck.runway-key"),
    )  # fmt: skip
    add_lines(slide, series, days=_days(deck, months), on=canvas, step=6)


def _axis(deck: Deck, *, letters: int) -> Axis:
    return Axis(lang=deck.words.lang, title=deck.words("chart.cash-axis"), form=FORM, letters=letters)


def _days(deck: Deck, months: int) -> list[date]:
    return [month_after(deck.record.plan.on, month) for month in range(months + 1)]


def _cone(deck: Deck, at: Sequence[Range], whose: str, *, months: int = SHOWN) -> list[Series]:
    """P90, P50 and P10 of the cash, from today on."""
    looks = {"p90": (True, 1.5), "p50": (False, 3.0), "p10": (True, 1.5)}
    names = {"p50": f"P50, {whose}"}
    return [
        Series(name=names.get(point, point.upper()), values=_values(deck, at, point, months), colour="go",
               pale=pale, width=width)
        for point, (pale, width) in looks.items()
    ]  # fmt: skip


def _middle(deck: Deck, at: Sequence[Range], whose: str, *, months: int = SHOWN) -> Series:
    values = _values(deck, at, "p50", months)
    return Series(name=f"P50, {whose}", values=values, colour="strong", width=2.0, dashed=True)


def _values(deck: Deck, at: Sequence[Range], point: str, months: int) -> list[float | None]:
    return [millions(deck.record.cash_nok), *(millions(getattr(one, point)) for one in at[:months])]
