"""``fram access watch``: what changes around a product in the months to come."""

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
    day_of,
    language_of,
    one_of,
    page_file,
)

Months = Annotated[int, typer.Option("--months", help="How far ahead.", min=1, max=120)]


def watch(
    file: CompanyPath,
    months: Months = 24,
    market: OnlyMarkets = None,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
) -> None:
    """Show what changes around the product, by day: law, payment, approvals, gates, certificates."""
    from fram.workspace import watch as watching
    from fram.workspace.decide import market_list

    language, markets, page = (
        language_of(lang),
        market_list(",".join(market or ()), option="--market"),
        page_file(html),
    )
    one_of({"--html": page, "--json": as_json})
    found = watching.watch(file, markets=markets, months=months, on=day_of(on))
    if page is not None:
        typer.echo(str(watching.write_watch(found, page, lang=language)))
    elif as_json:
        typer.echo(watching.watch_json(found))
    else:
        typer.echo(watching.watch_text(found, lang=language, is_short=not markets))
