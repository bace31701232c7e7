"""What a worker writes about the work it has in hand. Whoever was taken for dead can write no more of it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from fram.terms.errors import Problem
from fram.terms.reading import plain
from fram.web.jobs.actions.asking import queue
from fram.web.jobs.declaring import jobs
from fram.web.jobs.models import Work, WorkState

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
GROWTH = 4


class TakenOver(Exception):
    """The work is in another worker's hands, or its asker is gone: what was done here is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A work that a worker has in hand. ``attempt`` tells this taking from any other of the same work."""

    pk: uuid.UUID
    name: str
    attempt: int
    args: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def take(work: uuid.UUID, *, task: uuid.UUID) -> Taken | None:
    """Take a waiting work for the row of the queue that stands for it; None when it is not to be done."""
    now = timezone.now()
    waiting = Work.objects.filter(pk=work, task=task, state=WorkState.WAITING)
    is_ours = waiting.update(
        state=WorkState.RUNNING, started_at=now, seen_at=now, attempts=F("attempts") + 1,
        tries_left=F("tries_left") - 1, done=0, total=0, note="",
    )  # fmt: skip
    if not is_ours:
        return None
    found = Work.objects.get(pk=work)
    return Taken(pk=found.pk, name=found.name, attempt=found.attempts, args=found.args)


def note_alive(taken: Taken) -> None:
    """Give a sign of life."""
    _rows(taken).update(seen_at=timezone.now())


def note_progress(taken: Taken, *, done: int, total: int, note: str) -> bool:
    """Write down how far the work has come, also as a sign of life; False when it is not ours any more."""
    now, total = timezone.now(), max(total, 0)
    told = _rows(taken).update(done=min(max(done, 0), total), total=total, note=note[:200], seen_at=now)
    return bool(told)


@transaction.atomic
def keep(taken: Taken, *, write: Callable[[], object]) -> None:
    """Write a part of the outcome; raises `TakenOver`, with nothing written, when the work is not ours."""
    if not _rows(taken).update(seen_at=timezone.now()):
        raise TakenOver(str(taken.pk))
    write()


def begin(taken: Taken) -> bool:
    """Note that what cannot be taken back is about to be done; False where an earlier try had begun it.

    Raises `TakenOver` when the work is not ours.
    """
    if _rows(taken).filter(has_begun=False).update(has_begun=True, seen_at=timezone.now()):
        return True
    keep(taken, write=lambda: None)
    return False


def did_not_happen(taken: Taken) -> None:
    """Note that what was begun failed, so that the next try may do it."""
    _rows(taken).update(has_begun=False)


@transaction.atomic
def finish(taken: Taken, *, write: Callable[[], object] | None = None) -> None:
    """End the work well, together with what is left to write; raises `TakenOver` when it is not ours."""
    now = timezone.now()
    if not _rows(taken).update(state=WorkState.DONE, seen_at=now, finished_at=now, done=F("total")):
        raise TakenOver(str(taken.pk))
    if write:
        write()
    log.info("work %s done", taken.pk)


@transaction.atomic
def stop(taken: Taken, *, problems: Iterable[Problem]) -> None:
    """End a work that its asker must mend, with everything that is wrong."""
    work = _rows(taken).select_for_update().first()
    if work is not None:
        end_as_failed(work, problems=problems)
        log.info("work %s stopped", taken.pk)


@transaction.atomic
def try_again(taken: Taken) -> None:
    """Put a work back that broke, to be tried after a wait that grows; given up when it was tried enough."""
    work = _rows(taken).select_for_update().first()
    if work is None:
        return
    if work.tries_left:
        put_back(work, after=wait_before(work.attempts + 1))
        log.warning("work %s broke and is tried again", taken.pk)
    else:
        end_as_failed(work, problems=[_our_fault()], is_given_up=True)
        log.error("work %s broke and is given up", taken.pk)


@transaction.atomic
def give_back(taken: Taken) -> None:
    """Put a work back because its worker is asked to stop; that is not counted as a try."""
    work = _rows(taken).select_for_update().first()
    if work is not None:
        work.tries_left += 1
        put_back(work)
        log.info("work %s given back", taken.pk)


def put_back(work: Work, *, after: timedelta | None = None) -> None:
    """Make a work wait again, in a row of the queue of its own."""
    work.state, work.started_at, work.seen_at, work.finished_at = WorkState.WAITING, None, None, None
    work.problems, work.was_given_up, work.done, work.note = [], False, 0, ""
    work.save()
    queue(work, after=after)


def end_as_failed(work: Work, *, problems: Iterable[Problem], is_given_up: bool = False) -> None:
    """End a work with its problems, and tell the job whose it is."""
    work.state, work.finished_at, work.was_given_up = WorkState.FAILED, timezone.now(), is_given_up
    work.problems = [plain(problem) for problem in problems]
    work.save()
    declared = jobs().get(work.name)
    if declared and declared.stopped:
        declared.stopped(work.args, work.problems)


def wait_before(attempt: int) -> timedelta:
    """Return how long to wait before an attempt: 10 s before the second, then four times as long each."""
    return min(FIRST_WAIT * GROWTH ** min(max(attempt - 2, 0), 9), LONGEST_WAIT)


def _rows(taken: Taken) -> QuerySet[Work]:
    return Work.objects.filter(pk=taken.pk, state=WorkState.RUNNING, attempts=taken.attempt)


def _our_fault() -> Problem:
    # Kept in English, the key of the words; pages translate it when they show it.
    with override("en"):
        return Problem(
            where="", what=_("it could not be done, through a fault of ours"),
            remedy=_("the file desk.log says what happened; try again, and report it if it stays"),
        )  # fmt: skip
