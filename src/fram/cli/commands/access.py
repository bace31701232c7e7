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
    typer.echo(access.verdict_json(verdict) if as_json else access.verdict_text(verdict, language_of(lang)))
