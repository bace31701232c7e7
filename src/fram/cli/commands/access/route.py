"""``fram access route``: the road into one market, step by step, with time, documents and what follows."""

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

Runs = Annotated[int, typer.Option("--draws", help="Simulated roads.", min=200, max=1_000_000)]


def route(
    file: CompanyPath,
    market: Market,
    on: OnDay = "",
    draws: Runs = 20_000,
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Show the road to approval in one market: steps with bands, documents, refusals, gates, calendar."""
    from fram.workspace.roads import html as pages
    from fram.workspace.roads import text
    from fram.workspace.route import route as the_route

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    view = the_route(file, market=market, on=day_of(on), draws=draws, seed=seed)
    if page is not None:
        typer.echo(str(pages.write_page(view, page, lang=language)))
    else:
        typer.echo(text.route_json(view) if as_json else text.route_text(view, lang=language))
