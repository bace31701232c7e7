"""Where do you want to go?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.menu import home_address


@login_not_required
def start_page(request: DeskRequest) -> HttpResponse:
    """Welcome who is signed out; lead who belongs to one place there; let the others choose."""
    if not request.actor.is_signed_in:
        return render(request, "accounts/welcome.html")
    places = [held.organisation for held in request.actor.memberships]
    if len(places) == 1 and "stay" not in request.GET:
        return redirect(home_address(places[0]))
    return render(request, "accounts/start.html", {"memberships": request.actor.memberships})
