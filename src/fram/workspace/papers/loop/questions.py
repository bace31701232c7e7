"""What to find out next in a paper: the work list, with what each question leaves and what answers change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fram.decide.asking import Asking, NextQuestion
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.phrases import how_long
from fram.workspace.papers.telling.asked import means, place_of, things, whom
from fram.workspace.papers.telling.typed import kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

COLUMNS = ("what", "whom", "takes", "net", "ceiling", "means")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsSection:
    """The work list, ready to be laid out."""

    title: str
    said: tuple[str, ...]
    table: Table
    small: str
    command: str


def questions_section(record: PlanRecord, *, words: Words) -> QuestionsSection:
    """Return the section; its table has no rows where nothing is worth asking."""
    asking = record.plan.asking
    return QuestionsSection(
        title=words("questions.title"), said=tuple(_said(asking, words)),
        table=questions_table(asking.questions, words=words),
        small=words("questions.small"), command=kept_file(record).command("decide ask"),
    )  # fmt: skip


def questions_table(questions: Sequence[NextQuestion], *, words: Words) -> Table:
    """Return questions as rows: what and where, from whom, what it takes, its worth, what answers change."""
    return Table(
        head=tuple(words(f"questions.col-{key}") for key in COLUMNS),
        rows=tuple(_row(one, words) for one in questions),
    )


def _said(asking: Asking, words: Words) -> Iterator[str]:
    if not asking.lasts:
        yield words("questions.cash")
    evpi = words.numerals.money(asking.evpi_nok) if asking.evpi_nok else "0\u00a0NOK"
    yield words("questions.evpi", evpi=evpi)
    yield words("questions.how") if asking.questions else words("questions.none")


def _row(one: NextQuestion, words: Words) -> tuple[str, ...]:
    numerals = words.numerals
    takes = words("questions.takes", cost=numerals.money(one.cost_nok), days=how_long(one.days, words=words))
    if round(one.waiting_nok):
        takes += f"; {words('questions.waiting', nok=numerals.money(one.waiting_nok))}"
    return (
        f"{things([at.input for at in one.inputs], words=words)} · {place_of(one, words=words)}",
        whom(one, words=words), takes, numerals.money(one.net_nok, signed=True),
        words("questions.worth", worth=numerals.money(one.worth_nok), most=numerals.money(one.ceiling_nok)),
        means(one, words=words),
    )  # fmt: skip
