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
from fram.web.jobs.doing.patience import GONE, patiently
from fram.web.jobs.doing.progress import Progress
from fram.web.jobs.doing.stopping import STOP, Interrupted

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0


def run(work: uuid.UUID, *, task: uuid.UUID) -> None:
    """Do a work that waits, for the row of the queue that stands for it."""
    taken = patiently(partial(actions.take, work, task=task))
    if taken is None:
        log.info("work %s is not to be done any more", work)
        return
    try:
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


def _do(taken: Taken) -> None:
    progress = Progress(taken)
    try:
        STOP.in_job = True
        if STOP.is_set:  # asked for in the moment before
            raise Interrupted
        with beating(partial(actions.note_alive, taken)):
            jobs()[taken.name].run(progress, **taken.args)
            if not progress.is_finished:
                progress.finish()
    finally:
        STOP.in_job = False


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
            except Exception:  # without signs of life the work would be taken for lost
                log.exception("no sign of life could be given")
            finally:
                connection.close()

    thread = threading.Thread(target=go_on, name="fram-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
