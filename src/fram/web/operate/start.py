"""Make the desk ready in this process: Django, and a database in the form this version needs."""

from __future__ import annotations

import os
from typing import Any

from fram.terms.errors import Refused

SETTINGS = "fram.web.site.settings"


def set_up_django() -> None:
    """Make Django know the desk; may be called again."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def missing_steps() -> list[str]:
    """Return the steps the database is behind this version, in their order; raises `DatabaseError`."""
    return [f"{step.app_label}: {step.name}" for step, _ in _plan()]


def is_empty() -> bool:
    """Return whether nothing was ever written into the database; raises `DatabaseError`."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).applied_migrations()


def bring_up_to_date() -> list[str]:
    """Bring the database to the form this version needs, and return the steps that were taken.

    Refused: a database that cannot be reached, and one that a newer version of Fram has written.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    try:
        steps = missing_steps()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise unreachable(error) from None
    finally:
        connections.close_all()  # nothing of this may be shared with a process that is forked off
    return steps


def refuse_behind() -> None:
    """Raise `Refused` when the database is not in the form this version needs."""
    from django.db import DatabaseError, connections

    try:
        steps = missing_steps()
    except DatabaseError as error:
        raise unreachable(error) from None
    finally:
        connections.close_all()
    if steps:
        raise Refused(
            f"the database is {len(steps)} steps behind this version", where="DATABASE_URL or FRAM_HOME",
            kind="unavailable", remedy="run `fram migrate`, or `fram serve`, which does it by itself",
        )  # fmt: skip


def unreachable(error: Exception) -> Refused:
    """Return how a database that cannot be used is told."""
    return Refused(
        "the database cannot be used", where="DATABASE_URL or FRAM_HOME", kind="unavailable",
        why=str(error).strip().splitlines()[0], remedy="`fram doctor` looks for the cause",
    )  # fmt: skip


def _plan() -> list[tuple[Any, bool]]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
