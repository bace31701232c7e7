"""The log: who did what with whose record, and when. Rows are added and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models.organisation import Organisation
from fram.web.ui.moments import now


class EntryKind(models.TextChoices):
    """What sort of thing was done."""

    WRITE = "write", _("change")
    READ = "read", _("read")
    EXPORT = "export", _("export")
    SIGN_IN = "sign-in", _("sign-in")


class Entry(models.Model):
    """One line of the log. ``changes`` names what was changed, never the values.

    ``company``: whose record it was about; ``organisation``: the organisation it was done in or for. A
    person who was erased stays as a number.
    """

    at = models.DateTimeField(default=now)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    company = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    verb = models.CharField(max_length=60)
    section = models.CharField(max_length=20, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    changes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["company", "-at", "-id"], name="entry_by_company"),
            models.Index(fields=["organisation", "-at", "-id"], name="entry_by_organisation"),
            models.Index(fields=["person", "-at", "-id"], name="entry_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.verb}"
