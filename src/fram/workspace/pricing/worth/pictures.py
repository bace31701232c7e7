"""The pictures of worth: the chance of acceptance by price, options by cost and effect, cost year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from fram.access.price.worth.options import Compared
from fram.access.price.worth.value import CHANCES, acceptance_curve
from fram.decide.rank import Range
from fram.workspace.papers.charts.look import NARROW, PALETTE, WIDE, Picture, Spec, Table, framed
from fram.workspace.pricing.worth.pages import Teller
from fram.workspace.pricing.worth.valued import AtThreshold, MarketValue

POINTS = 81
"""Prices a curve is drawn through."""
NAMED = 8
"""Options named in the plane at most; the table below names all."""
WIDTHS = {"wide": WIDE, "narrow": NARROW}


# --- the chance of acceptance ------------------------------------------------------------------------


def curve_picture(found: MarketValue, *, tell: Teller, per: str, source: str) -> Picture | None:
    """Return the chance of acceptance by price as the plan believes it, beside it at the lowest threshold.

    None where nothing tells a price, or no price is ever accepted.
    """
    believed = found.believed
    if believed is None or believed.accepted.chance == 0:
        return None
    lines = [believed] if len(found.at) < 2 else [believed, found.at[0]]
    most = max(believed.accepted.prices[0.5] * 1.6, (found.asked or 0) * 1.25)
    prices = np.linspace(0, _round_up(most), POINTS)
    named = [_name(one, tell, found) for one in lines]
    rows = [
        {"price": float(price), "chance": float(chance), "word": name}
        for one, name in zip(lines, named, strict=True)
        for price, chance in zip(prices, acceptance_curve(one.highest, prices=prices), strict=True)
    ]
    key = "curve-title" if believed.accepted.price_at(0.8) else "curve-title-none"
    price = tell.money(believed.accepted.prices[0.8], found.currency)
    return Picture(
        key="acceptance", title=tell.say(key, price=price, per=per), source=source,
        summary=tell.say("curve-summary", per=per), table=_chances(lines, named, found, tell),
        specs={name: _curve_spec(rows, named, found, tell, width) for name, width in WIDTHS.items()},
    )  # fmt: skip


def _name(one: AtThreshold, tell: Teller, found: MarketValue) -> str:
    if one.per_qaly is None:
        return tell.say("curve-savings")
    low, high = one.per_qaly
    value = tell.money(low if low == high else (low, high), found.currency)
    if one is found.careful and len(found.at) > 1:
        return tell.say("curve-lowest", value=value)
    return tell.say("curve-at", value=value)


def _chances(lines: Sequence[AtThreshold], named: Sequence[str], found: MarketValue, tell: Teller) -> Table:
    rows = [
        (tell.chance(chance), *(_price(one, chance, found.currency, tell) for one in lines))
        for chance in CHANCES
    ]
    return Table(head=(tell.say("col-chance"), *named), rows=tuple(rows))


def _price(one: AtThreshold, chance: float, currency: str, tell: Teller) -> str:
    price = one.accepted.price_at(chance)
    return tell.say("no-price") if price is None else tell.money(price, currency)


def _round_up(value: float) -> float:
    size = 10 ** np.floor(np.log10(max(value, 1e-9)))
    return float(next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value))


def _curve_spec(
    rows: list[dict[str, Any]], named: Sequence[str], found: MarketValue, tell: Teller, width: int
) -> Spec:
    x = {
        "field": "price",
        "type": "quantitative",
        "axis": _money(found.currency, width, title=tell.say("axis-price", currency=found.currency)),
    }
    chance = {
        "title": tell.say("axis-chance"), "values": [0, 0.2, 0.5, 0.8, 0.9, 1],
        "labelExpr": "format(100 * datum.value, 'd') + ' %'",
    }  # fmt: skip
    y = {"field": "chance", "type": "quantitative", "axis": chance, "scale": {"domain": [0, 1]}}
    legend = {"orient": "top", "offset": 4, "columns": 1, "labelLimit": width - 60, "symbolType": "square"}
    looks = {
        "color": _by_word(named, [PALETTE["go"], PALETTE["soft"]], legend=legend),
        "strokeDash": _by_word(named, [[1, 0], [6, 3]]),
    }
    line = {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"x": x, "y": y, **looks}}
    layers: list[Spec] = [line, *_dots(found, tell), *_today(found, tell)]
    size = {"width": width - 90, "height": 300 if width == WIDE else 240}
    return framed({**size, "data": {"values": rows}, "layer": layers}, lang=tell.lang)


def _by_word(words: Sequence[str], looks: Sequence[Any], *, legend: Spec | None = None) -> Spec:
    """Tell lines or points apart by what they are called."""
    scale = {"domain": list(words), "range": list(looks[: len(words)])}
    return {"field": "word", "type": "nominal", "scale": scale, "legend": legend}


def _dots(found: MarketValue, tell: Teller) -> list[Spec]:
    """The prices at the chances that are shown, on the plan's line, each with its price."""
    believed = found.believed
    points = [
        {"price": price, "chance": chance, "label": tell.money(price, found.currency)}
        for chance in CHANCES
        if believed is not None and (price := believed.accepted.price_at(chance)) is not None
    ]
    place = {
        "x": {"field": "price", "type": "quantitative"},
        "y": {"field": "chance", "type": "quantitative"},
    }
    text = {"type": "text", "align": "left", "dx": 8, "dy": -2}
    halo = {**text, "stroke": PALETTE["page"], "strokeWidth": 4, "color": PALETTE["page"]}
    label = {"data": {"values": points}, "encoding": {**place, "text": {"field": "label"}}}
    dot = {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": PALETTE["ink"]}
    if not points:
        return []
    return [
        {"data": {"values": points}, "mark": dot, "encoding": place},
        {**label, "mark": halo},
        {**label, "mark": text},
    ]


def _today(found: MarketValue, tell: Teller) -> list[Spec]:
    """Where the list price at home stands."""
    if found.asked is None:
        return []
    at = {"x": {"datum": found.asked, "type": "quantitative"}}
    text = {
        "type": "text",
        "align": "left",
        "dx": 5,
        "dy": 4,
        "color": PALETTE["muted"],
        "baseline": "bottom",
    }
    label = {**at, "y": {"datum": 0.02, "type": "quantitative"}, "text": {"value": tell.say("today-mark")}}
    rule = {"type": "rule", "color": PALETTE["muted"], "strokeDash": [3, 3], "strokeWidth": 1.5}
    return [
        {"data": {"values": [{}]}, "mark": rule, "encoding": at},
        {"data": {"values": [{}]}, "mark": text, "encoding": label},
    ]


def _money(currency: str, width: int, *, title: str) -> Spec:
    return {"title": title, "tickCount": 6 if width == WIDE else 4, "grid": False, "format": ",~f"}


# --- options by cost and effect ----------------------------------------------------------------------

LOOKS = {
    "frontier": ("go", "circle"),
    "same": ("go", "cross"),
    "extended": ("find-out", "diamond"),
    "dominated": ("not-now", "square"),
}


def plane_picture(found: Sequence[Compared], *, currency: str, tell: Teller, source: str) -> Picture:
    """Return options in the plane of effect and cost, with the line along which more effect costs more."""
    rows = [
        {
            "effect": one.option.effect,
            "cost": one.option.cost,
            "word": tell.say(f"standing-{one.standing}"),
            "name": one.option.name if at < NAMED else "",
        }
        for at, one in enumerate(found)
    ]
    there = list(dict.fromkeys(one.standing for one in found))
    kept = [one for one in found if one.standing == "frontier"]
    table = Table(
        head=(tell.say("col-option"), tell.say("col-cost"), tell.say("col-effect"), tell.say("col-standing")),
        rows=tuple(
            (one.option.name, tell.words.numerals.exact(one.option.cost),
             tell.words.numerals.exact(one.option.effect), tell.say(f"standing-{one.standing}"))
            for one in found
        ),
    )  # fmt: skip
    return Picture(
        key="plane", title=tell.say("plane-title", count=len(kept), of=len(found)), source=source,
        summary=tell.say("plane-summary"), table=table,
        specs={
            name: _plane_spec(rows, there, tell=tell, currency=currency, width=width)
            for name, width in WIDTHS.items()
        },
    )  # fmt: skip


def _plane_spec(
    rows: list[dict[str, Any]], there: Sequence[str], *, tell: Teller, currency: str, width: int
) -> Spec:
    apart = {"zero": False, "nice": True, "padding": 24}
    x = {
        "field": "effect",
        "type": "quantitative",
        "scale": apart,
        "axis": {"title": tell.say("axis-effect"), "tickCount": 5, "grid": False},
    }
    cost_title = tell.say("axis-cost", currency=currency) if currency else tell.say("col-cost")
    y = {
        "field": "cost",
        "type": "quantitative",
        "scale": apart,
        "axis": {"title": cost_title, "tickCount": 5, "format": ",~f"},
    }
    domain = [tell.say(f"standing-{one}") for one in there]
    legend = {"orient": "top", "symbolSize": 90, "offset": 4, "columns": 2 if width == NARROW else 4}
    looks = {
        "color": _by_word(domain, [PALETTE[LOOKS[one][0]] for one in there], legend=legend),
        "shape": _by_word(domain, [LOOKS[one][1] for one in there], legend=legend),
    }
    kept = [row for row in rows if row["word"] == tell.say("standing-frontier")]
    line = {
        "data": {"values": kept},
        "mark": {"type": "line", "color": PALETTE["go"], "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "order": {"field": "effect"}},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {"x": x, "y": y, **looks},
    }
    layers = [line, dots, *_haloed({"x": x, "y": y, "text": {"field": "name"}})]
    size = {"width": width - 90, "height": 340 if width == WIDE else 260}
    return framed({**size, "data": {"values": rows}, "layer": layers}, lang=tell.lang)


def _haloed(encoding: Spec) -> list[Spec]:
    """Names beside points, readable over a line."""
    text = {"type": "text", "align": "right", "dx": -8, "dy": -8, "limit": 120}
    halo = {**text, "stroke": PALETTE["page"], "strokeWidth": 4, "color": PALETTE["page"]}
    return [{"mark": halo, "encoding": encoding}, {"mark": text, "encoding": encoding}]


# --- a budget year by year ---------------------------------------------------------------------------


def budget_picture(
    years: Sequence[Range], *, limits: Sequence[tuple[str, float]], currency: str, tell: Teller, source: str
) -> Picture:
    """Return the added cost of each year with its range, and the limits of tests that are in sight."""
    size, unit = _step(max((abs(end) for one in years for end in (one.p10, one.p90)), default=1.0))
    unit = f"{unit}{currency}"
    rows: list[dict[str, Any]] = [
        {
            "year": tell.say("year", year=at),
            "low": one.p10 / size,
            "middle": one.p50 / size,
            "high": one.p90 / size,
        }
        for at, one in enumerate(years, 1)
    ]
    highest = max(one.p90 for one in years) / size
    lines = [
        {"limit": limit / size, "label": name} for name, limit in limits if limit / size <= 1.5 * highest
    ]
    table = Table(
        head=(tell.say("col-year"), "P10", "P50", "P90"),
        rows=tuple(
            (tell.say("year", year=at), *(tell.money(x, currency) for x in (one.p10, one.p50, one.p90)))
            for at, one in enumerate(years, 1)
        ),
    )
    last = years[-1]
    return Picture(
        key="budget",
        source=source,
        summary=tell.say("budget-summary"),
        table=table,
        title=tell.say("budget-title", years=len(years), range=tell.money((last.p10, last.p90), currency)),
        specs={
            name: _budget_spec(rows, lines, unit=unit, tell=tell, width=width)
            for name, width in WIDTHS.items()
        },
    )


def _step(largest: float) -> tuple[float, str]:
    if largest >= 1e6:
        return 1e6, "M"
    return (1e3, "k") if largest >= 1e4 else (1.0, "")


def _budget_spec(
    rows: list[dict[str, Any]], lines: list[dict[str, Any]], *, unit: str, tell: Teller, width: int
) -> Spec:
    x = {
        "field": "year",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0, "grid": False},
    }
    axis = {"title": tell.say("axis-budget", unit=unit), "tickCount": 5, "format": ",~f"}
    y = {"type": "quantitative", "axis": axis}
    bar = {"type": "bar", "color": PALETTE["soft"], "size": min(70, (width - 120) // (2 * len(rows)))}
    whisker = {"type": "rule", "color": PALETTE["strong"], "strokeWidth": 2}
    layers: list[Spec] = [
        {"mark": bar, "encoding": {"x": x, "y": {**y, "field": "middle"}}},
        {"mark": whisker, "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
    ]
    limit = {"type": "rule", "color": PALETTE["find-out"], "strokeDash": [5, 3], "strokeWidth": 1.5}
    text = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -3, "color": PALETTE["ink"]}
    for line in lines:
        at = {"y": {"datum": line["limit"], "type": "quantitative"}}
        layers.append({"data": {"values": [line]}, "mark": limit, "encoding": at})
        named = {**at, "x": {"value": 0}, "text": {"field": "label"}}
        layers.append({"data": {"values": [line]}, "mark": text, "encoding": named})
    size = {"width": width - 90, "height": 280 if width == WIDE else 220}
    return framed({**size, "data": {"values": rows}, "layer": layers}, lang=tell.lang)
