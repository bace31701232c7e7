"""Invitations: a role in an organisation offered to an e-mail address, once and for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from fram.web.accounts.models.organisation import Organisation, Role
from fram.web.accounts.models.person import AboutAPerson
from fram.web.ui.moments import now


class Invitation(AboutAPerson):
    """Only a hash of what the mail carries is kept, so that whoever reads the table cannot accept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invited"
    )
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="invitation_by_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_small"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_one_end"
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} · {self.pk}"
