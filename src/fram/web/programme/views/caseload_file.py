"""The list of a body's companies as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_body_for
from fram.web.programme.actions.exports import note_caseload_export
from fram.web.programme.forms.lists import CaseloadForm
from fram.web.programme.queries import places
from fram.web.programme.queries.caseload_rows import as_csv


@require_safe
def caseload_file(request: DeskRequest, slug: str) -> HttpResponse:
    """Hand out what the filter on the page shows, all its pages, as CSV."""
    body = get_body_for(request.actor, slug, "support.export")
    form = CaseloadForm(request.GET, advisers=places.advisers(body))
    text, number = as_csv(body, form.wanted, on=timezone.localdate())
    note_caseload_export(by=request.actor, organisation=body, number=number)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{body.slug}-companies.csv"'
    return answer
