"""What does the desk do by itself?"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.jobs import actions, queries

PAGE_SIZE = 25


def overview_page(request: DeskRequest) -> HttpResponse:
    """Show to who runs the desk: what the worker does, what it gave up, and its calendar."""
    found = queries.overview(request.actor, now=timezone.now())
    given_up = Paginator(queries.dead_letters(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "jobs/overview.html", {"found": found, "page": given_up})


def retry_work(request: DeskRequest, *, pk: uuid.UUID) -> HttpResponse:
    """Have a work done after all that was given up."""
    work = queries.get_dead_letter(request.actor, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if actions.retry_work(work=work, by=request.actor):
        messages.success(request, _("It waits for the worker again."))
    else:
        messages.info(request, _("It was started again already, or this version of Fram does not know it."))
    return redirect("jobs:overview")
