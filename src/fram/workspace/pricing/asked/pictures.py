"""The curves of answers as pictures: shares over prices, with the range as a band."""

from __future__ import annotations

from typing import Any

import numpy as np

from fram.access.price.asked.curves import QUESTIONS
from fram.access.price.asked.sensitivity import Convention, shares_at
from fram.workspace.papers.charts.look import NARROW, PALETTE, WIDE, Picture, Spec, Table, framed
from fram.workspace.pricing.asked.found import FourQuestions, PriceLadder
from fram.workspace.pricing.asked.telling import Teller

MOST_POINTS = 160
"""More points than this on one line nobody can tell apart."""
COLOURS = {
    "too_cheap": PALETTE["soft"], "cheap": PALETTE["go"], "expensive": PALETTE["find-out"],
    "too_expensive": PALETTE["strong"],
}  # fmt: skip
DASHES = {"too_cheap": [2, 2], "cheap": [1, 0], "expensive": [1, 0], "too_expensive": [7, 3]}
NO_TABLE = Table(head=(), rows=())
WIDTHS = {"wide": WIDE, "narrow": NARROW}


def four_picture(tell: Teller, found: FourQuestions, *, convention: Convention) -> Picture:
    """Return the four curves, with the acceptable range of a convention as a band."""
    ends = _acceptable(found, convention)
    named = tell.say(
        "picture-psm" if ends else "picture-psm-none",
        convention=tell.say(f"convention-{convention}"),
        range=tell.span(*ends) if ends else "",
    )
    words = {name: tell.say(f"curve-{name}") for name in QUESTIONS}
    values = _curve_points(found, words)
    specs = {name: _four_spec(tell, values, words, ends, width) for name, width in WIDTHS.items()}
    return Picture(
        key="four", title=named, summary=tell.say("summary-psm"), source="", table=NO_TABLE, specs=specs
    )  # fmt: skip


def ladder_picture(tell: Teller, found: PriceLadder) -> Picture:
    """Return who would buy at each price, as answered, evened out and by the curve."""
    specs = {name: _ladder_spec(tell, found, width) for name, width in WIDTHS.items()}
    return Picture(
        key="ladder", title=tell.say("picture-gg"), summary=tell.say("summary-gg"), source="",
        table=NO_TABLE, specs=specs,
    )  # fmt: skip


def _acceptable(found: FourQuestions, convention: Convention) -> tuple[float, float] | None:
    """The range as told: as answered where enough did, else from end to end; None where nothing crosses."""
    if found.result and not found.result.enough.has_point:
        return found.told(found.result.acceptable(convention))
    low, high = (found.points[f"{end}.{convention}"] for end in ("pmc", "pme"))
    return (low, high) if low == low and high == high else None


def _curve_points(found: FourQuestions, words: dict[str, str]) -> list[dict[str, Any]]:
    prices, shares = found.curves.prices, shares_at(found.curves)
    chosen = np.unique(np.linspace(0, len(prices) - 1, min(len(prices), MOST_POINTS)).round().astype(int))
    return [
        {
            "price": round(float(prices[at]), 4), "share": round(float(shares[name][at]), 4),
            "word": words[name],
        }
        for name in QUESTIONS for at in chosen
    ]  # fmt: skip


def _four_spec(
    tell: Teller,
    values: list[dict[str, Any]],
    words: dict[str, str],
    ends: tuple[float, float] | None,
    width: int,
) -> Spec:
    x, y = _axes(tell, width)
    domain = [words[name] for name in QUESTIONS]
    legend = {
        "orient": "top", "columns": 4 if width == WIDE else 2, "symbolType": "stroke", "symbolSize": 300,
        "symbolStrokeWidth": 2.5, "offset": 4,
    }  # fmt: skip
    scale = {"domain": domain, "range": [COLOURS[name] for name in QUESTIONS]}
    colour = {"field": "word", "type": "nominal", "scale": scale, "legend": legend}
    dash = {**colour, "scale": {"domain": domain, "range": [DASHES[name] for name in QUESTIONS]}}
    lines = {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
    }
    return framed({**_size(width), "layer": [*_band(ends), lines]}, lang=tell.lang)


def _ladder_spec(tell: Teller, found: PriceLadder, width: int) -> Spec:
    result, (x, y) = found.result, _axes(tell, width)
    marks = {name: tell.say(f"mark-{name}") for name in ("said", "fallen", "curve")}
    looks = {
        "said": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "fallen": {"type": "line", "strokeWidth": 2},
        "curve": {"type": "line", "strokeWidth": 2, "strokeDash": [6, 3]},
    }
    tones = {"said": PALETTE["strong"], "fallen": PALETTE["go"], "curve": PALETTE["find-out"]}
    points = {"said": (result.prices, found.ladder.shares), "fallen": (result.prices, result.demand)}
    if result.curve is not None:
        along = np.linspace(result.prices[0], result.prices[-1], 60)
        points["curve"] = (along, result.curve.share(along))
    scale = {"domain": [marks[name] for name in points], "range": [tones[name] for name in points]}
    legend = {"orient": "top", "symbolType": "circle", "offset": 4}
    colour = {"field": "word", "type": "nominal", "scale": scale, "legend": legend}
    layers = [
        {
            "data": {"values": [
                {"price": round(float(p), 4), "share": round(float(s), 4), "word": marks[name]}
                for p, s in zip(*points[name], strict=True)
            ]},
            "mark": looks[name],
            "encoding": {"x": x, "y": y, "color": colour},
        }
        for name in ("fallen", "curve", "said") if name in points
    ]  # fmt: skip
    return framed({**_size(width), "layer": [*_band(found.span), *layers]}, lang=tell.lang)


def _axes(tell: Teller, width: int) -> tuple[Spec, Spec]:
    ticks = 8 if width == WIDE else 5
    axis = {"title": tell.say("axis-price"), "tickCount": ticks, "grid": False, "format": ",~f"}
    scale = {"nice": True, "zero": False}
    x = {"field": "price", "type": "quantitative", "scale": scale, "axis": axis}
    per_cent = {"title": tell.say("axis-share"), "format": ".0%", "tickCount": 5}
    return x, {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": per_cent}


def _band(ends: tuple[float, float] | None) -> list[Spec]:
    if ends is None:
        return []
    mark = {"type": "rect", "color": PALETTE["soft"], "opacity": 0.25}
    where = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
    return [{"data": {"values": [{"low": ends[0], "high": ends[1]}]}, "mark": mark, "encoding": where}]


def _size(width: int) -> Spec:
    return {"width": width - 78, "height": 300 if width == WIDE else 230}
