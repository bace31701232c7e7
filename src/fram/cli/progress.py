"""Progress on anything over a second: a bar on a terminal, one line elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown_progress(what: str, total: int, *, quiet: bool = False) -> Iterator[Callable[[int], None] | None]:
    """Yield a function that takes the work done so far; prints to standard error."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()

    def show(done: int) -> None:
        share = done / total
        bar = "█" * round(24 * share) + "░" * (24 - round(24 * share))
        elapsed = time.monotonic() - begun
        print(f"\r{what} {bar} {share:4.0%}  {elapsed:.1f} s", end="", file=sys.stderr, flush=True)

    show(0)
    yield show
    print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
