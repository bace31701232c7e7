"""``fram ecosystem``: who can help, and with what."""

from __future__ import annotations

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of

app = typer.Typer(no_args_is_help=True, help="Ecosystem: who can help this company, with reasons.")


@app.callback()
def _group() -> None:
    """Keep the group although it holds one command."""


@app.command("support")
def support(file: CompanyPath, on: OnDay = "", as_json: AsJson = False, lang: Language = "en") -> None:
    """List support bodies and funding that fit the company now, and why others do not."""
    from fram.workspace import ecosystem

    found = ecosystem.support(file, on=day_of(on))
    typer.echo(ecosystem.support_json(found) if as_json else ecosystem.support_text(found, language_of(lang)))
