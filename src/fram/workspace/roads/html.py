"""A road's page as one HTML file that needs nothing else: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.papers.report import TEMPLATES as PAPERS
from fram.workspace.papers.report import report_style
from fram.workspace.plan_files import write_together
from fram.workspace.roads.told import road_page
from fram.workspace.roads.view import RoadView

TEMPLATES = Path(__file__).with_name("templates")


def route_html(view: RoadView, *, lang: str = "en") -> str:
    """Return the road as a page that stands alone, for a browser, a phone or a printer."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([TEMPLATES, PAPERS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["say"] = partial(say, "route", lang=lang)
    style = f"{report_style()}\n{(TEMPLATES / 'road.css').read_text(encoding='utf-8')}"
    page: str = made.get_template("road.html").render(page=road_page(view, lang=lang), style=style)
    return page


def write_page(view: RoadView, path: Path, *, lang: str = "en") -> Path:
    """Write the road as a page to a file, whole or not at all, and return its path."""
    written = write_together(path.parent, {path.name: route_html(view, lang=lang).encode()})
    return written[0]
