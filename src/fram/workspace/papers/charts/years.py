"""Ten years of one launch: income upwards, costs downwards, net cash as a dot with whiskers.

Every market has this picture, so it is drawn as four plain paths that stretch with the page; what is
written beside it is text of the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fram.decide.ledger import Year
from fram.decide.rank import Range
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

HEIGHT, STEP = 100.0, 10.0
"""Size of the drawing: so high, and so wide for each year."""
MOST_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark beside the picture: its place in per cent from the left or from the top, and its name."""

    place: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenYears:
    """The picture: ``title`` says the finding; paths by what they show; amounts and years along its edges."""

    title: str
    width: float
    paths: tuple[tuple[str, str], ...]
    amounts: tuple[Tick, ...]
    ends: tuple[Tick, ...]
    table: Table


def ten_years(years: Sequence[Year], record: PlanRecord, *, words: Words) -> TenYears:
    """Return the ten years of a launch as a picture and a table; amounts in MNOK along the edge."""
    low, high, ticks = _axis(years)

    def y(nok: float) -> float:
        return HEIGHT * (high - nok) / (high - low)

    names = [words.numerals.month(record.plan.on, 12 * number) for number in range(1, len(years) + 1)]
    centres = [STEP * (number + 0.5) for number in range(len(years))]
    placed = list(zip(centres, years, strict=True))
    shapes = {
        "grid": "".join(f"M0 {y(tick):.1f}h{STEP * len(years):g}" for tick in ticks if tick),
        "income": "".join(_bar(x - 3.4, y(0), y(one.income.p50)) for x, one in placed),
        "costs": "".join(_bar(x - 3.4, y(0), y(-one.costs.p50)) for x, one in placed),
        "zero": f"M0 {y(0):.1f}h{STEP * len(years):g}",
        "range": "".join(f"M{x + 2.2:g} {y(one.net.p10):.1f}V{y(one.net.p90):.1f}" for x, one in placed),
        "net": "".join(f"M{x + 2.2:g} {y(one.net.p50):.1f}h0" for x, one in placed),
    }
    return TenYears(
        title=_finding(years, names, words), width=STEP * len(years), paths=tuple(shapes.items()),
        amounts=tuple(Tick(place=round(y(tick), 1), name=_amount(tick, words)) for tick in ticks),
        ends=tuple(
            Tick(place=round(100 * x / (STEP * len(years)), 1), name=name.split()[-1])
            for x, name in zip(centres, names, strict=True)
        ),
        table=_table(years, names, words),
    )  # fmt: skip


def _bar(left: float, start: float, end: float) -> str:
    return f"M{left:g} {start:.1f}h3.4V{end:.1f}h-3.4z" if abs(end - start) >= 0.05 else ""


def _amount(nok: float, words: Words) -> str:
    decimals = 0 if nok % 1e6 == 0 else 1 if nok % 1e5 == 0 else 2
    return words.numerals.fixed(nok / 1e6, decimals=decimals, signed=True)


def _axis(years: Sequence[Year]) -> tuple[float, float, list[float]]:
    """The ends of the axis in NOK and the round amounts on it, zero among them."""
    low = min([0.0, *(min(-one.costs.p50, one.net.p10) for one in years)])
    high = max([0.0, *(max(one.income.p50, one.net.p90) for one in years)])
    span = max(high - low, 1e4)
    size = 10 ** math.floor(math.log10(span / MOST_TICKS))
    step = next(size * m for m in (1, 2, 5, 10) if span / (size * m) <= MOST_TICKS)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    margin = 0.03 * span
    return low - margin, high + margin, [step * number for number in range(first, last + 1)]


def _finding(years: Sequence[Year], names: Sequence[str], words: Words) -> str:
    """From when on half of the runs take in more than they pay out, or that they never do."""
    if not years:
        return words("years.never")
    last = years[-1]
    if last.net.p50 > 0:
        first = len(years) - 1
        while first and years[first - 1].net.p50 > 0:
            first -= 1
        return words("years.from-start") if first == 0 else words("years.from", month=names[first - 1])
    return words("years.closed" if last.income.p50 <= 0 else "years.never")


def _table(years: Sequence[Year], names: Sequence[str], words: Words) -> Table:
    """All amounts in MNOK, to as many decimals as the largest of them needs."""
    largest = max((max(one.income.p90, one.costs.p90) for one in years), default=0.0)

    def points(at: Range, *, signed: bool = False) -> str:
        decimals = 1 if largest >= 1e6 else 2
        shown = [
            words.numerals.fixed(point / 1e6, decimals=decimals, signed=signed)
            for point in (at.p10, at.p50, at.p90)
        ]
        return " / ".join(shown)

    rows = tuple(
        (name, points(one.income), points(one.costs), points(one.net, signed=True))
        for name, one in zip(names, years, strict=True)
    )
    kinds = (words("years.income"), words("years.costs"), words("years.net"))
    return Table(head=(words("years.to"), *kinds), rows=rows)
