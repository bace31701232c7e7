"""What a company and its products say, each version of it, and what somebody typed and did not save.

It is kept as the company file says it (plain JSON, days as ISO texts): a record may be half filled, and it is
checked by the same code as the file.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from fram.web.accounts.models import Organisation
from fram.web.ui.moments import now

PERSON = settings.AUTH_USER_MODEL


class Profile(models.Model):
    """What the company says of itself: the `[company]` table of its file. Each version is in the history."""

    company = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="profile")
    content = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=now)

    history = HistoricalRecords(table_name="record_profile_history")

    def __str__(self) -> str:
        return f"{self.company} · {self.version}"


class ProductQuerySet(models.QuerySet["Product"]):
    """Products as the pages ask for them."""

    def open(self) -> ProductQuerySet:
        """Those that are not archived."""
        return self.filter(archived_at=None)


class Product(models.Model):
    """One product of a company: all of its file but the company. A variant began as a copy of another."""

    company = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="products", db_index=False
    )
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, db_index=False)
    variant_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="variants"
    )
    content = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    archived_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(table_name="record_product_history")
    objects: ClassVar[Any] = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["company", "created_at", "pk"]
        indexes = [models.Index(fields=["company", "archived_at", "created_at"], name="product_by_company")]
        constraints = [
            models.UniqueConstraint(fields=["company", "slug"], name="product_slug_once"),
            models.CheckConstraint(condition=~Q(name=""), name="product_named"),
            models.CheckConstraint(condition=~Q(variant_of=F("id")), name="product_not_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What somebody typed on a page and has not saved: one for each person and page."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=80)
    answers = models.JSONField(default=dict, blank=True)
    based_on = models.PositiveIntegerField(default=0)
    lang = models.CharField(max_length=5, default="en")
    saved_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["company", "person"], name="draft_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person", "page"], condition=Q(product=None), name="draft_once"
            ),
            models.UniqueConstraint(
                fields=["company", "person", "product", "page"], condition=~Q(product=None),
                name="draft_of_product_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.page} · {self.saved_at:%Y-%m-%d %H:%M}"
