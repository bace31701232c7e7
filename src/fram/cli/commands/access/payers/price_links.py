"""``fram access price-links``: which launch shows its price to whom, and what that may cost."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, Seed, day_of, language_of

Markets = Annotated[
    str,
    typer.Option(
        "--markets", metavar="DE,JP", show_default=False,
        help="The markets it will be sold in, beside today's. Default: all.",
    ),
]  # fmt: skip
FewDraws = Annotated[int, typer.Option(help="Simulated futures.", min=200, max=100_000)]


def price_links(
    file: CompanyPath,
    markets: Markets = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    draws: FewDraws = 2_000,
    seed: Seed = 1,
) -> None:
    """Say which markets see the prices of others, the revenue that hangs on it, and what to do."""
    from fram.workspace import price_links as links
    from fram.workspace.decide import market_list

    day, language = day_of(on), language_of(lang)
    found = links.price_links(file, markets=market_list(markets), on=day, draws=draws, seed=seed)
    typer.echo(links.price_links_json(found) if as_json else links.price_links_text(found, lang=language))
