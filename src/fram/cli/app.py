"""The commands, grouped by pillar. Every import that costs time stands inside its command."""

from __future__ import annotations

import typer

from fram.cli.commands import (
    access,
    crew,
    decide,
    demo,
    ecosystem,
    growth,
    knowledge,
    mail,
    programme,
    site,
    sources,
)

app = typer.Typer(
    name="fram",
    help="From a company file to an export plan a board can question.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        from fram import __version__

        typer.echo(f"fram {__version__}")
        raise typer.Exit


app.command("init")(decide.init)
app.command("check")(decide.check)
app.command("plan")(decide.plan)
app.command("serve")(site.serve)
app.command("worker")(site.worker)
app.command("migrate")(site.migrate)
app.command("demo")(demo.demo)
app.command("doctor")(site.doctor)
app.command("mail")(mail.mail)
app.command("mcp")(site.mcp)
app.add_typer(access.app, name="access")
app.add_typer(ecosystem.app, name="ecosystem")
app.add_typer(crew.app, name="crew")
app.add_typer(decide.app, name="decide")
app.add_typer(growth.app, name="growth")
app.add_typer(programme.app, name="programme")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(sources.app, name="sources")
