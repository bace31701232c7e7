"""Consent: a company lets a body see one section of its record, until it withdraws."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fram.terms.sections import SECTIONS
from fram.web.accounts.models.organisation import Organisation
from fram.web.ui.moments import now


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents as the policy asks for them."""

    def given(self) -> ConsentQuerySet:
        """Those that hold now; one that ends by itself carries its end beforehand."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=now()))

    def letting_in(self) -> ConsentQuerySet:
        """Those by which a body's people come in now: given, by a company that is not put away."""
        return self.given().filter(company__archived_at=None)


class Consent(models.Model):
    """One section, one company, one body. A row is changed to withdraw it, and to undo just that.

    ``withdrawn_at``: when it ended; in days to come for what ends by itself, whether or not a worker runs.
    """

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consents")
    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="trusted_by")
    section = models.CharField(max_length=20)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(default=now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["company", "body", "section", "pk"]
        indexes = [
            models.Index(fields=["company", "body", "withdrawn_at"], name="consent_by_company"),
            models.Index(fields=["body", "withdrawn_at", "section"], name="consent_by_body"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "body", "section"], condition=Q(withdrawn_at=None), name="consent_once"
            ),
            models.CheckConstraint(condition=~Q(company=F("body")), name="consent_to_another"),
            models.CheckConstraint(condition=Q(section__in=list(SECTIONS)), name="consent_section_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_at__gte=F("given_at")),
                name="consent_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.body} · {self.section}"

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.withdrawn_at is not None and self.withdrawn_at <= now()
