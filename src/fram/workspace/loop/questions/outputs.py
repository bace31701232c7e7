"""What to find out next for a terminal, as a page that stands alone, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.loop.questions.advice import note_command
from fram.workspace.loop.questions.telling import TOPIC
from fram.workspace.loop.questions.told import AskPage, Row, ask_page
from fram.workspace.loop.questions.view import AskView
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.plan_files import write_together
from fram.workspace.record import tidy

TEMPLATE = Path(__file__).with_name("templates") / "questions.html"
SCHEMA = "1.0"


def ask_text(view: AskView, *, lang: str = "en", typed: TypedFile | None = None) -> str:
    """Return the work list as plain text for a terminal; ``typed``: the file in the commands it tells."""
    page, tell = ask_page(view, lang=lang, typed=typed), partial(say, TOPIC, lang=lang)
    listed = [entry for number, row in enumerate(page.rows, start=1) for entry in _entries(number, row, lang)]
    advice = tuple(Entry(text=text) for text in page.next_step)
    sections = (
        Section(title=tell("s-glance"), lines=tuple(_lines(page.glance))),
        Section(title=tell("next"), lines=advice),
        Section(title=tell("s-list"), intro=tell("list-how"), lines=tuple(listed)),
        Section(title=tell("s-rests"), lines=tuple(_lines(page.rests))),
        Section(title=tell("s-idle"), lines=tuple(_lines(page.idle))),
    )
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp, warnings=page.state,
        sections=tuple(one for one in sections if one.lines), small=page.small,
    ))  # fmt: skip


def _entries(number: int, row: Row, lang: str) -> Iterator[Entry]:
    """One question: a line of what, a line of worth, a line for each answer that matters."""
    tell = partial(say, TOPIC, lang=lang)
    yield Entry(tag=f"{number}", text=f"{row.what} · {row.where}")
    yield Entry(text=tell("t-ask", how=row.how, whom=row.whom, takes=row.takes))
    yield Entry(text=tell("t-worth", net=row.net, worth=row.worth, ceiling=row.ceiling))
    for line in row.means:
        yield Entry(text=f"{line.name}: {line.text}" if line.name else line.text)


def _lines(lines: Iterable[Line]) -> Iterator[Entry]:
    for line in lines:
        yield Entry(tag=line.name, text=line.text, note=" · ".join(line.notes))


def ask_html(view: AskView, *, lang: str = "en") -> str:
    """Return the work list as HTML that stands alone: no script, nothing fetched, the picture drawn."""
    page: AskPage = ask_page(view, lang=lang)
    if page.picture is not None:
        page = replace(page, svgs=tuple(draw(page.picture).items()))
    return page_alone(TEMPLATE, page=page, say=partial(say, TOPIC, lang=lang))


def write_ask(view: AskView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: ask_html(view, lang=lang).encode()})[0]


def ask_json(view: AskView) -> str:
    """Return the work list as JSON text: NOK, days, shares from 0 to 1; keys sorted, same in, same out."""
    asking = view.asking
    questions = [
        {**plain(one), "net_nok": one.net_nok, "note_with": note_command(one, TypedFile(view.source))}
        for one in asking.questions
    ]
    told = {
        "schema_version": SCHEMA, "company": view.company, "product": view.product, "file": view.source,
        "on": view.on.isoformat(), "draws": view.draws, "seed": view.seed, "currency": "NOK",
        "plan_goes_for": view.go, **plain(asking), "questions": questions,
    }  # fmt: skip
    return json.dumps(tidy(told), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
