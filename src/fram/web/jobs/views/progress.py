"""How far is it?"""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from fram.web.accounts.acting import DeskRequest
from fram.web.jobs import queries


def progress_part(request: DeskRequest, *, pk: uuid.UUID) -> HttpResponse:
    """Show the moving part of a page that waits; when the work is over, have the page loaded anew."""
    work = queries.get_work_for(request.actor, pk)
    return moving_part(request, work, is_over=work.is_over)


def moving_part(request: DeskRequest, work: object, *, is_over: bool) -> HttpResponse:
    """Draw the moving part of a page that waits for a work, of this app or another."""
    answer = render(request, "jobs/progress.html", {"work": work})
    if is_over:
        answer["HX-Refresh"] = "true"
    return answer
