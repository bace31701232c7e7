"""``fram doctor``: one line for each part of the installation, and what to do where it is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

import typer

from fram.terms.errors import EXIT_CODES, Refused


@dataclass(frozen=True, slots=True)
class Look:
    """One part looked at: is it there, what was found, what to do, and can Fram do without it."""

    name: str
    is_well: bool
    found: str
    remedy: str = ""
    needed: bool = True


def run_checks() -> int:
    """Print every check and return the exit code: 0 when all that is needed is there."""
    well = True
    for look in _looks():
        mark = "ok" if look.is_well else "MISSING" if look.needed else "not there"
        typer.echo(f"{mark:9}  {look.name}: {look.found}")
        if look.remedy and not look.is_well:
            typer.echo(f"           do: {look.remedy}")
        well = well and (look.is_well or not look.needed)
    return EXIT_CODES["done"] if well else EXIT_CODES["unavailable"]


def _looks() -> Iterator[Look]:
    yield _look("Python", lambda: sys.version.split()[0])
    yield _look("Knowledge", _knowledge)
    yield _look("Simulation", _kernel)
    yield _look("World map", _map, needed=False)
    yield _look("Exchange rates", _rates)
    if find_spec("django"):
        from fram.web.operate.doctor import checks

        for check in checks():
            yield Look(f"Desk, {check.name}", check.is_well, check.found, check.remedy)


def _look(name: str, check: Callable[[], str], *, needed: bool = True) -> Look:
    try:
        return Look(name, True, check(), needed=needed)
    except Refused as error:
        return Look(name, False, str(error), error.problem.remedy, needed)
    except (OSError, ImportError) as error:
        return Look(name, False, str(error), needed=needed)


def _knowledge() -> str:
    from fram.workspace.knowledge import check_all

    return check_all()


def _kernel() -> str:
    import time

    from fram.decide.model.kernel import warm
    from fram.decide.sequence.chosen import warm as warm_search

    begun = time.monotonic()
    warm()
    warm_search()
    return f"ready after {time.monotonic() - begun:.1f} s (the first time it is compiled, then kept)"


def _map() -> str:
    from fram.workspace.papers.charts.worldmap import FILE

    if not FILE.is_file():
        raise Refused("not fetched; reports show a table instead", remedy="run `make assets`")
    return FILE.name


def _rates() -> str:
    from datetime import date

    from fram.sources.ecb.connector import quote

    found = quote("EUR", on=date.today())
    return f"1 EUR = {found.factor:.2f} NOK on {found.day}"
