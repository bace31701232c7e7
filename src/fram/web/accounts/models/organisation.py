"""Companies, the bodies that help them, and who belongs to which."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fram.web.ui.moments import now


class Kind(models.TextChoices):
    """What an organisation is: a company, or one of the kinds of bodies."""

    COMPANY = "company", _("company")
    CLUSTER = "cluster", _("cluster")
    AGENCY = "agency", _("agency")
    CHAMBER = "chamber", _("chamber")
    FUND = "fund", _("fund")
    HOSPITAL = "hospital", _("hospital")


class Role(models.TextChoices):
    """What somebody is in an organisation: the first three in companies, the others in bodies."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    READER = "reader", _("reader")
    LEAD = "lead", _("lead")
    ADVISER = "adviser", _("adviser")
    ANALYST = "analyst", _("analyst")


COMPANY_ROLES = (Role.OWNER, Role.EDITOR, Role.READER)
BODY_ROLES = (Role.LEAD, Role.ADVISER, Role.ANALYST)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations as the pages ask for them."""

    def companies(self) -> OrganisationQuerySet:
        """Those that export."""
        return self.filter(kind=Kind.COMPANY)

    def bodies(self) -> OrganisationQuerySet:
        """Those that help companies."""
        return self.exclude(kind=Kind.COMPANY)

    def open(self) -> OrganisationQuerySet:
        """Those that are not archived."""
        return self.filter(archived_at=None)


class Organisation(models.Model):
    """A company, or a body that helps companies.

    ``active_at``: when its own people last did something. ``ticket``: that of the form it was registered by.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    number = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, default="NO")
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    active_at = models.DateTimeField(default=now)
    archived_at = models.DateTimeField(null=True, blank=True)
    ticket = models.UUIDField(null=True, unique=True, editable=False)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["kind", "name"], name="organisation_by_kind"),
            models.Index(fields=["archived_at", "active_at"], name="organisation_by_use"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.UniqueConstraint(
                fields=["country", "number"], condition=~Q(number=""), name="organisation_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_company(self) -> bool:
        """Whether it exports, rather than helps."""
        return self.kind == Kind.COMPANY

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles its people can have."""
        return COMPANY_ROLES if self.is_company else BODY_ROLES

    @property
    def top_role(self) -> Role:
        """The role of whoever decides for it; at least one person always has it."""
        return self.roles[0]


class Membership(models.Model):
    """Somebody's role in an organisation, until it ends. The organisation is the tenant."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "pk"]
        indexes = [models.Index(fields=["organisation", "ended_at"], name="membership_by_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("joined_at")), name="membership_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
