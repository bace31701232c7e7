"""What is watched as one HTML file that needs nothing else: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.papers.report import TEMPLATES as PAPERS
from fram.workspace.papers.report import report_style
from fram.workspace.plan_files import write_together
from fram.workspace.roads.html import TEMPLATES as ROADS
from fram.workspace.watch.found import Watch
from fram.workspace.watch.telling import TOPIC, watch_page

TEMPLATES = Path(__file__).with_name("templates")


def watch_html(found: Watch, *, lang: str = "en") -> str:
    """Return what is watched as a page that stands alone, in the look of the road's page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([TEMPLATES, PAPERS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["say"] = partial(say, TOPIC, lang=lang)
    sheets = (ROADS / "road.css", TEMPLATES / "watch.css")
    style = "\n".join([report_style(), *(sheet.read_text(encoding="utf-8") for sheet in sheets)])
    page: str = made.get_template("watch.html").render(page=watch_page(found, lang=lang), style=style)
    return page


def write_watch(found: Watch, path: Path, *, lang: str = "en") -> Path:
    """Write what is watched as a page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: watch_html(found, lang=lang).encode()})[0]
