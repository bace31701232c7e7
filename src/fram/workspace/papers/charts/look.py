"""How every picture looks: one colour and one shape for one meaning, readable in grey and in the dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
"""A Vega-Lite specification as plain data."""

# Light values; the page swaps them by name in the dark. Go is dark, find out middling, not now light,
# so the order survives a grey printer; the hues stay apart for every common colour blindness.
PALETTE = {
    "go": "#0a6c66", "find-out": "#cf7a00", "not-now": "#93a1ab", "unknown": "#e6eaed",
    "ink": "#1d2529", "muted": "#55626a", "line": "#d3dade", "band": "#eef2f4", "page": "#fdfdfe",
    "strong": "#24445c", "soft": "#9cc0d9",
}  # fmt: skip
SHAPES = {"go": "circle", "find-out": "diamond", "not-now": "square"}
MARKS = {"go": "●", "find-out": "◆", "not-now": "■"}
"""The same shapes as characters, for headings and tables."""
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
"""Widths of letters are measured when a picture is drawn, so it names fonts that agree on them."""
WIDE, NARROW = 720, 330
"""Widths of a whole picture: beside text on a desk, and on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The figures of a picture for those who do not see it: first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: ``title`` says the finding, ``summary`` what is drawn, ``source`` where it is from.

    ``specs`` by width (``wide``, and ``narrow`` where the wide one would be too small on a phone);
    empty when it cannot be drawn, and ``instead`` says why.
    """

    key: str
    title: str
    summary: str
    source: str
    table: Table
    specs: Mapping[str, Spec]
    instead: str = ""


_NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
    "nb": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""]},
}


def framed(spec: Spec, *, lang: str) -> Spec:
    """Return a specification with the common look around it; axes write numbers as the language does."""
    axis = {
        "labelColor": PALETTE["muted"], "titleColor": PALETTE["muted"], "gridColor": PALETTE["line"],
        "domain": False, "tickColor": PALETTE["line"], "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "labelPadding": 6, "titlePadding": 8,
    }  # fmt: skip
    config = {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": 12, "color": PALETTE["ink"]},
        "legend": {
            "labelColor": PALETTE["ink"],
            "labelFontSize": 12,
            "title": None,
            "symbolStrokeWidth": 0,
            "symbolOpacity": 1,
        },
        "locale": {"number": _NUMBERS[lang]},
        "header": {"labelColor": PALETTE["ink"], "labelFontSize": 12, "titleColor": PALETTE["muted"]},
    }
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    return {"$schema": schema, "config": config, "padding": 6, **spec}


def rows_axis(names: Sequence[str], *, limit: int) -> Spec:
    """Return a vertical encoding with one numbered row for each name, the first on top."""
    labels = ",".join(_quoted(name) for name in names)
    axis = {
        "values": list(range(len(names))),
        "labelExpr": f"[{labels}][datum.value]",
        "title": None,
        "grid": False,
        "ticks": False,
        "labelLimit": limit,
        "labelOverlap": False,
        "labelColor": PALETTE["ink"],
    }
    scale = {"domain": [-0.5, len(names) - 0.5], "reverse": True, "nice": False, "zero": False}
    return {"field": "row", "type": "quantitative", "axis": axis, "scale": scale}


def _quoted(text: str) -> str:
    """A string of Vega's expression language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def money_axis(title: str, *, ticks: int, signed: bool = True) -> Spec:
    """Return an axis of MNOK; ``signed`` writes a plus before what is above zero."""
    plus = "+" if signed else ""
    text = f"datum.value == 0 ? '0' : format(datum.value, '{plus},~f')"
    return {"title": title, "tickCount": ticks, "labelExpr": text}


def by_verdict(channel: str, labels: Mapping[str, str], *, legend: bool = True) -> Spec:
    """Return the encoding that gives each verdict its colour (``color``) or its shape (``shape``)."""
    marks = PALETTE if channel == "color" else SHAPES
    there = [verdict for verdict in SHAPES if verdict in labels]
    return {
        "field": "word", "type": "nominal",
        "scale": {"domain": [labels[v] for v in there], "range": [marks[v] for v in there]},
        "legend": {"orient": "top", "symbolSize": 90, "offset": 4} if legend else None,
    }  # fmt: skip
