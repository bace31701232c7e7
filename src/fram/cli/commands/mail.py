"""``fram mail``: the newest message of a desk without a mail server."""

from __future__ import annotations

import typer


def mail() -> None:
    """Show the newest message the desk has written, with its link."""
    from fram.terms.errors import Refused
    from fram.web.accounts.signing_in.outbox import newest
    from fram.web.site.home import home

    outbox = home() / "outbox"
    letter = newest(outbox)
    if letter is None:
        raise Refused(
            "there is no message", where=str(outbox), kind="missing",
            remedy="the desk lays its messages there when FRAM_MAIL names no mail server; FRAM_HOME chooses"
            " the folder of the desk, as in `FRAM_HOME=build/home/demo fram mail` after `make demo`",
        )  # fmt: skip
    typer.echo(f"To: {letter.to}\nSubject: {letter.subject}\n\n{letter.text.strip()}")
    if letter.link:
        typer.echo(f"\nLink: {letter.link}")
