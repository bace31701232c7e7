"""How a worker is asked to stop: from a signal handler, at any moment, without a lock that could jam."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

GLANCE_SECONDS = 0.1


class Interrupted(BaseException):
    """The worker is asked to stop while a job runs; no job may catch it."""


class Stop:
    """Whether this process is to stop. Plain attributes: a signal handler may come at any line."""

    def __init__(self) -> None:
        self.is_set = False
        self.in_job = False

    def ask(self) -> None:
        """Ask for the end; where a job runs in the same thread, break it off."""
        self.is_set = True
        if self.in_job:
            self.in_job = False
            raise Interrupted

    @contextmanager
    def held_off(self) -> Iterator[None]:
        """Have the end wait for a few lines that are to be done whole; it comes right after them."""
        was_in_job, self.in_job = self.in_job, False
        try:
            yield
        finally:
            self.in_job = was_in_job
        if self.is_set and was_in_job:
            self.ask()

    def wait(self, seconds: float) -> None:
        """Wait, but not longer than until the end is asked for."""
        until = time.monotonic() + seconds
        while not self.is_set and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, GLANCE_SECONDS))


STOP = Stop()
"""That of this process."""
