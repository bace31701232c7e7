"""The desk (``serve``, ``worker``, ``migrate``), the check-up (``doctor``), assistants' door (``mcp``)."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8350,
) -> None:
    """Open the desk in a browser; on an empty home it makes its own database."""
    from fram.web.operate.serve import serve as run

    def told(address: str) -> None:
        typer.echo(f"The desk: {address} (stop it with Ctrl+C)", err=True)

    run(host=host, port=port, told=told)


def worker() -> None:
    """Do the desk's work in a process of its own, beside or instead of the one that `fram serve` starts."""
    from fram.web.operate.work import work

    typer.echo("The worker is at work (stop it with Ctrl+C).", err=True)
    work()


def migrate() -> None:
    """Bring the desk's database to the form this version needs, and say what was done."""
    from fram.web.operate.start import bring_up_to_date, set_up_django
    from fram.web.site.home import home, prepare

    prepare(home())
    set_up_django()
    steps = bring_up_to_date()
    for step in steps:
        typer.echo(f"done  {step}")
    typer.echo(
        f"The database is up to date: {len(steps)} steps were taken."
        if steps
        else "The database is up to date already."
    )


def doctor() -> None:
    """Check the installation: what is there, what is missing, what to do."""
    from fram.cli.checkup import run_checks

    raise typer.Exit(run_checks())


def mcp() -> None:
    """Offer Fram's use cases to an assistant (Model Context Protocol on standard input and output)."""
    import runpy

    # The two doors do not import each other: this one starts the other as a program.
    runpy.run_module("fram.mcp", run_name="__main__")
