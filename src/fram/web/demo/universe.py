"""The whole invented universe: filled into an empty desk, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.models import Membership, Organisation, Person, Role
from fram.web.demo.history import write_history
from fram.web.demo.places import PASSWORD, Places, Size, make_places, share_about
from fram.web.demo.plans import ask_for_first_plan
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
        ask_for_first_plan(places, on=timezone.localdate())
    return places


def is_filled() -> bool:
    """Whether the universe is there already."""
    return bool(Organisation.objects.filter(is_invented=True).exists())


def logins() -> list[Login]:
    """Return one person of each role to sign in as, and who runs the desk."""
    found: list[Login] = []
    for role in Role:
        held = Membership.objects.filter(role=role).select_related("person", "organisation")
        first = held.order_by("pk").first()
        if first is not None:
            found.append(Login(role=role.value, place=first.organisation.name, email=first.person.email))
    admin = Person.objects.filter(is_site_admin=True).order_by("pk").first()
    if admin is not None:
        found.append(Login(role="site admin", place="this desk", email=admin.email))
    return found


__all__ = ["PASSWORD", "Login", "fill", "logins"]
