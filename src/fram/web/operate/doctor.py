"""Is the desk well? Each check says what it looked at, what it found, and what to do."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass

from fram.terms.errors import Refused
from fram.web.site.home import SECRET_FILE, home, prepare
from fram.web.operate.serve import set_up_django


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. `is_well` False needs the remedy; a note may stand beside what is well."""

    name: str
    is_well: bool
    found: str
    remedy: str = ""


def checks() -> list[Check]:
    """Return the checks of the desk, in the order in which they depend on each other."""
    looks: list[Callable[[], Check]] = [_home, _secret, _database, _static, _words]
    found: list[Check] = []
    for look in looks:
        try:
            found.append(look())
        except Refused as refused:
            problem = refused.problem
            found.append(
                Check(name=look.__name__[1:], is_well=False, found=str(problem), remedy=problem.remedy)
            )
            break  # what follows stands on what is missing here
    return found


def _home() -> Check:
    folder = prepare(home())
    return Check(name="home", is_well=True, found=f"{folder} can be written")


def _secret() -> Check:
    set_up_django()
    file = home() / SECRET_FILE
    if not file.is_file():
        return Check(name="secret", is_well=False, found=f"{file} is gone", remedy="start `fram serve` anew")
    mode = stat.S_IMODE(file.stat().st_mode)
    return Check(
        name="secret", is_well=not mode & 0o077, found=f"{SECRET_FILE} has mode {mode:o}",
        remedy=f"chmod 600 {file}" if mode & 0o077 else "",
    )  # fmt: skip


def _database() -> Check:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Check(
            name="database", is_well=False, found=str(error).strip().splitlines()[0],
            remedy="is the database of DATABASE_URL running, or the file in FRAM_HOME readable?",
        )  # fmt: skip
    finally:
        connection.close()
    if missing and not executor.loader.applied_migrations:
        return Check(
            name="database", is_well=True, found=f"{connection.vendor}, empty: `fram serve` fills it"
        )
    return Check(
        name="database", is_well=not missing,
        found=f"{connection.vendor}, " + (f"{len(missing)} steps behind" if missing else "up to date"),
        remedy="start `fram serve` once: it brings the database up to date" if missing else "",
    )  # fmt: skip


def _static() -> Check:
    from django.contrib.staticfiles import finders

    from fram.web.ui.look import DESIGN, OWN, PLAIN

    missing = [sheet for sheet in (OWN, PLAIN) if not finders.find(sheet)]
    plain = not all(finders.find(sheet) for sheet in DESIGN)
    note = (
        "plain style: Designsystemet was not fetched (`make assets`)"
        if plain
        else "all style sheets are there"
    )
    return Check(
        name="static", is_well=not missing, found=f"missing: {', '.join(missing)}" if missing else note,
        remedy="install Fram again" if missing else "",
    )  # fmt: skip


def _words() -> Check:
    from django.conf import settings

    compiled = sorted(path.parent.parent.name for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.mo"))
    return Check(
        name="words", is_well=bool(compiled), found=f"English, and {', '.join(compiled) or 'nothing else'}",
        remedy="" if compiled else "install Fram again",
    )  # fmt: skip
