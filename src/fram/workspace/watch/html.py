"""What is watched as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.plan_files import write_together
from fram.workspace.watch.found import Watch
from fram.workspace.watch.telling import TOPIC, watch_page

TEMPLATE = Path(__file__).with_name("templates") / "watch.html"


def watch_html(found: Watch, *, lang: str = "en") -> str:
    """Return what is watched as a page that stands alone, in the look of the road's page."""
    return page_alone(TEMPLATE, page=watch_page(found, lang=lang), say=partial(say, TOPIC, lang=lang))


def write_watch(found: Watch, path: Path, *, lang: str = "en") -> Path:
    """Write what is watched as a page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: watch_html(found, lang=lang).encode()})[0]
