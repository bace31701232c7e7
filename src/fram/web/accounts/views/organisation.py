"""What does the organisation say of itself?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.organisations import change_organisation
from fram.web.accounts.forms import CardForm
from fram.web.accounts.policy import get_organisation_for


def organisation_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Show name, number and country, and let the owner or lead change them."""
    is_sent = request.method == "POST"
    needed = "organisation.change" if is_sent else "organisation.see"
    organisation = get_organisation_for(request.actor, slug, needed)
    form = CardForm(request.POST if is_sent else None, initial=CardForm.initial_of(organisation))
    if is_sent and form.is_valid():
        try:
            change_organisation(by=request.actor, organisation=organisation, card=form.card)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:organisation", organisation.slug)
    return render(request, "accounts/organisation.html", {"organisation": organisation, "form": form})
