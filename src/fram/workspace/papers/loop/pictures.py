"""The launch sequence in time, with its ranges, and the cash it leaves against the floor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fram.decide.rank import Range
from fram.decide.sequence.made import Launched, Sequenced
from fram.workspace.papers.charts.cone import cone_rows, told_apart
from fram.workspace.papers.charts.look import (
    NARROW,
    PALETTE,
    WIDE,
    Picture,
    Spec,
    Table,
    framed,
    money_axis,
    rows_axis,
)
from fram.workspace.papers.loop.sequence import Teller
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

AFTER = 6
"""Months shown after the last thing that happens."""
SHORTEST, LONGEST = 24, 60
ROW = 44
"""Height of a launch."""
STEPS = (3, 6, 12, 24)
WIDTHS = {"wide": WIDE, "narrow": NARROW}


def sequence_picture(record: PlanRecord, *, words: Words) -> Picture | None:
    """Return the launches in time; None where a plan keeps no sequence, or it launches nothing."""
    found = record.sequence
    if found is None or not found.launches:
        return None
    tell = Teller(record, found, words)
    first = tell.first()
    key = "sequence.gantt-some" if first.begun_months is None else "sequence.gantt-since"
    title = words(key, first=words.names([first.market]), when=tell.when(first))
    return Picture(
        key="sequence", title=title, summary=words("sequence.gantt-how"),
        source=_source(record, found, words), table=tell.launches().table,
        specs={name: _gantt(found, tell, width) for name, width in WIDTHS.items()},
    )  # fmt: skip


def floor_picture(record: PlanRecord, *, words: Words) -> Picture | None:
    """Return cash with and without the sequence against the floor; None where a plan keeps no sequence."""
    found = record.sequence
    if found is None:
        return None
    tell, numerals = Teller(record, found, words), words.numerals
    head = [words("column.month"), words("sequence.cone-alone"), words("sequence.cone-with")]
    rows = [
        (tell.month(month), *(_points(one[month - 1], numerals) for one in (found.alone, found.cash)))
        for month in range(3, _shown(found) + 1, 3)
    ]
    return Picture(
        key="floor", title=words(
            "sequence.cone-holds", chance=numerals.chance(found.chance), months=found.rules.own_months
        ),
        summary=" ".join((
            words("sequence.cone-how", months=found.rules.own_months), words("sequence.cone-dotted"),
        )),
        source=_source(record, found, words), table=Table(head=tuple(head), rows=tuple(rows)),
        specs={name: _cone(record, found, tell, width) for name, width in WIDTHS.items()},
    )  # fmt: skip


def _source(record: PlanRecord, found: Sequenced, words: Words) -> str:
    numerals = words.numerals
    return words(
        "sequence.source", version=record.product_version, day=numerals.day(record.plan.on), seed=found.seed,
        scenarios=numerals.fixed(found.scenarios), fresh=numerals.fixed(found.fresh),
    )  # fmt: skip


def _points(at: Range, numerals: Any) -> str:
    return str(numerals.money_points([at.p10, at.p50, at.p90], signed=False))


def _shown(found: Sequenced) -> int:
    """Months shown: until some time after the last first sale or stop."""
    last = [one.first_sale.p90 for one in found.launches]
    last += [one.starts.p50 + one.stop.by_month for one in found.launches if one.stop]
    return int(min(max([SHORTEST, *(month + AFTER for month in last)]), LONGEST, len(found.cash)))


def _gantt(found: Sequenced, tell: Teller, width: int) -> Spec:
    months, is_wide = _shown(found), width == WIDE
    names = [tell.words.names([one.market]) for one in found.launches]
    values = [_row(number, one) for number, one in enumerate(found.launches)]
    y = rows_axis(names, limit=150 if is_wide else 90)
    x = {"type": "quantitative", "axis": month_axis(tell, months, is_wide=is_wide),
         "scale": {"domain": [0, months], "nice": False}}  # fmt: skip
    strong = PALETTE["go"]
    layers: list[Spec] = [
        *_round(found, tell, months),
        _rule(x, y, "start_low", "start_high", PALETTE["find-out"]),
        {
            "mark": {"type": "bar", "height": 14, "color": strong, "clip": True},
            "encoding": {"x": {**x, "field": "start"}, "x2": {"field": "sale"}, "y": y},
        },
        _rule(x, y, "sale_low", "sale_high", strong),
        *_points_on(x, y, values),
    ]
    size = {"width": width - (190 if is_wide else 120), "height": max(ROW * len(values), 90)}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=tell.words.lang)


def _row(number: int, one: Launched) -> dict[str, Any]:
    row: dict[str, Any] = {
        "row": number, "start": one.starts.p50, "start_low": one.starts.p10, "start_high": one.starts.p90,
        "sale": one.first_sale.p50, "sale_low": one.first_sale.p10, "sale_high": one.first_sale.p90,
    }  # fmt: skip
    if one.approval is not None:
        row["approval"] = one.approval.p50
    if one.stop is not None:
        row["stop"] = one.starts.p50 + one.stop.by_month
    return row


def _rule(x: Spec, y: Spec, low: str, high: str, colour: str) -> Spec:
    mark = {"type": "rule", "color": colour, "strokeWidth": 3, "clip": True, "yOffset": 13}
    return {"mark": mark, "encoding": {"x": {**x, "field": low}, "x2": {"field": high}, "y": y}}


def _points_on(x: Spec, y: Spec, values: Sequence[dict[str, Any]]) -> list[Spec]:
    """The approval on the bar, and the month by which to stop or look again."""
    found: list[Spec] = []
    for field, shape, colour, size in (
        ("approval", "diamond", PALETTE["page"], 90), ("stop", "cross", PALETTE["ink"], 130),
    ):  # fmt: skip
        there = [row for row in values if field in row]
        if there:
            mark = {"type": "point", "filled": True, "shape": shape, "size": size, "color": colour,
                    "opacity": 1, "stroke": PALETTE["ink"], "strokeWidth": 1, "clip": True}  # fmt: skip
            if field == "stop":
                mark["angle"] = 45
            encoding = {"x": {**x, "field": field}, "y": y}
            found.append({"data": {"values": there}, "mark": mark, "encoding": encoding})
    return found


def _round(found: Sequenced, tell: Teller, months: int) -> list[Spec]:
    """The months in which the round may close."""
    if found.round_at is None or not any(one.start.after_round for one in found.launches):
        return []
    at = {"month": found.round_at.p10, "to": min(found.round_at.p90, months)}
    place = {"x": {"field": "month", "type": "quantitative"}, "x2": {"field": "to"}}
    middle = {"x": {"datum": (at["month"] + at["to"]) / 2, "type": "quantitative"}, "y": {"value": -8}}
    word = {"type": "text", "fontSize": 11, "color": PALETTE["muted"]}
    return [
        {"data": {"values": [at]}, "mark": {"type": "rect", "color": PALETTE["find-out"], "opacity": 0.16},
         "encoding": place},
        {"data": {"values": [at]}, "mark": word,
         "encoding": {**middle, "text": {"value": tell.words("sequence.gantt-round")}}},
    ]  # fmt: skip


def month_axis(tell: Teller, months: int, *, is_wide: bool) -> Spec:
    """Return an axis of months from the plan's day, named on the calendar."""
    most = 7 if is_wide else 4
    step = next((step for step in STEPS if months / step <= most), STEPS[-1])
    ticks = list(range(0, months + 1, step))
    labels = ",".join(f"'{tell.month(tick)}'" for tick in ticks)
    return {
        "values": ticks, "labelExpr": f"[{labels}][datum.value/{step}]", "title": None, "grid": False,
        "labelFlush": False,
    }  # fmt: skip


def _cone(record: PlanRecord, found: Sequenced, tell: Teller, width: int) -> Spec:
    months, is_wide = _shown(found), width == WIDE
    cones = [(tell.words("sequence.cone-alone"), found.alone)]
    if found.launches:
        cones.append((tell.words("sequence.cone-with"), found.cash))
    values = [row for word, cone in cones for row in cone_rows(word, cone[:months], start=record.cash_nok)]
    x = {"field": "month", "type": "quantitative", "axis": month_axis(tell, months, is_wide=is_wide),
         "scale": {"domain": [0, months], "nice": False}}  # fmt: skip
    floor = [{"month": number + 1, "floor": nok / 1e6} for number, nok in enumerate(found.floor[:months])]
    low = min([row["low"] for row in values] + [0.0])
    high = max(row["high"] for row in values)
    y = {"type": "quantitative", "axis": money_axis(tell.words("chart.cash-axis"), ticks=5, signed=False),
         "scale": {"domain": [max(low, -high / 2), high], "nice": True}}  # fmt: skip
    looks = ([PALETTE["strong"], PALETTE["go"]], [[6, 3], [1, 0]])
    colour, dash = (told_apart([word for word, _ in cones], look) for look in looks)
    legend = {"orient": "top", "symbolType": "square", "offset": 4}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.16, "clip": True},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"},
                         "color": {**colour, "legend": legend}},
        },
        {
            "mark": {"type": "line", "strokeWidth": 2.5, "clip": True},
            "encoding": {"x": x, "y": {**y, "field": "middle"}, "color": colour, "strokeDash": dash},
        },
        {
            "data": {"values": floor},
            "mark": {
                "type": "line", "interpolate": "step-after", "color": PALETTE["ink"], "strokeWidth": 1.5,
            },
            "encoding": {"x": x, "y": {**y, "field": "floor"}},
        },
        _floor_name(tell, floor, months), *_own_burn(tell, found.rules.own_months, months),
    ]  # fmt: skip
    size = {"width": width - 78, "height": 300 if is_wide else 240}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=tell.words.lang)


def _floor_name(tell: Teller, floor: Sequence[dict[str, Any]], months: int) -> Spec:
    mark = {"type": "text", "align": "right", "dy": -7, "fontSize": 11, "color": PALETTE["ink"]}
    place = {"x": {"datum": months, "type": "quantitative"}, "y": {"datum": floor[-1]["floor"]}}
    text = {"value": tell.words("sequence.cone-floor")}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {**place, "text": text}}


def _own_burn(tell: Teller, own_months: int, months: int) -> list[Spec]:
    """The month up to which the company's own burn is counted, with its name beside it."""
    if own_months >= months:
        return []
    at, is_late = {"datum": own_months, "type": "quantitative"}, own_months > months / 2
    rule = {"type": "rule", "color": PALETTE["muted"], "strokeWidth": 1.5, "strokeDash": [2, 3]}
    word = {
        "type": "text", "fontSize": 11, "color": PALETTE["muted"], "lineHeight": 13, "baseline": "top",
        "align": "right" if is_late else "left", "dx": -5 if is_late else 5,
    }  # fmt: skip
    words = tell.words
    told = words("sequence.cone-own", month=tell.month(own_months))
    return [
        {"data": {"values": [{}]}, "mark": rule, "encoding": {"x": at}},
        {
            "data": {"values": [{}]},
            "mark": {**word, "text": told.split("\n")},
            "encoding": {"x": at, "y": {"value": 2}},
        },
    ]
