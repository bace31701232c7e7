"""Every read about work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from fram.web.accounts.acting import Actor
from fram.web.accounts.policy import demand, may
from fram.web.jobs.declaring import jobs
from fram.web.jobs.models import Due, Work, Worker, WorkState

SHOWN = 50
ALIVE = timedelta(minutes=1)
"""A worker that was not heard of for longer is not counted on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the worker does. ``seen_at``: the last sign of life of any worker."""

    seen_at: datetime | None
    is_alive: bool
    waiting: int
    running: int
    dead_letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the page of the desk's work shows."""

    health: Health
    running: tuple[Work, ...]
    waiting: tuple[Work, ...]
    calendar: tuple[Due, ...]


def health(*, now: datetime) -> Health:
    """Return how the worker does, in two questions to the database."""
    seen_at = (
        Worker.objects.filter(ended_at=None).order_by("-seen_at").values_list("seen_at", flat=True).first()
    )
    is_dead = Q(state=WorkState.FAILED, was_given_up=True)
    counts = Work.objects.aggregate(
        waiting=Count("pk", filter=Q(state=WorkState.WAITING)),
        running=Count("pk", filter=Q(state=WorkState.RUNNING)), dead_letters=Count("pk", filter=is_dead),
    )  # fmt: skip
    return Health(seen_at=seen_at, is_alive=seen_at is not None and now - seen_at < ALIVE, **counts)


def overview(actor: Actor, *, now: datetime) -> Overview:
    """Return what the worker does, what waits for it, and what comes round by itself."""
    demand(actor, "jobs.read")
    works = Work.objects.order_by("created_at", "pk")
    known = [due for due in Due.objects.select_related("last_work") if due.name in jobs()]
    return Overview(
        health=health(now=now), running=tuple(works.filter(state=WorkState.RUNNING)[:SHOWN]),
        waiting=tuple(works.filter(state=WorkState.WAITING)[:SHOWN]),
        calendar=tuple(known),
    )  # fmt: skip


def dead_letters(actor: Actor) -> QuerySet[Work]:
    """Return the works that were given up, the last first."""
    demand(actor, "jobs.read")
    found: QuerySet[Work] = Work.objects.dead_letters().order_by("-finished_at", "-pk")
    return found


def get_dead_letter(actor: Actor, pk: uuid.UUID) -> Work:
    """Return a work that was given up, or 404; for who may have it done after all."""
    demand(actor, "jobs.retry")
    return _or_404(Work.objects.dead_letters().filter(pk=pk).first())


def get_work_for(actor: Actor, pk: uuid.UUID) -> Work:
    """Return a work to its company's own people, and to whoever asked for it and sees the company, or 404."""
    work = _or_404(Work.objects.select_related("company").filter(pk=pk).first())
    is_asker = actor.person is not None and work.asked_by_id == actor.person.pk
    if work.company is None:
        is_theirs = is_asker
    else:
        is_theirs = may(actor, "company.see" if is_asker else "work.read", work.company)
    return _or_404(work if is_theirs else None)


def _or_404(work: Work | None) -> Work:
    if work is None:
        raise Http404("no such work")
    return work
