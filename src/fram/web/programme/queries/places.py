"""Companies and bodies as the pages of support look them up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.http import Http404

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Membership, Organisation, Person, Role
from fram.web.accounts.policy import get_body_for, get_company_for, may
from fram.web.programme.policy import HELPERS

IDLE_AFTER = timedelta(days=183)
"""So long nobody of the company has done anything before it is put away: six months."""
WARNED_BEFORE = timedelta(days=30)


def own_body(actor: Actor, slug: str) -> Organisation | None:
    """Return the body of this address, if the actor belongs to it."""
    return next((body for body in actor.bodies if body.slug == slug), None)


def get_place_for(actor: Actor, slug: str, *, permission: str) -> Organisation:
    """Return the body of this address to its own people, else the company to whoever may do this there."""
    if own_body(actor, slug):
        return get_body_for(actor, slug, "organisation.see")
    return get_company_for(actor, slug, permission)


def get_body(actor: Actor, company: Organisation, *, slug: str) -> Organisation:
    """Return a body about whose help to the company the reader may know, or 404."""
    found = Organisation.objects.bodies().filter(slug=slug).first()
    if found is None or not (
        actor.role_in(company)
        or found.pk in actor.shared_by(company)
        or may(actor, "support.read-others", company, section="support")
    ):
        raise Http404("no such body")
    return found


def advisers(body: Organisation) -> list[Person]:
    """Return who can advise for a body, by name."""
    roles = [Role(str(tie)) for tie in HELPERS]
    held = Membership.objects.filter(organisation=body, ended_at=None, role__in=roles, person__is_active=True)
    return [one.person for one in held.select_related("person").order_by("person__name", "pk")]


def members(organisations: list[Organisation]) -> list[Membership]:
    """Return everybody of some organisations, by organisation and name."""
    held = Membership.objects.filter(organisation__in=organisations, ended_at=None, person__is_active=True)
    return list(held.select_related("person", "organisation").order_by("organisation__name", "person__name"))


def idle_companies(*, at: datetime) -> QuerySet[Organisation]:
    """Return the companies to put away: unused for six months, and warned a month ago after that."""
    found: QuerySet[Organisation] = Organisation.objects.companies().open().filter(
        active_at__lte=at - IDLE_AFTER, idle_warning__warned_at__lte=at - WARNED_BEFORE
    )  # fmt: skip
    return found.exclude(_used_since_warning()).order_by("pk")


def companies_to_warn(*, at: datetime) -> QuerySet[Organisation]:
    """Return the companies that will be put away in a month and have not been told since their last use."""
    found: QuerySet[Organisation] = Organisation.objects.companies().open().filter(
        active_at__lte=at - IDLE_AFTER + WARNED_BEFORE
    )  # fmt: skip
    return found.filter(Q(idle_warning=None) | _used_since_warning()).order_by("pk")


def owner(company: int, person: int) -> Membership | None:
    """Return somebody's ownership of a company, if they still own it and can be written to."""
    held = Membership.objects.filter(
        organisation=company, person=person, role=Role.OWNER, ended_at=None, person__is_active=True
    )
    return held.select_related("person", "organisation").first()


def _used_since_warning() -> Q:
    return Q(idle_warning__warned_at__lt=F("active_at"))
