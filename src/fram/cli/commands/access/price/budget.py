"""``fram access price budget``: what a product adds to a payer's budget, year by year, and its tests."""

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

Uptake = Annotated[
    str,
    typer.Option(
        "--uptake", metavar="5,10,20%", show_default=False, help="The share that gets it in each year."
    ),
]
Offset = Annotated[
    str,
    typer.Option(
        "--offset", metavar='"120 GBP"', show_default=False,
        help="What one person or unit spares the payer in a year, with its currency.",
    ),
]  # fmt: skip
PriceThere = Annotated[
    str,
    typer.Option(
        "--price", metavar='"300 GBP"', show_default=False,
        help="One payment of the price there. Default: the company file's, at the day's rate.",
    ),
]  # fmt: skip
People = Annotated[
    float | None,
    typer.Option("--people", help="How many may get it. Default: as Fram counts.", show_default=False),
]
Years = Annotated[
    int | None,
    typer.Option("--years", help="How many years, 1 to 5. Default: as many as shares.", show_default=False),
]
ManyDraws = Annotated[int, typer.Option(help="Simulated cases.", min=200, max=1_000_000)]


def budget(
    file: CompanyPath,
    market: Market,
    uptake: Uptake = "",
    offset: Offset = "",
    price: PriceThere = "",
    people: People = None,
    years: Years = None,
    *,
    on: OnDay = "",
    draws: ManyDraws = 10_000,
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Work out what the product adds to a payer's budget each year, and how the payer's tests come out."""
    from fram.workspace.pricing import worth

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    asked = worth.BudgetAsked(uptake=uptake, offset=offset, price=price, people=people, years=years)
    view = worth.budget_impact(
        file, market=market, on=day_of(on), asked=asked, draw=worth.Draw(draws=draws, seed=seed)
    )
    if as_json:
        typer.echo(worth.budget_json(view))
        return
    told = worth.budget_page(view, lang=language)
    typer.echo(str(worth.write_worth_page(told, page)) if page else worth.page_text(told))
