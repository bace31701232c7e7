"""``fram access opens``: which approval, taken first, opens most elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, Seed, day_of, language_of

FirstApproval = Annotated[
    str,
    typer.Option(
        "--first", metavar="us-fda", show_default=False,
        help="Only this approval, with every condition and source. Default: all, in order.",
    ),
]  # fmt: skip
PagePath = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE.html", help="Write the map as a page here.", show_default=False),
]
FewDraws = Annotated[int, typer.Option(help="Simulated futures.", min=200, max=100_000)]


def opens(
    file: CompanyPath,
    first: FirstApproval = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    out: PagePath = None,
    draws: FewDraws = 2_000,
    seed: Seed = 1,
) -> None:
    """Say which first approval opens and eases most markets, its road, and what they are worth."""
    from fram.workspace import openings

    day, language = day_of(on), language_of(lang)
    found = openings.openings_map(file, on=day, first=first, draws=draws, seed=seed)
    typer.echo(openings.openings_json(found) if as_json else openings.openings_text(found, lang=language))
    if out is not None:
        written = openings.write_openings_page(found, to=out, lang=language)
        if not as_json:
            typer.echo(f"  {written}")
