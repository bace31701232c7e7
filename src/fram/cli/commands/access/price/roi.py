"""``fram access price roi``: what the buyer gets back for the price."""

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

Units = Annotated[
    float | None,
    typer.Option("--units", metavar="N", show_default=False, help="Units in use. Default: one site's."),
]  # fmt: skip
Price = Annotated[
    float | None,
    typer.Option(
        "--price", metavar="AMOUNT", show_default=False,
        help="What the buyer is asked for, in the file's currency, as its price. Default: the plan's.",
    ),
]  # fmt: skip
Setup = Annotated[
    float | None,
    typer.Option(
        "--setup", metavar="AMOUNT", show_default=False,
        help="What the buyer pays once per unit for training and integration. Default: ours.",
    ),
]  # fmt: skip


def roi(
    file: CompanyPath,
    market: Market,
    units: Units = None,
    price: Price = None,
    setup: Setup = None,
    *,
    on: OnDay = "",
    as_json: AsJson = False,
    html: PagePath = None,
    lang: Language = "en",
    seed: Seed = 1,
) -> None:
    """Show what a buyer gets back: savings in cash and time, net a year, payback, the highest price."""
    from fram.workspace.pricing import sale

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    asked = sale.Asked(units=units, price=price, setup=setup)
    found = sale.hospital_return(file, market=market, asked=asked, on=day_of(on), seed=seed)
    if as_json:
        typer.echo(sale.roi_json(found))
        return
    told = sale.roi_page(found, lang=language)
    typer.echo(str(sale.write_page(told, page)) if page else sale.page_text(told))
