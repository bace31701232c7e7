"""``fram access classify``: the classes still possible, why, and what to answer next."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, day_of, language_of
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused

ReformName = Annotated[
    str,
    typer.Option(
        "--reform", metavar="NAME", show_default=False,
        help="Read this proposal as if it were law, such as com-2025-1023. Default: the law as it stands.",
    ),
]  # fmt: skip
RegimeOrAll = Annotated[
    str,
    typer.Option(
        "--regime", metavar="eu-mdr", show_default=False,
        help="Whose rules: eu-mdr, eu-ivdr, uk, ch and others; `all` for every coded one. "
        "A market without rules, such as jp, has a screening page. "
        "Default: the European Union's for this product.",
    ),
]  # fmt: skip


def classify(
    file: CompanyPath,
    regime: RegimeOrAll = "",
    on: OnDay = "",
    reform: ReformName = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say which device classes are still possible, why, and which answer would narrow it most."""
    from fram.workspace import access

    day, language = day_of(on), language_of(lang)
    if access.is_screened(regime):
        _refuse_a_reform(reform)
        page = access.screen(file, regime=regime, on=day, lang=language)
        typer.echo(access.screened_json(page, lang=language) if as_json else str(page))
        return
    if regime.strip().lower() != access.EVERYWHERE:
        verdict = access.classify(file, regime=regime, on=day, reform=reform, lang=language)
        typer.echo(
            access.verdict_json(verdict, lang=language) if as_json else access.verdict_text(verdict, language)
        )
        verdicts = [verdict]
    else:
        _refuse_a_reform(reform)
        found = access.classify_everywhere(file, on=day, lang=language)
        typer.echo(
            access.everywhere_json(found, lang=language)
            if as_json
            else access.everywhere_text(found, language)
        )
        verdicts = [told for told in found.values() if isinstance(told, Verdict)]
    if day > date.today() and not as_json:
        typer.echo(access.known_on_text(verdicts, language))


def _refuse_a_reform(reform: str) -> None:
    if reform:
        remedy = "name the regime with --regime"
        raise Refused("a reform changes one regime", where="--reform", remedy=remedy, kind="usage")
