"""``fram access price gg``: who would buy at each price of a ladder, and which price is best."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.commands.access.price.psm import Answers, Currency, WhichMarket
from fram.cli.options import (
    AsJson,
    Language,
    OnDay,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
)

MarginalCost = Annotated[
    float,
    typer.Option(
        "--marginal-cost", metavar="X", min=0, help="What one more sale costs, per the time a price covers."
    ),
]
FixedCost = Annotated[
    float, typer.Option("--fixed-cost", metavar="Y", min=0, help="Cost of all sales together.")
]
MarketSize = Annotated[
    float | None,
    typer.Option("--market-size", metavar="N", min=1, help="Units that could be bought.", show_default=False),
]


def gg(
    answers: Answers,
    market: WhichMarket = "",
    currency: Currency = "",
    marginal_cost: MarginalCost = 0.0,
    fixed_cost: FixedCost = 0.0,
    market_size: MarketSize = None,
    on: OnDay = "",
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say who would buy at each price (Gabor-Granger) and which is best, from 30 answers on."""
    from fram.workspace.pricing import asked
    from fram.workspace.pricing.sale.page import write_page

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    sale = asked.Sale(
        currency=currency, marginal_cost=marginal_cost, fixed_cost=fixed_cost, buyers=market_size
    )
    found = asked.gabor_granger(answers, market=market, sale=sale, on=day, seed=seed)
    if page is not None:
        typer.echo(str(write_page(asked.ladder_page(found, lang=language), page)))
    else:
        typer.echo(asked.ladder_json(found) if as_json else asked.ladder_text(found, lang=language))
