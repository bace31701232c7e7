"""The slides about the ground: what the plan rests on, how to make it again, how it was worked out."""

from __future__ import annotations

from fram.workspace.papers.digest import read_order
from fram.workspace.papers.printed.answers import twice_told
from fram.workspace.papers.printed.office import clean, sentence
from fram.workspace.papers.printed.slides.charts import add_counts
from fram.workspace.papers.printed.slides.drawing import Axis, Canvas, Series
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.master import BODY
from fram.workspace.papers.printed.slides.opening import source_of
from fram.workspace.papers.printed.slides.tables import Grid, add_strip, add_table

MOST_TWICE = 330
"""Letters about risks counted twice that a slide has room for; the notes hold all of them."""


def rests_slide(deck: Deck) -> None:
    """Add what it rests on: inputs by evidence on the left, what makes the same plan again on the right."""
    words, rests = deck.words, deck.record.plan.rests
    counts = {
        "read": rests.read, "partly-read": rests.partly_read, "unchecked": rests.unchecked,
        "company": rests.company, "default": rests.defaults,
    }  # fmt: skip
    title = words("deck.rests-title", cited=rests.cited, inputs=rests.inputs, defaults=rests.defaults)
    order = words("board.read-order", order=read_order(deck.record, words=words))
    told = [
        f"{words(f'method.{key}-title')}: {words(f'method.{key}')}"
        for key in "defaults replay limits".split()
    ]
    twice = f"{words('rests.twice-title')} {twice_told(deck.digest, words=words)}"
    notes = [sentence(deck.digest.rests), sentence(order), twice, *told]
    lede = words("deck.rests-lede", share=words.numerals.chance(rests.variance_cited))
    slide = deck.slide(Said(title=title, lede=lede, source=source_of(deck), notes=notes))
    short = clean(twice, most=MOST_TWICE)
    tone = "find-out" if deck.digest.twice else "muted"
    box = add_strip(slide, short, box=BODY, lang=words.lang, tone=tone)
    left, right = box.split(0.52)
    inputs = Series(name=words("deck.inputs"), values=list(counts.values()), colour="strong")
    canvas = Canvas(
        box=left, axis=Axis(lang=words.lang), name=words("section.assumptions"),
        describe=f"{title}. {deck.digest.rests}",
    )  # fmt: skip
    add_counts(slide, inputs, names=[words(f"evidence.{key}") for key in counts], on=canvas)
    grid = Grid(
        name=words("deck.stamp"), describe=words("method.replay"), head=(words("deck.stamp"), ""),
        rows=stamp_rows(deck), widths=(2.5, 2.9), largest=13,
    )  # fmt: skip
    add_table(slide, grid, box=right, lang=words.lang)


def stamp_rows(deck: Deck) -> list[tuple[str, str]]:
    """Return what makes the same plan again: day, runs, seed, version, rule book, file and its hash."""
    record, words = deck.record, deck.words
    file = f"{clean(record.input_file, most=40)} {record.input_hash[:16]}".strip()
    return [
        (words("method.day"), words.numerals.day(record.plan.on)),
        (words("method.draws"), words.numerals.fixed(record.plan.draws)),
        (words("method.seed"), str(record.plan.seed)),
        (words("method.version"), record.product_version or "–"),
        (words("method.rule-book"), record.rule_book[:16] or "–"),
        (words("method.input"), file or "–"),
        (words("method.nothing-best"), words.numerals.chance(record.plan.chance_nothing_best)),
        (words("method.evpi"), words.numerals.money(record.plan.asking.evpi_nok)),
    ]


def method_slide(deck: Deck) -> None:
    """Add the appendix: how it was worked out, in a few sentences."""
    words = deck.words
    keys = ("what", "money", "tiers", "verdicts", "worth", "cash", "limits")
    rows = [(words(f"method.{key}-title"), words(f"method.{key}")) for key in keys]
    others = ("units", "price", "luck", "order", "defaults")
    notes = [f"{words(f'method.{key}-title')}: {words(f'method.{key}')}" for key in others]
    said = Said(
        title=words("deck.method-title"), lede=words("section.method"), source=source_of(deck),
        notes=[*notes, words("report.licence")],
    )  # fmt: skip
    grid = Grid(
        name=words("section.method"), describe=words("section.method"), head=("", ""), rows=rows,
        widths=(2.4, 9.7), largest=12,
    )  # fmt: skip
    add_table(deck.slide(said), grid, box=BODY, lang=words.lang)
