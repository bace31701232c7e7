"""Wait for a database that is gone for a moment, where giving up would lose what was worked out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

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
            if connection.in_atomic_block:  # what was begun further out is lost: only its beginner can retry
                raise
            log.warning("the database is gone; the worker waits for it")
            connection.close()
            time.sleep(wait)
    return do()
