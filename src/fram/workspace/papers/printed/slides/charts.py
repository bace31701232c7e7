"""Native charts, editable in the program that shows them: ranges, spans, bars, counts, columns and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fram.workspace.papers.printed.slides.drawing import (
    Canvas,
    Series,
    draw_axes,
    draw_legend,
    draw_months,
    new_chart,
    paint,
)

LOW = 3.0
"""Inches of height below which a legend over lines would leave them too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a chart of ranges: P10, P50, P90 in the unit of the axis, and the row's colour."""

    name: str
    low: float
    middle: float
    high: float
    colour: str = "strong"


def add_ranges(slide: Any, bars: Sequence[Bar], *, on: Canvas, names: tuple[str, str, str]) -> None:
    """Put ranges on a slide: a pale bar from P10 to P50, a full one from P50 to P90, the first on top.

    ``names`` are what the three parts are called: what lies before P10 (not drawn), and the two that are.
    Stacked bars run from zero both ways, so a range across zero is cut there into two parts.
    """
    first, low, high = names
    pieces = [_pieces(bar) for bar in bars]
    parts = [(first, 0, False), (low, 1, True), (high, 2, False), (high, 3, False), (low, 4, True)]
    kept = [part for part in parts if part[1] < 3 or any(piece[part[1]] for piece in pieces)]
    series = [
        Series(name=name, values=[piece[at] for piece in pieces], colour="strong", pale=pale)
        for name, at, pale in kept
    ]
    chart = _bars(slide, series, names=[bar.name for bar in bars], on=on, stacked=True)
    for drawn, (_, at, pale) in zip(chart.plots[0].series, kept, strict=True):
        for number, bar in enumerate(bars):
            fill = drawn.points[number].format.fill
            if at == 0:
                fill.background()
            else:
                paint(fill, bar.colour, pale=pale)
        _keep_colours(drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A row of a chart over time: full from ``start`` to ``middle``, pale from there to ``high``."""

    name: str
    start: float
    middle: float
    high: float
    colour: str


def add_spans(slide: Any, spans: Sequence[Span], *, on: Canvas, names: Mapping[str, str]) -> None:
    """Put spans on a slide, the first on top; ``names``: of each colour, of ``pale`` and ``before``."""
    colours = [key for key in names if key not in ("before", "pale")]
    series = [Series(name=names["before"], values=[span.start for span in spans], colour="muted")]
    series += [
        Series(
            name=names[key], colour=key,
            values=[span.middle - span.start if span.colour == key else 0.0 for span in spans],
        )
        for key in colours
    ]  # fmt: skip
    late = [span.high - span.middle for span in spans]
    series.append(Series(name=names["pale"], values=late, colour="muted", pale=True))
    chart = _bars(slide, series, names=[span.name for span in spans], on=on, stacked=True)
    chart.plots[0].series[0].format.fill.background()


def add_stages(slide: Any, stages: Sequence[Series], *, names: Sequence[str], on: Canvas) -> None:
    """Put bars of several stages on a slide, one after the other; the canvas' key tells their tones.

    The first stage is the room before the others: it is not drawn.
    """
    chart = _bars(slide, stages, names=names, on=on, stacked=True)
    chart.plots[0].series[0].format.fill.background()


def _keep_colours(series: Any) -> None:
    """PowerPoint whitens a point below zero unless the point itself, and not only its series, forbids it."""
    from pptx.oxml import parse_xml

    for index in series._element.xpath("c:dPt/c:idx"):
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        index.addnext(parse_xml(f'<c:invertIfNegative xmlns:c="{space}" val="0"/>'))


def _pieces(bar: Bar) -> tuple[float, float, float, float, float]:
    """What is not drawn; then P10–P50 and P50–P90 above zero; then P50–P90 and P10–P50 below it."""
    above = [max(value, 0.0) for value in (bar.low, bar.middle, bar.high)]
    below = [min(value, 0.0) for value in (bar.low, bar.middle, bar.high)]
    base = above[0] + below[2]
    return (base, above[1] - above[0], above[2] - above[1], below[1] - below[2], below[0] - below[1])


def add_bars(
    slide: Any, series: Sequence[Series], *, names: Sequence[str], on: Canvas, stacked: bool = True
) -> None:
    """Put bars on a slide with a legend above them: stacked, or all from zero on one line (a tornado)."""
    draw_legend(_bars(slide, series, names=names, on=on, stacked=stacked))


def add_counts(slide: Any, counts: Series, *, names: Sequence[str], on: Canvas) -> None:
    """Put one bar for each count on a slide, with the count at its end and no axis."""
    from pptx.enum.chart import XL_LABEL_POSITION

    bare = replace(on, axis=replace(on.axis, form=""))
    plot = _bars(slide, [counts], names=names, on=bare, stacked=False).plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    labels.number_format, labels.number_format_is_linked = "0", False


def _bars(slide: Any, series: Sequence[Series], *, names: Sequence[str], on: Canvas, stacked: bool) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    chart = new_chart(slide, kind, names=names, series=series, on=on)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 45, 100, False
    for drawn, asked in zip(plot.series, series, strict=True):
        drawn.invert_if_negative = False
        paint(drawn.format.fill, asked.colour, pale=asked.pale)
    # The first row on top; the figures then have to be told to stay at the foot.
    chart.category_axis.reverse_order = True
    chart.value_axis._element.xpath("c:crosses")[0].set("val", "max")
    draw_axes(chart, on.axis)
    return chart


def add_lines(
    slide: Any, series: Sequence[Series], *, days: Sequence[date], on: Canvas, step: int = 0
) -> None:
    """Put lines over months on a slide, with a legend above them and zero as a dark line.

    ``step``: months between those that are named; as many as a whole slide has room for where not given.
    """
    from pptx.enum.chart import XL_CHART_TYPE

    chart = new_chart(slide, XL_CHART_TYPE.LINE, names=days, series=series, on=on)
    for drawn, asked in zip(chart.plots[0].series, series, strict=True):
        _draw_line(drawn, asked)
    draw_axes(chart, on.axis)
    step = step or 3 * max(1, round(len(days) / 24))
    draw_months(chart.category_axis, step=step, lang=on.axis.lang)
    draw_legend(chart, letters=on.axis.letters, beside=on.box.height < LOW)


def add_columns(
    slide: Any, columns: Sequence[Series], *, lines: Sequence[Series], names: Sequence[str], on: Canvas
) -> None:
    """Put columns from zero both ways and lines over them on one axis, with a legend beside them."""
    from pptx.enum.chart import XL_CHART_TYPE

    kind = XL_CHART_TYPE.COLUMN_STACKED
    chart = new_chart(slide, kind, names=names, series=[*columns, *lines], on=on)
    _lay_over(chart, count=len(lines))
    plot, over = chart.plots
    plot.gap_width, plot.overlap = 45, 100
    for drawn, asked in zip(plot.series, columns, strict=True):
        drawn.invert_if_negative = False
        paint(drawn.format.fill, asked.colour, pale=asked.pale)
    for drawn, asked in zip(over.series, lines, strict=True):
        _draw_line(drawn, asked)
    draw_axes(chart, on.axis)
    draw_legend(chart, letters=on.axis.letters, beside=True)


def _lay_over(chart: Any, *, count: int) -> None:
    """Turn the last columns of a chart into lines on the same axes: no kind of chart has both."""
    from pptx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    bars = chart._chartSpace.xpath("c:chart/c:plotArea/c:barChart")[0]
    over = parse_xml(
        f'<c:lineChart xmlns:c="{space}"><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    for series in bars.xpath("c:ser")[-count:]:
        for bars_only in series.xpath("c:invertIfNegative"):
            series.remove(bars_only)
        over.xpath("c:marker")[0].addprevious(series)
    for axis in bars.xpath("c:axId"):
        over.append(parse_xml(f'<c:axId xmlns:c="{space}" val="{axis.get("val")}"/>'))
    bars.addnext(over)


def _draw_line(drawn: Any, asked: Series) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    line = drawn.format.line
    paint(line, asked.colour, pale=asked.pale)
    line.width = Pt(asked.width)
    if asked.dashed:
        line.dash_style = MSO_LINE.DASH
