"""``fram doctor``: one line for each part of the installation, and what to do where it is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import typer

from fram.terms.errors import EXIT_CODES, FramError


def run_checks() -> int:
    """Print every check and return the exit code: 0 when all that is needed is there."""
    well = True
    for name, needed, check in _checks():
        try:
            found, mark = check(), "ok"
        except (FramError, OSError, ImportError) as error:
            found, mark = str(error), "MISSING" if needed else "not there"
            well = well and not needed
        typer.echo(f"{mark:9}  {name}: {found}")
    return EXIT_CODES["done"] if well else EXIT_CODES["unavailable"]


def _checks() -> Iterator[tuple[str, bool, Callable[[], str]]]:
    yield "Python", True, lambda: sys.version.split()[0]
    yield "Knowledge", True, _knowledge
    yield "Compiled simulation", True, _kernel
    yield "World map", False, _map
    yield "Exchange rates", True, _rates
    if find_spec("django"):
        from fram.web.doctor import checks

        yield from checks()


def _knowledge() -> str:
    from fram.workspace.knowledge import check_all

    return check_all()


def _kernel() -> str:
    import time

    from fram.decide.kernel import warm

    begun = time.monotonic()
    warm()
    return f"ready after {time.monotonic() - begun:.1f} s (the first time it is compiled, then kept)"


def _map() -> str:
    from fram.workspace.papers.charts.worldmap import map_path

    return f"{map_path()}"


def _rates() -> str:
    from datetime import date

    from fram.sources.ecb.connector import quote

    found = quote("EUR", on=date.today())
    return f"1 EUR = {found.factor:.2f} NOK on {found.day}"
