"""A road's page as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.plan_files import write_together
from fram.workspace.roads.told import road_page
from fram.workspace.roads.view import RoadView

TEMPLATE = Path(__file__).with_name("templates") / "road.html"


def route_html(view: RoadView, *, lang: str = "en") -> str:
    """Return the road as a page that stands alone, for a browser, a phone or a printer."""
    return page_alone(TEMPLATE, page=road_page(view, lang=lang), say=partial(say, "route", lang=lang))


def write_page(view: RoadView, path: Path, *, lang: str = "en") -> Path:
    """Write the road as a page to a file, whole or not at all, and return its path."""
    written = write_together(path.parent, {path.name: route_html(view, lang=lang).encode()})
    return written[0]
