"""Hand-overs: one body proposes another, the company agrees, and the other takes over."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fram.web.accounts.models import Organisation
from fram.web.programme.models.words import OPEN_HAND_OVERS, HandOverState
from fram.web.ui.moments import now


class HandOver(models.Model):
    """``stays``: the old body goes on helping beside the new. ``given``: what was shared for its sake."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="hand_overs")
    from_body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handed_on")
    to_body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handed_to")
    sections = models.JSONField(default=list)
    topics = models.JSONField(default=list, blank=True)
    message = models.TextField(blank=True, default="")
    stays = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=HandOverState.choices, default=HandOverState.PROPOSED)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    given = models.JSONField(default=list, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True, default="")
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["company", "-made_at"], name="hand_over_by_company"),
            models.Index(fields=["to_body", "state"], name="hand_over_by_new_body"),
            models.Index(fields=["from_body", "state"], name="hand_over_by_old_body"),
            models.Index(fields=["state", "expires_at"], name="hand_over_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "from_body", "to_body"], condition=Q(state__in=OPEN_HAND_OVERS),
                name="hand_over_open_once",
            ),
            models.CheckConstraint(condition=~Q(from_body=F("to_body")), name="hand_over_to_another"),
            models.CheckConstraint(condition=Q(state__in=HandOverState.values), name="hand_over_state_known"),
            models.CheckConstraint(
                condition=Q(state=HandOverState.PROPOSED, agreed_at=None)
                | Q(state__in=(HandOverState.AGREED, HandOverState.ACCEPTED), agreed_at__isnull=False)
                | Q(state__in=(HandOverState.DECLINED, HandOverState.WITHDRAWN, HandOverState.EXPIRED)),
                name="hand_over_agreed_first",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_HAND_OVERS, ended_at=None)
                | ~Q(state__in=OPEN_HAND_OVERS) & Q(ended_at__isnull=False),
                name="hand_over_ended_when_not_open",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="hand_over_expires_after"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.company} · {self.from_body} → {self.to_body}"

    def state_at(self, moment: datetime) -> str:
        """Return where it stands: an open one past its end has expired, whether or not a job said so."""
        is_over = self.state in OPEN_HAND_OVERS and self.expires_at <= moment
        return HandOverState.EXPIRED if is_over else self.state
