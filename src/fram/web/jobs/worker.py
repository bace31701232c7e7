"""The worker: looks into the queue, does what is there, and keeps the calendar of what comes round."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Queue

from fram.web.jobs import actions
from fram.web.jobs.running import beating

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How long a worker waits that found nothing to do."""
CHORES_SECONDS = 5.0
"""How often it looks for lost works and at the calendar."""
STUMBLE_SECONDS = (1.0, 2.0, 5.0)


def work(*, stop: threading.Event) -> None:
    """Work until `stop` is set. A database that is gone, or a fault of ours, is outlived."""
    me = uuid.uuid4()
    stumbles = 0
    is_known, chores_at = False, 0.0
    log.info("worker %s starts", me)
    while not stop.is_set():
        try:
            if not is_known:
                actions.sync_due(now=timezone.now())
                actions.note_worker(me)
                is_known = True
                ...
        except Exception:
            pass
