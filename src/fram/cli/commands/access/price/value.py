"""``fram access price value``: what health gain and savings are worth to a market's payers, as a price."""

from __future__ import annotations

from typing import Annotated

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

Gain = Annotated[
    str,
    typer.Option(
        "--gain", metavar="0.01,0.02,0.04", show_default=False,
        help="Health gained by one patient in QALYs: one number, or least, most likely, most.",
    ),
]  # fmt: skip
Spared = Annotated[
    str,
    typer.Option(
        "--saving", metavar='"150 GBP"', show_default=False,
        help="What one payment of the price spares the buyer, with its currency; likewise.",
    ),
]  # fmt: skip
Added = Annotated[
    str,
    typer.Option(
        "--service-cost", metavar='"20 GBP"', show_default=False,
        help="What the buyer must add for each payment: training, staff; likewise.",
    ),
]  # fmt: skip
YearsLost = Annotated[
    float | None,
    typer.Option("--years-lost", help="Healthy years a patient loses with today's care.", show_default=False),
]
ShareLost = Annotated[
    float | None,
    typer.Option(
        "--share-lost", help="The same as a share of the healthy years left, 0 to 1.", show_default=False
    ),
]
Horizon = Annotated[
    float | None,
    typer.Option("--horizon", help="Years over which the gain falls evenly.", show_default=False),
]
Patients = Annotated[
    float | None,
    typer.Option("--patients", help="Patients that one payment of the price serves.", show_default=False),
]
ManyDraws = Annotated[int, typer.Option(help="Simulated cases.", min=200, max=1_000_000)]


def value(
    file: CompanyPath,
    market: OnlyMarkets = None,
    gain: Gain = "",
    saving: Spared = "",
    service_cost: Added = "",
    years_lost: YearsLost = None,
    share_lost: ShareLost = None,
    horizon: Horizon = None,
    patients: Patients = None,
    *,
    on: OnDay = "",
    draws: ManyDraws = 1_024,
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Work out the highest price that health gain and savings support, and how surely it is accepted."""
    from fram.workspace.decide import market_list
    from fram.workspace.pricing import worth

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    asked = worth.Asked(
        gain=gain, saving=saving, service_cost=service_cost, patients=patients, horizon=horizon,
        years_lost=years_lost, share_lost=share_lost,
    )  # fmt: skip
    view = worth.value_based_price(
        file, markets=market_list(",".join(market or ()), option="--market"), on=day_of(on), asked=asked,
        draw=worth.Draw(draws=draws, seed=seed),
    )  # fmt: skip
    if as_json:
        typer.echo(worth.value_json(view))
        return
    told = worth.value_page(view, lang=language)
    typer.echo(str(worth.write_worth_page(told, page)) if page else worth.page_text(told))
