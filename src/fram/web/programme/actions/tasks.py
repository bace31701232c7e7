"""Tasks: giving one, changing it, ending it, and taking the ending back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.actions.once import JUST_NOW, create_once
from fram.web.accounts.log import acted_for, action, changed
from fram.web.accounts.models import Consent, Membership, Organisation, Person
from fram.web.programme.models import Side, Task, TaskState
from fram.web.programme.policy import may_change_task, may_for, task_endings

FIELDS = ("title", "text", "side", "person", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    """What is to be done, by whom, until when; ``body``: the one it is with, None for the company alone."""

    title: str
    ticket: uuid.UUID
    text: str = ""
    side: str = Side.COMPANY
    person: Person | None = None
    due_on: date | None = None
    body: Organisation | None = None
    version: int = 1


@action("task.change", says=gettext_lazy("gave a task"))
def add_task(*, by: Actor, company: Organisation, card: TaskCard) -> Task:
    """Give a task: the company's people to themselves or a body with consent, a body's to the two of them."""
    _demand_side(by, company, card.body)
    _refuse_wrong(company, card)
    if earlier := _just_given(by, company, card):
        return earlier
    made, _is_new = create_once(
        Task(
            company=company, body=card.body, made_by=by.person, made_at=timezone.now(), ticket=card.ticket,
            **{name: getattr(card, name) for name in FIELDS},
        )
    )  # fmt: skip
    return made


@action("task.change", says=gettext_lazy("changed a task"))
def change_task(*, by: Actor, company: Organisation, task: Task, card: TaskCard) -> Task:
    """Change a task; the body it is with stays. Refused where somebody changed it since it was looked at."""
    _demand_side(by, company, task.body)
    locked = _locked(task)
    if card.version < locked.version and any(getattr(locked, n) != getattr(card, n) for n in FIELDS):
        raise Refused(
            _("somebody changed this task while you wrote; it is now called “%(title)s”")
            % {"title": locked.title},
            where="title", remedy=_("what you wrote is kept below; send it again if it still holds"),
        )  # fmt: skip
    _refuse_wrong(company, card, body=task.body)
    for name in FIELDS:
        if getattr(locked, name) != getattr(card, name):
            changed(name)
            setattr(locked, name, getattr(card, name))
    return _saved(locked)


@action("task.change", says=gettext_lazy("ended a task"))
def end_task(*, by: Actor, company: Organisation, task: Task, state: str) -> Task:
    """End a task as done, declined (by who got it) or cancelled (by who gave it); twice is once."""
    _demand_side(by, company, task.body)
    locked = _locked(task)
    if locked.state == state:
        return locked
    if not locked.is_open:
        raise Refused(
            _("this task was ended meanwhile: %(state)s") % {"state": TaskState(locked.state).label},
            remedy=_("open it again if that was wrong"),
        )
    if state not in task_endings(by, locked):
        raise PermissionDenied("task.change")
    locked.state, locked.ended_by, locked.ended_at = state, by.person, timezone.now()
    changed("state")
    return _saved(locked)


@action("task.change", says=gettext_lazy("opened a task again"))
def reopen_task(*, by: Actor, company: Organisation, task: Task) -> Task:
    """Take the ending of a task back."""
    _demand_side(by, company, task.body)
    locked = _locked(task)
    if locked.is_open:
        return locked
    locked.state, locked.ended_by, locked.ended_at = TaskState.OPEN, None, None
    return _saved(locked)


def _demand_side(by: Actor, company: Organisation, body: Organisation | None) -> None:
    if not may_change_task(by, company, body=body):
        raise PermissionDenied("task.change")
    is_own = may_for(by, "task.change", company=company, body=None)
    acted_for(company if is_own or body is None else body)


def _refuse_wrong(company: Organisation, card: TaskCard, *, body: Organisation | None = None) -> None:
    with_body = card.body or body
    if with_body and not Consent.objects.letting_in().filter(company=company, body=with_body).exists():
        raise Refused(
            _("%(body)s sees nothing of the company any more") % {"body": with_body.name}, where="body"
        )
    if card.side == Side.BODY and with_body is None:
        raise Refused(_("choose the body that is to do it"), where="body")
    doer = with_body if card.side == Side.BODY else company
    if (
        card.person
        and not Membership.objects.filter(organisation=doer, person=card.person, ended_at=None).exists()
    ):
        raise Refused(_("that person does not belong to who is to do it"), where="person")


def _just_given(by: Actor, company: Organisation, card: TaskCard) -> Task | None:
    """The same task, given by the same person a moment ago and still open."""
    same = {"company": company, "body": card.body, "made_by": by.person, "state": TaskState.OPEN}
    found = Task.objects.filter(made_at__gt=timezone.now() - JUST_NOW, **same)
    given: Task | None = found.filter(**{name: getattr(card, name) for name in FIELDS}).first()
    return given


def _locked(task: Task) -> Task:
    found: Task = Task.objects.select_for_update().get(pk=task.pk)
    found.company, found.body = task.company, task.body
    return found


def _saved(task: Task) -> Task:
    task.version += 1
    task.save()
    return task
