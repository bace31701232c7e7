"""What every native chart shares: its place and description, its axes, its legend and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.workspace.papers.printed.office import clean, colour
from fram.workspace.papers.printed.slides.master import Box, emu

ACCENTS = {"go": 1, "find-out": 2, "not-now": 3, "strong": 4, "soft": 5, "muted": 6}
"""Colours of the palette that are places of the theme; charts refer to them."""
PALE = 0.45
"""How much of a colour is left in its pale tone."""
LOCALES = {"en": "[$-809]", "nb": "[$-414]"}
"""How an office number format names the reader's language; it comes before the form itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The axis of figures: the reader's language, what it says, how it writes numbers, its ends if set.

    ``form`` is a number format of office programs; none hides the figures, as where each bar has its own.
    ``letters``: size in points of all letters of the chart.
    """

    lang: str
    title: str = ""
    form: str = "#,##0"
    low: float | None = None
    high: float | None = None
    step: float | None = None
    letters: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """Where a chart stands, its axis, its name, what it shows for those who do not see it.

    ``key``: a line above the chart, where it needs one.
    """

    box: Box
    axis: Axis
    name: str
    describe: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series: its name, a figure for each category, and how it looks (``width`` in points: a line)."""

    name: str
    values: Sequence[float | None]
    colour: str
    pale: bool = False
    width: float = 0.0
    dashed: bool = False


def new_chart(
    slide: Any, kind: Any, *, names: Sequence[str] | Sequence[date], series: Sequence[Series], on: Canvas
) -> Any:
    """Put a chart of a kind on a slide with its figures, and return it bare of axes and legend."""
    from pptx.chart.data import CategoryChartData
    from pptx.util import Pt

    filled = CategoryChartData(number_format="0.0##")
    filled.categories = [clean(name, most=60) if isinstance(name, str) else name for name in names]
    for one in series:
        filled.add_series(clean(one.name, most=60), list(one.values))
    frame = slide.shapes.add_chart(kind, *emu(on.box), filled)
    frame.name = clean(on.name, most=80)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(on.describe, most=900))
    chart = frame.chart
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(on.axis.letters)
    if on.key:
        _head(chart, on.key, letters=on.axis.letters)
    return chart


def _head(chart: Any, text: str, *, letters: int) -> None:
    """A line above a chart: the key to its tones, where a legend would name what is not drawn."""
    from pptx.util import Pt

    chart.has_title = True
    chart.chart_title.include_in_layout = False
    chart.chart_title.text_frame.text = clean(text)
    run = chart.chart_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(letters), False


def draw_axes(chart: Any, axis: Axis) -> None:
    """Write names at the left edge whatever the sign, a quiet grid, and a dark line at zero."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    names, figures = chart.category_axis, chart.value_axis
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = figures.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines, figures.has_major_gridlines = False, bool(axis.form)
    if axis.form:
        figures.major_gridlines.format.line.color.rgb = RGBColor.from_string(colour("line"))
        figures.major_gridlines.format.line.width = Pt(0.75)
    figures.format.line.fill.background()
    names.format.line.color.rgb = RGBColor.from_string(colour("ink"))
    names.format.line.width = Pt(1.25)
    names.tick_labels.font.size = figures.tick_labels.font.size = Pt(axis.letters)
    _name_all(names)
    figures.tick_labels.number_format = f"{LOCALES[axis.lang]}{axis.form}"
    figures.tick_labels.number_format_is_linked = False
    figures.visible = bool(axis.form)
    figures.minimum_scale, figures.maximum_scale, figures.major_unit = axis.low, axis.high, axis.step
    figures.has_title = bool(axis.title)
    if axis.title:
        figures.axis_title.text_frame.text = axis.title
        run = figures.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(min(axis.letters, 11)), False


def _name_all(axis: Any) -> None:
    """Leave out no row's name, however low the chart (an axis of dates has its own steps).

    Word of a turn of zero, too: without it LibreOffice drops every other name where rows stand close.
    """
    from pptx.oxml import parse_xml

    for last in axis._element.xpath("self::c:catAx/c:noMultiLvlLbl"):
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        last.addprevious(parse_xml(f'<c:tickLblSkip xmlns:c="{space}" val="1"/>'))
        body = axis._element.xpath("c:txPr/a:bodyPr")[0]
        body.set("rot", "0")
        body.set("vert", "horz")


def draw_months(axis: Any, *, step: int, lang: str) -> None:
    """Name every so many months along the foot of a chart over time."""
    from pptx.oxml import parse_xml

    axis.tick_labels.number_format = f"{LOCALES[lang]}mmm yyyy"
    axis.tick_labels.number_format_is_linked = False
    base = axis._element.xpath("c:baseTimeUnit")[0]
    base.set("val", "months")
    for tag, value in (("majorTimeUnit", "months"), ("majorUnit", str(step))):
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        base.addnext(parse_xml(f'<c:{tag} xmlns:c="{space}" val="{value}"/>'))


def draw_legend(chart: Any, *, letters: int = 12, beside: bool = False) -> None:
    """Name the series above a chart, or ``beside`` it where it is low."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.RIGHT if beside else XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(letters)


def paint(fill: Any, name: str, *, pale: bool) -> None:
    """Fill an area, or colour a line, with a colour of the theme; pale ones are mixed with white."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    if hasattr(fill, "dash_style"):
        target = fill.color
    else:
        fill.solid()
        target = fill.fore_color
    if pale:
        target.rgb = RGBColor.from_string(_pale(name))
    else:
        target.theme_color = getattr(MSO_THEME_COLOR, f"ACCENT_{ACCENTS[name]}")


def _pale(name: str) -> str:
    """A colour of the palette mixed with white: a theme's own way of brightening makes dark hues glaring."""
    parts = [int(colour(name)[at : at + 2], 16) for at in (0, 2, 4)]
    return "".join(f"{round(255 - (255 - part) * PALE):02X}" for part in parts)
