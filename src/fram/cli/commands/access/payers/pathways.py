"""``fram access pathways``: who pays in one market, what stands in the way, when the first money comes."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    Market,
    OnDay,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
)

WayId = Annotated[str, typer.Option("--way", metavar="ID", help="Show all of this way.", show_default=False)]


def pathways(
    file: CompanyPath,
    market: Market,
    on: OnDay = "",
    way: WayId = "",
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Show who pays in one market: which ways fit, what decides, first money, net price, next step."""
    from fram.workspace.payers import html as pages
    from fram.workspace.payers import text
    from fram.workspace.payers.view import payers_view

    language, page = language_of(lang), page_file(html)
    one_of({"--way": way, "--html": page, "--json": as_json})
    view = payers_view(file, market=market, on=day_of(on), seed=seed)
    if page is not None:
        typer.echo(str(pages.write_page(view, page, lang=language)))
    else:
        typer.echo(text.payers_json(view) if as_json else text.payers_text(view, lang=language, way=way))
