"""Who runs the desk?"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.persons import let_run, stop_running
from fram.web.accounts.policy import demand
from fram.web.accounts.queries import persons
from fram.web.ui.asking import sentences


@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def running_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a person run the desk, or no more, after a second look."""
    demand(request.actor, "site.look-after")
    person = persons.get_person(pk)
    if request.method != "POST":
        return render(request, "accounts/running.html", {"person": person})
    is_over = request.POST.get("do") == "stop"
    try:
        (stop_running if is_over else let_run)(by=request.actor, person=person)
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
        return redirect("accounts:persons")
    told = _("%(name)s does not run the desk any more.") if is_over else _("%(name)s runs the desk too.")
    messages.success(request, told % {"name": person.shown})
    is_own = is_over and person == request.actor.person
    return redirect("accounts:start" if is_own else "accounts:persons")
