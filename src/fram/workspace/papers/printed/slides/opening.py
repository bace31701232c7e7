"""The slides that answer first: what to do, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fram.decide.plan import MarketPlan
from fram.workspace.papers import charts
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.digest import some_names
from fram.workspace.papers.printed.answers import verdict_sentence
from fram.workspace.papers.printed.office import LANGUAGES, headline, sentence
from fram.workspace.papers.printed.slides.charts import Bar, add_ranges
from fram.workspace.papers.printed.slides.drawing import Axis, Canvas
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.master import BODY, LEDE_AT
from fram.workspace.papers.printed.slides.tables import Grid, add_table, tint
from fram.workspace.papers.words import Words

MOST_MARKETS = 12
"""Rows of a chart that can be read from the other end of a table."""
MOST_CHANGES = 3
"""Changes of a scenario that leave room for the verdicts below them."""
MILLION = 1e6


def board_slide(deck: Deck) -> None:
    """Add the board page: the verdicts first."""
    words, page = deck.words, deck.digest
    day = words.numerals.day(deck.record.plan.on)
    notes = [*page.no_go, *(sentence(f"{entry.name}: {entry.because}") for entry in page.go)]
    notes += [page.tier_note and sentence(page.tier_note), sentence(f"{words('board.rests')}: {page.rests}")]
    notes += [words("report.reading"), f"{words('board.next')}: {page.command} ({page.command_why})"]
    about = f"{headline(deck.record)} · {words('report.title')}, {day}"
    told = deck.scenario
    if told:
        pairs = zip(told.changes, told.moved, strict=True)
        notes = [told.name, words("deck.scenario-how"), *(" · ".join(pair) for pair in pairs), *notes]
    said = Said(
        title=verdict_sentence(deck.record, page, words=words), source=source_of(deck), notes=notes,
        lede=f"{told.name} · {headline(deck.record)}" if told else about,
    )  # fmt: skip
    rows = [*_scenario_rows(deck), *_board_rows(deck)]
    grid = Grid(
        name=words("section.board"), describe=words("deck.board-table"), head=("", "", ""),
        rows=[row for _, row in rows], widths=(1.5, 2.3, 8.3), strong=(0, 1), largest=14,
        colours={(number, 0): verdict for number, (verdict, _) in enumerate(rows)},
    )  # fmt: skip
    slide = deck.slide(said)
    if told:
        for run in _lede(slide).text_frame.paragraphs[0].runs:
            run.font.bold = True
            tint(run._r.rPr, "find-out")
    add_table(slide, grid, box=BODY, lang=words.lang)


def _lede(slide: Any) -> Any:
    return next(place for place in slide.placeholders if place.placeholder_format.idx == LEDE_AT)


def _scenario_rows(deck: Deck) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """What was set otherwise than in the company file, and what each change moved: before any verdict."""
    told, words = deck.scenario, deck.words
    if not told:
        return
    pairs = list(zip(told.changes, told.moved, strict=True))
    for number, (change, moved) in enumerate(pairs[:MOST_CHANGES]):
        yield "strong", ("" if number else words("deck.set"), change, words("deck.moved", moved=moved))
    more = len(pairs) - MOST_CHANGES
    if more > 0:
        yield "strong", ("", words.count("deck.more-changes", more), words("deck.in-notes"))


def source_of(deck: Deck) -> str:
    """Return where a slide's figures are from: the simulation, and how much of it is cited."""
    words, rests = deck.words, deck.record.plan.rests
    return words("deck.source", cited=rests.cited, inputs=rests.inputs, defaults=rests.defaults)


def _board_rows(deck: Deck) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Rows of the board page, each with the colour of its first cell."""
    words, page = deck.words, deck.digest
    label = {verdict: f"{MARKS[verdict]} {words(f'verdict.{verdict}')}" for verdict in MARKS}
    for number, entry in enumerate(page.go[:3]):
        figures = [words("board.points", points=entry.value), words("board.loss", chance=entry.loss)]
        figures += [words("board.first-sale", month=entry.first_sale), entry.because]
        figures += [entry.starts] if entry.starts else []
        yield "go", ("" if number else label["go"], entry.name, " · ".join(figures))
    for warned in page.go_warned:
        yield "go", ("", warned.names, sentence(f"{words('report.warning')}: {warned.text}"))
    if not page.go:
        yield "go", (label["go"], words("board.none"), " ".join(sentence(text) for text in page.no_go))
    for number, ask in enumerate(page.asks[:3]):
        told = f"{ask.worth} · {ask.changes}"
        yield "find-out", ("" if number else label["find-out"], ask.name, told)
    for warned in page.asks_warned:
        yield "find-out", ("", warned.names, sentence(f"{words('report.warning')}: {warned.text}"))
    closed = [line.result.market for line in deck.lines("not-now")]
    if closed:
        count = words.count("deck.markets", len(closed))
        yield "not-now", (label["not-now"], count, some_names(closed, most=6, words=words))
    if page.under_way:
        yield "muted", ("", words("board.under-way"), page.under_way)
    yield "muted", ("", words("board.cash"), _cash(deck))
    yield "muted", ("", words("deck.at-risk", month=page.decision), page.at_risk)
    first = page.asks[0] if page.asks else page.ask_first
    if first:
        yield "muted", ("", words("board.next"), f"{first.name}: {first.worth} · {first.how}")


def _cash(deck: Deck) -> str:
    page, words = deck.digest, deck.words
    with_go = f"; {words('board.cash-with-go')} {page.cash_ends_with_go}" if page.cash_ends_with_go else ""
    return f"{page.cash_ends}{with_go} ({page.cash_now})"


def order_slide(deck: Deck) -> None:
    """Add the markets on one axis, each from P10 to P90, in the colours of their verdicts."""
    words = deck.words
    picture = charts.ranking_picture(deck.record, words=words)
    shown = chosen(deck, most=MOST_MARKETS)
    more = len(deck.record.plan.markets) - len(shown)
    told = f"{words.count('deck.more-markets', more)} " if more else ""
    said = Said(
        title=picture.title, lede=_key_text(words), source=f"{told}{source_of(deck)}",
        notes=[words("deck.ranges-how"), *as_lines(picture.table)],
    )  # fmt: skip
    slide = deck.slide(said)
    _colour_key(slide, words)
    bars = [
        Bar(
            name=deck.name(line), low=millions(line.result.npv.p10), middle=millions(line.result.npv.p50),
            high=millions(line.result.npv.p90), colour=line.stance.verdict,
        )
        for line in shown
    ]  # fmt: skip
    canvas = Canvas(
        box=BODY, axis=Axis(lang=words.lang, title=words("chart.value-axis"), form='+#,##0;"−"#,##0;0'),
        name=words("section.ranking"), describe=f"{picture.title}. {words('deck.ranges-how')}",
    )  # fmt: skip
    add_ranges(slide, bars, on=canvas, names=range_names(words))


def range_names(words: Words) -> tuple[str, str, str]:
    """Return what the parts of a range are called: before P10, P10 to P50, P50 to P90."""
    return words("deck.before-p10"), words("deck.p10-p50"), words("deck.p50-p90")


def chosen(deck: Deck, *, most: int) -> tuple[MarketPlan, ...]:
    """Return the markets a chart has room for, in the order of the ranking; those in play come first."""
    lines = deck.record.plan.markets
    in_play = [line for line in lines if line.stance.verdict != "not-now"]
    rest = [line for line in lines if line.stance.verdict == "not-now"]
    kept = {line.result.market for line in [*in_play, *rest][:most]}
    return tuple(line for line in lines if line.result.market in kept)


def _key_text(words: Words) -> str:
    verdicts = "   ".join(f"{mark} {words(f'verdict.{verdict}')}" for verdict, mark in MARKS.items())
    return f"{verdicts}   {words('deck.tones')}"


def _colour_key(slide: Any, words: Words) -> None:
    """The key to the colours stands in the line under the title, in those colours."""
    paragraph = _lede(slide).text_frame.paragraphs[0]
    paragraph.clear()
    parts = [(verdict, f"{mark} {words(f'verdict.{verdict}')}   ") for verdict, mark in MARKS.items()]
    for name, text in [*parts, ("muted", words("deck.tones"))]:
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", LANGUAGES[words.lang])
        run.font.bold = name != "muted"
        tint(run._r.rPr, name)


def millions(nok: float) -> float:
    """Return an amount in MNOK, as charts hold it."""
    return round(nok / MILLION, 3)


def as_lines(table: charts.Table) -> list[str]:
    """Return a picture's figures for the speaker: one line for each row."""
    return [
        f"{row[0]}: "
        + "; ".join(f"{head} {cell}" for head, cell in zip(table.head[1:], row[1:], strict=True))
        for row in table.rows
    ]
