"""Do one work: take it, give signs of life, and write down how it ended."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import DatabaseError, connection

from fram.terms.errors import Refused
from fram.web.jobs import actions
from fram.web.jobs.actions import Taken, TakenOver
from fram.web.jobs.declaring import jobs
from fram.web.jobs.patience import GONE, patiently
from fram.web.jobs.progress import Progress

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0


class Interrupted(BaseException):
    """The worker is asked to stop while a job runs; no job may catch it."""


_in_job = threading.Event()


def interrupt() -> None:
    """Break off the job that runs, from a signal handler of its own thread; else do nothing."""
    if _in_job.is_set():
        _in_job.clear()
        raise Interrupted


def run(work: uuid.UUID, *, task: uuid.UUID) -> None:
    """Do a work that waits, for the row of the queue that stands for it."""
    taken = patiently(partial(actions.take, work, task=task))
    if taken is None:
        log.info("work %s is not to be done any more", work)
        return
    try:
        _in_job.set()
        with beating(partial(actions.note_alive, taken)):
            _do(taken)
    except Interrupted:
        _give_back(taken)
    except TakenOver:
        log.warning("work %s was taken over by another worker", taken.pk)
    except Refused as refused:
        patiently(partial(actions.stop, taken, problems=refused.problems))
    except Exception:
        log.exception("work %s broke", taken.pk)
        patiently(partial(actions.try_again, taken))
    finally:
        _in_job.clear()


def _do(taken: Taken) -> None:
    progress = Progress(taken)
    jobs()[taken.name].run(progress, **taken.args)
    if not progress.is_finished:
        progress.finish()


def _give_back(taken: Taken) -> None:
    try:
        actions.give_back(taken)
    except DatabaseError:  # no time to wait: without signs of life it is taken up again soon
        log.warning("work %s could not be given back", taken.pk)


@contextmanager
def beating(beat: Callable[[], object], *, seconds: float = BEAT_SECONDS) -> Iterator[None]:
    """Have a second thread call `beat` every few seconds, whatever becomes of the database meanwhile."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(seconds):
            try:
                beat()
            except GONE:
                log.warning("no sign of life could be given: the database is gone")
            finally:
                connection.close()

    thread = threading.Thread(target=go_on, name="fram-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
