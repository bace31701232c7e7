"""``fram decide evppi``: what knowing each input, or several together, is worth, on anybody's samples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.commands.decide.evpi import Outputs
from fram.cli.options import AsJson, Language, Seed, language_of

Inputs = Annotated[
    Path,
    typer.Option(
        "--inputs", metavar="PARS.csv", show_default=False,
        help="What was drawn: the same draws, one column for each parameter.",
    ),
]  # fmt: skip
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--group", metavar="a,b", show_default=False,
        help="Inputs found out together; may be given several times. Default: each by itself.",
    ),
]  # fmt: skip


def evppi(
    outputs: Outputs,
    inputs: Inputs,
    group: Groups = None,
    as_json: AsJson = False,
    seed: Seed = 1,
    *,
    lang: Language = "en",
) -> None:
    """Say what knowing each input before choosing is worth (EVPPI), and which answer changes the choice."""
    from fram.workspace.loop.samples import table, worth, worth_told

    language = language_of(lang)
    view = worth.worth_of_each(
        table.read_samples(outputs, option="--outputs"), table.read_samples(inputs, option="--inputs"),
        groups=group or (), seed=seed,
    )  # fmt: skip
    typer.echo(worth_told.each_json(view) if as_json else worth_told.each_text(view, lang=language))
