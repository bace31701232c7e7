"""A product's evidence before every door, as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.evidence.telling import TOPIC
from fram.workspace.evidence.told import evidence_page
from fram.workspace.evidence.view import EvidenceView
from fram.workspace.plan_files import write_together

TEMPLATE = Path(__file__).with_name("templates") / "evidence.html"


def evidence_html(view: EvidenceView, *, lang: str = "en") -> str:
    """Return the evidence as a page that stands alone, for a browser, a phone or a printer."""
    return page_alone(TEMPLATE, page=evidence_page(view, lang=lang), say=partial(say, TOPIC, lang=lang))


def write_page(view: EvidenceView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: evidence_html(view, lang=lang).encode()})[0]
