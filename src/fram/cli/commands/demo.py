"""``fram demo``: the desk with an invented universe in it."""

from __future__ import annotations

from typing import Annotated

import typer


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8360,
    companies: Annotated[int, typer.Option(help="How many invented companies.", min=4, max=2000)] = 40,
) -> None:
    """Open a desk full of invented companies, to try it: a folder of its own, nothing real is touched."""
    from fram.web.operate.invented import serve_invented

    def told(doing: str) -> None:
        typer.echo(f"  {doing} …", err=True)

    serve_invented(port=port, companies=companies, told=told, ready=_say_logins)


def _say_logins(address: str) -> None:
    from fram.web.demo.universe import PASSWORD, logins

    typer.echo(f"\nThe desk, with invented companies: {address} (stop it with Ctrl+C)\n")
    typer.echo(f"Sign in as one of these, all with the password {PASSWORD}:\n")
    for login in logins():
        typer.echo(f"  {login.email:<26} {login.role} at {login.place}")
