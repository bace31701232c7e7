"""A body's help to a company: where it stands, how it came there, and when its clock stood still.

The row is made when somebody first acts; until then a body with consent counts as suggested.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from fram.programme.service_clock import EXEMPTIONS, MOST_PAUSE_DAYS, Clock, Pause
from fram.programme.support_states import HELPING, Kept, Spell, Standing, standing
from fram.web.accounts.models import Consent, Organisation
from fram.web.programme.models.words import Exempting, Reason, State
from fram.web.ui.moments import now


class SupportQuerySet(models.QuerySet["Support"]):
    """Support as pages and actions ask for it."""

    def between(self, company: Organisation, body: Organisation) -> Support | None:
        """The row of a company and a body, if anybody has acted yet."""
        return self.filter(company=company, body=body).select_related("adviser").first()


class Support(models.Model):
    """One company and one body. ``clock_from``: the suggestion's moment, moved on by exemptions.

    ``version`` grows with every change, so that whoever changes an older one is told.
    """

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="supports")
    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="helped")
    state = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True, default="")
    topics = models.JSONField(default=list, blank=True)
    markets = models.JSONField(default=list, blank=True)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suggested_at = models.DateTimeField()
    clock_from = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["company", "body"]
        indexes = [models.Index(fields=["body", "state"], name="support_by_body")]
        constraints = [
            models.UniqueConstraint(fields=["company", "body"], name="support_once"),
            models.CheckConstraint(condition=~Q(company=F("body")), name="support_of_another"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="support_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, reason__in=Reason.values)
                | ~Q(state=State.CLOSED) & Q(reason=""),
                name="support_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUGGESTED, answered_at=None)
                | Q(state__in=(*HELPING, State.UNSUITABLE), answered_at__isnull=False)
                | Q(state=State.CLOSED),
                name="support_answered_when_moved",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("suggested_at")),
                name="support_answered_after",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="support_version_from_one"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.company} · {self.body}"

    @property
    def kept(self) -> Kept:
        """What the engine needs to know of it."""
        return Kept(state=self.state, moved_at=self.moved_at, reason=self.reason)


class SupportStep(models.Model):
    """One move of a support: from where to where, by whom, when and why. Rows are added, never changed."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=12, choices=State.choices)
    to_state = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True, default="")
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=now)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["company", "support", "-at"], name="step_by_company")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_state__in=State.values, to_state__in=State.values), name="step_states_known"
            ),
            models.CheckConstraint(
                condition=Q(to_state=State.CLOSED, reason__in=Reason.values)
                | ~Q(to_state=State.CLOSED) & Q(reason=""),
                name="step_closed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Exemption(models.Model):
    """Working days, from a day on, in which the service clock of a support stood still, and why."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="exemptions")
    reason = models.CharField(max_length=16, choices=Exempting.choices)
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=now)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["company", "support"], name="exemption_by_company")]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=EXEMPTIONS), name="exemption_reason_known"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_PAUSE_DAYS), name="exemption_days_within"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} · {self.starts_on} · {self.days}"

    @property
    def pause(self) -> Pause:
        """What it is to the clock."""
        return Pause(starts_on=self.starts_on, days=self.days, reason=self.reason)


def standing_between(
    company: Organisation, body: Organisation, *, support: Support | None
) -> Standing | None:
    """Return where help stands by consent and by the row; None where nothing was ever shared."""
    held = Consent.objects.filter(company=company, body=body).values_list("given_at", "withdrawn_at")
    return standing(spells_of(held), support.kept if support else None, archived_at=company.archived_at)


def spells_of(held: Iterable[tuple[datetime, datetime | None]]) -> list[Spell]:
    """Return from when until when consents held; an end that is still to come is none yet."""
    at = timezone.now()
    return [Spell(given_at, ends_at if ends_at and ends_at <= at else None) for given_at, ends_at in held]


def is_helping(company: Organisation, body: Organisation) -> bool:
    """Return whether a body helps a company now."""
    found = standing_between(company, body, support=Support.objects.between(company, body))
    return found is not None and found.state in HELPING


def clock_of(support: Support) -> Clock:
    """Return the clock of a suggestion with the exemptions it was given."""
    pauses = [one.pause for one in support.exemptions.all() if one.at >= support.suggested_at]
    return Clock(started_on=local_day(support.suggested_at), pauses=tuple(pauses))


def local_day(at: Any) -> date:
    """Return the day a moment falls on where the desk stands."""
    return timezone.localtime(at).date()
