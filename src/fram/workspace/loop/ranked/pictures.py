"""Two pictures of a ranking: each market's range of outcomes, and at which place it stands how often."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from fram.decide.rank import Ranked, RankKept
from fram.workspace.loop.ranked.page import Teller
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

SHOWN = {WIDE: 10, NARROW: 5}
"""Places drawn one by one, by width; what is below them is one column."""
FAINTEST, DEEPEST = 0.04, 0.5
"""Opacity of a cell never and always taken: its number stays readable on all between, in the dark too."""
ROW, CELL = 23, 25
"""Heights of a row, in pixels."""


def ranges_picture(ranked: Sequence[Ranked], *, title: str, tell: Teller) -> Picture:
    """Return the picture of every market's range of outcomes, tiers as bands, the best on top."""
    specs = {name: _ranges(ranked, width, tell) for name, width in (("wide", WIDE), ("narrow", NARROW))}
    return Picture(
        key="ranges", title=title, summary=tell.say("p-ranges-how"), source="",
        table=Table(head=(), rows=()), specs=specs,
    )  # fmt: skip


def _ranges(ranked: Sequence[Ranked], width: int, tell: Teller) -> Spec:
    is_wide = width == WIDE
    inner = width - (250 if is_wide else 150)
    y = rows_axis([tell.words.numerals.market(one.market) for one in ranked], limit=190 if is_wide else 108)
    values = [
        {
            "row": row, "low": one.npv.p10 / 1e6, "middle": one.npv.p50 / 1e6, "high": one.npv.p90 / 1e6,
            "mean": one.shrunk / 1e6, "tone": PALETTE["strong" if one.tier == 1 else "not-now"],
        }
        for row, one in enumerate(ranked)
    ]  # fmt: skip
    axis = money_axis(tell.say("p-value-axis"), ticks=8 if is_wide else 4)
    x = {"type": "quantitative", "axis": axis}
    tone = {"field": "tone", "type": "nominal", "scale": None, "legend": None}
    layers = [
        *_bands(ranked, y, inner, tell.say("p-tier") if is_wide else ""),
        {"mark": {"type": "rule", "color": PALETTE["ink"]}, "encoding": {"x": {"datum": 0}}},
        {"mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
         "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": tone}},
        {"mark": {"type": "tick", "thickness": 2, "size": 13, "color": PALETTE["ink"], "opacity": 1},
         "encoding": {"x": {**x, "field": "mean"}, "y": y}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
         "encoding": {"x": {**x, "field": "middle"}, "y": y, "color": tone}},
    ]  # fmt: skip
    size = {"width": inner, "height": max(ROW * len(ranked), 2 * ROW)}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=tell.lang)


def _bands(ranked: Sequence[Ranked], y: Spec, inner: int, word: str) -> list[Spec]:
    """Every other tier on a tinted band, its number at the right edge."""
    bands = []
    for tier, group in groupby(enumerate(ranked), key=lambda item: item[1].tier):
        rows = [row for row, _ in group]
        name = f"{word} {tier}".strip()
        bands.append({"row": rows[0] - 0.5, "end": rows[-1] + 0.5, "at": rows[0], "name": name, "tier": tier})
    return [
        {"data": {"values": [band for band in bands if band["tier"] % 2]},
         "mark": {"type": "rect", "color": PALETTE["band"]},
         "encoding": {"y": y, "y2": {"field": "end"}, "x": {"value": 0}, "x2": {"value": inner}}},
        {"data": {"values": bands},
         "mark": {"type": "text", "align": "left", "color": PALETTE["muted"], "dx": 8},
         "encoding": {"y": {**y, "field": "at"}, "x": {"value": inner},
                      "text": {"field": "name", "type": "nominal"}}},
    ]  # fmt: skip


def places_picture(kept: RankKept, *, title: str, tell: Teller) -> Picture:
    """Return the picture of how often each market stands at each place: the darker the oftener."""
    specs = {name: _places(kept, width, tell) for name, width in (("wide", WIDE), ("narrow", NARROW))}
    return Picture(
        key="places", title=title, summary=tell.say("p-places-how"), source="",
        table=Table(head=(), rows=()), specs=specs,
    )  # fmt: skip


def _places(kept: RankKept, width: int, tell: Teller) -> Spec:
    shown = min(SHOWN[width], len(kept.markets))
    lower = len(kept.markets) > shown
    names = [str(place + 1) for place in range(shown)] + ([tell.say("p-lower")] if lower else [])
    values = [
        {"row": row, "place": names[at], "share": share, "text": _cell(share, tell)}
        for row, one in enumerate(kept.markets)
        for at, share in enumerate(_shares(one.places, shown, lower=lower))
    ]
    y = rows_axis(
        [tell.words.numerals.market(one.market) for one in kept.markets], limit=190 if width == WIDE else 108
    )
    y = {**y, "type": "ordinal", "scale": None, "axis": {**y["axis"], "domain": False}}
    del y["scale"]
    x = {
        "field": "place", "type": "ordinal", "sort": names,
        "axis": {"title": tell.say("p-place-axis"), "orient": "top", "labelAngle": 0, "ticks": False},
    }  # fmt: skip
    depth = {
        "field": "share", "type": "quantitative", "legend": None,
        "scale": {"domain": [0, 1], "range": [FAINTEST, DEEPEST]},
    }  # fmt: skip
    layers = [
        {"mark": {"type": "rect", "color": PALETTE["strong"], "stroke": PALETTE["page"], "strokeWidth": 2},
         "encoding": {"x": x, "y": y, "opacity": depth}},
        {"mark": {"type": "text", "fontSize": 11, "color": PALETTE["ink"]},
         "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}},
    ]  # fmt: skip
    inner = width - (190 if width == WIDE else 130)
    size = {"width": inner, "height": CELL * len(kept.markets)}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=tell.lang)


def _shares(places: tuple[float, ...], shown: int, *, lower: bool) -> list[float]:
    shares = list(places[:shown])
    return [*shares, max(1.0 - sum(shares), 0.0)] if lower else shares


def _cell(share: float, tell: Teller) -> str:
    return tell.words.numerals.fixed(100 * share) if share >= 0.005 else ""
