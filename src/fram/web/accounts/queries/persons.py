"""People as pages and the way in ask for them."""

from __future__ import annotations

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.http import Http404

from fram.web.accounts.models import Membership, Organisation, Person


def is_anybody_here() -> bool:
    """Return whether anybody can sign in: an active person with an address that was proved."""
    return EmailAddress.objects.filter(verified=True, user__is_active=True).exists()


def proven_emails(person: Person) -> frozenset[str]:
    """Return the addresses of which the person has shown that they read them."""
    found = EmailAddress.objects.filter(user=person, verified=True)
    return frozenset(email.lower() for email in found.values_list("email", flat=True))


def is_claimed_unproved(email: str, *, besides: Person | None = None) -> bool:
    """Return whether somebody else says that an address is theirs, and has not shown it."""
    found = EmailAddress.objects.filter(email=email.lower(), verified=False)
    return found.exclude(user=besides).exists() if besides else found.exists()


def find_person(email: str) -> Person | None:
    """Return whoever has this address, erased people not."""
    wanted = email.strip().lower()
    held = EmailAddress.objects.filter(email=wanted, verified=True).values("user")
    found = Person.objects.filter(erased_at=None)
    return found.filter(pk__in=held).first() or found.filter(email=wanted).first()


def get_person(pk: int) -> Person:
    """Return somebody who was not erased, or 404."""
    found: Person | None = Person.objects.filter(pk=pk, erased_at=None).first()
    if found is None:
        raise Http404("no such person")
    return found


def heads_alone(person: Person) -> list[Organisation]:
    """Return the organisations that nobody else decides for, those put away too."""
    held = Membership.objects.filter(person=person, ended_at=None).select_related("organisation")
    heads = [one.organisation for one in held if one.role == one.organisation.top_role]
    return [
        place for place in heads if not _others_in(place, person).filter(role=place.top_role).exists()
    ]  # fmt: skip


def stands_alone_in(person: Person) -> tuple[list[Organisation], list[Organisation]]:
    """Return the open organisations that nobody else decides for: with other people in them, and without."""
    with_others: list[Organisation] = []
    alone: list[Organisation] = []
    for place in heads_alone(person):
        if place.archived_at is None:
            (with_others if _others_in(place, person).exists() else alone).append(place)
    return with_others, alone


def _others_in(place: Organisation, person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=place, ended_at=None).exclude(person=person)


def site_admins() -> list[Person]:
    """Return who runs the desk, by name."""
    return list(Person.objects.filter(is_site_admin=True, is_active=True).order_by("name", "email"))


def is_last_site_admin(person: Person) -> bool:
    """Return whether nobody else runs the desk; whoever never proved an address cannot come in to do so."""
    proved = EmailAddress.objects.filter(verified=True).values("user")
    others = Person.objects.filter(is_site_admin=True, is_active=True, pk__in=proved).exclude(pk=person.pk)
    return person.is_site_admin and not others.exists()


def emails(person: Person) -> list[EmailAddress]:
    """Return a person's addresses, the one that is written to first."""
    return list(EmailAddress.objects.filter(user=person).order_by("-primary", "email"))


def ways_in(person: Person) -> dict[str, int]:
    """Return how many second factors of each kind a person has."""
    found = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    return dict(Counter(found))
