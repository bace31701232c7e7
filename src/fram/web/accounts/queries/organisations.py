"""Organisations as pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from fram.terms.sections import SECTIONS, Section
from fram.web.accounts.models import Consent, Invitation, Membership, Organisation, Role


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
    """Return every body of the desk with what it may see of the company, those with something first."""
    given: dict[int, set[str]] = {}
    for body, section in Consent.objects.given().filter(company=company).values_list("body", "section"):
        given.setdefault(body, set()).add(section)
    found = [_sharing(body, given.get(body.pk, set())) for body in bodies()]
    return sorted(found, key=lambda one: (not one.sections, one.body.name.lower()))


def get_sharing(company: Organisation, slug: str) -> Sharing:
    """Return what the company shares with one body, or 404 where there is no such body."""
    body = bodies().filter(slug=slug).first()
    if body is None:
        raise Http404("no such body")
    held = Consent.objects.given().filter(company=company, body=body).values_list("section", flat=True)
    return _sharing(body, set(held))


def consents(company: Organisation, body: Organisation) -> QuerySet[Consent]:
    """Return every consent the company ever gave a body, newest first, with who gave and withdrew it."""
    found: QuerySet[Consent] = Consent.objects.filter(company=company, body=body)
    return found.select_related("given_by", "withdrawn_by").order_by("-given_at", "-pk")


Body = Organisation
"""What a page is handed for a body."""


def led_bodies() -> list[Organisation]:
    """Return every body, archived ones too, with ``leads``: who leads it, and ``invited``: who is to."""
    leads = Membership.objects.filter(role=Role.LEAD, ended_at=None).select_related("person")
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, role=Role.LEAD)
    found = Organisation.objects.bodies().prefetch_related(
        Prefetch("memberships", leads, to_attr="leads"), Prefetch("invitations", waiting, to_attr="invited")
    )
    return list(found)


def get_body(slug: str) -> Organisation:
    """Return a body, or 404."""
    found: Organisation | None = Organisation.objects.bodies().filter(slug=slug).first()
    if found is None:
        raise Http404("no such body")
    return found


def bodies() -> QuerySet[Organisation]:
    """Return the bodies of this desk, by name."""
    found: QuerySet[Organisation] = Organisation.objects.bodies().open()
    return found


def _sharing(body: Organisation, names: set[str]) -> Sharing:
    return Sharing(body=body, sections=tuple(SECTIONS[name] for name in SECTIONS if name in names))
