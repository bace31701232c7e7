"""Changing who belongs to an organisation. Somebody always decides for it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Membership, Organisation


@action("people.change", says=gettext_lazy("changed somebody's role"))
def change_role(*, by: Actor, organisation: Organisation, member: Membership, role: str) -> Membership:
    """Give a member another role. Refused where nobody would decide for the organisation any more."""
    if role not in organisation.roles:
        raise Refused(_("there is no such role here"), where="role", remedy=_("choose one from the list"))
    held = _lock(organisation, member)
    if role != organisation.top_role:
        _refuse_headless(organisation, held)
    changed(f"{held.role} → {role}")
    held.role = role
    held.save(update_fields=["role"])
    by.forget_roles()
    return held


@action("people.change", says=gettext_lazy("took somebody out"))
def take_out(*, by: Actor, organisation: Organisation, member: Membership) -> Membership:
    """End somebody's membership. Refused for the last one who decides for the organisation."""
    return _end(_lock(organisation, member), organisation, by)


@action("people.leave", says=gettext_lazy("left the organisation"))
def leave(*, by: Actor, organisation: Organisation) -> Membership:
    """End one's own membership. Refused for the last one who decides for the organisation."""
    own = Membership.objects.filter(organisation=organisation, person=by.person, ended_at=None).get()
    return _end(_lock(organisation, own), organisation, by)


@action("people.change", says=gettext_lazy("took somebody back"))
def take_back(*, by: Actor, organisation: Organisation, member: Membership) -> Membership:
    """Give somebody who was taken out the membership they had. Refused where they are in again."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    is_in = Membership.objects.filter(organisation=organisation, person=member.person, ended_at=None)
    if is_in.exists():
        raise Refused(_("the person belongs here already"))
    changed("member", member.role)
    return Membership.objects.create(
        organisation=organisation, person=member.person, role=member.role, joined_at=timezone.now()
    )


def _lock(organisation: Organisation, member: Membership) -> Membership:
    """Hold the whole organisation while its people change, and read the membership anew."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = Membership.objects.filter(pk=member.pk, organisation=organisation, ended_at=None).first()
    if held is None:
        raise Refused(_("the person does not belong here any more"), remedy=_("load the page anew"))
    return held


def _end(held: Membership, organisation: Organisation, by: Actor) -> Membership:
    _refuse_headless(organisation, held)
    changed("member", held.role)
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    by.forget_roles()
    return held


def _refuse_headless(organisation: Organisation, member: Membership) -> None:
    """Refuse to lose the last one who decides; the organisation is locked by whoever calls."""
    if member.role != organisation.top_role:
        return
    others = Membership.objects.filter(organisation=organisation, role=organisation.top_role, ended_at=None)
    if not others.exclude(pk=member.pk).exists():
        raise Refused(
            _("nobody else is %(role)s here") % {"role": organisation.top_role.label},
            remedy=_("give somebody else this role first"),
        )
