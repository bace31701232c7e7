"""``fram access study``: the cheapest study that opens most, what it takes, and which doors it opens."""

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

Budget = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="NOK", show_default=False, help="The most it may be expected to cost, in kroner."
    ),
]


def study(
    file: CompanyPath,
    market: OnlyMarkets = None,
    budget: Budget = None,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
    seed: Seed = 1,
) -> None:
    """Find the next study: the cheapest that opens most, its size, cost and months, the doors it opens."""
    from fram.workspace.decide import market_list
    from fram.workspace.study import html as pages
    from fram.workspace.study import text
    from fram.workspace.study.view import study_view

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    view = study_view(
        file, markets=market_list(",".join(market or ()), option="--market"), on=day, budget=budget, seed=seed
    )
    if page is not None:
        typer.echo(str(pages.write_study(view, page, lang=language)))
    else:
        typer.echo(text.study_json(view) if as_json else text.study_text(view, lang=language))
