"""The table of plans. What the engine found lies in one column; the rest is what the desk must know of it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from fram.web.record.field import RecordField
from fram.workspace.record import PlanRecord

FINISHED = ("done", "failed")


class PlanState(models.TextChoices):
    """Where a plan stands."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being computed")
    DONE = "done", _("ready")
    FAILED = "failed", _("stopped")


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as the pages ask for them."""

    def kept(self) -> PlanQuerySet:
        """Those nobody has deleted."""
        return self.filter(deleted_at=None)

    def named(self, text: str) -> PlanQuerySet:
        """Those whose company or product holds the text."""
        return self.filter(Q(company__icontains=text) | Q(product__icontains=text))

    def without_papers(self) -> PlanQuerySet:
        """Leave the heavy columns in the database: a list needs neither the file nor the result."""
        return self.defer("record", "company_toml")


class Plan(models.Model):
    """One run of the engine for one company file. Running again makes a new version; none is changed."""

    company = models.CharField(max_length=200)
    product = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    company_toml = models.TextField()
    markets = models.JSONField(default=list, blank=True)
    draws = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    on_day = models.DateField()
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.QUEUED)
    draws_done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    record = RecordField(PlanRecord, null=True, blank=True)
    input_hash = models.CharField(max_length=64, blank=True, default="")
    problems = models.JSONField(default=list, blank=True)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="plan_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["company", "version"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_from_one"),
            models.CheckConstraint(condition=Q(draws__gte=1), name="plan_draws_some"),
            models.CheckConstraint(condition=Q(draws_done__lte=models.F("draws")), name="plan_draws_within"),
            models.CheckConstraint(
                name="plan_done_has_record",
                condition=Q(state="done", record__isnull=False) & ~Q(input_hash="")
                | ~Q(state="done") & Q(record__isnull=True, input_hash=""),
            ),
            models.CheckConstraint(
                name="plan_failed_has_problems",
                condition=Q(state="failed") & ~Q(problems=[]) | ~Q(state="failed") & Q(problems=[]),
            ),
            models.CheckConstraint(
                name="plan_started_when_taken",
                condition=Q(state="queued", started_at__isnull=True, seen_at__isnull=True)
                | ~Q(state="queued") & Q(started_at__isnull=False, seen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_finished_when_ended",
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | ~Q(state__in=FINISHED) & Q(finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.version}"

    @property
    def file_stem(self) -> str:
        """How files made of it are named, without their ending."""
        return f"{slugify(self.company) or 'plan'}-{self.version}"

    @property
    def is_done(self) -> bool:
        """Whether there is something to read."""
        return self.state == PlanState.DONE

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to come."""
        return self.state in (PlanState.QUEUED, PlanState.RUNNING)

    @property
    def percent_done(self) -> int:
        """How much of the simulation is behind us, 0 to 100."""
        return 100 * self.draws_done // self.draws
