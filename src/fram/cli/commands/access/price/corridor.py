"""``fram access price corridor``: from what a unit costs to what it is worth, market by market."""

from __future__ import annotations

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    OnDay,
    OnlyMarkets,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
)


def corridor(
    file: CompanyPath,
    market: OnlyMarkets = None,
    on: OnDay = "",
    as_json: AsJson = False,
    html: PagePath = None,
    *,
    seed: Seed = 1,
    lang: Language = "en",
) -> None:
    """Show each market's price corridor: what a unit costs, what it is worth, what others pay."""
    from fram.workspace.decide import market_list
    from fram.workspace.pricing import corridor as corridors

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    found = corridors.price_corridors(
        file, markets=market_list(",".join(market or ()), option="--market"), on=day_of(on), seed=seed
    )
    if page is not None:
        typer.echo(str(corridors.write_corridors(found, page, lang=language)))
    elif as_json:
        typer.echo(corridors.corridors_json(found))
    else:
        typer.echo(corridors.corridors_text(found, lang=language))
