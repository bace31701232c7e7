"""Keep a worker small: a plan needs large tables for a moment, and they go back to the machine."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

LARGE_BYTES = 256 * 1024
MOST_MB = 280
"""A worker that holds more than this between two works begins anew, so that none grows from plan to plan."""
_M_MMAP_THRESHOLD = -3
_STATM = Path("/proc/self/statm")


def give_back_large() -> None:
    """Have large tables lie apart, so that they go back to the machine as soon as nobody holds them.

    Else the C library learns from them to keep such room for later, and a worker grows with each plan. Where
    there is no such library nothing is done.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)


def give_back_small() -> None:
    """Give back what many small things left behind, between two parts of a work; takes some milliseconds."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def held_mb() -> float:
    """Return how much memory this process holds; 0 where that cannot be told."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
