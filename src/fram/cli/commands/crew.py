"""``fram crew``: the people a launch needs."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of

app = typer.Typer(no_args_is_help=True, help="Ground crew: the people a launch needs.")


@app.callback()
def _group() -> None:
    """Keep the group although it holds one command."""


@app.command("needs")
def needs(
    file: CompanyPath,
    markets: Annotated[str, typer.Option(metavar="DE,SE", help="The markets to launch in.")],
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """List the roles missing for a launch, from which month, and why."""
    from fram.workspace import crew, decide

    found = crew.needs(file, markets=decide.market_list(markets), on=day_of(on))
    typer.echo(crew.needs_json(found) if as_json else crew.needs_text(found, language_of(lang)))
