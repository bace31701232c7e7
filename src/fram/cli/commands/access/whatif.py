"""``fram access whatif``: the class before and after another claim or another answer."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, CompanyPath, Language, OnDay, Regime, day_of, language_of

Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", show_default=False,
        help="What is otherwise: claim=inform, claim=\"your words\", or a fact such as contraception=true "
        "(unknown takes an answer away). May be given several times.",
    ),
]  # fmt: skip
ReformName = Annotated[
    str,
    typer.Option(
        "--reform", metavar="NAME", show_default=False,
        help="Compare with this proposal, such as com-2025-1023, as if it were law.",
    ),
]  # fmt: skip


def whatif(
    file: CompanyPath,
    changes: Sets = None,
    regime: Regime = "",
    on: OnDay = "",
    reform: ReformName = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Show the class before and after another claim or other answers: rules gained and lost, what to ask."""
    from fram.workspace import access
    from fram.workspace.access import what_if_text

    language = language_of(lang)
    found = access.what_if(file, set=changes or (), on=day_of(on), regime=regime, reform=reform)
    told = what_if_text.compared_json if as_json else what_if_text.compared_text
    typer.echo(told(found, lang=language))
