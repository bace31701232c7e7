"""``fram sources``: lists and tables of your own, read from a file and kept beside what ships with Fram."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import Language, OnDay, day_of, language_of
from fram.terms.errors import Refused, did_you_mean

app = typer.Typer(no_args_is_help=True, help="Lists of your own: read from a file, checked and kept.")


def _notified_bodies(file: Path, day: date, language: str) -> str:
    from fram.workspace.access import bodies

    return bodies.loaded_text(bodies.load_notified_bodies(file, on=day), language)


def _codes(system: str) -> Callable[[Path, date, str], str]:
    def loaded(file: Path, day: date, language: str) -> str:
        from fram.workspace.access.codes import load_codes, loaded_text

        return loaded_text(load_codes(file, system=system, on=day), lang=language)

    return loaded


LOADERS: dict[str, Callable[[Path, date, str], str]] = {
    "notified-bodies": _notified_bodies,
    "fda-codes": _codes("fda"),
    "emdn": _codes("emdn"),
    "jmdn-codes": _codes("jmdn"),
}
"""What can be loaded, by the name a person writes: reads and keeps the file, and returns what it brought."""


@app.callback()
def _group() -> None:
    """Keep ``load`` a command of its own while it is the only one."""


@app.command("load")
def load(
    what: Annotated[str, typer.Argument(metavar="LIST", help=f"One of: {', '.join(LOADERS)}.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    on: OnDay = "",
    lang: Language = "en",
) -> None:
    """Read a list from a file, check and keep it; the one before is replaced, or stays if this one fails."""
    day, language = day_of(on), language_of(lang)
    loader = LOADERS.get(what.strip().lower())
    if loader is None:
        remedy = did_you_mean(what, LOADERS) or f"known: {', '.join(LOADERS)}"
        raise Refused(f"no list `{what}`", where="LIST", remedy=remedy, kind="usage")
    typer.echo(loader(file, day, language))
