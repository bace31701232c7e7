"""Who helps us with what, where, now? For a body: which companies do we help?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fram.web.accounts.acting import DeskRequest
from fram.web.programme.forms.lists import CaseloadForm, HelpForm
from fram.web.programme.queries import caseload, hand_overs, places, who_helps
from fram.web.programme.views.reads import note_read_of_others
from fram.web.ui.lines import draw

PAGE_SIZE = 25


@require_safe
def support_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Show a body's people their companies, and everybody else who helps the company."""
    place = places.get_place_for(request.actor, slug, permission="support.read")
    return _who_helps(request, place) if place.is_company else _companies_of(request, place)


def _who_helps(request: DeskRequest, company: Any) -> HttpResponse:
    actor, on = request.actor, timezone.localdate()
    form = HelpForm(request.GET)
    every = who_helps.lines(actor, company, on=on)
    note_read_of_others(actor, company)
    shown = {
        "company": company,
        "today": on,
        "form": form,
        "every": every,
        "lines": [line for line in every if form.sought.fits(line)],
        "topics": who_helps.topics(every, market=form.sought.market),
    }

    def around() -> dict[str, Any]:
        return {"hand_overs": hand_overs.open_ones(actor, company, at=timezone.now())}

    return draw(request, "programme/who_helps.html", shown=shown, around=around)


def _companies_of(request: DeskRequest, body: Any) -> HttpResponse:
    on = timezone.localdate()
    form = CaseloadForm(request.GET, advisers=places.advisers(body))
    every = caseload.rows(body, on=on)
    found = caseload.caseload(body, every, wanted=form.wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "organisation": body,
        "today": on,
        "form": form,
        "page": page,
        "lines": caseload.as_lines(body, list(page.object_list), on=on),
        "counts": caseload.counts(every),
    }

    def around() -> dict[str, Any]:
        waiting = hand_overs.waiting_at(body, at=timezone.now())
        return {"hand_overs": waiting, "answerable": hand_overs.answerable(request.actor, waiting)}

    return draw(request, "programme/caseload.html", shown=shown, around=around)
