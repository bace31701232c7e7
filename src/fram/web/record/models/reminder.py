"""Which notices of certificates that run out were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fram.web.accounts.models import Organisation
from fram.web.record.models.answers import Product
from fram.web.ui.moments import now

PERSON = settings.AUTH_USER_MODEL


class Reminder(models.Model):
    """A notice to one person that one certificate runs out; the row is taken before anything is sent.

    ``sent_at`` empty: it was begun and nobody knows whether it went out, so it is not sent again.
    """

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    certificate = models.CharField(max_length=64)
    days_before = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["company", "-begun_at"], name="reminder_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "certificate", "days_before", "person"], name="reminder_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("begun_at")), name="reminder_sent_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} · {self.days_before}"
