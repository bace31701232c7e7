"""End together with the process that started this one, even when that one was killed."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 10.0


def end_with_parent() -> None:
    """Watch the parent from a thread: when it is gone, ask this process to stop, and soon insist."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="fram-parent", daemon=True).start()
