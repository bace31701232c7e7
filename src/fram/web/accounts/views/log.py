"""Who did what, and when?"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.forms import LogForm
from fram.web.accounts.log import note_export
from fram.web.accounts.policy import demand, get_organisation_for
from fram.web.accounts.queries import entries as log
from fram.web.accounts.queries import telling
from fram.web.ui.lines import draw
from fram.web.ui.text import tame

A_PAGE = 50


def log_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the log of a company's record, or what a body's people did."""
    organisation = get_organisation_for(request.actor, slug, "organisation.see")
    demand(request.actor, "log.read" if organisation.is_company else "own-log.read", organisation)
    form = LogForm(request.GET)
    found = log.entries(organisation, form.wanted)
    page = Paginator(found.none() if form.has_wrong_days else found, A_PAGE).get_page(request.GET.get("page"))
    lines = telling.lines(log.lines(page), get_language() or "en", is_own=organisation.is_company)
    shown = {"organisation": organisation, "form": form, "page": page, "lines": lines}
    return draw(request, "accounts/log.html", shown=shown)


def log_file(request: DeskRequest, slug: str, *, form: str) -> HttpResponse | StreamingHttpResponse:
    """Give the log as a CSV file, filtered as on the page; back to the page where its days are wrong."""
    organisation = get_organisation_for(request.actor, slug, "organisation.see")
    demand(request.actor, "log.export" if organisation.is_company else "own-log.read", organisation)
    if form != "csv":
        raise Http404("the log comes as csv")
    asked = LogForm(request.GET)
    if asked.has_wrong_days:
        return redirect(f"{reverse('accounts:log', args=[slug])}?{request.GET.urlencode()}")
    found = log.rows(organisation, asked.wanted)
    note_export(request.actor, organisation, section="", subject="log")
    answer = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    name = f"{organisation.slug}-log-{timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(found: Iterable[tuple[str, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheets read the letters as they are
    for row in found:
        yield writer.writerow([tame(cell) for cell in row])
