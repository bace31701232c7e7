"""The next study as a picture: expected cost against the value of the doors opened, steps numbered."""

from __future__ import annotations

from collections.abc import Sequence

from fram.workspace.kept.evidence import StudyStep
from fram.workspace.papers.charts.look import (
    NARROW,
    PALETTE,
    WIDE,
    Picture,
    Spec,
    Table,
    framed,
    money_axis,
)
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.phrases import source_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

LEAST_SIDE = 0.1
"""MNOK that the axes show at least."""


def frontier_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of the steps to better evidence, with their table; nothing drawn without steps."""
    kept = record.evidence.next_study if record.evidence else None
    steps = kept.steps if kept else ()
    widths = {"wide": WIDE, "narrow": NARROW} if steps else {}
    return Picture(
        key="frontier", title=words("study.chart-title"), summary=words("study.chart-summary"),
        source=source_line(record, words=words), table=_table(steps, words),
        instead="" if steps else words("study.no-steps"),
        specs={name: frontier_spec(steps, width=width, words=words) for name, width in widths.items()},
    )  # fmt: skip


def _table(steps: Sequence[StudyStep], words: Words) -> Table:
    money, numerals = words.numerals.money_points, words.numerals
    head = tuple(words(f"study.col-{name}") for name in ("step", "cost", "months", "value", "markets"))
    rows = tuple(
        (
            f"{number}. {step.name[words.lang]}",
            money((step.cost.p10, step.cost.p90), signed=False, mark=DASH),
            DASH.join(dict.fromkeys(numerals.fixed(at) for at in (step.months.p10, step.months.p90))),
            numerals.money(step.value), " ".join(step.markets),
        )
        for number, step in enumerate(steps, start=1)
    )  # fmt: skip
    return Table(head=head, rows=rows)


def frontier_spec(steps: Sequence[StudyStep], *, width: int, words: Words) -> Spec:
    """Return the specification for steps from the cheapest to what opens most, of one width."""
    points = [
        {
            "cost": step.cost_mean / 1e6, "low": step.cost.p10 / 1e6, "high": step.cost.p90 / 1e6,
            "value": step.value / 1e6, "number": str(number), "taken": step.is_first,
        }
        for number, step in enumerate(steps, start=1)
    ]  # fmt: skip
    right = max(LEAST_SIDE, *(step.cost.p90 / 1e6 for step in steps)) * 1.05
    top = max(LEAST_SIDE, *(step.value / 1e6 for step in steps)) * 1.15
    x = _side("cost", right, words("study.axis-cost"))
    y = _side("value", top, words("study.axis-value"))
    spec = {
        "width": width - 80, "height": 300, "data": {"values": points},
        "layer": [_even(min(right, top), x, y), *_steps(x, y)],
    }  # fmt: skip
    return framed(spec, lang=words.lang)


def _side(field: str, end: float, title: str) -> Spec:
    return {
        "field": field, "type": "quantitative", "scale": {"domain": [0, end], "nice": False},
        "axis": money_axis(title, ticks=5, signed=False),
    }  # fmt: skip


def _even(end: float, x: Spec, y: Spec) -> Spec:
    """The line on which a step opens what it costs."""
    return {
        "data": {"values": [{"cost": 0, "value": 0}, {"cost": end, "value": end}]},
        "mark": {"type": "line", "strokeDash": [5, 4], "color": PALETTE["muted"], "strokeWidth": 1},
        "encoding": {"x": x, "y": y},
    }


def _steps(x: Spec, y: Spec) -> list[Spec]:
    colour = {"condition": {"test": "datum.taken", "value": PALETTE["go"]}, "value": PALETTE["soft"]}
    return [
        {"mark": {"type": "line", "interpolate": "step-after", "color": PALETTE["strong"], "strokeWidth": 2},
         "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.9, "strokeCap": "round"},
         "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 240, "opacity": 1},
         "encoding": {"x": x, "y": y, "color": {**colour, "value": PALETTE["strong"]}}},
        {"mark": {"type": "text", "fontWeight": "bold", "color": PALETTE["page"]},
         "encoding": {"x": x, "y": y, "text": {"field": "number", "type": "nominal"}}},
    ]  # fmt: skip
