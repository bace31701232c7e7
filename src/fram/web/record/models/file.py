"""Documents laid in a record."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Organisation
from fram.web.record.models.answers import Product
from fram.web.ui.moments import now

PERSON = settings.AUTH_USER_MODEL


class FileKind(models.TextChoices):
    """What a file was found to be when it was looked into, whatever its name says."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    PPTX = "pptx", "PowerPoint"
    CSV = "csv", "CSV"
    TXT = "txt", _("text")
    PNG = "png", _("picture (PNG)")
    JPG = "jpg", _("picture (JPEG)")
    TOML = "toml", "TOML"
    JSON = "json", "JSON"


class StoredFile(models.Model):
    """A document laid in the record. Its bytes lie in the desk's home under `key`, never under its name."""

    company = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["company", "removed_at", "-uploaded_at"], name="file_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "sha256"], condition=Q(removed_at=None), name="file_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="file_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="file_named"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("uploaded_at")), name="file_removed_after"
            ),
            models.CheckConstraint(
                condition=Q(purged_at=None) | Q(removed_at__isnull=False), name="file_purged_when_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.name
