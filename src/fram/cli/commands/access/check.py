"""``fram access check``: whether the rules agree with worked cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, OnDay, day_of, language_of

CasesPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="CASES.csv",
        help="Worked cases (CSV). Left out: the public cases that ship with Fram.",
        show_default=False,
    ),
]
OneRegime = Annotated[
    str,
    typer.Option(
        "--regime", metavar="eu-mdr", help="Only the cases of this regime. Default: all.", show_default=False
    ),
]


def check(
    file: CasesPath = None,
    regime: OneRegime = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Compare the rules with worked cases: agreement by regime, every miss, and the rules that fired."""
    from fram.workspace import access

    language = language_of(lang)
    report = access.check_cases(file, on=day_of(on), regime=regime)
    typer.echo(access.case_report_json(report) if as_json else access.case_report_text(report, lang=language))
    if report.misses:
        raise typer.Exit(1)
