"""``fram access buying``: how one market buys: who, by which notice, when, how long, and who must say yes."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, Market, OnDay, day_of, language_of

Value = Annotated[
    str,
    typer.Option(
        "--value", metavar="AMOUNT", show_default=False,
        help="What one contract is worth over its whole length, without tax: \"250000 EUR\". "
        "Default: every limit, without a mark.",
    ),
]  # fmt: skip


def buying(
    file: CompanyPath,
    market: Market,
    value: Value = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say who buys in a market, by which notice at a value, when money comes, how long, who must say yes."""
    from fram.workspace.buying import buying_json, buying_text, market_buying

    language = language_of(lang)
    found = market_buying(file, market=market, value=value, on=day_of(on))
    typer.echo(buying_json(found) if as_json else buying_text(found, lang=language))
