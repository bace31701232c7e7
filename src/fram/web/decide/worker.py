"""Computes queued plans, one after the other, in a thread of the desk's own process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection
from django.utils import timezone

from fram.terms.errors import Problem, Refused
from fram.web.decide import actions
from fram.web.decide.actions import Job
from fram.web.decide.company_text import as_file, without_place
from fram.workspace.record import PlanRecord

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How often an idle worker looks for plans that another process queued, or that a dead worker left."""
BEAT_SECONDS = 5.0
TELL_SECONDS = 0.3

_wake = threading.Event()


def start() -> threading.Thread:
    """Start the worker; it ends with the process."""
    thread = threading.Thread(target=_work_forever, name="fram-worker", daemon=True)
    thread.start()
    return thread


def wake() -> None:
    """Tell the worker that there is something to do."""
    _wake.set()


def work_off() -> int:
    """Compute everything that is queued, and return how many plans that were."""
    done = 0
    actions.take_up_lost(now=timezone.now())
    while job := actions.take_job():
        _compute(job)
        done += 1
    return done


def _work_forever() -> None:
    while True:
        _wake.wait(LOOK_SECONDS)
        _wake.clear()
        try:
            close_old_connections()
            work_off()
        except Exception:  # the database may be gone for a while; the worker must outlive that
            log.exception("the worker stumbled")
            time.sleep(LOOK_SECONDS)


def _compute(job: Job) -> None:
    try:
        with _signs_of_life(job):
            record = _make(job)
        actions.keep_record(job, record=record)
    except Refused as refused:
        actions.stop_plan(job, problems=refused.problems)
    except Exception:
        log.exception("plan %s broke", job.pk)
        actions.stop_plan(job, problems=[_our_fault()])


def _make(job: Job) -> PlanRecord:
    from fram.workspace.decide import plan as make_plan  # numpy and numba: only when there is work

    told = 0.0

    def tell(draws_done: int) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            actions.note_progress(job, draws_done=draws_done)

    with as_file(job.company_toml) as path:
        try:
            return make_plan(
                path, markets=job.markets, draws=job.draws, seed=job.seed, on=job.on_day, progress=tell
            )
        except Refused as refused:
            problems = without_place(refused.problems, path)
            raise Refused(refused.problem.what, kind=refused.kind, problems=problems) from None


@contextmanager
def _signs_of_life(job: Job) -> Iterator[None]:
    """Let a second thread say every few seconds that the plan is in hand."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            actions.note_alive(job)
        connection.close()

    thread = threading.Thread(target=beat, name="fram-worker-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _our_fault() -> Problem:
    return Problem(
        where="", what="the plan could not be computed, through a fault of ours",
        remedy="the file desk.log in Fram's folder says what happened; try again, and report it if it stays",
    )  # fmt: skip
