"""``fram access laws``: the laws beside the device class, and the countries that build on the CE mark."""

from __future__ import annotations

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of


def laws(file: CompanyPath, on: OnDay = "", as_json: AsJson = False, lang: Language = "en") -> None:
    """Say which laws beside the device class bind the product, from which day, and what each asks."""
    from fram.workspace import access

    day = day_of(on)
    language = language_of(lang)
    found = access.laws_beside(file, on=day)
    typer.echo(access.laws_json(found, on=day) if as_json else access.laws_text(found, on=day, lang=language))
