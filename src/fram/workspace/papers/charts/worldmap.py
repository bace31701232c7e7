"""The world by verdict: enter, find out, not now, served today; tiers as numbers. Europe is drawn larger."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from fram.workspace.papers.charts.look import PALETTE, Picture, Spec, Table, framed
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

FILE = Path(__file__).parent.parent / "static" / "countries-110m.json"
NUMERIC = {
    "NO": "578", "SE": "752", "DK": "208", "FI": "246", "IS": "352", "DE": "276", "AT": "040", "CH": "756",
    "FR": "250", "BE": "056", "NL": "528", "LU": "442", "GB": "826", "IE": "372", "ES": "724", "IT": "380",
    "PT": "620", "PL": "616", "EE": "233", "US": "840", "CA": "124", "AU": "036", "JP": "392", "SG": "702",
    "SA": "682", "AE": "784", "BR": "076", "CN": "156", "IN": "356",
}  # fmt: skip
"""ISO 3166 numeric codes, the ids of the map's shapes."""
PLACES = {
    "NO": (9.0, 61.3), "SE": (15.5, 62.5), "DK": (9.3, 56.0), "FI": (26.3, 63.0), "IS": (-18.6, 65.0),
    "DE": (10.3, 51.1), "AT": (14.2, 47.5), "CH": (8.1, 46.8), "FR": (2.4, 46.7), "BE": (4.4, 50.7),
    "NL": (5.7, 52.4), "LU": (6.1, 49.7), "GB": (-1.6, 52.9), "IE": (-8.0, 53.2), "ES": (-3.6, 40.2),
    "IT": (12.4, 43.0), "PT": (-8.2, 39.6), "PL": (19.3, 52.1), "EE": (25.8, 58.7), "US": (-98.5, 39.5),
    "CA": (-106.0, 57.0), "AU": (134.5, -25.5), "JP": (138.5, 36.8), "SG": (103.8, 1.4), "SA": (44.5, 24.0),
    "AE": (54.3, 23.6), "BR": (-52.5, -10.0), "CN": (103.0, 35.5), "IN": (79.0, 22.0),
}  # fmt: skip
"""Where each market's tier is written: longitude and latitude, rough."""
EUROPE = set("NO SE DK FI IS DE AT CH FR BE NL LU GB IE ES IT PT PL EE".split())
ANTARCTICA = "010"
_COLOURS = {
    "domain": ["go", "find-out", "not-now", "served", "unknown"],
    "range": [PALETTE[name] for name in ("go", "find-out", "not-now", "strong", "unknown")],
}


def map_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of the world; without the map's file its table stands alone, with the reason."""
    shapes = _shapes(str(FILE)) if FILE.is_file() else None
    numerals = words.numerals
    rows = tuple(
        (numerals.market(line.result.market), words(f"verdict.{line.stance.verdict}"), str(line.result.tier))
        for line in record.plan.markets
    )
    counts = {
        name: sum(line.stance.verdict == verdict for line in record.plan.markets)
        for name, verdict in (("go", "go"), ("ask", "find-out"), ("later", "not-now"))
    }
    specs = {}
    if shapes:
        specs = _specs(shapes, _values(record), words)
    head = tuple(words(f"column.{name}") for name in ("market", "verdict", "tier"))
    return Picture(
        key="map", title=words("chart.map-title", **counts), summary=words("chart.map-summary"), specs=specs,
        source=words("chart.map-source"), table=Table(head=head, rows=rows),
        instead="" if shapes else words("chart.map-instead"),
    )  # fmt: skip


@lru_cache(maxsize=2)
def _shapes(file: str) -> dict[str, Any]:
    return json.loads(Path(file).read_text(encoding="utf-8"))


def _values(record: PlanRecord) -> list[dict[str, Any]]:
    verdicts = {line.result.market: line for line in record.plan.markets}
    values = []
    for code, (longitude, latitude) in PLACES.items():
        line = verdicts.get(code)
        if line is None and code not in record.served:
            continue
        kind = line.stance.verdict if line else "served"
        values.append(
            {"id": NUMERIC[code], "code": code, "kind": kind, "tier": str(line.result.tier) if line else "",
             "lon": longitude, "lat": latitude, "dark": int(kind in ("go", "served")),
             "europe": int(code in EUROPE)}
        )  # fmt: skip
    return values


def _specs(shapes: dict[str, Any], values: list[dict[str, Any]], words: Words) -> dict[str, Spec]:
    """The world, and Europe by itself: each is scaled to the room there is."""
    world = {
        "width": 430, "height": 210, "projection": {"type": "equalEarth", "rotate": [-11, 0, 0]},
        "layer": [*_land(shapes, values), *_points(values, "!datum.europe", 11)],
    }  # fmt: skip
    width, height = 270, 290
    europe = {
        "width": width,
        "height": height,
        "projection": {
            "type": "conicConformal",
            "rotate": [-10, 0],
            "center": [-1.5, 53.5],
            "parallels": [40, 64],
            "scale": 450,
            "translate": [width / 2, height / 2],
            "clipExtent": [[0, 0], [width, height]],
        },
        "layer": [*_land(shapes, values), *_points(values, "datum.europe", 11)],
    }
    return {"world": framed(world, lang=words.lang), "europe": framed(europe, lang=words.lang)}


def _land(shapes: dict[str, Any], values: list[dict[str, Any]]) -> list[Spec]:
    """All land: our markets in the colour of their verdict, the rest in that of the unknown."""
    land = {"values": shapes, "format": {"type": "topojson", "feature": "countries"}}
    mark = {"type": "geoshape", "stroke": PALETTE["page"], "strokeWidth": 0.6}
    ours = {
        "lookup": "id",
        "from": {"data": {"values": values}, "key": "id", "fields": ["kind"]},
        "default": "unknown",
    }
    colour = {"field": "kind", "type": "nominal", "legend": None, "scale": _COLOURS}
    not_the_south = {"filter": f"datum.id != '{ANTARCTICA}'"}
    return [{"data": land, "transform": [not_the_south, ours], "mark": mark, "encoding": {"color": colour}}]


def _points(values: list[dict[str, Any]], which: str, size: int) -> list[Spec]:
    """The tier of each market as a number, and a dot for a country too small to see."""
    place = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    singapore = {"type": "circle", "size": 70, "opacity": 1, "stroke": PALETTE["page"], "strokeWidth": 0.6}
    text = {"type": "text", "fontSize": size, "fontWeight": "bold"}
    layers: list[Spec] = [
        {
            "data": {"values": values},
            "transform": [{"filter": f"({which}) && datum.code == 'SG'"}],
            "mark": singapore,
            "encoding": {
                **place,
                "color": {"field": "kind", "type": "nominal", "legend": None, "scale": _COLOURS},
            },
        },
    ]
    for dark, colour in ((1, PALETTE["page"]), (0, PALETTE["ink"])):
        layers.append(
            {
                "data": {"values": values},
                "transform": [{"filter": f"({which}) && datum.dark == {dark}"}],
                "mark": {**text, "color": colour},
                "encoding": {**place, "text": {"field": "tier"}},
            }
        )
    return layers
