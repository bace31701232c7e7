"""Inviting somebody, and answering an invitation."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions import invitations as actions
from fram.web.accounts.menu import home_address
from fram.web.accounts.people_forms import InviteForm, posted
from fram.web.accounts.policy import get_organisation_for
from fram.web.accounts.queries import invitations, persons
from fram.web.accounts.signing_in import door, mail
from fram.web.ui.asking import sentences


@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Ask whom to invite, and send the invitation."""
    organisation = get_organisation_for(request.actor, slug, "people.change")
    form = InviteForm(posted(request), roles=organisation.roles)
    if request.method == "POST" and form.is_valid():
        try:
            send(request, organisation, **form.cleaned_data)
        except Refused as refused:
            form.add_refused(refused)
        else:
            return redirect("accounts:people", organisation.slug)
    shown = {"organisation": organisation, "form": form}
    return render(request, "accounts/invite.html", shown, status=422 if form.errors else 200)


@require_POST
def answer_invitation(request: DeskRequest, slug: str, *, pk: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    organisation = get_organisation_for(request.actor, slug, "people.change")
    waiting = invitations.get_invitation(organisation, pk)
    try:
        if request.POST.get("do") == "resend":
            send(request, organisation, email=waiting.email, role=waiting.role)
        else:
            actions.withdraw_invitation(by=request.actor, organisation=organisation, invitation=waiting)
            messages.success(request, _("The invitation is withdrawn."))
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
    return redirect("accounts:people", organisation.slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: DeskRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link, and take the answer."""
    if refused := ratelimit.consume_or_429(request, action="invitation"):
        return refused
    found = invitations.find_invitation(invitations.hash_of(token))
    if found and found.standing is invitations.Standing.OPEN and not request.actor.is_signed_in:
        door.remember_invitation(request, token, email=found.invitation.email)
    return _show_or_accept(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an invitation to an address the reader has proved; the link is not needed for that."""
    assert request.actor.person is not None
    waiting = invitations.get_waiting(request.actor.person, pk)
    return _show_or_accept(
        request, invitations.Found(invitation=waiting, standing=invitations.standing_of(waiting))
    )


def _show_or_accept(request: DeskRequest, found: invitations.Found | None) -> HttpResponse:
    invitation = found.invitation if found else None
    if request.method == "POST" and invitation and request.actor.is_signed_in:
        try:
            actions.accept_invitation(
                by=request.actor, organisation=invitation.organisation, invitation=invitation
            )
        except Refused as refused:
            messages.error(request, sentences(refused.problem))
            return redirect(request.path)
        messages.success(request, _("You belong to %(name)s now.") % {"name": invitation.organisation.name})
        return redirect(home_address(invitation.organisation))
    return render(request, "accounts/invitation.html", _shown(request, found), status=200 if found else 404)


def _shown(request: DeskRequest, found: invitations.Found | None) -> dict[str, object]:
    if found is None:
        return {"found": None}
    invitation, person = found.invitation, request.actor.person
    is_mine = person is not None and (
        invitation.email in persons.proven_emails(person) or invitation.accepted_by_id == person.pk
    )
    has_account = person is None and persons.find_person(invitation.email) is not None
    return {"found": found, "invitation": invitation, "is_mine": is_mine, "has_account": has_account}


def send(request: DeskRequest, organisation: Any, *, email: str, role: str) -> None:
    """Make or renew an invitation and mail it; says on the next page how that went."""
    token = token_for(request, email)
    actions.invite(by=request.actor, organisation=organisation, email=email, role=role, token=token)
    deliver(request, token)


def token_for(request: DeskRequest, email: str) -> str:
    """Return what the link of a new invitation carries. Refused: too many in a short time."""
    if not ratelimit.consume(request, action="invite", user=request.user, key=f"{email.lower()}"):
        raise Refused(_("too many invitations in a short time"), remedy=_("wait an hour, then go on"))
    return secrets.token_urlsafe(32)


def deliver(request: DeskRequest, token: str) -> None:
    """Mail an invitation; nothing where its token was not used, because the form was sent twice."""
    found = invitations.find_invitation(invitations.hash_of(token))
    if found is None:
        return
    invitation = found.invitation
    address = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
    language = mail.language_for(invitation.email, otherwise=get_language() or "en")
    about = {"invitation": invitation, "address": address}
    try:
        mail.write(
            "account/email/invitation", to=invitation.email, about=about, language=language, request=request
        )
    except mail.Unsent:
        messages.error(
            request, _("The invitation is made, but the mail server does not answer: send it again later.")
        )
        return
    messages.success(request, _("The invitation to %(email)s is sent.") % {"email": invitation.email})
    if mail.lies_in_outbox():
        messages.info(
            request, _("This desk has no mail server: on its machine, `fram mail` shows the message.")
        )
