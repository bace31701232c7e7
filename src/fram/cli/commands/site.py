"""``fram serve``, ``fram doctor`` and ``fram mcp``: the desk, the check-up and the assistant's door."""

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


def doctor() -> None:
    """Check the installation: what is there, what is missing, what to do."""
    from fram.cli.checkup import run_checks

    raise typer.Exit(run_checks())


def mcp() -> None:
    """Offer Fram's use cases to an assistant (Model Context Protocol on standard input and output)."""
    import runpy

    # The two doors do not import each other: this one starts the other as a program.
    runpy.run_module("fram.mcp", run_name="__main__")
