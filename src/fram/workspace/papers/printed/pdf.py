"""The board paper: a plan as a tagged PDF of six to twelve pages, set by Typst."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused
from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.printed.sheets.basis import basis_page
from fram.workspace.papers.printed.sheets.blocks import Sheet, cut
from fram.workspace.papers.printed.sheets.chapters import cash_page, movers_page, others_page, ranking_page
from fram.workspace.papers.printed.sheets.front import front_page, verdict
from fram.workspace.papers.printed.sheets.markets import market_portions
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.proof import proof_pages
from fram.workspace.papers.printed.sheets.sequence import sequence_page
from fram.workspace.papers.printed.sheets.study import study_page
from fram.workspace.papers.printed.sheets.what_if import scenario_name
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

TEMPLATE = Path(__file__).parent.parent / "templates" / "plan.typ"
LONGEST_RUNNING = 60
"""Letters of a company's or product's name in the file's title and over each page."""
STANDARD = "ua-1"
"""PDF/UA-1: tagged, titled, in a stated language, with words for every picture."""
SECTIONS: tuple[Callable[[Paper], Sheet | None], ...] = (
    front_page, ranking_page, sequence_page, cash_page, movers_page, study_page, market_portions, proof_pages,
    others_page, basis_page,
)  # fmt: skip
"""What the paper says, in this order. A new section is one function more."""

_UNWRITABLE = re.compile(
    "[^\\n\\u0020-\\u007e\\u00a0-\\u024f\\u0250-\\u02af\\u0300-\\u036f\\u0370-\\u03ff\\u0400-\\u04ff"
    "\\u1e00-\\u1eff\\u2010-\\u2027\\u2030-\\u2040\\u20a0-\\u20bf\\u2190-\\u22ff\\u25a0-\\u25ff]+"
)
"""What the fonts inside Typst have no letters for; those of the machine are never asked."""
_VARIABLE = re.compile(r"var\(--[\w-]+,(#[0-9a-fA-F]{3,8})\)")
_TIMES = re.compile(r"(\d) × ")
_ENDLESS = re.compile(r"\S{32,}")
_UNSEEN = {"url", "title", "author", "description", "lang"}
"""Texts that stand on no page: they need no font."""
_FAMILY = re.compile(r'font-family="[^"]*"')


def plan_pdf(record: PlanRecord, *, lang: str, svgs: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """Return the board paper in ``lang`` (``en`` or ``nb``) as PDF/UA-1, A4, six to twelve pages.

    ``svgs``: pictures already drawn for another paper in the same language, by key and width; the rest
    is drawn. Same record, same bytes: the file's date is the plan's day. Fonts come with Typst, nothing
    is read from the machine or the network, and text out of the company file is only ever text.
    Raises ``Refused`` when Typst is not installed.
    """
    return typeset(plan_content(record, lang=lang, svgs=svgs), day=day_of(record))


def plan_content(
    record: PlanRecord, *, lang: str, svgs: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Any]:
    """Return what the board paper is set from, its pictures drawn: the same arguments as ``plan_pdf``."""
    paper = Paper(record=record, words=Words(lang), svgs=svgs or {})
    sheets = [sheet for section in SECTIONS if (sheet := section(paper)) is not None]
    return content(paper, sheets)


def content(paper: Paper, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Return all the template is told: words, numbers, colours and drawings."""
    record, words = paper.record, paper.words
    company, product = (cut(tidy(name), LONGEST_RUNNING) for name in (record.company, record.product))
    title, scenario = f"{company} · {product}", scenario_name(record, words=words)
    running = f"{title} · {words('pdf.what-if')}: {scenario}" if scenario else title
    return {
        "lang": words.lang, "title": f"{title} · {words('report.title')}", "running": running,
        "author": company, "description": verdict(paper), "palette": PALETTE,
        "stamp": stamp_line(record, words), "sheets": [sheet.plain() for sheet in sheets],
    }  # fmt: skip


def day_of(record: PlanRecord) -> datetime:
    """Return the first moment of the plan's day, which stands for the making of its papers."""
    return datetime.combine(record.plan.on, time(), tzinfo=UTC)


def typeset(content: Mapping[str, Any], *, day: datetime) -> bytes:
    """Return the pages of a paper as PDF; ``day`` is the day the file says it was made.

    Raises ``Refused`` when Typst is not installed.
    """
    typst = _typst()
    # The template and all it shows are handed over in memory; the only folder Typst may read is empty.
    with tempfile.TemporaryDirectory() as folder:
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(), root=folder, font_paths=_fonts(), ignore_system_fonts=True,
            package_path=folder, package_cache_path=folder,
            sys_inputs={"plan": json.dumps(_written(content), ensure_ascii=False)},
        )  # fmt: skip
        made: bytes = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=day)
    return made


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise Refused(
            "the board paper cannot be set", where="plan.pdf", why="Typst is not installed",
            remedy="install fram[reports]", kind="unavailable",
        ) from None  # fmt: skip
    return typst


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts inside Typst and no others: the same pages on every machine."""
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _written(value: Any, *, key: str = "") -> Any:
    """The same content in letters the fonts hold; drawings in plain colours and the paper's own type."""
    if isinstance(value, str):
        return value if key in _UNSEEN else printable_svg(value) if key == "svg" else lined(writable(value))
    if isinstance(value, Mapping):
        return {name: _written(found, key=name) for name, found in value.items()}
    return [_written(found, key=key) for found in value] if isinstance(value, list | tuple) else value


def writable(text: str) -> str:
    """Return a text in letters the paper can print: other scripts are written in Latin ones."""
    text = unicodedata.normalize("NFC", text)
    if not _UNWRITABLE.search(text):
        return text
    from anyascii import anyascii

    return _UNWRITABLE.sub(lambda found: anyascii(found[0]), text)


def lined(text: str) -> str:
    """Return a text that breaks well: no line begins with a dot or parts a number from its times sign, and
    a word longer than a line may hold breaks anywhere."""
    text = _TIMES.sub("\\1\u00a0×\u00a0", text.replace(" · ", "\u00a0· "))
    return _ENDLESS.sub(lambda found: "\u200b".join(found[0]), text)


def printable_svg(svg: str) -> str:
    """Return a drawing without style sheets' variables, lettered as the paper is."""
    return _FAMILY.sub('font-family="Libertinus Serif"', _VARIABLE.sub(r"\1", writable(svg)))
