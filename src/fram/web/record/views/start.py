"""Twelve questions to begin with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.record.actions.importing import Arrival, begin
from fram.web.record.actions.saving import Stale
from fram.web.record.forms.sent import read_sent
from fram.web.record.forms.starting import Beginning, began, beginning
from fram.web.record.views.where import Where, get_where


def start_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Ask the first twelve questions, and begin the record with their answers."""
    where = get_where(request, slug, needs="record.edit")
    if not where.record.is_empty:
        messages.info(request, _("The record has begun; go on page by page."))
        return redirect("record:overview", where.company.slug)
    if request.method != "POST":
        return _drawn(request, where, beginning({"company.name": [where.company.name]}, lang=where.lang))
    found = began(read_sent(request.POST, where.lang), lang=where.lang)
    if found.faulty:
        return _drawn(request, where, found, status=422)
    arrival = Arrival(profile=where.record.profile, product=None, content=found.content, why="start")
    try:
        begin(by=request.actor, company=where.company, arrival=arrival)
        messages.success(request, _("The record has begun. What you left open can be answered any time."))
    except (Stale, Refused):
        messages.info(request, _("The record was begun a moment ago."))
    return redirect("record:overview", where.company.slug)


def _drawn(request: DeskRequest, where: Where, found: Beginning, *, status: int = 200) -> HttpResponse:
    shown = {"where": where, "company": where.company, "sheet": found}
    return render(request, "record/start.html", shown, status=status)
