"""The tables of work: what was asked for, what comes round by itself, and which workers are alive."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Organisation
from fram.web.jobs.declaring import said
from fram.web.ui.moments import now

OVER = ("done", "failed")


class WorkState(models.TextChoices):
    """Where a work stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped")


class WorkQuerySet(models.QuerySet["Work"]):
    """Works as the pages and the worker ask for them."""

    def open(self) -> WorkQuerySet:
        """Those that are still to end."""
        return self.exclude(state__in=OVER)

    def dead_letters(self) -> WorkQuerySet:
        """Those that were given up: tried as often as they may be, without their asker being at fault."""
        return self.filter(state=WorkState.FAILED, was_given_up=True)


def new_ticket() -> str:
    """Return a ticket nobody else has."""
    return str(uuid.uuid4())


class Work(models.Model):
    """One thing to be done by a worker. ``ticket`` makes asking twice ask once.

    ``task`` is the row of the queue that will run it; a row that is not this one has nothing to say any more.
    ``attempts`` counts the takings: whoever took it earlier can no longer end it. ``has_begun``: what cannot
    be taken back, such as sending a mail, was begun in one of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    args = models.JSONField(default=dict, blank=True)
    company = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="works", db_index=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ticket = models.CharField(max_length=120, unique=True, default=new_ticket)
    task = models.UUIDField(null=True, blank=True)

    state = models.CharField(max_length=8, choices=WorkState.choices, default=WorkState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    tries_left = models.PositiveSmallIntegerField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True, default="")
    has_begun = models.BooleanField(default=False)
    was_given_up = models.BooleanField(default=False)
    problems = models.JSONField(default=list, blank=True)

    created_at = models.DateTimeField(default=now)
    run_after = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["company", "-created_at"], name="work_by_company"),
            models.Index(fields=["state", "seen_at"], name="work_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="work_state_known"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="work_done_within"),
            models.CheckConstraint(
                name="work_taken_when_running",
                condition=Q(state="waiting", started_at=None, seen_at=None)
                | ~Q(state="waiting") & Q(started_at__isnull=False, seen_at__isnull=False, attempts__gte=1),
            ),
            models.CheckConstraint(
                name="work_finished_when_over",
                condition=Q(state__in=OVER, finished_at__isnull=False)
                | ~Q(state__in=OVER) & Q(finished_at=None),
            ),
            models.CheckConstraint(
                name="work_failed_has_problems",
                condition=Q(state="failed") & ~Q(problems=[]) | ~Q(state="failed") & Q(problems=[]),
            ),
            models.CheckConstraint(
                name="work_given_up_is_failed", condition=Q(was_given_up=False) | Q(state="failed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.pk}"

    @property
    def says(self) -> Any:
        """What is being done, in words; its bare name when this version of Fram does not know it."""
        return said(self.name)

    def get_name_display(self) -> str:
        """Return what is being done, as print-outs ask for what a field says."""
        return str(self.says)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.state in OVER

    @property
    def percent_done(self) -> int:
        """How much of it is behind us, 0 to 100."""
        if self.state == WorkState.DONE:
            return 100
        return 100 * self.done // self.total if self.total else 0


class Due(models.Model):
    """A job that comes round by itself, and when it is next to be done."""

    name = models.CharField(max_length=60, primary_key=True)
    every = models.DurationField()
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    last_work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["next_at"], name="due_by_next")]
        constraints = [
            models.CheckConstraint(condition=Q(last_work=None) | ~Q(last_at=None), name="due_done_has_moment")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def says(self) -> Any:
        """What is done, in words."""
        return said(self.name)


class Worker(models.Model):
    """A process that does the work, with its last sign of life."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        indexes = [models.Index(fields=["-seen_at"], name="worker_by_sign")]
        constraints = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("started_at")), name="worker_seen_after_start")
        ]

    def __str__(self) -> str:
        return str(self.pk)
