"""The runway for a terminal, as a page that stands alone, and as JSON."""

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
from fram.workspace.loop.runway.telling import TOPIC
from fram.workspace.loop.runway.told import Block, RunwayPage, runway_page
from fram.workspace.loop.runway.view import RunwayView
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.plan_files import write_together
from fram.workspace.record import tidy

TEMPLATE = Path(__file__).with_name("templates") / "runway.html"
SCHEMA = "1.0"


def runway_text(view: RunwayView, *, lang: str = "en", typed: TypedFile | None = None) -> str:
    """Return the runway as plain text for a terminal; ``typed``: the file in the commands it tells."""
    page = runway_page(view, lang=lang, typed=typed)
    tell = partial(say, TOPIC, lang=lang)
    verdict = Section(
        title=tell("s-verdict"),
        lines=(*(Entry(text=text) for text in page.state), *_lines(page.glance, lang)),
    )
    advice = Section(title=tell("next"), lines=tuple(Entry(text=text) for text in page.next_step))
    sources = Section(title=tell("s-sources"), lines=tuple(_lines(page.sources, lang)))
    sections = (verdict, advice, *(_block(block, lang) for block in page.blocks), sources)
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp,
        sections=tuple(one for one in sections if one.lines or one.intro), small=page.small,
    ))  # fmt: skip


def _block(block: Block, lang: str) -> Section:
    rows = [_row(block.table, row) for row in block.table.rows] if block.table else []
    after = [Entry(text=text) for text in block.after]
    return Section(title=block.title, intro=block.intro, lines=(*rows, *after, *_lines(block.lines, lang)))


def _row(table: Table, row: tuple[str, ...]) -> Entry:
    """A row of a table for a terminal: each cell after the name of its column."""
    cells = zip(table.head[1:], row[1:], strict=True)
    return Entry(tag=row[0], text=" · ".join(f"{head}: {cell}" for head, cell in cells if cell))


def _lines(lines: Iterable[Line], lang: str) -> Iterator[Entry]:
    for line in lines:
        sure = f" [{say(TOPIC, f'confidence-{line.confidence}', lang=lang)}]" if line.confidence else ""
        note = " · ".join(filter(None, (*line.notes, line.source)))
        yield Entry(tag=line.name, text=f"{line.text}{sure}", note=note, url=line.url)


def runway_html(view: RunwayView, *, lang: str = "en") -> str:
    """Return the runway as HTML that stands alone: no script, nothing fetched, the picture drawn."""
    from fram.workspace.papers.charts.drawing import draw

    page: RunwayPage = runway_page(view, lang=lang)
    page = replace(page, svgs=tuple(draw(page.picture).items()))
    return page_alone(TEMPLATE, page=page, say=partial(say, TOPIC, lang=lang))


def write_runway(view: RunwayView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: runway_html(view, lang=lang).encode()})[0]


def runway_json(view: RunwayView) -> str:
    """Return the runway as JSON text: NOK, months from ``on``, shares from 0 to 1, keys sorted."""
    told = {
        "schema_version": SCHEMA, "company": view.company, "product": view.product, "on": view.on.isoformat(),
        "seed": view.seed, "draws": view.draws, **plain(view.kept),
    }  # fmt: skip
    return json.dumps(tidy(told), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
