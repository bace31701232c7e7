"""A program for the tests of real workers: `ask N` asks for N works, `work` is a worker that does them.

A work leaves a file that says which process began it, waits until the file `go` is there, and then ends with
one organisation of its own: what was done twice would stand there twice.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fram.web.site.settings")

import django

django.setup()

from fram.web.accounts.models import Kind, Organisation  # noqa: E402
from fram.web.jobs.actions import ask_for, lost  # noqa: E402
from fram.web.jobs.declaring import job, recurring  # noqa: E402
from fram.web.jobs.doing import running, worker  # noqa: E402
from fram.web.jobs.doing.stopping import STOP  # noqa: E402

HOME = Path(os.environ["FRAM_HOME"])
lost.LOST_AFTER = timedelta(seconds=3)
running.BEAT_SECONDS = 0.5
worker.CHORES_SECONDS = 0.5


@job("test.mark", says="leave a mark")
def mark(progress: Any, *, n: int) -> None:
    (HOME / f"begun-{n}-{os.getpid()}").touch()
    progress.tell(1, total=2)
    while not (HOME / "go").exists():
        time.sleep(0.05)
    progress.finish(partial(leave, f"mark-{n}", os.getpid()))


@recurring("test.round", every=timedelta(days=1), says="come round")
def come_round(progress: Any) -> None:
    progress.finish(partial(leave, "round", os.getpid()))


def leave(name: str, pid: int) -> None:
    Organisation.objects.create(kind=Kind.CLUSTER, name=name, slug=f"{name}-{pid}-{time.monotonic_ns()}")


if sys.argv[1] == "ask":
    for n in range(int(sys.argv[2])):
        ask_for("test.mark", args={"n": n})
else:
    signal.signal(signal.SIGTERM, lambda *_: STOP.ask())
    worker.Worker().work()
