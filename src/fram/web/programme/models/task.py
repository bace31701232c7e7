"""Tasks: what somebody is to do for one company, and by when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from fram.web.accounts.models import Organisation
from fram.web.programme.models.words import Side, TaskState
from fram.web.ui.moments import now


class Task(models.Model):
    """A task of a company by itself (no body), or of a company and one body, seen by these two."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tasks")
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks_given"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.COMPANY)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["company", "state", "due_on"], name="task_by_company"),
            models.Index(fields=["body", "state", "due_on"], name="task_by_body"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="task_side_known"),
            models.CheckConstraint(
                condition=Q(side=Side.COMPANY) | Q(body__isnull=False), name="task_side_is_there"
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, ended_at=None, ended_by=None)
                | ~Q(state=TaskState.OPEN) & Q(ended_at__isnull=False),
                name="task_ended_when_not_open",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == TaskState.OPEN
