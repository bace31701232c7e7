"""``fram decide rank``: the markets ranked, who beats whom, and how stable the order is."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Draws,
    Language,
    Markets,
    OnDay,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
    typed_file,
)

Weights = Annotated[
    str,
    typer.Option(
        "--weights", metavar="value=3,cash=1", show_default=False,
        help=(
            "How much each criterion counts: value, chance, cash, time, payback, spend. "
            "Or limits of its share: value=0.4..0.6."
        ),
    ),
]  # fmt: skip
Order = Annotated[
    str,
    typer.Option(
        "--order", metavar="value,cash,time", show_default=False,
        help="The criteria that count, the most important first.",
    ),
]  # fmt: skip


def rank(
    file: CompanyPath,
    markets: Markets = "",
    weights: Weights = "",
    order: Order = "",
    html: PagePath = None,
    *,
    draws: Draws = 20_000,
    seed: Seed = 1,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Rank the markets: values and chances, who beats whom, and how firm the order is under the weights."""
    from fram.cli.progress import shown_progress
    from fram.workspace.decide import market_list
    from fram.workspace.loop import ranked

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    preference = ranked.preference_of(weights=weights, order=order)
    with shown_progress("Simulating", draws, quiet=as_json) as progress:
        view = ranked.rank_markets(
            file, on=day_of(on), markets=market_list(markets), preference=preference,
            draw=ranked.Draw(draws=draws, seed=seed, progress=progress),
        )  # fmt: skip
    if as_json:
        typer.echo(ranked.rank_json(view))
        return
    typed = None if page else typed_file(file, markets=markets, lang=language)  # a page travels
    told = ranked.rank_page(view, lang=language, typed=typed)
    typer.echo(str(ranked.write_page(told, page)) if page else ranked.page_text(told))
