"""Which bodies use this desk?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM, DeskRequest
from fram.web.accounts.actions.organisations import found_body
from fram.web.accounts.forms import NewBodyForm
from fram.web.accounts.people_forms import LeadForm, posted
from fram.web.accounts.policy import demand
from fram.web.accounts.queries import organisations
from fram.web.accounts.views.invitations import send


@require_http_methods(["GET", "HEAD", "POST"])
def bodies_page(request: DeskRequest) -> HttpResponse:
    """List the bodies with their leads; register one, and invite who leads it."""
    demand(request.actor, "body.found")
    form = NewBodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = found_body(by=request.actor, card=form.card, kind=form.cleaned_data["kind"])
            _invite_lead(request, made, form.cleaned_data["email"])
        except Refused as refused:
            form.add_refused(refused)
        else:
            return redirect("accounts:bodies")
    shown = {"form": form, "lead_form": LeadForm(), "bodies": organisations.led_bodies()}
    return render(request, "accounts/bodies.html", shown, status=422 if form.errors else 200)


@require_POST
def invite_lead(request: DeskRequest, body: str) -> HttpResponse:
    """Invite somebody to lead a body."""
    demand(request.actor, "body.found")
    held = organisations.get_body(body)
    form = LeadForm(request.POST)
    try:
        if form.is_valid():
            _invite_lead(request, held, form.cleaned_data["email"])
        else:
            messages.error(request, _("Write the e-mail address of whoever leads the body."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("accounts:bodies")


def _invite_lead(request: DeskRequest, body: organisations.Body, email: str) -> None:
    # Whoever runs the desk belongs to no body, so it is the desk that invites.
    send(request, body, email=email, role=body.top_role, by=SYSTEM)
