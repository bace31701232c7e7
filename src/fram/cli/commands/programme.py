"""``fram programme``: the national goal."""

from __future__ import annotations

import typer

from fram.cli.options import AsJson, Language, language_of

app = typer.Typer(no_args_is_help=True, help="Programme: the national goal and how far it is.")


@app.callback()
def _group() -> None:
    """Keep the group although it holds one command."""


@app.command("goal")
def goal(as_json: AsJson = False, lang: Language = "en") -> None:
    """Show the national export goal: baseline, path, gap and the growth a year still needed."""
    from fram.workspace import programme

    found = programme.goal()
    typer.echo(programme.goal_json(found) if as_json else programme.goal_text(found, language_of(lang)))
