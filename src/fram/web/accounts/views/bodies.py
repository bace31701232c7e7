"""Which bodies use this desk, and which companies have no owner?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.invitations import Invited, invite_head
from fram.web.accounts.actions.organisations import found_body
from fram.web.accounts.forms import NewBodyForm
from fram.web.accounts.people_forms import HeadForm, posted
from fram.web.accounts.policy import demand
from fram.web.accounts.queries import organisations
from fram.web.accounts.views.invitations import deliver, token_for
from fram.web.accounts.views.listing import listed
from fram.web.ui.asking import sentences


@require_http_methods(["GET", "HEAD", "POST"])
def bodies_page(request: DeskRequest) -> HttpResponse:
    """List bodies with their leads, and companies without an owner; register a body and invite its lead."""
    demand(request.actor, "body.found")
    form = NewBodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            name = _found(request, form)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": name})
            return redirect("accounts:bodies")
    shown = {"form": form, **listed(request, organisations.looked_after(), told=organisations.words_of)}
    return render(request, "accounts/bodies.html", shown, status=422 if form.errors else 200)


@require_POST
def invite_lead(request: DeskRequest, body: str) -> HttpResponse:
    """Invite somebody to lead a body, or to own a company that has no owner."""
    demand(request.actor, "organisations.look-after")
    held = organisations.get_looked_after(body)
    form = HeadForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the e-mail address of whoever is to decide for it."))
        return redirect("accounts:bodies")
    try:
        invited = _invited(request, form.cleaned_data["email"])
        invite_head(by=request.actor, organisation=held, invited=invited)
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
    else:
        deliver(request, invited.token)
    return redirect("accounts:bodies")


def _found(request: DeskRequest, form: NewBodyForm) -> str:
    said = form.cleaned_data
    lead = _invited(request, said["email"])
    made = found_body(
        by=request.actor, card=form.card, kind=said["kind"], lead=lead, ticket=said["ticket"]
    )  # fmt: skip
    deliver(request, lead.token)
    return made.name


def _invited(request: DeskRequest, email: str) -> Invited:
    return Invited(email=email.strip().lower(), token=token_for(request, email))
