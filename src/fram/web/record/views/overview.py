"""What do we know?"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.record.forms.problems import located
from fram.web.record.queries.overview import Overview, overview, pages_of
from fram.web.record.queries.records import archived_products
from fram.web.record.views.where import get_where


def overview_page(request: DeskRequest, *, slug: str, product: str = "") -> HttpResponse:
    """Show how much of the record is answered, open and to be mended, and where to go on."""
    where = get_where(request, slug, product=product)
    if not where.sections:
        raise PermissionDenied("record.read")
    shown = {"where": where, "company": where.company, "archived": archived_products(where.company)}
    if where.record.is_empty:
        note_read(request.actor, where.company, section=where.sections[0], subject="overview")
        return render(request, "record/empty.html", shown)
    found = overview(
        request.actor, where.record, sections=where.sections, on=timezone.localdate(), lang=where.lang
    )
    for section in _told(found, where.sections):
        note_read(request.actor, where.company, section=section, subject="overview")
    content = where.record.content
    shown |= {
        "found": found,
        "problems": located(found.problems, content, lang=where.lang),
        "doubts": located(found.doubts, content, lang=where.lang),
    }
    return render(request, "record/overview.html", shown)


def _told(found: Overview, sections: tuple[str, ...]) -> list[str]:
    """The sections of which the page tells more than how far they have come, and the first one."""
    told = {page.section for one in (*found.problems, *found.doubts) for page in pages_of(one)}
    told |= {"market-access"} if found.certificates else set()
    return [name for name in sections if name in told or name == sections[0]]
