"""The table of plans. What the engine found lies in one column; the rest is what the desk must know of it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Organisation
from fram.web.jobs.models import Work
from fram.web.record.field import RecordField
from fram.web.ui.moments import now


class PlanState(models.TextChoices):
    """Where a plan stands."""

    WAITING = "waiting", _("on its way")
    DONE = "done", _("ready")
    STOPPED = "stopped", _("stopped")


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as the pages ask for them."""

    def kept(self) -> PlanQuerySet:
        """Those nobody has deleted."""
        return self.filter(deleted_at=None)

    def named(self, text: str) -> PlanQuerySet:
        """Those whose company file names a company or product with the text."""
        return self.filter(Q(company_name__icontains=text) | Q(product_name__icontains=text))

    def without_papers(self) -> PlanQuerySet:
        """Leave the heavy columns in the database: a list needs neither the file nor the result."""
        return self.defer("record", "company_toml")


class Plan(models.Model):
    """One run of the engine for one company file. Running again makes a new version; none is changed.

    ``company`` is whose plan it is; ``company_name`` and ``product_name`` stand in the file it was made from.
    """

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plans", db_index=False)
    company_name = models.CharField(max_length=200)
    product_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    company_toml = models.TextField()
    markets = models.JSONField(default=list, blank=True)
    draws = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    on_day = models.DateField()
    ticket = models.UUIDField(default=uuid.uuid4, editable=False)

    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.WAITING)
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    record = RecordField("fram.workspace.record.PlanRecord", null=True, blank=True)
    input_hash = models.CharField(max_length=64, blank=True, default="")
    problems = models.JSONField(default=list, blank=True)

    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["company", "deleted_at", "-created_at"], name="plan_by_company")]
        constraints = [
            models.UniqueConstraint(fields=["company", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["company", "ticket"], name="plan_ticket_once"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_from_one"),
            models.CheckConstraint(condition=Q(draws__gte=1), name="plan_draws_some"),
            models.CheckConstraint(
                name="plan_done_has_record",
                condition=Q(state="done", record__isnull=False) & ~Q(input_hash="")
                | ~Q(state="done") & Q(record__isnull=True, input_hash=""),
            ),
            models.CheckConstraint(
                name="plan_stopped_has_problems",
                condition=Q(state="stopped") & ~Q(problems=[]) | ~Q(state="stopped") & Q(problems=[]),
            ),
            models.CheckConstraint(
                name="plan_finished_when_ended",
                condition=Q(state="waiting", finished_at=None)
                | ~Q(state="waiting") & Q(finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_name} · {self.version}"

    @property
    def file_stem(self) -> str:
        """How files made of it are named, without their ending."""
        return f"{slugify(self.company_name) or 'plan'}-{self.version}"

    @property
    def is_done(self) -> bool:
        """Whether there is something to read."""
        return self.state == PlanState.DONE

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to come."""
        return self.state == PlanState.WAITING
