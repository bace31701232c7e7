"""A page of its own as one HTML file: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fram.workspace.papers.report import TEMPLATES, report_style

LOOK = "alone.css"
"""The look that the road, the payers and the watch share, on top of the report's."""


def page_alone(template: Path, *, page: Any, say: Callable[..., str]) -> str:
    """Return a page for a browser, a phone or a printer; its ``template`` extends ``alone.html``.

    ``say``: the words of its topic in its language. A style sheet beside the template, of the same name, is
    added.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([template.parent, TEMPLATES]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["say"] = say
    sheets = [one for one in (TEMPLATES / LOOK, template.with_suffix(".css")) if one.exists()]
    style = "\n".join([report_style(), *(sheet.read_text(encoding="utf-8") for sheet in sheets)])
    text: str = made.get_template(template.name).render(page=page, style=style)
    return text
