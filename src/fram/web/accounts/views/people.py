"""Who belongs here?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions import people as actions
from fram.web.accounts.people_forms import RoleForm, posted
from fram.web.accounts.policy import get_organisation_for, may
from fram.web.accounts.queries import invitations, people
from fram.web.accounts.views.listing import listed
from fram.web.ui.asking import sentences


def people_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the people of an organisation, and to those who may change it the open invitations."""
    organisation = get_organisation_for(request.actor, slug, "people.read")
    found = list(people.members(organisation))
    shown = {
        "organisation": organisation,
        "now": timezone.now(),
        **listed(request, found, told=people.words_of),
    }
    if may(request.actor, "people.change", organisation):
        shown["invitations"] = invitations.open_invitations(organisation)
        shown["left"] = people.left_lately(organisation)
    return render(request, "accounts/people.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def member_page(request: DeskRequest, slug: str, *, pk: int) -> HttpResponse:
    """Change somebody's role, or take them out."""
    organisation = get_organisation_for(request.actor, slug, "people.change")
    member = people.get_member(organisation, pk)
    form = RoleForm(posted(request), roles=organisation.roles, initial={"role": member.role})
    is_out = request.POST.get("do") == "take-out"
    if request.method == "POST" and (is_out or form.is_valid()):
        told: dict[str, Any] = {"by": request.actor, "organisation": organisation, "member": member}
        try:
            actions.take_out(**told) if is_out else actions.change_role(
                **told, role=form.cleaned_data["role"]
            )
        except Refused as refused:
            form.is_valid()
            form.add_refused(refused)
        else:
            said = _("%(name)s does not belong here any more.") if is_out else _("%(name)s has a new role.")
            messages.success(request, said % {"name": member.person.shown})
            return redirect("accounts:people", organisation.slug)
    shown = {"organisation": organisation, "member": member, "form": form}
    return render(request, "accounts/member.html", shown, status=422 if form.errors else 200)


@require_POST
def take_back(request: DeskRequest, slug: str, *, pk: int) -> HttpResponse:
    """Undo that somebody was taken out or left."""
    organisation = get_organisation_for(request.actor, slug, "people.change")
    member = people.get_left(organisation, pk)
    try:
        actions.take_back(by=request.actor, organisation=organisation, member=member)
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
    else:
        messages.success(request, _("%(name)s is back.") % {"name": member.person.shown})
    return redirect("accounts:people", organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Leave an organisation."""
    organisation = get_organisation_for(request.actor, slug, "people.leave")
    form = RoleForm(None, roles=organisation.roles)
    if request.method == "POST":
        form = RoleForm({"role": organisation.top_role}, roles=organisation.roles)
        try:
            actions.leave(by=request.actor, organisation=organisation)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("You have left %(name)s.") % {"name": organisation.name})
            return redirect("accounts:me")
    shown = {"organisation": organisation, "form": form}
    return render(request, "accounts/leave.html", shown, status=422 if form.errors else 200)
