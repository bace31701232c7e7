"""The worker: looks into the queue, does what is there, and keeps the calendar of what comes round."""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from functools import partial

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS as BACKEND
from django_tasks.base import DEFAULT_TASK_QUEUE_NAME as QUEUE
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from fram.web.jobs import actions
from fram.web.jobs.doing.memory import MOST_MB, held_mb
from fram.web.jobs.doing.patience import GONE
from fram.web.jobs.doing.running import beating
from fram.web.jobs.doing.stopping import STOP, Stop

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How long a worker waits that found nothing to do."""
CHORES_SECONDS = 5.0
"""How often it looks for lost works and at the calendar."""
STUMBLE_SECONDS = (1.0, 2.0, 5.0)
"""How long it waits after a stumble, and after the next ones."""


class Worker:
    """One worker. `work` returns when `stop` is set, or when it holds more memory than it may.

    A database that is gone is waited for.
    """

    def __init__(self, stop: Stop = STOP, *, most_mb: float = MOST_MB) -> None:
        self.pk, self.stop, self.most_mb = uuid.uuid4(), stop, most_mb
        self._stumbles, self._chores_at, self._knows_calendar = 0, float("-inf"), False

    def work(self) -> None:
        """Do what there is to do, one after the other, until told to stop."""
        log.info("worker %s starts", self.pk)
        with beating(partial(actions.note_worker, self.pk)):
            while not self.stop.is_set and held_mb() <= self.most_mb:
                self.stop.wait(self._step())
        with contextlib.suppress(DatabaseError):
            actions.note_worker_ended(self.pk)
        log.info("worker %s stops", self.pk)

    def _step(self) -> float:
        """Do one thing, and return how many seconds to wait before the next."""
        try:
            close_old_connections()
            if time.monotonic() - self._chores_at >= CHORES_SECONDS:
                self._do_chores()
            was_busy = do_next(self.pk)
        except Exception as error:  # whatever it is, the next work may go well
            if isinstance(error, GONE):
                log.warning("the database is gone; the worker waits for it")
            else:
                log.exception("the worker stumbled")
            connection.close()
            self._stumbles += 1
            return STUMBLE_SECONDS[min(self._stumbles, len(STUMBLE_SECONDS)) - 1]
        self._stumbles = 0
        return 0.0 if was_busy else LOOK_SECONDS

    def _do_chores(self) -> None:
        now = timezone.now()
        if not self._knows_calendar:
            actions.sync_due(now=now)
            actions.note_worker(self.pk)
            self._knows_calendar = True
        actions.take_up_lost(now=now)
        actions.ask_for_due(now=now)
        self._chores_at = time.monotonic()


def do_next(worker: uuid.UUID) -> bool:
    """Do the next work in the queue; False when there was none."""
    with exclusive_transaction():
        row = DBTaskResult.objects.ready().filter(backend_name=BACKEND, queue_name=QUEUE).get_locked()
        if row is None:
            return False
        row.claim(str(worker))
    _runner(worker).run_task(row)
    return True


def _runner(worker: uuid.UUID) -> QueueWorker:
    """The queue's own worker, of which only the running of one row is used: the loop is this module's."""
    return QueueWorker(
        queue_names=[QUEUE], interval=0, batch=True, backend_name=BACKEND, startup_delay=False, max_tasks=1,
        worker_id=str(worker), excluded_queue_names=[],
    )  # fmt: skip


def work_off() -> int:
    """Do everything that waits and can be done now, and return how many works that were."""
    worker, done = uuid.uuid4(), 0
    while do_next(worker):
        done += 1
    return done
