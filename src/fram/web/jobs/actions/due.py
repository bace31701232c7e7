"""What comes round by itself: the calendar is kept in a table, so that several workers share one."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from fram.web.jobs.actions.asking import ask_for
from fram.web.jobs.declaring import jobs
from fram.web.jobs.models import Due

log = logging.getLogger(__name__)


@transaction.atomic
def sync_due(*, now: datetime) -> None:
    """Bring the calendar in line with what the apps declare: new jobs are due at once, gone ones leave."""
    declared = {name: one.every for name, one in jobs().items() if one.every}
    Due.objects.exclude(name__in=declared).delete()
    fresh = [Due(name=name, every=every, next_at=now) for name, every in declared.items()]
    Due.objects.bulk_create(fresh, ignore_conflicts=True)
    for due in Due.objects.all():
        if due.every != declared[due.name]:
            due.every, due.next_at = declared[due.name], min(due.next_at, now + declared[due.name])
            due.save(update_fields=["every", "next_at"])


def ask_for_due(*, now: datetime) -> int:
    """Ask for every job whose time has come, each once; returns how many were asked for."""
    return sum(_ask(due, now) for due in Due.objects.filter(next_at__lte=now).select_related("last_work"))


@transaction.atomic
def _ask(due: Due, now: datetime) -> bool:
    # Whoever moves the hand asks; a worker that read the same line a moment later finds it moved.
    ours = Due.objects.filter(pk=due.pk, next_at=due.next_at)
    if not ours.update(next_at=_next(due, now)):
        return False
    if due.last_work is not None and not due.last_work.is_over:
        log.warning("%s is due again and still under way", due.name)
        return False
    work = ask_for(due.name, ticket=f"{due.name}@{due.next_at.isoformat()}")
    Due.objects.filter(pk=due.pk).update(last_at=now, last_work=work)
    return True


def _next(due: Due, now: datetime) -> datetime:
    """The next moment on the calendar after now: what was missed while no worker ran is done once."""
    missed = (now - due.next_at) // due.every
    moment: datetime = due.next_at + (missed + 1) * due.every
    return max(moment, now + timedelta(seconds=1))
