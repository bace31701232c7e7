"""Inviting people into an organisation, and answering an invitation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.actions.sharing import end_sharing
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Basis, Invitation, Membership, Organisation
from fram.web.accounts.queries.invitations import Standing, hash_of, standing_of
from fram.web.accounts.queries.people import has_head
from fram.web.accounts.queries.persons import find_person, proven_emails

OPEN_DAYS = 14
"""Days in which an invitation can be accepted."""
KEPT_DAYS = 90
"""Days after which an invitation that nobody accepted is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom the desk invites, and what the link of the mail carries."""

    email: str
    token: str


@action("people.change", says=gettext_lazy("invited somebody"))
def invite(*, by: Actor, organisation: Organisation, email: str, role: str, token: str) -> Invitation:
    """Offer a role to an e-mail address; ``token`` is what its link carries, and only its hash is kept.

    An invitation that is open already is renewed: its old link ends, its days begin anew. Refused: a role
    the organisation does not have, and somebody who belongs to it.
    """
    invited = Invited(email=email.strip().lower(), token=token)
    _refuse_role(organisation, role)
    _refuse_member(organisation, invited.email)
    return _offer(organisation, role, invited, by=by)


@action("organisations.look-after", says=gettext_lazy("invited somebody to decide for it"))
def invite_head(*, by: Actor, organisation: Organisation, invited: Invited) -> Invitation:
    """Offer the first role in a body, or in a company without an owner, as whoever runs the desk.

    A body that was closed is open again by it; a company stays put away until its new owner brings it back.
    What was shared with a closed body is not its new lead's. Refused: where somebody decides already, and
    an address of somebody who runs the desk and so sees no record.
    """
    _refuse_headed(organisation)
    _refuse_site_admin(invited.email)
    if not organisation.is_company and organisation.archived_at is not None:
        end_sharing(organisation)
        organisation.archived_at = None
        organisation.save(update_fields=["archived_at"])
        changed("brought back")
    return _offer(organisation, organisation.top_role, invited, by=by)


def _offer(organisation: Organisation, role: str, invited: Invited, *, by: Actor) -> Invitation:
    now = timezone.now()
    expires = now + timedelta(days=OPEN_DAYS)
    told = {
        "role": role, "token_hash": hash_of(invited.token), "invited_by": by.person, "created_at": now,
        "expires_at": expires, "keep_until": (expires + timedelta(days=KEPT_DAYS)).date(),
        "purpose": "to invite into an organisation", "source": "a member of the organisation",
        "basis": Basis.INTEREST,
    }  # fmt: skip
    return _write(organisation, invited.email, told)


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

    Refused: one that is expired, withdrawn or used, one to somebody else's address, one's own, and one into
    what is put away. Whoever belongs to the organisation already keeps the role they have, unless nobody
    else decides for it.
    """
    held = _lock(invitation, organisation)
    if by.person is None or held.email not in proven_emails(by.person):
        raise Refused(_("the invitation went to another address"), where="email")
    if held.invited_by_id == by.person.pk:  # by an address proved after it was invited
        raise Refused(
            _("nobody lets themselves in"), remedy=_("let somebody else of the organisation invite you")
        )
    if standing_of(held) is not Standing.OPEN:
        raise Refused(_("the invitation cannot be used any more"), remedy=_("ask for a new one"))
    _refuse_shut(held, organisation)
    held.accepted_at, held.accepted_by = timezone.now(), by.person
    held.save(update_fields=["accepted_at", "accepted_by"])
    member, is_new = Membership.objects.get_or_create(
        organisation=organisation, person=by.person, ended_at=None,
        defaults={"role": held.role, "joined_at": held.accepted_at},
    )  # fmt: skip
    if not is_new and held.role == organisation.top_role and not has_head(organisation):
        member.role = held.role
        member.save(update_fields=["role"])
    changed("member", held.role)
    by.forget_roles()
    return held


def _lock(invitation: Invitation, organisation: Organisation) -> Invitation:
    """Read an invitation anew, so that of two answers at once the second sees the first."""
    return Invitation.objects.select_for_update().get(pk=invitation.pk, organisation=organisation)


def _refuse_role(organisation: Organisation, role: str) -> None:
    if role not in organisation.roles:
        raise Refused(_("there is no such role here"), where="role", remedy=_("choose one from the list"))


def _refuse_headed(organisation: Organisation) -> None:
    if has_head(organisation):
        raise Refused(
            _("%(name)s has somebody who decides for it") % {"name": organisation.name},
            remedy=_("they invite the others"),
        )


def _refuse_site_admin(email: str) -> None:
    person = find_person(email)
    if person is not None and person.is_site_admin:
        raise Refused(
            _("whoever runs the desk sees no record"), where="email", remedy=_("invite somebody else")
        )


def _refuse_shut(held: Invitation, organisation: Organisation) -> None:
    """Refuse to come into what is put away, but for a new owner, who can bring the company back."""
    brings_back = organisation.is_company and held.role == organisation.top_role
    if organisation.archived_at is not None and not brings_back:
        raise Refused(
            _("%(name)s is put away") % {"name": organisation.name},
            remedy=_("ask whoever invited you to open it again"),
        )


def _refuse_member(organisation: Organisation, email: str) -> None:
    person = find_person(email)
    belongs = Membership.objects.filter(organisation=organisation, person=person, ended_at=None)
    if person and belongs.exists():
        raise Refused(
            _("whoever has this address belongs here already"), where="email",
            remedy=_("change the role in the list of people"),
        )  # fmt: skip
