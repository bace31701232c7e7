"""People who sign in, and what the law asks us to know about each record of a person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from fram.web.ui.moments import now


class Basis(models.TextChoices):
    """The legal basis of Article 6 of the General Data Protection Regulation on which a record is kept."""

    AGREEMENT = "agreement", _("agreement with the person (Art. 6(1)(b))")
    CONSENT = "consent", _("the person's consent (Art. 6(1)(a))")
    INTEREST = "interest", _("legitimate interest (Art. 6(1)(f))")
    DUTY = "duty", _("legal duty (Art. 6(1)(c))")


class AboutAPerson(models.Model):
    """A record about a person: why it is kept, where it came from, on which basis and until when."""

    purpose = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    keep_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class People(BaseUserManager["Person"]):
    """Makes people with the one thing they sign in by: an e-mail address in small letters."""

    def create_user(self, email: str, password: str | None = None, **named: Any) -> Person:
        """Return a new person; without a password they can only sign in by other means."""
        usual = {
            "purpose": "to sign in and to be named for what was done",
            "source": "the person",
            "basis": Basis.AGREEMENT,
        }
        person: Person = self.model(email=email.strip().lower(), **{**usual, **named})
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by e-mail, whatever case it was typed in."""
        found: Person = self.get(email=(username or "").strip().lower())
        return found


class Person(AboutAPerson, AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their memberships, never from this row."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_site_admin = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    noticed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_small"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_active=False, is_site_admin=False, name=""),
                name="person_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.shown)

    @property
    def shown(self) -> str:
        """How the person is named on pages."""
        if self.erased_at:
            return str(_("erased person"))
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """What libraries ask before they show an administration page; Fram has none of Django's."""
        return False
