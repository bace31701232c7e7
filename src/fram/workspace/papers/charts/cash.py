"""The cash cone against the floor: what is left alone, and with the markets gone for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from fram.decide.cash import Cone
from fram.workspace.papers.charts.cone import cone_rows, told_apart
from fram.workspace.papers.charts.look import NARROW, PALETTE, WIDE, Picture, Spec, Table, framed, money_axis
from fram.workspace.papers.digest import cash_ends, month_or_after
from fram.workspace.papers.phrases import source_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

SHORTEST, CEILING = 24, 2.5
"""Months always shown; and the height of the picture in multiples of the cash of today."""


def cash_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of cash over the coming months, without a launch and with the markets gone for."""
    plan, numerals = record.plan, words.numerals
    months = _months(record)
    rows = []
    for month in range(3, months + 1, 3):
        cells = [numerals.month(plan.on, month), _cell(plan.cash_alone, month, words)]
        rows.append((*cells, _cell(plan.cash_with_go, month, words)) if _has_go(record) else tuple(cells))
    head = [words("column.month"), words("chart.alone"), words("chart.with-go")][
        : 3 if _has_go(record) else 2
    ]
    widths = {"wide": WIDE, "narrow": NARROW}
    return Picture(
        key="cash", title=_title(record, words), source=source_line(record, words=words),
        summary=_summary(record, words),
        table=Table(head=tuple(head), rows=tuple(rows)),
        specs={name: _spec(record, words, width) for name, width in widths.items()},
    )  # fmt: skip


def _summary(record: PlanRecord, words: Words) -> str:
    alone = record.plan.cash_alone
    text = words("chart.cash-summary", alone=cash_ends(alone, record, words=words))
    highs = [record.cash_nok, *(month.p90 for month in alone.months)]
    leaps = any(after > before * 1.01 for before, after in pairwise(highs))
    return f"{text} {words('chart.cash-leap')}" if leaps else text


def _has_go(record: PlanRecord) -> bool:
    return any(line.stance.verdict == "go" for line in record.plan.markets)


def _cell(cone: Cone, month: int, words: Words) -> str:
    at = cone.months[month - 1]
    return words.numerals.money_points([at.p10, at.p50, at.p90], signed=False)


def _title(record: PlanRecord, words: Words) -> str:
    plan = record.plan
    alone = plan.cash_alone.ends[1]
    if alone is None:
        return words("chart.cash-lasts", month=month_or_after(None, record, words=words))
    month = words.numerals.month(plan.on, alone)
    if not _has_go(record):
        return words("chart.cash-title", month=month)
    return words(
        "chart.cash-title-go", month=month, go=month_or_after(plan.cash_with_go.ends[1], record, words=words)
    )


def _months(record: PlanRecord) -> int:
    """Months shown: until some time after cash has ended in nine runs of ten, at least two years."""
    cones = (record.plan.cash_alone, record.plan.cash_with_go)
    ends = [cone.ends[2] for cone in cones if cone.ends[2]]
    return int(min(max([SHORTEST, *(end + 6 for end in ends)]), len(record.plan.cash_alone.months)))


def _spec(record: PlanRecord, words: Words, width: int) -> Spec:
    plan, months = record.plan, _months(record)
    cones = [(words("chart.alone"), plan.cash_alone)]
    if _has_go(record):
        cones.append((words("chart.with-go"), plan.cash_with_go))
    values = [
        row for word, cone in cones for row in cone_rows(word, cone.months[:months], start=record.cash_nok)
    ]
    axis = _month_axis(record, words, months, width)
    x = {
        "field": "month",
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": [0, months], "nice": False},
    }
    money = money_axis(words("chart.cash-axis"), ticks=5, signed=False)
    y = {"type": "quantitative", "scale": _heights(values, record.cash_nok), "axis": money}
    named = [word for word, _ in cones]
    colour = told_apart(named, [PALETTE["strong"], PALETTE["go"]])
    colour["legend"] = {"orient": "top", "symbolType": "square", "offset": 4}
    dash = told_apart(named, [[1, 0], [6, 3]])
    range_of = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}
    middle = {"x": x, "y": {**y, "field": "middle"}, "color": colour, "strokeDash": dash}
    floor = {"type": "rule", "color": PALETTE["ink"], "strokeWidth": 1.5}
    layers = [
        {"mark": {"type": "area", "opacity": 0.16, "clip": True}, "encoding": range_of},
        {"mark": {"type": "line", "strokeWidth": 2.5, "clip": True}, "encoding": middle},
        {"mark": floor, "encoding": {"y": {"datum": 0}}},
        *_ends(cones, words, record, months),
    ]
    size = {"width": width - 78, "height": 300 if width == WIDE else 240}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=words.lang)


def _heights(values: list[dict[str, Any]], cash_nok: float) -> Spec:
    """Past the ceiling a success would flatten the part that matters: when the money runs out."""
    top = CEILING * max(cash_nok, 1e6) / 1e6
    lowest, highest = min(row["low"] for row in values), max(row["high"] for row in values)
    return {"domain": [max(min(lowest, 0.0), -top / 3), min(top, highest)], "nice": True}


def _ends(cones: list[tuple[str, Cone]], words: Words, record: PlanRecord, months: int) -> list[Spec]:
    """A dot on the floor where half of the runs are out of cash, with the month beside it."""
    points = [
        {"month": cone.ends[1], "word": word, "label": words.numerals.month(record.plan.on, cone.ends[1]),
         "dy": -12 if number == 0 else 16}
        for number, (word, cone) in enumerate(cones)
        if cone.ends[1] is not None and cone.ends[1] <= months
    ]  # fmt: skip
    place = {"x": {"field": "month", "type": "quantitative"}, "y": {"datum": 0}}
    marks: list[Spec] = [
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "size": 80, "color": PALETTE["ink"], "opacity": 1},
            "encoding": place,
        },
    ]
    for point in points:
        text = {"type": "text", "align": "left", "dx": 7, "dy": point["dy"], "fontWeight": "bold"}
        halo = {**text, "stroke": PALETTE["page"], "strokeWidth": 4, "color": PALETTE["page"]}
        label = {"data": {"values": [point]}, "encoding": {**place, "text": {"field": "label"}}}
        marks += [{**label, "mark": halo}, {**label, "mark": text}]
    return marks


def _month_axis(record: PlanRecord, words: Words, months: int, width: int) -> Spec:
    most = 7 if width == WIDE else 4
    step = next(step for step in (3, 6, 12, 24, 60) if months / step <= most)
    ticks = list(range(0, months + 1, step))
    labels = ",".join(f"'{words.numerals.month(record.plan.on, tick)}'" for tick in ticks)
    return {
        "values": ticks,
        "labelExpr": f"[{labels}][datum.value/{step}]",
        "title": None,
        "grid": False,
        "labelFlush": False,
    }
