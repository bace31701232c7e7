"""Cash against the floor: the cone without a round, the latest month to start, when the money then comes."""

from __future__ import annotations

from fram.workspace.loop.runway.telling import Teller
from fram.workspace.papers.charts.cone import cone_rows, told_apart
from fram.workspace.papers.charts.look import NARROW, PALETTE, WIDE, Picture, Spec, Table, framed, money_axis

SHORTEST, LONGEST, AFTER = 18, 60, 6
"""Months always shown, at most shown, and shown after the last that matters."""
STEPS = (3, 6, 12)
WIDE_HIGH, NARROW_HIGH = 300, 250
ONCE: Spec = {"data": {"values": [{}]}}
"""What is drawn once, not for each month."""


def runway_picture(tell: Teller) -> Picture:
    """Return the picture of the path the verdict speaks of, beside cash alone where that is another."""
    widths = {"wide": WIDE, "narrow": NARROW}
    return Picture(
        key="runway", title=_title(tell), summary=tell.say("p-summary"), source="",
        table=Table(head=(), rows=()), specs={name: _spec(tell, width) for name, width in widths.items()},
    )  # fmt: skip


def _title(tell: Teller) -> str:
    start, ends = tell.kept.start, tell.kept.on(tell.kept.verdict_path)
    if start.months is None or start.comes is None:
        return tell.say("p-title-never", sure=tell.chance(start.sure))
    given = {
        "p50": tell.month(ends.p50), "first": tell.month(start.comes.p10),
        "last": tell.month(start.comes.p90),
    }  # fmt: skip
    span = "-month" if given["first"] == given["last"] else ""
    if start.late:
        return tell.say(f"p-title-late{span}", **given)
    return tell.say(f"p-title-start{span}", start=tell.start(start.months), **given)


def _months(tell: Teller) -> int:
    """Months shown: until some time after cash has ended in nine runs of ten and the money has come."""
    kept = tell.kept
    last = [one.ends.p90 for one in kept.ends if not one.path.endswith("round") and one.ends.p90]
    comes = [kept.start.comes.p90] if kept.start.comes else []
    return int(min(max([SHORTEST, *(end + AFTER for end in [*last, *comes])]), LONGEST, len(kept.alone)))


def _spec(tell: Teller, width: int) -> Spec:
    kept, months, is_wide = tell.kept, _months(tell), width == WIDE
    cones = [(tell.say("p-alone"), kept.alone), (tell.say("p-with"), kept.cone)]
    cones = [(word, cone) for word, cone in cones if cone]
    values = [row for word, cone in cones for row in cone_rows(word, cone[:months], start=kept.cash)]
    place = {
        "field": "month", "type": "quantitative", "axis": _axis(tell, months, is_wide=is_wide),
        "scale": {"domain": [0, months], "nice": False},
    }  # fmt: skip
    lowest = max(min(row["low"] for row in values), -kept.cash / 2e6)
    money: Spec = {
        "type": "quantitative", "axis": money_axis(tell.say("p-axis"), ticks=5, signed=False),
        "scale": {"domain": [min(lowest, 0.0), max(row["high"] for row in values)], "nice": True},
    }  # fmt: skip
    colour = told_apart([word for word, _ in cones], [PALETTE["strong"], PALETTE["go"]])
    legend = {
        "orient": "top",
        "symbolType": "square",
        "offset": 4,
        "direction": "horizontal" if is_wide else "vertical",
    }
    band = {**colour, "legend": legend if len(cones) > 1 else None}
    dash = told_apart([word for word, _ in cones], [[6, 3] if len(cones) > 1 else [1, 0], [1, 0]])
    layers: list[Spec] = [
        *_window(tell, months),
        {
            "mark": {"type": "area", "opacity": 0.18, "clip": True},
            "encoding": {"x": place, "y": {**money, "field": "low"}, "y2": {"field": "high"}, "color": band},
        },
        {
            "mark": {"type": "line", "strokeWidth": 2.5, "clip": True},
            "encoding": {"x": place, "y": {**money, "field": "middle"}, "color": colour, "strokeDash": dash},
        },
        *_floor(tell, months),
        *_start(tell, months, at_y=(WIDE_HIGH if is_wide else NARROW_HIGH) - 14),
    ]
    size = {"width": width - 78, "height": WIDE_HIGH if is_wide else NARROW_HIGH}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=tell.lang)


def _window(tell: Teller, months: int) -> list[Spec]:
    """The months in which the money comes when raising starts as late as it may, or today if that is past."""
    comes = tell.kept.start.comes
    if comes is None:
        return []
    last = min(comes.p90, months)
    at = {"month": comes.p10, "to": last, "word": tell.say("p-comes")}
    middle = {"x": {"datum": (comes.p10 + last) / 2, "type": "quantitative"}, "y": {"value": 10}}
    return [
        {
            "data": {"values": [at]}, "mark": {"type": "rect", "color": PALETTE["find-out"], "opacity": 0.22},
            "encoding": {"x": {"field": "month", "type": "quantitative"}, "x2": {"field": "to"}},
        },
        {
            "data": {"values": [at]}, "mark": {"type": "text", "fontSize": 11, "color": PALETTE["ink"]},
            "encoding": {**middle, "text": {"field": "word"}},
        },
    ]  # fmt: skip


def _floor(tell: Teller, months: int) -> list[Spec]:
    at = {"datum": tell.kept.floor / 1e6}
    line = {"type": "rule", "color": PALETTE["ink"], "strokeWidth": 1.5}
    name = {"type": "text", "align": "right", "dy": -7, "fontSize": 11, "color": PALETTE["ink"]}
    text = {"x": {"datum": months}, "y": at, "text": {"value": tell.say("p-floor")}}
    return [{**ONCE, "mark": line, "encoding": {"y": at}}, {**ONCE, "mark": name, "encoding": text}]


def _start(tell: Teller, months: int, *, at_y: int) -> list[Spec]:
    """An upright line at the latest month to start, with its month; at today where that is past."""
    start = tell.kept.start
    if start.months is None or start.months > months:
        return []
    at = max(start.months, 0.0)
    word = tell.say("p-start", month=tell.start(at)) if start.months >= 1 else tell.say("p-start-now")
    place = {"x": {"datum": at, "type": "quantitative"}}
    is_late = at > months * 0.6
    mark = {
        "type": "text", "align": "right" if is_late else "left", "dx": -6 if is_late else 6,
        "fontWeight": "bold", "fontSize": 12,
    }  # fmt: skip
    halo = {**mark, "stroke": PALETTE["page"], "strokeWidth": 4, "color": PALETTE["page"]}
    label = {**place, "y": {"value": at_y}, "text": {"value": word}}
    rule = {"type": "rule", "color": PALETTE["find-out"], "strokeWidth": 2.5}
    return [
        {**ONCE, "mark": rule, "encoding": place},
        {**ONCE, "mark": halo, "encoding": label},
        {**ONCE, "mark": {**mark, "color": PALETTE["ink"]}, "encoding": label},
    ]


def _axis(tell: Teller, months: int, *, is_wide: bool) -> Spec:
    most = 7 if is_wide else 4
    step = next((step for step in STEPS if months / step <= most), 24)
    ticks = list(range(0, months + 1, step))
    labels = ",".join(f"'{tell.month(tick)}'" for tick in ticks)
    return {
        "values": ticks, "labelExpr": f"[{labels}][datum.value/{step}]", "title": None, "grid": False,
        "labelFlush": False,
    }  # fmt: skip
