"""Who pays in a market as one HTML file that needs nothing else: no script, nothing fetched, text escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.papers.report import TEMPLATES as PAPERS
from fram.workspace.papers.report import report_style
from fram.workspace.payers.told import payers_page
from fram.workspace.payers.view import PayersView
from fram.workspace.plan_files import write_together

TEMPLATES = Path(__file__).with_name("templates")


def payers_html(view: PayersView, *, lang: str = "en") -> str:
    """Return who pays as a page that stands alone, for a browser, a phone or a printer."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([TEMPLATES, PAPERS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["say"] = partial(say, "payers", lang=lang)
    style = f"{report_style()}\n{(TEMPLATES / 'payers.css').read_text(encoding='utf-8')}"
    page: str = made.get_template("payers.html").render(page=payers_page(view, lang=lang), style=style)
    return page


def write_page(view: PayersView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    written = write_together(path.parent, {path.name: payers_html(view, lang=lang).encode()})
    return written[0]
