"""The work list as bars: what asking is worth, what of it goes to cost and waiting, and the ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fram.decide.asking import NextQuestion
from fram.workspace.loop.questions.telling import Teller
from fram.workspace.papers.charts.look import (
    NARROW,
    PALETTE,
    WIDE,
    Picture,
    Spec,
    Table,
    framed,
    rows_axis,
)
from fram.workspace.papers.numerals import money_step

PARTS = ("net", "waiting", "cost")
DROP = 8
"""How far bars stand below their middle on a phone, where names stand above them."""
COLOURS = {"net": PALETTE["go"], "waiting": PALETTE["find-out"], "cost": PALETTE["not-now"]}


def questions_picture(asked: Sequence[NextQuestion], tell: Teller) -> Picture:
    """Return the picture of the questions, best first."""
    first = tell.things(asked[0].names[:1], inside=True)
    title = tell.say("p-title", first=first, net=tell.money(asked[0].net_nok))
    return Picture(
        key="questions", title=title, summary=tell.say("p-summary"), source="",
        table=Table(head=(), rows=()),
        specs={name: _spec(asked, tell, width) for name, width in {"wide": WIDE, "narrow": NARROW}.items()},
    )  # fmt: skip


def _spec(asked: Sequence[NextQuestion], tell: Teller, width: int) -> Spec:
    is_wide = width == WIDE
    step, unit = money_step([one.ceiling_nok for one in asked])
    rows = rows_axis([_label(one, tell) for one in asked], limit=260)
    y = rows if is_wide else {**rows, "axis": None}
    title = tell.say("p-axis", unit=tell.words.numerals.unit_of_money(unit))
    x = {
        "field": "low", "type": "quantitative", "axis": {"title": title, "tickCount": 5, "grid": True},
        "scale": {"zero": True},
    }  # fmt: skip
    layers = [
        _stacked(asked, tell, step=step, place={"x": x, "y": y}, is_wide=is_wide),
        _ceilings(asked, step=step, place={"x": {**x, "field": "ceiling"}, "y": y}, is_wide=is_wide),
        *([] if is_wide else [_names(asked, tell, y)]),
    ]
    size = {"width": width - (320 if is_wide else 24), "height": (32 if is_wide else 52) * len(asked)}
    return framed({**size, "layer": layers}, lang=tell.lang)


def _stacked(asked: Sequence[NextQuestion], tell: Teller, *, step: float, place: Spec, is_wide: bool) -> Spec:
    """The bars: what is left, what goes to waiting, what to asking."""
    words = {part: tell.say(f"p-{part}") for part in PARTS}
    values = [bar for row, one in enumerate(asked) for bar in _bars(row, one, words, step)]
    legend = {"orient": "top", "direction": "horizontal" if is_wide else "vertical", "symbolType": "square"}
    colour = {
        "field": "word", "type": "nominal", "legend": legend,
        "scale": {"domain": [words[part] for part in PARTS], "range": [COLOURS[part] for part in PARTS]},
    }  # fmt: skip
    mark = {"type": "bar", "height": 14, "yOffset": 0 if is_wide else DROP}
    return {
        "data": {"values": values}, "mark": mark,
        "encoding": {**place, "x2": {"field": "high"}, "color": colour},
    }  # fmt: skip


def _ceilings(asked: Sequence[NextQuestion], *, step: float, place: Spec, is_wide: bool) -> Spec:
    """An upright mark for what a perfect answer would be worth."""
    values = [{"row": row, "ceiling": one.ceiling_nok / step} for row, one in enumerate(asked)]
    mark = {
        "type": "tick", "color": PALETTE["ink"], "thickness": 2.5, "size": 22, "orient": "vertical",
        "yOffset": 0 if is_wide else DROP,
    }  # fmt: skip
    return {"data": {"values": values}, "mark": mark, "encoding": place}


def _names(asked: Sequence[NextQuestion], tell: Teller, y: Spec) -> Spec:
    """On a phone the names stand above the bars."""
    values = [{"row": row, "label": _label(one, tell)} for row, one in enumerate(asked)]
    mark = {"type": "text", "align": "left", "limit": 310, "dy": -10, "fontWeight": "bold"}
    place = {"x": {"value": 0}, "y": y, "text": {"field": "label"}}
    return {"data": {"values": values}, "mark": mark, "encoding": place}


def _label(one: NextQuestion, tell: Teller) -> str:
    """The first input, how many more, and where."""
    name = tell.things(one.names[:1])
    more = tell.say("p-more", count=len(one.names) - 1) if len(one.names) > 1 else ""
    where = tell.where(one.market, one.regime) if one.market or one.regime else ""
    return f"{name}{more}, {where}" if where else f"{name}{more}"


def _bars(row: int, one: NextQuestion, words: dict[str, str], step: float) -> list[dict[str, Any]]:
    amounts = {"net": one.net_nok, "waiting": one.waiting_nok, "cost": one.cost_nok}
    found, low = [], 0.0
    for part in PARTS:
        high = low + amounts[part] / step
        found.append({"row": row, "low": low, "high": high, "word": words[part]})
        low = high
    return found
