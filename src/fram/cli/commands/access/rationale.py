"""``fram access rationale``: the two pages that say why a product has its class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import CompanyPath, Language, OnDay, Regime, day_of, language_of

To = Annotated[
    Path,
    typer.Option(
        "--out", metavar="DIR or FILE", show_default=False,
        help="Where to write: a folder, or a file that ends in .docx or .pdf. Default: here.",
    ),
]  # fmt: skip
Formats = Annotated[
    str,
    typer.Option(
        "--format", metavar="docx,pdf", help="Which forms to write. Default: both.", show_default=False
    ),
]


def rationale(
    file: CompanyPath,
    regime: Regime = "",
    on: OnDay = "",
    lang: Language = "en",
    out: To = Path(),
    formats: Formats = "",
) -> None:
    """Write the two-page rationale of the class: facts and who said them, rules, route, a line to sign on."""
    from fram.workspace.access.rationale import place_for, write_rationale

    day, language = day_of(on), language_of(lang)
    written = write_rationale(file, regime=regime, on=day, lang=language, to=place_for(out, formats))
    typer.echo(written.told)
    for path in written.paths:
        typer.echo(f"  {path}")
