"""The slides about money: how long the cash lasts, what a launch costs, what moves the value most."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.cash import Cone
from fram.decide.explain import Swing
from fram.workspace.papers import charts
from fram.workspace.papers.account import GROUPS
from fram.workspace.papers.charts.tornado import label_of, swaps_at
from fram.workspace.papers.numerals import month_after
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.printed.answers import market_in_text
from fram.workspace.papers.printed.office import sentence
from fram.workspace.papers.printed.slides.charts import add_bars, add_lines
from fram.workspace.papers.printed.slides.drawing import Axis, Canvas, Series
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.master import BODY
from fram.workspace.papers.printed.slides.opening import MILLION, as_lines, chosen, millions, source_of
from fram.workspace.papers.printed.slides.tables import Grid, add_table

MOST_SWINGS, MOST_BARS = 8, 10
_CEILING = 2.5
"""Height of the picture of cash in multiples of the cash of today: a success would flatten all else."""


def cash_slide(deck: Deck) -> None:
    """Add the cash over the coming months against the line at zero."""
    record, words = deck.record, deck.words
    picture = charts.cash_picture(record, words=words)
    notes = [picture.summary, *as_lines(picture.table)]
    ends = [f"{words('chart.alone')}: {deck.digest.cash_ends}"]
    if deck.digest.cash_ends_with_go:
        ends.append(f"{words('chart.with-go')}: {deck.digest.cash_ends_with_go}")
    said = Said(
        title=picture.title, lede=words("deck.cash-lede", cash=deck.digest.cash_now), source=source_of(deck),
        notes=[*ends, *notes],
    )  # fmt: skip
    months = _months_shown(deck)
    days = [month_after(record.plan.on, month) for month in range(months + 1)]
    series = _cash_series(deck, months)
    canvas = Canvas(
        box=BODY, axis=_cash_axis(deck, series), name=words("section.cash"),
        describe=f"{picture.title}. {picture.summary}",
    )  # fmt: skip
    add_lines(deck.slide(said), series, days=days, on=canvas)


def _cash_axis(deck: Deck, series: Sequence[Series]) -> Axis:
    words = deck.words
    top = _CEILING * max(deck.record.cash_nok, MILLION) / MILLION
    highest = max(value for one in series for value in one.values if value is not None)
    return Axis(
        lang=words.lang, title=words("chart.cash-axis"), form='#,##0;"−"#,##0;0',
        high=top if highest > top else None,
    )  # fmt: skip


def _months_shown(deck: Deck) -> int:
    """Months until some time after cash has ended in nine runs of ten, at least two years."""
    plan = deck.record.plan
    ends = [cone.ends[2] for cone in (plan.cash_alone, plan.cash_with_go) if cone.ends[2]]
    return int(min(max([24.0, *(end + 6 for end in ends)]), len(plan.cash_alone.months)))


def _cash_series(deck: Deck, months: int) -> list[Series]:
    """With markets to enter: their cone, and P50 without them; else the cone alone."""
    plan, words = deck.record.plan, deck.words

    def of(cone: Cone, point: str) -> list[float | None]:
        start = millions(deck.record.cash_nok)
        return [start, *(millions(getattr(at, point)) for at in cone.months[:months])]

    has_go = bool(deck.lines("go"))
    cone, whose = (plan.cash_with_go, "chart.with-go") if has_go else (plan.cash_alone, "chart.alone")
    tone = "go" if has_go else "strong"
    series = [
        Series(name=f"P90, {words(whose)}", values=of(cone, "p90"), colour=tone, pale=True, width=1.75),
        Series(name=f"P50, {words(whose)}", values=of(cone, "p50"), colour=tone, width=3.5),
        Series(name=f"P10, {words(whose)}", values=of(cone, "p10"), colour=tone, pale=True, width=1.75),
    ]
    if has_go:
        alone = of(plan.cash_alone, "p50")
        name = f"P50, {words('chart.alone')}"
        series.append(Series(name=name, values=alone, colour="strong", width=2.25, dashed=True))
    return series


def costs_slide(deck: Deck) -> None:
    """Add what is paid until the first sale: on approval, on the launch, on what runs already."""
    words, record = deck.words, deck.record
    picture = charts.costs_picture(record, words=words)
    lines = chosen(deck, most=MOST_BARS)
    lede = words("deck.costs-lede")
    notes = [sentence(lede), *as_lines(picture.table)]
    slide = deck.slide(Said(title=picture.title, lede=lede, source=source_of(deck), notes=notes))
    series = [
        Series(
            name=words(f"figure.cost-{group}"), colour=shade,
            values=[millions(line.ledger.before_sale[group].p50) for line in lines],
        )
        for group, shade in zip(GROUPS, ("muted", "soft", "strong"), strict=True)
    ]  # fmt: skip
    highest = max(sum(one.values[row] or 0 for one in series) for row in range(len(lines)))
    form = "#,##0" if highest > 4 else "0.0"
    canvas = Canvas(
        box=BODY, axis=Axis(lang=words.lang, title=words("chart.costs-axis"), form=form),
        name=words("section.costs"), describe=f"{picture.title}. {lede}",
    )  # fmt: skip
    add_bars(slide, series, names=[deck.name(line) for line in lines], on=canvas)


def movers_slide(deck: Deck) -> None:
    """Add what moves the leader's value most: bars on the left, the values at which it turns on the right."""
    words, plan = deck.words, deck.record.plan
    swings = plan.tornado[:MOST_SWINGS]
    if not swings:
        return
    picture = charts.tornado_picture(deck.record, words=words)
    leader, mean = market_in_text(plan.markets[0], words=words), plan.markets[0].result.mean
    lede = words("deck.movers-lede", market=leader, value=words.numerals.money(mean, signed=True))
    notes = [picture.summary, *(" · ".join(row) for row in picture.table.rows)]
    slide = deck.slide(Said(title=picture.title, lede=lede, source=source_of(deck), notes=notes))
    left, right = BODY.split(0.54)
    names = [label_of(swing, deck.record, words=words) for swing in swings]
    series = [
        Series(name=words("deck.at-p10"), colour="soft", values=[millions(x.at_low - mean) for x in swings]),
        Series(
            name=words("deck.at-p90"), colour="strong", values=[millions(x.at_high - mean) for x in swings]
        ),
    ]
    widest = max(abs(value or 0) for one in series for value in one.values)
    form = '+#,##0;"−"#,##0;0' if widest > 4 else '+0.0;"−"0.0;0'
    canvas = Canvas(
        box=left, axis=Axis(lang=words.lang, title=words("deck.change-axis"), form=form),
        name=words("section.movers"), describe=f"{picture.title}. {lede}",
    )  # fmt: skip
    add_bars(slide, series, names=names, on=canvas, stacked=False)
    add_table(slide, _turns(deck, swings), box=right, lang=words.lang)


def _turns(deck: Deck, swings: Sequence[Swing]) -> Grid:
    """Each input with what is believed of it, and the value at which entering stops or starts to pay."""
    words = deck.words
    rows = [
        (
            label_of(swing, deck.record, words=words),
            in_unit([swing.low, swing.high], swing.assumption.estimate.unit, words=words),
            swaps_at(swing, words=words),
        )
        for swing in swings
    ]
    return Grid(
        name=words("deck.turns"), describe=words("deck.turns-how"), rows=rows, widths=(2.2, 1.9, 1.6),
        head=(words("column.input"), words("column.low-high"), words("column.swaps-at")), right=(1, 2),
        largest=13,
    )  # fmt: skip
