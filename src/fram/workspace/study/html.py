"""The next study as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.plan_files import write_together
from fram.workspace.study.told import study_page
from fram.workspace.study.view import StudyView

TEMPLATE = Path(__file__).with_name("templates") / "study.html"


def study_html(view: StudyView, *, lang: str = "en") -> str:
    """Return the page, with the frontier drawn, for a browser, a phone or a printer."""
    return page_alone(
        TEMPLATE, page=study_page(view, lang=lang, drawn=True), say=partial(say, "study", lang=lang)
    )


def write_study(view: StudyView, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: study_html(view, lang=lang).encode()})[0]
