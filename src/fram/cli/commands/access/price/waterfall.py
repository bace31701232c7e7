"""``fram access price waterfall``: what is left of the price in one market, step by step."""

from __future__ import annotations

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


def waterfall(
    file: CompanyPath,
    market: Market,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
    seed: Seed = 1,
) -> None:
    """Show the price on its way in one market: discounts, channel, duty, serving, and what is left."""
    from fram.workspace.pricing import sale

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    found = sale.channel_waterfall(file, market=market, on=day_of(on), seed=seed)
    if as_json:
        typer.echo(sale.waterfall_json(found))
        return
    told = sale.waterfall_page(found, lang=language)
    typer.echo(str(sale.write_page(told, page)) if page else sale.page_text(told))
