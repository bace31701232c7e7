"""The one task of the queue: do the work that a row stands for."""

from __future__ import annotations

import uuid

from django_tasks import TaskContext, task

from fram.web.jobs.doing.running import run


@task(takes_context=True)
def run_work(context: TaskContext, work: str) -> None:
    """Do a work; whatever becomes of it is written into the work, so the row itself always ends well."""
    run(uuid.UUID(work), task=uuid.UUID(context.task_result.id))
