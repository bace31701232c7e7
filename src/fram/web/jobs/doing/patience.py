"""Wait for a database that is gone for a moment, where giving up would lose what was worked out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from fram.web.jobs.doing.stopping import STOP

log = logging.getLogger(__name__)

T = TypeVar("T")

GONE = (OperationalError, InterfaceError)
"""How a database that cannot be reached is told by Django."""
WAITS = (0.5, 1.0, 2.0, *[5.0] * 60)
"""Seconds between the tries: five minutes in all."""


def patiently(do: Callable[[], T]) -> T:
    """Return what `do` returns, tried anew while the database is gone; `do` must be whole or not at all."""
    for wait in WAITS:
        try:
            return do()
        except GONE:
            # What was begun further out is lost with the connection: only its beginner can do it again.
            if connection.in_atomic_block or STOP.is_set:
                raise
            log.warning("the database is gone; the worker waits for it")
            connection.close()
            STOP.wait(wait)
    return do()
