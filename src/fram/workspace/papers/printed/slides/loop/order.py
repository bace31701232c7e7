"""The slides about the launch sequence: what starts when and when to stop it; what is not now."""

from __future__ import annotations

from typing import Any

from fram.decide.sequence.made import Launched, Sequenced
from fram.workspace.papers.loop.pictures import floor_picture, sequence_picture
from fram.workspace.papers.loop.sequence import SequenceSection, Teller, markets_in, sequence_section
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.printed.slides.charts import add_stages
from fram.workspace.papers.printed.slides.drawing import Canvas, Series
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.loop.cones import MONTH, add_sequence_cash, days_axis, days_of
from fram.workspace.papers.printed.slides.master import BODY, Box
from fram.workspace.papers.printed.slides.opening import as_lines
from fram.workspace.papers.printed.slides.tables import Grid, add_strip, add_table
from fram.workspace.papers.printed.stops import stop_told
from fram.workspace.papers.words import Words

MOST_BARS, MOST_LAUNCHES, MOST_WAITING, MOST_NAMES = 8, 4, 9, 9
"""Launches drawn, and told, on a slide; rows of what is not now, and markets named in one."""
FEW, LETTERS = 2, 10
"""Launches that leave the pictures more room; points of the pictures' letters."""


def sequence_slide(deck: Deck) -> None:
    """Add the launches in time beside the cash they leave, and below them when to stop each."""
    found, told = deck.record.sequence, sequence_section(deck.record, words=deck.words)
    if found is None or told is None:
        return
    words, numerals = deck.words, deck.words.numerals
    tell = Teller(deck.record, found, words)
    if not found.launches:
        _waiting_slide(deck, told, title=words("sequence.gantt-none"), lede=told.next)
        return
    first = tell.first()
    title = words.count(
        "deck.sequence-title" if first.begun_months is None else "deck.sequence-since", len(found.launches),
        first=words.names([first.market]), when=tell.when(first),
    )  # fmt: skip
    mean, chance = numerals.money(found.value_mean, signed=True), numerals.chance(found.chance)
    lede = words("deck.sequence-lede", mean=mean, chance=chance)
    if first in tell.undecided():
        lede = words("sequence.beyond-go", markets=words.names([first.market], inside=True))
    slide = deck.slide(Said(title=title, lede=lede, source=_source(deck), notes=_notes(told)))
    box = BODY
    if any(one.start.after_round for one in found.launches):
        waits = words("sequence.waits", chance=numerals.chance(found.round_chance))
        box = add_strip(slide, waits, box=BODY, lang=words.lang)
    elif found.relief is not None:
        box = add_strip(slide, told.verdict[0], box=BODY, lang=words.lang)
    above, below = box.halves(0.62 if len(found.launches) <= FEW else 0.48)
    left, right = above.split(0.5)
    _add_gantt(slide, found, deck=deck, box=left)
    add_sequence_cash(slide, deck, found=found, box=right)
    add_table(slide, _stops(found, tell), box=below, lang=words.lang)


def waiting_slide(deck: Deck) -> None:
    """Add what is not now, each market with what would bring it in; nothing where it is told already."""
    told, found = sequence_section(deck.record, words=deck.words), deck.record.sequence
    if told is None or found is None or not found.launches or not found.waiting:
        return
    title = deck.words.count("deck.waiting-title", len(found.waiting))
    _waiting_slide(deck, told, title=title, lede=deck.words("deck.waiting-lede"))


def _waiting_slide(deck: Deck, told: SequenceSection, *, title: str, lede: str) -> None:
    words, found = deck.words, deck.record.sequence
    table = next((one.table for one in told.tables if one.key == "waiting"), None)
    notes = _notes(told) if found and not found.launches else [*(as_lines(table) if table else ())]
    slide = deck.slide(Said(title=title, lede=lede, source=_source(deck), notes=notes))
    box = BODY
    if found and found.relief is not None and not found.launches:
        box = add_strip(slide, told.verdict[0], box=BODY, lang=words.lang)
    if table:
        rows = [(_first_names(names, words), *rest) for names, *rest in table.rows[:MOST_WAITING]]
        more = markets_in(table.rows[MOST_WAITING:])
        if more:
            rows.append((words.count("deck.more-markets", more), "", words("deck.later-rest")))
        grid = Grid(
            name=words("sequence.waiting"), describe=title, head=table.head, rows=rows, largest=14,
            widths=(2.6, 2.6, 7.0),
        )  # fmt: skip
        add_table(slide, grid, box=box, lang=words.lang)


def _first_names(names: str, words: Words) -> str:
    """The first of many markets, and how many more there are."""
    each = names.split(", ")
    if len(each) <= MOST_NAMES + 1:
        return names
    return words("board.and-more", names=", ".join(each[:MOST_NAMES]), count=len(each) - MOST_NAMES)


def _source(deck: Deck) -> str:
    """Where the figures are from, and which of them nobody checked."""
    picture = floor_picture(deck.record, words=deck.words)
    return deck.words("deck.sequence-source", source=picture.source) if picture else ""


def _notes(told: SequenceSection) -> list[str]:
    """All that is said of the sequence, for the speaker."""
    tables = [
        line for one in told.tables for line in (one.title, one.intro, *as_lines(one.table), *one.after)
    ]
    return [*told.verdict, told.next, *told.stops, *told.rests, *tables]


def _add_gantt(slide: Any, found: Sequenced, *, deck: Deck, box: Box) -> None:
    """The launches from start to first sale, the ranges of both in pale tones."""
    words, shown = deck.words, found.launches[:MOST_BARS]
    picture = sequence_picture(deck.record, words=words)
    stages = [
        Series(name=words("deck.before-start"), values=days_of(deck, [one.starts.p10 for one in shown]),
               colour="muted"),
        _stage(deck, "start", [one.starts.p50 - one.starts.p10 for one in shown], "find-out", pale=True),
        _stage(deck, "approval", [_approved(one) - one.starts.p50 for one in shown], "strong"),
        _stage(deck, "sale", [one.first_sale.p50 - _approved(one) for one in shown], "go"),
        _stage(deck, "late", [one.first_sale.p90 - one.first_sale.p50 for one in shown], "go", pale=True),
    ]  # fmt: skip
    kept = [stage for number, stage in enumerate(stages) if number == 0 or any(stage.values)]
    ends = max(one.first_sale.p90 for one in shown)
    name = words("section.sequence")
    waits = any(one.starts.p50 > one.starts.p10 for one in shown)
    canvas = Canvas(
        box=box, axis=days_axis(deck, ends, letters=LETTERS), name=name,
        key=words("deck.gantt-key" if waits else "deck.gantt-key-now"),
        describe=f"{name}. {'; '.join(as_lines(picture.table)) if picture else ''}",
    )  # fmt: skip
    add_stages(slide, kept, names=[words.names([one.market]) for one in shown], on=canvas)


def _stage(deck: Deck, key: str, months: list[float], colour: str, *, pale: bool = False) -> Series:
    days = [round(MONTH * max(month, 0.0), 1) for month in months]
    return Series(name=deck.words(f"deck.stage-{key}"), values=days, colour=colour, pale=pale)


def _approved(one: Launched) -> float:
    """The month of the approval, P50; the start where none is waited for."""
    if one.approval is None:
        return one.starts.p50
    return min(max(one.approval.p50, one.starts.p50), one.first_sale.p50)


def _stops(found: Sequenced, tell: Teller) -> Grid:
    """Each launch: how and when it starts, when it first sells, what it takes, and when to stop it."""
    words = tell.words
    rows = [_stop_row(one, tell) for one in found.launches[:MOST_LAUNCHES]]
    more = len(found.launches) - len(rows)
    if more > 0:
        rows.append((words.count("deck.more-rows", more), "", "", "", "", words("deck.in-notes")))
    head = [words(f"sequence.col-{key}") for key in ("market", "start", "first-sale", "takes", "value")]
    return Grid(
        name=words("sequence.launches"), describe=words("sequence.launches-how"),
        head=(*head, words("stops.col")), rows=rows, widths=(1.5, 2.2, 2.0, 1.3, 1.2, 3.9), right=(3, 4),
        largest=12,
    )  # fmt: skip


def _stop_row(one: Launched, tell: Teller) -> tuple[str, ...]:
    words, numerals = tell.words, tell.numerals
    chance = numerals.chance(one.chance_sale)
    return (
        words.names([one.market]),
        words("sequence.launch-when", what=words(f"mode.{one.mode}"), when=tell.when(one)),
        words("sequence.sale-cell", span=tell.reached(one, one.first_sale), chance=chance),
        numerals.money_points([one.spend.p50, one.spend.p90], signed=False, mark=DASH),
        numerals.money(one.value_mean, signed=True),
        stop_told(one, one.stop, tell=tell) if one.stop else DASH,
    )  # fmt: skip
