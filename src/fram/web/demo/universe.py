"""The whole invented universe: filled into an empty desk, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.models import Organisation, Person, Role
from fram.web.demo.history import write_history
from fram.web.demo.places import PASSWORD, Places, Size, make_places, share_about
from fram.web.demo.records import fill_records, stories
from fram.web.demo.support import help_about


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Somebody to sign in as: what they are, where, and by which address."""

    role: str
    place: str
    email: str


Told = Callable[[str], object]


def fill(size: Size, *, told: Told = str) -> Places:
    """Fill an empty desk with the universe; refuses a desk that holds anything, and keeps nothing half."""
    if Organisation.objects.exists() or Person.objects.exists():
        raise Refused(
            "this desk is not empty", kind="unwritable",
            why="invented companies must not stand among real ones",
            remedy="name an empty folder with FRAM_HOME",
        )  # fmt: skip
    now, rng = timezone.now(), Random(size.seed)
    with transaction.atomic():
        told("companies, bodies and people")
        places = make_places(size, stories=[name for name, _ in stories()], now=now)
        share_about(places, rng=rng, now=now)
        told("records")
        fill_records(places, rng=rng, now=now)
        told("a year of help")
        help_about(places, rng=rng, now=now)
        told("a year of the log")
        write_history(places, size, now=now)
    return places


def is_filled() -> bool:
    """Whether the universe is there already."""
    return bool(Organisation.objects.filter(is_invented=True).exists())


def logins(limit: int = 6) -> list[Login]:
    """Return a few people to sign in as: an owner, a colleague, a rival, a lead, an adviser, who runs it."""
    found: list[Login] = []
    for role in (Role.OWNER, Role.EDITOR, Role.READER, Role.LEAD, Role.ADVISER, Role.ANALYST):
        person = Person.objects.filter(memberships__role=role, is_invented=True).order_by("pk").first()
        if person is not None:
            place = person.memberships.select_related("organisation").first()
            assert place is not None
            found.append(Login(role=str(role.label), place=place.organisation.name, email=person.email))
    return found[:limit]


__all__ = ["PASSWORD", "Login", "fill", "logins"]
