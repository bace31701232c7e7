"""Pictures of a sale: a price on its way, deals over time, what a buyer's return hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fram.access.price.sale.realised import FEWEST
from fram.decide.rank import Range
from fram.workspace.papers.charts.look import NARROW, PALETTE, WIDE, Picture, Spec, Table, framed, rows_axis

NO_TABLE = Table(head=(), rows=())
WIDTHS = (("wide", WIDE), ("narrow", NARROW))
LABEL, NOTE = 255, 145
"""The widest name and the widest amount beside a bar."""
BESIDE = LABEL + NOTE
ACROSS = 42
"""Letters of a name and its amount that find room beside each other on a phone."""
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
TONES = (PALETTE["strong"], PALETTE["find-out"], PALETTE["go"], PALETTE["not-now"])
"""Groups of deals: a shape and a colour each, so that they stay apart in grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a picture: from ``low`` to ``high`` in NOK; ``ends`` are the P10 and P90 of a whole price.

    ``tone``: the colour's name in the palette.
    """

    name: str
    low: float
    high: float
    note: str
    tone: str = "soft"
    ends: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is written around a picture: the finding as its title, what is drawn, and the axis."""

    title: str
    summary: str
    axis: str
    lang: str


def bars_picture(bars: Sequence[Bar], *, key: str, said: Said) -> Picture:
    """Return a picture of horizontal bars, one row each; on a phone the names stand above them."""
    specs = {name: _bars(bars, width, said) for name, width in WIDTHS} if bars else {}
    return _picture(key, said, specs)


def _picture(key: str, said: Said, specs: dict[str, Spec]) -> Picture:
    return Picture(
        key=key, title=said.title, summary=said.summary, source="", table=NO_TABLE, specs=specs
    )  # fmt: skip


def _bars(bars: Sequence[Bar], width: int, said: Said) -> Spec:
    is_wide = width == WIDE
    inner, drop = (width - BESIDE, 0) if is_wide else (width - 24, 8)
    rows = rows_axis([bar.name for bar in bars], limit=LABEL)
    y = rows if is_wide else {**rows, "axis": None}
    ticks = {"title": said.axis, "tickCount": 6 if is_wide else 4, "format": ",~f"}
    x = {"field": "low", "type": "quantitative", "scale": {"nice": True, "zero": True}, "axis": ticks}
    tone = {"field": "tone", "type": "nominal", "scale": None, "legend": None}
    bar = {"type": "bar", "height": 16 if is_wide else 13, "yOffset": drop}
    line = {"type": "rule", "color": PALETTE["ink"], "strokeWidth": 1.5, "yOffset": drop}
    layers: list[Spec] = [
        {"mark": bar, "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": tone}},
        {
            "mark": line, "transform": [{"filter": "isValid(datum.p10)"}],
            "encoding": {"x": {**x, "field": "p10"}, "x2": {"field": "p90"}, "y": y},
        },
        {"mark": {"type": "rule", "color": PALETTE["muted"]}, "encoding": {"x": {"datum": 0}}},
        *_notes(y, inner, is_wide=is_wide, has_room=_has_room(bars)),
    ]  # fmt: skip
    size = {"width": inner, "height": (30 if is_wide else 46) * len(bars)}
    values = [_value(number, one) for number, one in enumerate(bars)]
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=said.lang)


def _has_room(bars: Sequence[Bar]) -> bool:
    return all(len(bar.name) + len(bar.note) <= ACROSS for bar in bars)


def _value(number: int, bar: Bar) -> Spec:
    ends = {"p10": bar.ends.p10, "p90": bar.ends.p90} if bar.ends else {}
    shown = {"label": bar.name, "note": bar.note, "tone": PALETTE[bar.tone]}
    return {"row": number, "low": bar.low, "high": bar.high, **shown, **ends}


def _notes(y: Spec, inner: int, *, is_wide: bool, has_room: bool) -> list[Spec]:
    """The amounts: right of the bars; on a phone beside the name, above its bar, where all find room."""
    note = {"type": "text", "fontSize": 11, "color": PALETTE["muted"]}
    right = {"y": y, "x": {"value": inner}, "text": {"field": "note"}}
    if is_wide:
        return [{"mark": {**note, "align": "left", "dx": 10}, "encoding": right}]
    name = {"type": "text", "align": "left", "limit": 300, "dy": -9, "fontWeight": "bold", "fontSize": 11}
    left = {"y": y, "x": {"value": 0}, "text": {"field": "label"}}
    names: Spec = {"mark": name, "encoding": left}
    if not has_room:
        return [names]
    return [names, {"mark": {**note, "align": "right", "dy": -9}, "encoding": right}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One deal as drawn: its day, its share of the list price in per cent, and its group."""

    on: date
    per_cent: float
    group: str


def dots_picture(dots: Sequence[Dot], *, said: Said) -> Picture:
    """Return the picture of deals over time, with a dashed line at their middle where there are enough."""
    return _picture("deals", said, {name: _dots(dots, width, said) for name, width in WIDTHS})


def _dots(dots: Sequence[Dot], width: int, said: Said) -> Spec:
    is_wide, groups = width == WIDE, sorted({dot.group for dot in dots})
    kind = {
        "field": "group", "type": "nominal", "legend": {"orient": "top", "columns": 4 if is_wide else 3},
    }  # fmt: skip
    years = {"title": None, "format": "%Y", "tickCount": "year", "grid": False}
    per_cent = {"title": said.axis, "tickCount": 5}
    encoding = {
        "x": {"field": "on", "type": "temporal", "axis": years},
        "y": {"field": "share", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": per_cent},
        "color": {**kind, "scale": {"domain": groups, "range": _cycled(TONES, groups)}},
        "shape": {**kind, "scale": {"domain": groups, "range": _cycled(SHAPES, groups)}},
    }
    point = {"type": "point", "filled": True, "size": 70, "opacity": 0.9}
    layers: list[Spec] = [{"mark": point, "encoding": encoding}]
    if len(dots) >= FEWEST:
        line = {"type": "rule", "color": PALETTE["muted"], "strokeDash": [4, 3]}
        middle = {"aggregate": "median", "field": "share", "type": "quantitative"}
        layers.append({"mark": line, "encoding": {"y": middle}})
    values = [{"on": dot.on.isoformat(), "share": dot.per_cent, "group": dot.group} for dot in dots]
    size = {"width": width - 70, "height": 260 if is_wide else 220}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=said.lang)


def _cycled(kinds: Sequence[str], groups: Sequence[str]) -> list[str]:
    return [kinds[number % len(kinds)] for number in range(len(groups))]
