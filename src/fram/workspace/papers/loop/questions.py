"""What to find out next in a paper: the work list, with what each question leaves and what answers change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fram.decide.asking import Then
from fram.workspace.kept.questions import QuestionKept, QuestionsKept
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.phrases import how_long, in_unit
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsSection:
    """The work list, ready to be laid out."""

    title: str
    said: tuple[str, ...]
    table: Table
    small: str
    command: str


def questions_section(record: PlanRecord, *, words: Words) -> QuestionsSection | None:
    """Return the section; None where a plan keeps no list."""
    kept = record.questions
    if kept is None:
        return None
    head = ("what", "whom", "takes", "net", "ceiling", "means")
    return QuestionsSection(
        title=words("questions.title"), said=tuple(_said(kept, words)),
        table=Table(
            head=tuple(words(f"questions.col-{key}") for key in head),
            rows=tuple(_row(one, words) for one in kept.questions),
        ),
        small=words("questions.small"), command="fram decide ask FILE",
    )  # fmt: skip


def _said(kept: QuestionsKept, words: Words) -> Iterator[str]:
    if not kept.lasts:
        yield words("questions.cash")
    yield words("questions.evpi", evpi=words.numerals.money(kept.evpi_nok) if kept.evpi_nok else "0\u00a0NOK")
    yield words("questions.how") if kept.questions else words("questions.none")


def _row(one: QuestionKept, words: Words) -> tuple[str, ...]:
    numerals = words.numerals
    names = ", ".join(words.named("input", at.input) for at in one.inputs)
    where = words.names([one.market]) if one.market else words("questions.everywhere")
    takes = words("questions.takes", cost=numerals.money(one.cost_nok), days=how_long(one.days, words=words))
    if round(one.waiting_nok):
        takes += f"; {words('questions.waiting', nok=numerals.money(one.waiting_nok))}"
    return (
        f"{names} · {where}", words.count(f"ask.{one.role}", one.count), takes,
        numerals.money(one.net_nok, signed=True),
        words("questions.worth", worth=numerals.money(one.worth_nok), most=numerals.money(one.ceiling_nok)),
        _means(one, words),
    )  # fmt: skip


def _means(one: QuestionKept, words: Words) -> str:
    """Which answers would change what is done, and to what; the whole where no one input does by itself."""
    told = [
        f"{words.named('input', at.input)}: {_then(then, at.unit, words)}" if len(one.inputs) > 1
        else _then(then, at.unit, words)
        for at in one.inputs
        for then in at.answers
        if len(at.answers) > 1 and not then.is_today
    ]  # fmt: skip
    return "; ".join(told) or words("questions.together", chance=words.numerals.chance(one.changes))


def _then(then: Then, unit: str, words: Words) -> str:
    def amount(value: float) -> str:
        return in_unit([value], unit, words=words)

    if then.low is None and then.high is not None:
        span = words("questions.under", value=amount(then.high))
    elif then.high is None and then.low is not None:
        span = words("questions.over", value=amount(then.low))
    elif then.low is not None and then.high is not None:
        span = in_unit([then.low, then.high], unit, words=words)
    else:
        span = words("questions.any")
    choose = words.names(then.choose, inside=True) if then.choose else words("questions.nothing")
    return words("questions.then", span=span, choose=choose, chance=words.numerals.chance(then.chance))
