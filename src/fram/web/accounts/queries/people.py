"""The people of an organisation as its page lists them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from fram.web.accounts.models import Membership, Organisation, Role

UNDO_DAYS = 30
"""Days in which somebody who was taken out can be taken back in with one press."""


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Return who belongs to it: whoever decides for it first, then by name."""
    order = Case(
        *(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)),
        output_field=IntegerField(),
    )
    found = Membership.objects.filter(organisation=organisation, ended_at=None)
    return found.select_related("person").order_by(order, "person__name", "person__email")


def words_of(member: Membership) -> str:
    """Return the words by which a member is searched."""
    return f"{member.person.shown} {member.person.email} {member.get_role_display()}"


def has_head(organisation: Organisation) -> bool:
    """Return whether somebody decides for it."""
    held = Membership.objects.filter(organisation=organisation, role=organisation.top_role, ended_at=None)
    return held.exists()


def get_member(organisation: Organisation, pk: int) -> Membership:
    """Return a membership that holds, or 404."""
    found = members(organisation).filter(pk=pk).first()
    if found is None:
        raise Http404("no such member")
    return found


def left_lately(organisation: Organisation) -> list[Membership]:
    """Return memberships that ended a short while ago, of people who did not come back since."""
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    ended = Membership.objects.filter(organisation=organisation, ended_at__gte=since, person__erased_at=None)
    here = Membership.objects.filter(organisation=organisation, ended_at=None).values("person")
    found = ended.exclude(person__in=here).select_related("person").order_by("-ended_at", "-pk")
    latest: dict[int, Membership] = {}
    for membership in found:
        latest.setdefault(membership.person_id, membership)
    return list(latest.values())


def get_left(organisation: Organisation, pk: int) -> Membership:
    """Return a membership that ended a short while ago, or 404."""
    found = next((one for one in left_lately(organisation) if one.pk == pk), None)
    if found is None:
        raise Http404("nobody to take back")
    return found
