"""``fram decide evpi``: what knowing everything before choosing is worth, on anybody's samples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, language_of

Outputs = Annotated[
    Path,
    typer.Option(
        "--outputs", metavar="NB.csv", show_default=False,
        help="What each option is worth: one row for each draw, one column for each option.",
    ),
]  # fmt: skip


def evpi(outputs: Outputs, as_json: AsJson = False, lang: Language = "en") -> None:
    """Say what knowing everything before choosing is worth (EVPI): no question is worth more."""
    from fram.workspace.loop.samples import table, worth, worth_told

    language = language_of(lang)
    view = worth.worth_of_all(table.read_samples(outputs, option="--outputs"))
    typer.echo(worth_told.all_json(view) if as_json else worth_told.all_text(view, lang=language))
