"""Throw away what is over and will not be looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from fram.web.jobs.models import Due, Work, Worker, WorkState

DONE_KEPT = timedelta(days=14)
FAILED_KEPT = timedelta(days=90)
WORKERS_KEPT = timedelta(days=7)


@transaction.atomic
def prune(*, now: datetime) -> int:
    """Remove old works that are over, rows of the queue and workers; returns how many works went."""
    last = Due.objects.exclude(last_work=None).values("last_work")
    old = Q(state=WorkState.DONE, finished_at__lt=now - DONE_KEPT) | Q(
        state=WorkState.FAILED, finished_at__lt=now - FAILED_KEPT
    )
    gone, _ = Work.objects.filter(old).exclude(pk__in=last).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - DONE_KEPT).delete()
    Worker.objects.filter(seen_at__lt=now - WORKERS_KEPT).delete()
    return gone
