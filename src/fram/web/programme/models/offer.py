"""What a body says it can help with, and the warning that a company is about to be archived."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fram.web.accounts.models import Organisation
from fram.web.programme.models.words import Topic


class Offer(models.Model):
    """One topic that a body helps with; no markets means anywhere."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    topic = models.CharField(max_length=16, choices=Topic.choices)
    markets = models.JSONField(default=list, blank=True)
    words = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["body", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["body", "topic"], name="offer_once"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="offer_topic_known"),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.topic}"


class IdleWarning(models.Model):
    """When the owners of a company were told that it will be archived unless somebody uses it."""

    company = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="idle_warning")
    warned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.company} · {self.warned_at:%Y-%m-%d}"
