"""Whether the desk can do its work: database, its form, and a worker that was heard of lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from fram.web.jobs import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What was found, one thing after the other; what could not be looked at counts as missing."""

    has_database: bool = False
    is_up_to_date: bool = False
    has_worker: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return self.has_database and self.is_up_to_date and self.has_worker

    def as_words(self) -> dict[str, str]:
        """Return it as programs read it."""
        looks = {"database": self.has_database, "migrations": self.is_up_to_date, "worker": self.has_worker}
        found = {name: "ok" if is_well else "missing" for name, is_well in looks.items()}
        return {"status": "ok" if self.is_ready else "unavailable", **found}


@cache
def newest_steps() -> frozenset[tuple[str, str]]:
    """Return the last step of each app as it lies on the disk, which does not change while we run."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def readiness(*, now: datetime) -> Readiness:
    """Return how ready the desk is; never raises because of the database."""
    try:
        is_up_to_date = newest_steps() <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return Readiness()
    if not is_up_to_date:
        return Readiness(has_database=True)
    try:
        has_worker = queries.health(now=now).is_alive
    except DatabaseError:
        return Readiness()
    return Readiness(has_database=True, is_up_to_date=True, has_worker=has_worker)
