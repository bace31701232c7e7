"""Inviting people into an organisation, and answering an invitation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Basis, Invitation, Membership, Organisation
from fram.web.accounts.queries.invitations import Standing, hash_of, standing_of
from fram.web.accounts.queries.persons import find_person, proven_emails

OPEN_DAYS = 14
"""Days in which an invitation can be accepted."""
KEPT_DAYS = 90
"""Days after which an invitation that nobody accepted is forgotten."""


@action("people.change", says=gettext_lazy("invited somebody"))
def invite(*, by: Actor, organisation: Organisation, email: str, role: str, token: str) -> Invitation:
    """Offer a role to an e-mail address; ``token`` is what its link carries, and only its hash is kept.

    An invitation that is open already is renewed: its old link ends, its days begin anew. Refused: a role
    the organisation does not have, and somebody who belongs to it.
    """
    email = email.strip().lower()
    _refuse_role(organisation, role)
    _refuse_member(organisation, email)
    now = timezone.now()
    expires = now + timedelta(days=OPEN_DAYS)
    told = {
        "role": role, "token_hash": hash_of(token), "invited_by": by.person, "created_at": now,
        "expires_at": expires, "keep_until": (expires + timedelta(days=KEPT_DAYS)).date(),
        "purpose": "to invite into an organisation", "source": "a member of the organisation",
        "basis": Basis.INTEREST,
    }  # fmt: skip
    return _write(organisation, email, told)


def _write(organisation: Organisation, email: str, told: Mapping[str, object]) -> Invitation:
    waiting = Invitation.objects.filter(
        organisation=organisation, email=email, accepted_at=None, withdrawn_at=None
    )
    invitation = waiting.select_for_update().first() or Invitation(organisation=organisation, email=email)
    changed("renewed" if invitation.pk else "new", "role")
    for name, value in told.items():
        setattr(invitation, name, value)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:  # somebody else invited the same address at the same moment
        raise Refused(_("this address was invited a moment ago"), where="email") from None
    return invitation


@action("people.change", says=gettext_lazy("withdrew an invitation"))
def withdraw_invitation(*, by: Actor, organisation: Organisation, invitation: Invitation) -> Invitation:
    """End an invitation before it is accepted."""
    held = _lock(invitation, organisation)
    if held.accepted_at:
        raise Refused(
            _("the invitation was accepted already"), remedy=_("take the person out of the list of people")
        )
    held.withdrawn_at = held.withdrawn_at or timezone.now()
    held.save(update_fields=["withdrawn_at"])
    return held


@action("invitation.accept", says=gettext_lazy("accepted an invitation"))
def accept_invitation(*, by: Actor, organisation: Organisation, invitation: Invitation) -> Invitation:
    """Become a member by an invitation to an address that the one who acts has proved.

    Refused: one that is expired, withdrawn or used, and one to somebody else's address. Whoever belongs to
    the organisation already keeps the role they have.
    """
    held = _lock(invitation, organisation)
    if by.person is None or held.email not in proven_emails(by.person):
        raise Refused(_("the invitation went to another address"), where="email")
    if standing_of(held) is not Standing.OPEN:
        raise Refused(_("the invitation cannot be used any more"), remedy=_("ask for a new one"))
    held.accepted_at, held.accepted_by = timezone.now(), by.person
    held.save(update_fields=["accepted_at", "accepted_by"])
    Membership.objects.get_or_create(
        organisation=organisation, person=by.person, ended_at=None,
        defaults={"role": held.role, "joined_at": held.accepted_at},
    )  # fmt: skip
    changed("member", held.role)
    by.__dict__.pop("memberships", None)
    by.__dict__.pop("roles", None)
    return held


def _lock(invitation: Invitation, organisation: Organisation) -> Invitation:
    """Read an invitation anew, so that of two answers at once the second sees the first."""
    return Invitation.objects.select_for_update().get(pk=invitation.pk, organisation=organisation)


def _refuse_role(organisation: Organisation, role: str) -> None:
    if role not in organisation.roles:
        raise Refused(_("there is no such role here"), where="role", remedy=_("choose one from the list"))


def _refuse_member(organisation: Organisation, email: str) -> None:
    person = find_person(email)
    belongs = Membership.objects.filter(organisation=organisation, person=person, ended_at=None)
    if person and belongs.exists():
        raise Refused(
            _("whoever has this address belongs here already"), where="email",
            remedy=_("change the role in the list of people"),
        )  # fmt: skip
