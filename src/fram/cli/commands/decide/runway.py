"""``fram decide runway``: how long cash lasts, when to start raising, how much, and what buys time."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    OldMarkets,
    OnDay,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
    typed_file,
)

LaunchedMarkets = Annotated[
    str,
    typer.Option(
        "--markets", metavar="DE,SE", show_default=False,
        help="The markets whose launch is counted. Default: those the plan goes for.",
    ),
]  # fmt: skip


def runway(
    file: CompanyPath,
    markets: LaunchedMarkets = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
    seed: Seed = 1,
    floor: Annotated[float, typer.Option(metavar="NOK", help="What must always be left in the bank.")] = 0,
    chance: Annotated[float, typer.Option(help="The chance asked for, between 0 and 1.")] = 0.9,
    reserve: Annotated[
        float, typer.Option(metavar="MONTHS", help="Months of cash left at the milestone.")
    ] = 6,
    until: Annotated[
        float | None,
        typer.Option(metavar="MONTHS", help="A date to last to, in months from today. Default: 18."),
    ] = None,
    market: OldMarkets = None,
) -> None:
    """Say when cash ends, when to start raising, how much, what it costs the owners, and what buys time."""
    from fram.workspace.decide import market_list
    from fram.workspace.loop import runway as use

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    named = market_list(",".join((markets, *(market or ()))))
    asked = use.Asked(floor=floor, sure=chance, reserve=reserve, until=until)
    found = use.runway(file, on=day, markets=named, asked=asked, seed=seed)
    if as_json:
        typer.echo(use.runway_json(found))
        return
    typed = typed_file(file, lang=language)  # --markets are the launches counted here, not those weighed
    written = str(use.write_runway(found, page, lang=language)) if page else ""
    typer.echo(written or use.runway_text(found, lang=language, typed=typed))
