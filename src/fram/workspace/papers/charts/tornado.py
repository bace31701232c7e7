"""What moves a result most: a bar for each input from P10 to P90, with the value that would swap it."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.explain import Swing
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
from fram.workspace.papers.phrases import amounts, in_unit, input_owner, source_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


def tornado_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of what moves the leader's value."""
    lines, swings = record.plan.markets, record.plan.tornado
    leader = tuple(line.result.market for line in lines[:1])
    return _picture(record, words, swings, key="tornado", markets=leader)


def swap_picture(record: PlanRecord, *, words: Words) -> Picture:
    """Return the picture of what would swap the leader of tier 1 with that of tier 2."""
    pair = tuple(record.plan.swap_between or ())
    return _picture(record, words, record.plan.swap, key="swap", markets=pair)


def _picture(
    record: PlanRecord, words: Words, swings: Sequence[Swing], *, key: str, markets: tuple[str, ...]
) -> Picture:
    head = ("input", "low-high", "result-low", "result-high", "swaps-at")
    widths = {"wide": WIDE, "narrow": NARROW} if swings else {}
    names = tuple(words.numerals.market(code) for code in markets)
    inside = (words.numerals.market_in_text(code) for code in markets)
    named = dict(zip(("first", "second"), inside, strict=False))
    instead = "" if swings else words(f"chart.{key}-instead")
    title = instead
    if swings:
        title = words(f"chart.{key}-title", input=_subject(swings[0], record, words, len(names)), **named)
    return Picture(
        key=key,
        title=title,
        summary=words(f"chart.{key}-summary", **named) if swings else instead,
        source=source_line(record, words=words),
        instead=instead,
        table=Table(
            head=tuple(words(f"column.{name}") for name in head),
            rows=tuple(_row(swing, record, words) for swing in swings),
        ),
        specs={
            name: _spec(record, words, swings, width=width, names=names) for name, width in widths.items()
        },
    )


def _subject(swing: Swing, record: PlanRecord, words: Words, compared: int) -> str:
    """The input at the head of a sentence; with its owner where two markets are compared."""
    name = words.named("input", swing.assumption.name, inside=True)
    owner = input_owner(swing.assumption, record, words=words) if compared == 2 else ""
    return f"{name[0].upper()}{name[1:]}" + (f" ({owner})" if owner else "")


def label_of(swing: Swing, record: PlanRecord, *, words: Words) -> str:
    """Return the input's name, with the market or regime it belongs to."""
    owner = input_owner(swing.assumption, record, words=words)
    name = words.named("input", swing.assumption.name)
    return f"{name}, {owner}" if owner else name


def swaps_at(swing: Swing, *, words: Words) -> str:
    """Return the value at which the result changes sign, or that it lies outside what is believed."""
    if swing.swaps_at is None:
        return words("chart.no-swap")
    return in_unit([swing.swaps_at], swing.assumption.estimate.unit, words=words)


def _row(swing: Swing, record: PlanRecord, words: Words) -> tuple[str, ...]:
    money, unit = words.numerals.money, swing.assumption.estimate.unit
    return (
        label_of(swing, record, words=words),
        in_unit([swing.low, swing.high], unit, words=words),
        money(swing.at_low, signed=True),
        money(swing.at_high, signed=True),
        swaps_at(swing, words=words),
    )


def _spec(
    record: PlanRecord, words: Words, swings: Sequence[Swing], *, width: int, names: tuple[str, ...]
) -> Spec:
    is_wide = width == WIDE
    inner, drop = width - (400 if is_wide else 24), 0 if is_wide else 8
    values = [_bar(row, swing, record, words) for row, swing in enumerate(swings)]
    rows = rows_axis([value["label"] for value in values], limit=215)
    y = rows if is_wide else {**rows, "axis": None}
    axis = money_axis(_axis_title(words, names), ticks=6 if is_wide else 4)
    x = {"field": "low", "type": "quantitative", "axis": axis}
    bar = {"type": "bar", "height": 14 if is_wide else 12, "color": PALETTE["soft"], "yOffset": drop}
    end = {"type": "point", "filled": True, "size": 70, "color": PALETTE["strong"], "opacity": 1}
    middle = {"datum": _middle(record, len(names)) / 1e6}
    layers: list[Spec] = [
        {"mark": bar, "encoding": {"x": x, "x2": {"field": "high"}, "y": y}},
        {"mark": {**end, "yOffset": drop}, "encoding": {"x": {**x, "field": "high"}, "y": y}},
        {"mark": {"type": "rule", "color": PALETTE["ink"]}, "encoding": {"x": {"datum": 0}}},
        {
            "mark": {"type": "rule", "color": PALETTE["muted"], "strokeDash": [3, 3]},
            "encoding": {"x": middle},
        },
        *_notes(y, inner, is_wide=is_wide),
    ]
    size = {"width": inner, "height": (30 if is_wide else 60) * len(values)}
    return framed({**size, "data": {"values": values}, "layer": layers}, lang=words.lang)


def _axis_title(words: Words, names: tuple[str, ...]) -> str:
    if len(names) == 2:
        return words("chart.difference-axis", first=names[0], second=names[1])
    return words("chart.mean-axis")


def _notes(y: Spec, inner: int, *, is_wide: bool) -> list[Spec]:
    """What is believed of each input: at the right; on a phone under its bar, with its name above it."""
    note = {"type": "text", "align": "left", "fontSize": 11, "color": PALETTE["muted"]}
    if is_wide:
        return _written({**note, "dx": 10}, "note", {"y": y, "x": {"value": inner}})
    label = {"type": "text", "align": "left", "limit": 320, "dy": -8, "fontWeight": "bold"}
    left = {"y": y, "x": {"value": 0}}
    return [*_written({**note, "dy": 22}, "note", left), *_written(label, "label", left)]


def _written(mark: Spec, field: str, place: Spec) -> list[Spec]:
    """A text, and under it its own halo, so that no line of the picture runs through the letters."""
    encoding = {**place, "text": {"field": field}}
    halo = {**mark, "stroke": PALETTE["page"], "strokeWidth": 4, "color": PALETTE["page"]}
    return [{"mark": halo, "encoding": encoding}, {"mark": mark, "encoding": encoding}]


def _bar(row: int, swing: Swing, record: PlanRecord, words: Words) -> Spec:
    believed = in_unit([swing.low, swing.high], swing.assumption.estimate.unit, words=words)
    turns = "" if swing.swaps_at is None else " · " + words("chart.swap-mark", value=_turn(swing, words))
    return {
        "row": row, "label": label_of(swing, record, words=words), "low": swing.at_low / 1e6,
        "high": swing.at_high / 1e6, "note": f"{believed}{turns}",
    }  # fmt: skip


def _turn(swing: Swing, words: Words) -> str:
    """The value at which the result turns, without its unit: the range beside it names that already."""
    return amounts([swing.swaps_at or 0.0], swing.assumption.estimate.unit, words=words)


def _middle(record: PlanRecord, compared: int) -> float:
    """The mean result as it stands: the leader's value, or what it is ahead of the other."""
    means = {line.result.market: line.result.mean for line in record.plan.markets}
    pair = record.plan.swap_between
    if compared == 2 and pair:
        return means[pair[0]] - means[pair[1]]
    return record.plan.markets[0].result.mean
