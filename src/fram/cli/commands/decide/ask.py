"""``fram decide ask``: what to find out next, from whom, what it is worth, and which answer changes what."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Draws,
    Language,
    Markets,
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

Top = Annotated[int, typer.Option(help="So many questions at most.", min=1, max=50)]
Inputs = Annotated[
    list[str] | None,
    typer.Option(
        "--input", metavar="sales_cycle", help="Only this input; may be given several times.",
        show_default=False,
    ),
]  # fmt: skip

About = Annotated[
    list[str] | None,
    typer.Option(
        "--about", metavar="DE", show_default=False,
        help="Only what is told apart by market, in this one; may be given several times.",
    ),
]  # fmt: skip


def ask(
    file: CompanyPath,
    markets: Markets = "",
    about: About = None,
    inputs: Inputs = None,
    html: PagePath = None,
    *,
    top: Top = 10,
    draws: Draws = 20_000,
    seed: Seed = 1,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    market: OldMarkets = None,
) -> None:
    """Say what to find out next: from whom, how, what it costs and is worth, which answer changes what."""
    from fram.cli.progress import shown_progress
    from fram.workspace.decide import market_list
    from fram.workspace.loop import questions as use

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    only = market_list(",".join((*(about or ()), *(market or ()))), option="--about")
    with shown_progress("Simulating", draws, quiet=as_json) as progress:
        sought = use.Sought(
            top=top, inputs=tuple(dict.fromkeys(inputs or ())), markets=only, draws=draws, seed=seed,
            progress=progress,
        )  # fmt: skip
        view = use.ask(file, on=day, markets=market_list(markets), sought=sought)
    if as_json:
        typer.echo(use.ask_json(view))
        return
    typed = typed_file(file, markets=markets, lang=language)
    written = str(use.write_ask(view, page, lang=language)) if page else ""
    typer.echo(written or use.ask_text(view, lang=language, typed=typed))
