"""Who pays in a market as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.payers.told import payers_page
from fram.workspace.payers.view import PayersView
from fram.workspace.plan_files import write_together

TEMPLATE = Path(__file__).with_name("templates") / "payers.html"


def payers_html(view: PayersView, *, lang: str = "en") -> str:
    """Return who pays as a page that stands alone, for a browser, a phone or a printer."""
    return page_alone(TEMPLATE, page=payers_page(view, lang=lang), say=partial(say, "payers", lang=lang))


def write_page(view: PayersView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    written = write_together(path.parent, {path.name: payers_html(view, lang=lang).encode()})
    return written[0]
