"""Invitations as pages ask for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from fram.web.accounts.models import Invitation, Organisation, Person
from fram.web.accounts.queries.persons import proven_emails


class Standing(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    USED = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An invitation, and what has become of it."""

    invitation: Invitation
    standing: Standing


def hash_of(token: str) -> str:
    """Return what is kept of the token in an invitation's link."""
    return hashlib.sha256(token.encode()).hexdigest()


def standing_of(invitation: Invitation) -> Standing:
    """Return what has become of an invitation by now."""
    if invitation.accepted_at:
        return Standing.USED
    if invitation.withdrawn_at:
        return Standing.WITHDRAWN
    return Standing.EXPIRED if invitation.expires_at <= timezone.now() else Standing.OPEN


def find_invitation(token_hash: str) -> Found | None:
    """Return the invitation whose link has this hash; a link that was renewed has none any more."""
    if not token_hash:
        return None
    found = Invitation.objects.filter(token_hash=token_hash)
    invitation = found.select_related("organisation", "invited_by", "accepted_by").first()
    return Found(invitation=invitation, standing=standing_of(invitation)) if invitation else None


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return what was neither accepted nor withdrawn, expired ones too; newest first."""
    found = Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
    return found.select_related("invited_by").order_by("-created_at", "-pk")


def get_invitation(organisation: Organisation, pk: int) -> Invitation:
    """Return an invitation of this organisation that waits for an answer, or 404."""
    found = open_invitations(organisation).filter(pk=pk).first()
    if found is None:
        raise Http404("no such invitation")
    return found


def waiting_for(person: Person) -> list[Invitation]:
    """Return the open invitations to addresses that the person has proved."""
    found = Invitation.objects.filter(
        email__in=proven_emails(person), accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    return list(found.select_related("organisation", "invited_by").order_by("-created_at", "-pk"))


def get_waiting(person: Person, pk: int) -> Invitation:
    """Return an open invitation to this person, or 404."""
    found = next((invitation for invitation in waiting_for(person) if invitation.pk == pk), None)
    if found is None:
        raise Http404("no such invitation")
    return found
