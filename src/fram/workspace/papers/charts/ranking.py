"""The ranking: every market's value as a dot with whiskers on one axis, tiers as bands."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fram.workspace.papers.charts.look import (
    NARROW,
    PALETTE,
    WIDE,
    Picture,
    Spec,
    Table,
    by_verdict,
    framed,
    money_axis,
    rows_axis,
)
from fram.workspace.papers.phrases import source_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


def ranking_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of all markets by value, best first."""
    numerals = words.numerals
    rows = [
        (
            numerals.market(line.result.market),
            str(line.result.tier),
            words(f"verdict.{line.stance.verdict}"),
            numerals.money_points([line.result.npv.p10, line.result.npv.p50, line.result.npv.p90]),
            numerals.money(line.result.shrunk, signed=True),
            numerals.chance(line.result.chance_loss),
            numerals.chance(line.result.chance_best),
        )
        for line in record.plan.markets
    ]
    head = ("market", "tier", "verdict", "value", "shrunk", "loss", "best")
    specs = {"wide": _spec(record, words, WIDE), "narrow": _spec(record, words, NARROW)} if rows else {}
    return Picture(
        key="ranking", title=_title(record, words), summary=words("chart.ranking-summary"), specs=specs,
        table=Table(head=tuple(words(f"column.{name}") for name in head), rows=tuple(rows)),
        source=source_line(record, words=words), instead="" if rows else words("board.no-market"),
    )  # fmt: skip


def _title(record: PlanRecord, words: Words) -> str:
    lines = record.plan.markets
    if not lines:
        return words("board.no-market")
    go = [line.result.market for line in lines if line.stance.verdict == "go"]
    first = sum(line.result.tier == 1 for line in lines)
    if go:
        return words.count("chart.ranking-go", first, markets=words.names(go, inside=True))
    best, named = lines[0].result, words.numerals.market_in_text
    if best.mean <= 0:
        return words("chart.ranking-none", market=named(best.market))
    return words("chart.ranking-not-yet", market=named(best.market, starts=True))


def _spec(record: PlanRecord, words: Words, width: int) -> Spec:
    lines, is_wide = record.plan.markets, width == WIDE
    labels = {verdict: words(f"verdict.{verdict}") for verdict in ("go", "find-out", "not-now")}
    values = [
        {
            "row": row,
            "word": labels[line.stance.verdict],
            "low": line.result.npv.p10 / 1e6,
            "middle": line.result.npv.p50 / 1e6,
            "high": line.result.npv.p90 / 1e6,
            "mean": line.result.shrunk / 1e6,
        }
        for row, line in enumerate(lines)
    ]
    names = [words.numerals.market(line.result.market) for line in lines]
    y = rows_axis(names, limit=190 if is_wide else 108)
    axis = money_axis(words("chart.value-axis"), ticks=8 if is_wide else 4)
    x = {"field": "low", "type": "quantitative", "axis": axis}
    colour = by_verdict("color", labels)
    dot = {"type": "point", "filled": True, "size": 90, "opacity": 1}
    layers = [
        *_bands(record, words, y=y, width=width),
        {"mark": {"type": "rule", "color": PALETTE["ink"]}, "encoding": {"x": {"datum": 0}}},
        {"mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
         "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": colour}},
        {"mark": {"type": "tick", "thickness": 2, "size": 13, "color": PALETTE["ink"], "opacity": 1},
         "encoding": {"x": {"field": "mean", "type": "quantitative"}, "y": y}},
        {"mark": dot, "encoding": {"x": {"field": "middle", "type": "quantitative"}, "y": y, "color": colour,
                                   "shape": by_verdict("shape", labels)}},
    ]  # fmt: skip
    inner = width - (250 if is_wide else 150)
    spec = {"width": inner, "height": 23 * len(lines), "data": {"values": values}, "layer": layers}
    return framed(spec, lang=words.lang)


def _bands(record: PlanRecord, words: Words, *, y: Spec, width: int) -> list[Spec]:
    """Every other tier on a tinted band, each with its name at the right edge."""
    bands: list[dict[str, Any]] = []
    for tier, group in groupby(enumerate(record.plan.markets), key=lambda item: item[1].result.tier):
        rows = [row for row, _ in group]
        name = words("chart.tier", tier=tier) if width == WIDE else str(tier)
        bands.append(
            {"row": rows[0] - 0.5, "end": rows[-1] + 0.5, "name": name, "at": rows[0], "odd": tier % 2}
        )
    inner = width - (250 if width == WIDE else 150)
    label = {"type": "text", "align": "left", "color": PALETTE["muted"], "dx": 8}
    return [
        {
            "data": {"values": [band for band in bands if band["odd"]]},
            "mark": {"type": "rect", "color": PALETTE["band"]},
            "encoding": {"y": y, "y2": {"field": "end"}, "x": {"value": 0}, "x2": {"value": inner}},
        },
        {
            "data": {"values": bands},
            "mark": label,
            "encoding": {
                "y": {**y, "field": "at"},
                "x": {"value": inner},
                "text": {"field": "name", "type": "nominal"},
            },
        },
    ]
