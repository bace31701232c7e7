"""Take up again what a worker left behind when it was killed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from fram.terms.errors import Problem
from fram.web.jobs.actions.asking import queue
from fram.web.jobs.actions.taking import end_as_failed, put_back
from fram.web.jobs.models import Work, WorkState

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(seconds=30)
"""A work without a sign of life for so long is taken up again."""
AT_ONCE = 100


@transaction.atomic
def take_up_lost(*, now: datetime) -> int:
    """Queue lost works again, and give up those it happened to too often; returns how many were lost.

    Two workers that look at once each find different ones: the rows are locked.
    """
    since = now - LOST_AFTER
    return _take_up_running(since) + _queue_forgotten(since)


def _take_up_running(since: datetime) -> int:
    lost = Work.objects.filter(state=WorkState.RUNNING, seen_at__lt=since)
    found = list(lost.select_for_update(skip_locked=True)[:AT_ONCE])
    for work in found:
        _close_row(work)
        if work.tries_left:
            put_back(work)
            log.warning("work %s was lost and is taken up again", work.pk)
        else:
            end_as_failed(work, problems=[_interrupted()], is_given_up=True)
            log.error("work %s was lost too often and is given up", work.pk)
    return len(found)


def _queue_forgotten(since: datetime) -> int:
    """A worker can die between taking a row of the queue and taking the work it stands for."""
    rows: QuerySet[DBTaskResult] = DBTaskResult.objects.filter(pk=OuterRef("task"))
    alive = Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, started_at__gte=since)
    forgotten = Work.objects.filter(state=WorkState.WAITING).exclude(Exists(rows.filter(alive)))
    found = list(forgotten.select_for_update(skip_locked=True)[:AT_ONCE])
    for work in found:
        _close_row(work)
        queue(work)
        log.warning("work %s had no row in the queue and is queued again", work.pk)
    return len(found)


def _close_row(work: Work) -> None:
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    for row in running.filter(pk=work.task) if work.task else ():
        row.set_failed(InterruptedError("the worker is gone"))


def _interrupted() -> Problem:
    with override("en"):
        return Problem(
            where="", what=_("it was interrupted each time it was tried"),
            remedy=_("the machine may be short of memory; the file desk.log says more"),
        )  # fmt: skip
