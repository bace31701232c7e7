"""``fram access gates``: what buyers and law ask of a digital product beside device law."""

from __future__ import annotations

import typer

from fram.cli.options import AsJson, CompanyPath, Language, Market, OnDay, day_of, language_of


def gates(
    file: CompanyPath, market: Market, on: OnDay = "", as_json: AsJson = False, lang: Language = "en"
) -> None:
    """Say which gates of security, privacy and hosting bind in a market, who asks, and what to produce."""
    from fram.workspace.access.gates import gates_json, gates_text, market_gates

    day, language = day_of(on), language_of(lang)
    found = market_gates(file, market=market, on=day)
    typer.echo(gates_json(found, on=day) if as_json else gates_text(found, on=day, lang=language))
