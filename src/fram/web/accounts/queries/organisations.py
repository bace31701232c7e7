"""Organisations as pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fram.terms.sections import SECTIONS, Section
from fram.web.accounts.models import Consent, Invitation, Kind, Membership, Organisation, Role

UNDO = timedelta(days=1)
"""How long a withdrawal of everything can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What a company shares with one body."""

    body: Organisation
    sections: tuple[Section, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the sections."""
        return frozenset(section.name for section in self.sections)


def sharings(company: Organisation) -> list[Sharing]:
    """Return the bodies of the desk with what it may see of the company, those with something first."""
    given: dict[int, set[str]] = {}
    for body, section in Consent.objects.given().filter(company=company).values_list("body", "section"):
        given.setdefault(body, set()).add(section)
    found = [_sharing(body, given.get(body.pk, set())) for body in _shareable(company)]
    return sorted(found, key=lambda one: (not one.sections, one.body.name.lower()))


def get_sharing(company: Organisation, slug: str) -> Sharing:
    """Return what the company shares with one body, or 404 where there is no such body."""
    body = _shareable(company).filter(slug=slug).first()
    if body is None:
        raise Http404("no such body")
    held = Consent.objects.given().filter(company=company, body=body).values_list("section", flat=True)
    return _sharing(body, set(held))


def consents(company: Organisation, body: Organisation) -> QuerySet[Consent]:
    """Return every consent the company ever gave a body, newest first, with who gave and withdrew it."""
    found: QuerySet[Consent] = Consent.objects.filter(company=company, body=body)
    return found.select_related("given_by", "withdrawn_by").order_by("-given_at", "-pk")


def withdrawn_last(company: Organisation, body: Organisation) -> QuerySet[Consent]:
    """Return the consents that were withdrawn together within a day and left the body with nothing."""
    every: QuerySet[Consent] = Consent.objects.filter(company=company, body=body)
    if every.given().exists():  # type: ignore[attr-defined]
        return every.none()
    since = timezone.now() - UNDO
    return every.filter(withdrawn_at=every.aggregate(at=Max("withdrawn_at"))["at"], withdrawn_at__gte=since)


def just_withdrawn(company: Organisation, slug: str) -> Organisation | None:
    """Return the body from which all was withdrawn a while ago, if the address names one."""
    body: Organisation | None = Organisation.objects.bodies().filter(slug=slug).first()
    return body if body and withdrawn_last(company, body).exists() else None


def get_body(slug: str) -> Organisation:
    """Return a body, or 404."""
    found: Organisation | None = Organisation.objects.bodies().filter(slug=slug).first()
    if found is None:
        raise Http404("no such body")
    return found


HEADS = (Role.OWNER, Role.LEAD)


def looked_after() -> list[Organisation]:
    """Return what whoever runs the desk looks after: companies without an owner, then all bodies.

    Each with ``heads``: who decides for it, and ``invited``: who is to.
    """
    heads = Membership.objects.filter(role__in=HEADS, ended_at=None).select_related("person")
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, role__in=HEADS)
    found = _looked_after().prefetch_related(
        Prefetch("memberships", heads, to_attr="heads"), Prefetch("invitations", waiting, to_attr="invited")
    )
    return sorted(found, key=lambda place: not place.is_company)


def words_of(place: Organisation) -> str:
    """Return the words by which one of these is searched: its name, kind, and who decides for it."""
    heads = [held.person.shown for held in place.heads]  # type: ignore[attr-defined]
    return " ".join([place.name, place.get_kind_display(), *heads])


def get_looked_after(slug: str) -> Organisation:
    """Return a body or a company without an owner, or 404."""
    found: Organisation | None = _looked_after().filter(slug=slug).first()
    if found is None:
        raise Http404("no such body")
    return found


def _looked_after() -> QuerySet[Organisation]:
    owned = Membership.objects.filter(role=Role.OWNER, ended_at=None).values("organisation")
    found: QuerySet[Organisation] = Organisation.objects.exclude(kind=Kind.COMPANY, pk__in=owned)
    return found


def _shareable(company: Organisation) -> QuerySet[Organisation]:
    """The open bodies, and the closed ones that would see something were they opened again."""
    trusted = Consent.objects.given().filter(company=company).values("body")
    found: QuerySet[Organisation] = Organisation.objects.bodies()
    return found.filter(Q(archived_at=None) | Q(pk__in=trusted))


def _sharing(body: Organisation, names: set[str]) -> Sharing:
    return Sharing(body=body, sections=tuple(SECTIONS[name] for name in SECTIONS if name in names))
