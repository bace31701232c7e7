"""``fram access price options``: several options side by side, and which of them is worth its cost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, PagePath, language_of, one_of, page_file

OptionsPath = Annotated[
    Path,
    typer.Argument(
        metavar="OPTIONS.csv", show_default=False,
        help="A table with the columns option, cost, effect and, if you like, currency.",
    ),
]  # fmt: skip
Worth = Annotated[
    float | None,
    typer.Option("--threshold", help="What the payer gives for one unit of effect.", show_default=False),
]


def options(
    file: OptionsPath,
    threshold: Worth = None,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Hold options against each other: what each adds, which fall out and why, which is best."""
    from fram.workspace.pricing import worth

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    view = worth.compare_options(file, threshold=threshold)
    if as_json:
        typer.echo(worth.options_json(view))
        return
    told = worth.options_page(view, lang=language)
    typer.echo(str(worth.write_worth_page(told, page)) if page else worth.page_text(told))
