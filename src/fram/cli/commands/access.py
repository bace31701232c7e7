"""``fram access``: device class, road to approval, payment."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of

app = typer.Typer(no_args_is_help=True, help="Market access: device class, road to approval, who pays.")


@app.command("classify")
def classify(
    file: CompanyPath,
    regime: Annotated[str, typer.Option(help="The device regime.")] = "eu-mdr",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say which device classes are still possible, why, and which answer would narrow it most."""
    from fram.workspace import access

    verdict = access.classify(file, regime=regime, on=day_of(on))
    if as_json:
        typer.echo(access.verdict_json(verdict))
        return
    language = language_of(lang)
    typer.echo(access.verdict_text(verdict, language))
    clash = access.clash_text(verdict, access.stated_class(file, regime=regime, on=day_of(on)), lang=language)
    if clash:
        typer.echo(clash)
