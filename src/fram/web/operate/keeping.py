"""Keep a second process running beside this one: started again when it ends, and never left behind."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before it is started again, the longer the oftener it has ended lately."""
STEADY_SECONDS = 60.0
"""Whoever lived for so long has its earlier ends forgiven."""
PATIENCE_SECONDS = 10.0
WORKER = (sys.executable, "-m", "fram.web.operate.work")


class Kept:
    """A process that is kept running until `end` is called."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self._over = threading.Event()
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="fram-keeper", daemon=True)

    @property
    def pid(self) -> int | None:
        """The number of the process as it runs now."""
        return self._process.pid if self._process else None

    def begin(self) -> None:
        """Start it, and watch over it from a thread."""
        self._start()
        self._thread.start()

    def end(self) -> None:
        """Ask it to stop, and make it when it does not; it is not started again."""
        self._over.set()
        with self._changing:
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._thread.join(PATIENCE_SECONDS)

    def _start(self) -> None:
        with self._changing:
            if not self._over.is_set():
                # In a session of its own: Ctrl+C goes to this process alone, which then ends that one.
                self._process = subprocess.Popen(
                    self.command, stdin=subprocess.DEVNULL, start_new_session=True
                )

    def _keep(self) -> None:
        ends = 0
        while not self._over.is_set() and self._process is not None:
            begun = time.monotonic()
            code = self._process.wait()
            if self._over.is_set():
                return
            ends = 0 if time.monotonic() - begun > STEADY_SECONDS else ends
            wait = WAITS[min(ends, len(WAITS) - 1)]
            log.error("the worker ended with code %s; it is started again in %s s", code, wait)
            ends += 1
            if not self._over.wait(wait):
                self._start()


@contextmanager
def kept_running(command: Sequence[str] = WORKER) -> Iterator[Kept]:
    """Keep a process running for as long as the block lasts."""
    kept = Kept(command)
    kept.begin()
    try:
        yield kept
    finally:
        kept.end()
