"""``fram access codes``: the regulators' codes that fit a product, by words and with reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, language_of

Words = Annotated[
    str, typer.Argument(metavar="WORDS", help="What the product is and does.", show_default=False)
]
CompanyFile = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="A company file: its intended purpose, and its facts.",
        show_default=False,
    ),
]
System = Annotated[
    str,
    typer.Option(
        metavar="fda|emdn|jmdn|cpv", help="Whose codes: FDA, Europe (EMDN), Japan (JMDN) or tenders (CPV)."
    ),
]
Limit = Annotated[int, typer.Option(help="So many codes at most.", min=1, max=50)]


def codes(
    words: Words = "",
    file: CompanyFile = None,
    system: System = "fda",
    limit: Limit = 5,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Look up the code of FDA, Europe or Japan that fits, by words; or say what to do where none fits."""
    from fram.workspace.access.codes import codes as look_up
    from fram.workspace.access.codes import codes_json, codes_text

    language = language_of(lang)
    found = look_up(words, product=file, system=system, limit=limit)
    typer.echo(codes_json(found) if as_json else codes_text(found, lang=language))
