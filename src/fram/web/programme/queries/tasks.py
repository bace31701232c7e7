"""Tasks as their two sides see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Consent, Organisation
from fram.web.programme.models import Task, TaskState
from fram.web.programme.policy import may_change_task
from fram.web.ui.text import number_in

ORDERS: dict[str, tuple[Any, ...]] = {
    "due": (F("due_on").asc(nulls_last=True), "pk"),
    "newest": ("-made_at", "-pk"),
    "title": ("title", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tasks are asked for; ``state``: one, or mine, overdue, all."""

    text: str = ""
    state: str = "open"
    order: str = "due"


def tasks(actor: Actor, place: Organisation, *, wanted: Wanted, on: date) -> QuerySet[Task]:
    """Return the tasks of a company, or those of a body over all its companies, as far as the reader sees."""
    found = _seen(actor, place)
    if wanted.text:
        found = found.filter(Q(title__icontains=wanted.text) | Q(text__icontains=wanted.text))
    if wanted.state == "mine":
        found = found.filter(state=TaskState.OPEN, person=actor.person)
    elif wanted.state == "overdue":
        found = found.filter(state=TaskState.OPEN, due_on__lt=on)
    elif wanted.state != "all":
        found = found.filter(state=wanted.state)
    found = found.select_related("company", "body", "person", "made_by", "ended_by")
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["due"]))


def get_task(actor: Actor, company: Organisation, *, pk: int) -> Task:
    """Return one task of the company that the reader sees, or 404."""
    found = _seen(actor, company).select_related("company", "body", "person", "made_by", "ended_by")
    task = found.filter(pk=pk).first()
    if task is None:
        raise Http404("no such task")
    return task


def endable(actor: Actor, shown: Collection[Task]) -> frozenset[int]:
    """Return which of the tasks of a page the reader may end, by their numbers."""
    actor.look_up_shared({task.company_id for task in shown})
    return frozenset(
        task.pk for task in shown if task.is_open and may_change_task(actor, task.company, body=task.body)
    )


def just_ended(actor: Actor, place: Organisation, *, pk: str) -> Task | None:
    """Return the ended task whose ending can be undone from the list, if the address names one."""
    ended = _seen(actor, place).exclude(state=TaskState.OPEN).select_related("company", "body")
    task = ended.filter(pk=number_in(pk)).first()
    return task if task and may_change_task(actor, task.company, body=task.body) else None


def has_tasks(actor: Actor, place: Organisation) -> bool:
    """Whether there is any task at all to be filtered."""
    return _seen(actor, place).exists()


def _seen(actor: Actor, place: Organisation) -> QuerySet[Task]:
    if not place.is_company:
        given = Consent.objects.letting_in().filter(body=place).order_by().values("company")
        return Task.objects.filter(body=place, company__in=given)
    found = Task.objects.filter(company=place)
    if actor.role_in(place):
        return found
    return found.filter(body__in=list(actor.shared_by(place)))
