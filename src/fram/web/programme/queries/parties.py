"""Who can be spoken to about a company, and whom it trusts."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Consent, Membership, Organisation
from fram.web.accounts.policy import may
from fram.web.programme.models import Thread


def bodies_with_consent(company: Organisation) -> QuerySet[Organisation]:
    """Return the bodies that may see something of the company now, by name."""
    given = Consent.objects.letting_in().filter(company=company)
    found: QuerySet[Organisation] = Organisation.objects.filter(pk__in=given.order_by().values("body"))
    return found


def reachable(actor: Actor, company: Organisation) -> QuerySet[Membership]:
    """Return who the actor can bring into a conversation: the company's people and those of its bodies.

    A body's people reach those of other bodies only where they may see that these help.
    """
    bodies = bodies_with_consent(company)
    if not may(actor, "support.read-others", company, section="support"):
        bodies = bodies.filter(pk__in=[body.pk for body in actor.bodies])
    found = Membership.objects.filter(
        Q(organisation=company) | Q(organisation__in=bodies), ended_at=None, person__is_active=True
    )
    # The company first: somebody who belongs to both speaks for the company.
    is_other = Case(When(organisation=company, then=0), default=1)
    return found.select_related("person", "organisation").order_by(
        is_other, "organisation__name", "person__name", "pk"
    )


def readers(thread: Thread) -> frozenset[int]:
    """Return who of those who take part can read it now: of the company, or of a body it trusts."""
    still = Membership.objects.filter(
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
        ended_at=None,
        person__is_active=True,
    )
    inside = Q(organisation=thread.company) | Q(organisation__in=bodies_with_consent(thread.company))
    found = thread.participants.filter(inside).filter(Exists(still))
    return frozenset(found.values_list("person", flat=True))
