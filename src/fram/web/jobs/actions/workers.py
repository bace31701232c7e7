"""Signs of life of the workers themselves."""

from __future__ import annotations

import uuid

from django.utils import timezone

from fram.web.jobs.models import Worker


def note_worker(pk: uuid.UUID) -> None:
    """Write that a worker is alive; the first time also that it has started."""
    now = timezone.now()
    if not Worker.objects.filter(pk=pk).update(seen_at=now):
        Worker.objects.create(pk=pk, started_at=now, seen_at=now)


def note_worker_ended(pk: uuid.UUID) -> None:
    """Write that a worker has stopped as it was asked to."""
    Worker.objects.filter(pk=pk).update(ended_at=timezone.now())
