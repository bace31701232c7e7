"""Conversations, seen by those who take part in them and by nobody else."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from fram.terms.sections import SECTIONS
from fram.web.accounts.models import Organisation
from fram.web.ui.moments import now


class Thread(models.Model):
    """A conversation about one company; ``section`` names the part of the record it is about, if any."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="threads")
    subject = models.CharField(max_length=200)
    section = models.CharField(max_length=20, blank=True, default="")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["company", "-last_at"], name="thread_by_company")]
        constraints = [
            models.CheckConstraint(condition=Q(section__in=["", *SECTIONS]), name="thread_section_known"),
            models.CheckConstraint(condition=~Q(subject=""), name="thread_has_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.pk}"


class Participant(models.Model):
    """Somebody who takes part, and for whom: the company itself or a body. ``read_at``: read up to there."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["company", "organisation"], name="participant_by_company"),
            models.Index(fields=["organisation", "person"], name="participant_by_party"),
        ]
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class Message(models.Model):
    """What somebody wrote. It is not changed afterwards."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField(default=now)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["company", "thread", "sent_at"], name="message_by_company")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_says_something")]

    def __str__(self) -> str:
        return f"{self.thread} · {self.pk}"
