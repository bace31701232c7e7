"""``fram access price realised``: what own deals brought of the list price."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, OnDay, PagePath, day_of, language_of, one_of, page_file

DealsPath = Annotated[
    Path,
    typer.Argument(
        metavar="DEALS.csv", show_default=False,
        help="Own deals, one a row: deal,on,market,currency,units,list_price,invoiced,rebate_later,channel. "
        "May follow: kept_by_channel, paid_on.",
    ),
]  # fmt: skip


def realised(
    deals: DealsPath,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
) -> None:
    """Say what own deals brought of the list price, by market, year and size, with a block for the plan."""
    from fram.workspace.pricing import sale

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    found = sale.realised_prices(deals, on=day_of(on))
    if as_json:
        typer.echo(sale.realised_json(found))
        return
    told = sale.realised_page(found, lang=language)
    typer.echo(str(sale.write_page(told, page)) if page else sale.page_text(told))
