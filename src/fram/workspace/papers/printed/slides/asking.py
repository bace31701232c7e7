"""The slides about what comes next: what to find out, and what would re-open the markets not now."""

from __future__ import annotations

from fram.workspace.papers import charts
from fram.workspace.papers.access.evidence import study_section
from fram.workspace.papers.digest import ask
from fram.workspace.papers.listing import open_points
from fram.workspace.papers.loop.questions import questions_table
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.printed.answers import reopening, worth_asking
from fram.workspace.papers.printed.office import clean, sentence
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.master import BODY
from fram.workspace.papers.printed.slides.opening import as_lines, source_of
from fram.workspace.papers.printed.slides.tables import Grid, add_strip, add_table
from fram.workspace.papers.telling.asked import place_of

MOST_ROWS = 8


def asks_slide(deck: Deck) -> None:
    """Add what to find out next; where no question is worth its cost, what is not known."""
    words = deck.words
    questions = worth_asking(deck.record)
    if not questions:
        _open_slide(deck)
        return
    first = words.named("input", questions[0].inputs[0].input, inside=True)
    title = words.count(
        "deck.asks-title", len(questions), input=first, market=place_of(questions[0], words=words)
    )
    notes = []
    for question in questions:
        told = ask(question, words=words)
        notes.append(sentence("; ".join(part for part in (told.name, told.worth, told.how, told.changes))))
    said = Said(title=title, lede=words("deck.asks-lede"), source=words("deck.asks-source"), notes=notes)
    table = questions_table(questions, words=words)
    grid = Grid(
        name=words("deck.asks"), describe=title, head=table.head, rows=table.rows,
        widths=(2.5, 1.5, 1.8, 1.5, 1.8, 3.0), right=(3,),
    )  # fmt: skip
    add_table(deck.slide(said), grid, box=BODY, lang=words.lang)


def _open_slide(deck: Deck) -> None:
    words = deck.words
    points = open_points(deck.record.gaps, words=words)
    title = words("report.nothing-to-ask")
    rows = [
        tuple(clean(text, most=90) for text in (at.what, at.where, at.why, at.whom))
        for at in points[:MOST_ROWS]
    ]
    notes = [sentence(" · ".join((at.what, at.where, at.why, at.whom))) for at in points]
    said = Said(title=title, lede=words("section.gaps"), source=source_of(deck), notes=notes or [title])
    slide = deck.slide(said)
    if rows:
        grid = Grid(
            name=words("section.gaps"), describe=words("gaps.intro"), rows=rows, widths=(2.6, 3.6, 3.6, 2.3),
            head=(words("column.what"), words("column.where"), words("column.why"), words("column.whom")),
        )  # fmt: skip
        add_table(slide, grid, box=BODY, lang=words.lang)


def has_study(deck: Deck) -> bool:
    """True where some step to better evidence opens a door."""
    kept = deck.record.evidence
    return bool(kept and kept.next_study and kept.next_study.steps)


def study_slide(deck: Deck) -> None:
    """Add the steps to better evidence, and the one to take first; nothing where none opens a door."""
    words, kept = deck.words, deck.record.evidence
    told, found = study_section(deck.record, words=words), kept.next_study if kept else None
    if told is None or found is None or not has_study(deck):
        return
    picture = charts.frontier_picture(deck.record, words=words)
    rows = [
        (*cells[:-1], words.names(step.markets))
        for step, cells in zip(found.steps, picture.table.rows, strict=True)
    ]
    title, lede, first = words("study.first-none"), told.next, [one.is_first for one in found.steps]
    if found.first and any(first):
        _, cost, months, _, _ = rows[first.index(True)]
        value = words.numerals.money(found.first.sure)
        title = words("deck.study-title", what=found.first.name[words.lang])
        chance = words.numerals.chance(found.first.chance)
        lede = words("deck.study-lede", cost=cost, months=months, value=value, chance=chance)
    notes = [*told.said, told.next, told.small, picture.summary, *as_lines(picture.table)]
    slide = deck.slide(Said(title=title, lede=lede, source=told.small, notes=notes))
    box = add_strip(slide, told.said[-1], box=BODY, lang=words.lang) if found.losing else BODY
    shown = [place for place in range(len(rows)) if place < MOST_ROWS]
    grid = Grid(
        name=words("section.study"), describe=picture.summary, head=picture.table.head,
        rows=[rows[place] for place in shown], widths=(5.4, 1.7, 1.1, 1.8, 2.9), right=(1, 2, 3), strong=(),
        colours={(place, 0): "go" for place in shown if first[place]}, largest=14,
    )  # fmt: skip
    add_table(slide, grid, box=box, lang=words.lang)


def later_slide(deck: Deck) -> None:
    """Add the markets that stay closed, by what would re-open them."""
    words = deck.words
    closed = deck.lines("not-now")
    rows = reopening(deck.record, words=words, most=MOST_ROWS)
    notes = [
        f"{deck.name(line)}: {reason_text(line.stance.because, words=words)}; "
        + (reason_text(line.stance.trigger, words=words) if line.stance.trigger else words("trigger-none"))
        for line in closed
    ]
    title = words.count("deck.later-title", len(closed)) if closed else words("report.none-closed")
    slide = deck.slide(Said(title=title, lede=words("deck.later-lede"), source=source_of(deck), notes=notes))
    if rows:
        grid = Grid(
            name=words("verdict.not-now"), describe=title, rows=rows, widths=(4.2, 7.9),
            head=(words("column.market"), words("deck.reopens")),
        )  # fmt: skip
        add_table(slide, grid, box=BODY, lang=words.lang)
