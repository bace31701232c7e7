"""``fram access bodies``: the designation codes a product needs, and which notified bodies to ask."""

from __future__ import annotations

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of


def bodies(file: CompanyPath, on: OnDay = "", as_json: AsJson = False, lang: Language = "en") -> None:
    """List the notified bodies to ask, in order: codes the product needs, scope, times, what to ask each."""
    from fram.workspace.access import bodies as use_cases

    language = language_of(lang)
    found = use_cases.notified_bodies(file, on=day_of(on))
    told = use_cases.bodies_json(found, lang=language) if as_json else use_cases.bodies_text(found, language)
    typer.echo(told)
