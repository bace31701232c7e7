"""What a launch costs before the first sale, market by market: approval, launch, what runs."""

from __future__ import annotations

from collections import Counter

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
from fram.workspace.papers.phrases import source_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

KINDS = ("approval", "launch", "running")


def costs_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of costs by market and kind, all on one axis."""
    lines, money = record.plan.markets, words.numerals.money_points
    rows = tuple(
        (
            words.numerals.market(line.result.market),
            *(
                money([at.p10, at.p50, at.p90], signed=False)
                for at in (line.ledger.before_sale[kind] for kind in KINDS)
            ),
            money(
                [line.result.cash_need.p10, line.result.cash_need.p50, line.result.cash_need.p90],
                signed=False,
            ),
        )
        for line in lines
    )
    head = (words("column.market"), *(words(f"cost.{kind}") for kind in KINDS), words("column.cash-need"))
    widths = {"wide": WIDE, "narrow": NARROW} if rows else {}
    return Picture(
        key="costs", title=_title(record, words), summary=words("chart.costs-summary"),
        source=source_line(record, words=words), table=Table(head=head, rows=rows),
        specs={name: _spec(record, words, width) for name, width in widths.items()},
        instead="" if rows else words("board.no-market"),
    )  # fmt: skip


def _title(record: PlanRecord, words: Words) -> str:
    largest = Counter(
        max(KINDS, key=lambda kind: line.ledger.before_sale[kind].p50) for line in record.plan.markets
    )
    if not largest:
        return words("board.no-market")
    kind, markets = largest.most_common(1)[0]
    return words.count(
        "chart.costs-title", markets, kind=words(f"cost.{kind}.the"), all=len(record.plan.markets)
    )


def _spec(record: PlanRecord, words: Words, width: int) -> Spec:
    """Three columns side by side share the axis; on a phone the whiskers are enough."""
    is_wide = width == WIDE
    names = [words.numerals.market(line.result.market) for line in record.plan.markets]
    highest = max(line.ledger.before_sale[kind].p90 for line in record.plan.markets for kind in KINDS) / 1e6
    columns = [_column(record, words, kind, highest=highest, is_wide=is_wide) for kind in KINDS]
    columns[0]["layer"] = [
        {**layer, "encoding": {**layer["encoding"], "y": rows_axis(names, limit=190 if is_wide else 92)}}
        for layer in columns[0]["layer"]
    ]
    return framed({"hconcat": columns, "spacing": 16 if is_wide else 8}, lang=words.lang)


def _column(record: PlanRecord, words: Words, kind: str, *, highest: float, is_wide: bool) -> Spec:
    values = [
        {"row": row, "low": at.p10 / 1e6, "middle": at.p50 / 1e6, "high": at.p90 / 1e6}
        for row, at in enumerate(line.ledger.before_sale[kind] for line in record.plan.markets)
    ]
    rows = rows_axis([""] * len(values), limit=0)
    y = {**rows, "axis": None}
    title = words("chart.costs-axis") if is_wide else "MNOK"
    x = {"field": "low", "type": "quantitative", "scale": {"domain": [0, highest], "nice": True},
         "axis": money_axis(title, ticks=4 if is_wide else 2, signed=False)}  # fmt: skip
    dot = {"type": "point", "filled": True, "size": 55, "opacity": 1, "color": PALETTE["strong"]}
    return {
        "width": 172 if is_wide else 66, "height": 21 * len(values), "data": {"values": values},
        "title": {"text": words(f"cost.{kind}"), "fontSize": 12, "color": PALETTE["ink"], "anchor": "start"},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "color": PALETTE["soft"]},
             "encoding": {"x": x, "x2": {"field": "high"}, "y": y}},
            {"mark": dot, "encoding": {"x": {"field": "middle", "type": "quantitative"}, "y": y}},
        ],
    }  # fmt: skip
