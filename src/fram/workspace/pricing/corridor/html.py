"""The corridors as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.plan_files import write_together
from fram.workspace.pricing.corridor.told import TOPIC, corridors_page
from fram.workspace.pricing.corridor.view import Corridors

TEMPLATE = Path(__file__).with_name("templates") / "corridors.html"


def corridors_html(found: Corridors, *, lang: str = "en") -> str:
    """Return the corridors as a page that stands alone."""
    return page_alone(TEMPLATE, page=corridors_page(found, lang=lang), say=partial(say, TOPIC, lang=lang))


def write_corridors(found: Corridors, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: corridors_html(found, lang=lang).encode()})[0]
