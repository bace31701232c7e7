"""People as pages and the way in ask for them."""

from __future__ import annotations

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
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


def stands_alone_in(person: Person) -> tuple[list[Organisation], list[Organisation]]:
    """Return the open organisations that nobody else decides for: with other people in them, and without."""
    with_others: list[Organisation] = []
    alone: list[Organisation] = []
    held = Membership.objects.filter(person=person, ended_at=None, organisation__archived_at=None)
    for membership in held.select_related("organisation"):
        place = membership.organisation
        others = Membership.objects.filter(organisation=place, ended_at=None).exclude(person=person)
        if membership.role != place.top_role or others.filter(role=place.top_role).exists():
            continue
        (with_others if others.exists() else alone).append(place)
    return with_others, alone


def is_last_site_admin(person: Person) -> bool:
    """Return whether nobody else runs the desk."""
    others = Person.objects.filter(is_site_admin=True, is_active=True).exclude(pk=person.pk)
    return person.is_site_admin and not others.exists()


def emails(person: Person) -> list[EmailAddress]:
    """Return a person's addresses, the one that is written to first."""
    return list(EmailAddress.objects.filter(user=person).order_by("-primary", "email"))


def ways_in(person: Person) -> dict[str, int]:
    """Return how many second factors of each kind a person has."""
    found = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    return dict(Counter(found))
