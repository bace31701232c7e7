"""The report: one HTML file that needs nothing else, rendered from one plan."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fram.terms.citation import Citation
from fram.workspace.papers import charts
from fram.workspace.papers.access.evidence import study_section
from fram.workspace.papers.charts.look import MARKS, PALETTE
from fram.workspace.papers.compare import compare, compared
from fram.workspace.papers.digest import digest
from fram.workspace.papers.listing import ORIGINS, Row, all_rows, glossary, open_points, sources
from fram.workspace.papers.loop.pictures import floor_picture, sequence_picture
from fram.workspace.papers.loop.questions import questions_section
from fram.workspace.papers.loop.runway import runway_section
from fram.workspace.papers.loop.sequence import sequence_section
from fram.workspace.papers.market_pages import market_pages
from fram.workspace.papers.what_if import scenario_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture with its drawings as SVG text by width, safe to be placed in a page."""

    picture: charts.Picture
    svgs: dict[str, str]


def report_html(record: PlanRecord, *, lang: str, old: dict[str, Any] | None = None) -> str:
    """Return the report in ``lang`` (``en`` or ``nb``); with ``old``, an earlier plan.json, what changed.

    The file holds its own style, script and pictures and asks the network for nothing. Whatever came out of
    the company file is escaped. Raises ``Refused`` when ``old`` is not a plan.
    """
    words = Words(lang)
    script = report_script()
    rows = all_rows(record, words=words)
    change = compare(old, new=record) if old is not None else None
    return (
        _environment()
        .get_template("report.html")
        .render(
            t=words,
            n=words.numerals,
            lang=lang,
            record=record,
            plan=record.plan,
            page=digest(record, words=words),
            scenario=scenario_line(record, words=words),
            marks=MARKS,
            style=report_style(),
            script=script,
            script_hash=_hash(script),
            rows=rows,
            origins=ORIGINS,
            pictures=_pictures(record, words),
            markets=market_pages(record, words=words),
            evidence=_evidence(record, words),
            credits=_credits(record, words),
            compared=compared(change, words=words) if change else None,
            counts=_counts(rows),
            study=study_section(record, words=words),
            asked_next=questions_section(record, words=words),
            order=sequence_section(record, words=words),
            runway=runway_section(record, words=words),
            glossary=glossary(rows, words=words),
            open_points=open_points(record.gaps, words=words),
        )
    )


def ready(lang: str) -> None:
    """Load the words and the template of a report, before there is a plan."""
    Words(lang)
    _environment().get_template("report.html")


def report_script() -> str:
    """Return the one script a report holds, as its file has it: what may run when the report is shown."""
    return _text("report.js")


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def report_style() -> str:
    """Return the style sheet of a page that stands alone, the light colours of the pictures in it."""
    colours = ";".join(f"--{name}:{value}" for name, value in PALETTE.items())
    return f":root{{{colours}}}\n{_text('report.css')}"


def _hash(script: str) -> str:
    """What the page's own policy lets run: this script and no other."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _pictures(record: PlanRecord, words: Words) -> dict[str, Drawn]:
    drawn = {}
    for make in (
        charts.ranking_picture,
        charts.map_picture,
        charts.cash_picture,
        charts.costs_picture,
        charts.tornado_picture,
        charts.swap_picture,
        charts.frontier_picture,
        sequence_picture,
        floor_picture,
    ):
        picture = make(record, words=words)
        if picture is not None:
            drawn[picture.key] = Drawn(picture=picture, svgs=charts.draw(picture))
    return drawn


def _evidence(record: PlanRecord, words: Words) -> tuple[tuple[str, str, int, float], ...]:
    """What the inputs rest on, firmest first: key, name, how many, and their share in per cent."""
    rests = record.plan.rests
    counts = {
        "read": rests.read, "partly-read": rests.partly_read, "unchecked": rests.unchecked,
        "company": rests.company, "default": rests.defaults,
    }  # fmt: skip
    all_of_them = max(sum(counts.values()), 1)
    return tuple(
        (key, words(f"evidence.{key}"), count, round(100 * count / all_of_them, 2))
        for key, count in counts.items()
    )


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many assumptions there are of each origin and confidence, for the filters."""
    found: dict[str, int] = {}
    for row in rows:
        for key in {row.origin, row.confidence} - {""}:
            found[key] = found.get(key, 0) + 1
    return found


def _credits(record: PlanRecord, words: Words) -> tuple[tuple[str, str, str], ...]:
    """Publishers whose works stand behind the figures, with the licence of each work, named once."""
    cites: list[Citation] = []
    for item in record.plan.assumptions.values():
        cites += item.estimate.cites
        cites += [reason.cite for reason in item.estimate.because if reason.cite]
    named = {(source.publisher or source.title, source.url) for source in sources(cites, words=words)}
    licences = {cite.publisher or cite.title: cite.licence for cite in cites if cite.licence}
    first: dict[str, str] = {}
    for publisher, url in sorted(named):
        first.setdefault(publisher, url)
    return tuple((publisher, url, licences.get(publisher, "")) for publisher, url in first.items())
