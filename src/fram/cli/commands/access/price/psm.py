"""``fram access price psm``: what buyers' answers to four questions say of the price."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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

Answers = Annotated[Path, typer.Argument(metavar="ANSWERS", help="The answers (CSV).", show_default=False)]
WhichMarket = Annotated[
    str, typer.Option("--market", metavar="DE", help="The market that was asked.", show_default=False)
]
Currency = Annotated[
    str,
    typer.Option(
        metavar="EUR", help="Count only answers in this currency. Default: the file's.", show_default=False
    ),
]
Convention = Annotated[
    str,
    typer.Option(metavar="original|crossing|both", help="How the acceptable range is drawn; both are named."),
]


def psm(
    answers: Answers,
    market: WhichMarket = "",
    currency: Currency = "",
    convention: Convention = "both",
    on: OnDay = "",
    seed: Seed = 1,
    html: PagePath = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say which prices buyers find acceptable (van Westendorp): ranges, and a price from 30 answers on."""
    from fram.workspace.pricing import asked
    from fram.workspace.pricing.sale.page import write_page

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    found = asked.van_westendorp(answers, market=market, currency=currency, on=day, seed=seed)
    if page is not None:
        told = asked.four_page(found, convention=convention, lang=language)
        typer.echo(str(write_page(told, page)))
    elif as_json:
        typer.echo(asked.four_json(found, convention=convention))
    else:
        typer.echo(asked.four_text(found, convention=convention, lang=language))
