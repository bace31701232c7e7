"""``fram growth``: what helps to find out and to sell."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, language_of

app = typer.Typer(no_args_is_help=True, help="Growth tools: interview guides for what is worth finding out.")


@app.callback()
def _group() -> None:
    """Keep the group although it holds one command."""


@app.command("guide")
def guide(
    question: Annotated[
        str, typer.Argument(metavar="INPUT", help="The input to find out, such as sales_cycle.")
    ],
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Print an interview guide for one thing worth finding out."""
    from fram.workspace import growth

    found = growth.guide(question)
    typer.echo(growth.guide_json(found) if as_json else growth.guide_text(found, language_of(lang)))
