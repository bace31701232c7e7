"""Ask for work: one row for whoever waits for it, and one in the queue for the worker, or neither."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Organisation
from fram.web.jobs.declaring import jobs
from fram.web.jobs.models import Work

RUN_WORK = "fram.web.jobs.tasks.run_work"
"""The task that the queue's rows point at; named by its path, because what it calls stands on this module."""


@transaction.atomic
def ask_for(
    name: str,
    *,
    args: Mapping[str, Any] | None = None,
    company: Organisation | None = None,
    by: Actor | None = None,
    ticket: str | uuid.UUID = "",
) -> Work:
    """Ask a worker to do a declared job once; the same ticket again gives the work it already gave."""
    declared = jobs()[name]
    fresh = {
        "name": name, "args": dict(args or {}), "company": company,
        "asked_by": by.person if by else None, "tries_left": declared.tries, "created_at": timezone.now(),
    }  # fmt: skip
    work, is_new = Work.objects.get_or_create(ticket=str(ticket or uuid.uuid4()), defaults=fresh)
    if is_new:
        queue(work)
    return work


def queue(work: Work, *, after: timedelta | None = None) -> None:
    """Put a waiting work into the queue, from now or after a while; an older row of it counts no more."""
    run_after: datetime | None = timezone.now() + after if after else None
    row = import_string(RUN_WORK).using(run_after=run_after).enqueue(str(work.pk))
    work.task, work.run_after = uuid.UUID(row.id), run_after
    work.save(update_fields=["task", "run_after"])
