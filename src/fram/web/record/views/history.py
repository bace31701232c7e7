"""Who changed what in the record, and when?"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.record.actions.saving import Stale, bring_back
from fram.web.record.forms.exchanging import Shown, in_order, shown_difference
from fram.web.record.queries.history import A_PAGE, Version, count_of, versions
from fram.web.record.queries.records import Holder
from fram.web.record.views.where import Where, get_where


def history_page(request: DeskRequest, *, slug: str, product: str = "") -> HttpResponse:
    """List the versions, what each changed, and offer to bring an earlier one back."""
    where = get_where(request, slug, product=product)
    if not where.sections:
        raise PermissionDenied("record.read")
    holder = _holder(where)
    page = Paginator(range(count_of(holder)), A_PAGE).get_page(request.GET.get("page"))
    found = versions(holder, where.sections, start=max(page.start_index() - 1, 0))
    for section in _sensitive(where, {one.section for version in found for one in version.differences}):
        note_read(request.actor, where.company, section=section, subject="history")
    lines = [(one, _shown(one, where.lang)) for one in found]
    shown = {
        "where": where,
        "company": where.company,
        "page": page,
        "lines": lines,
        "current": holder.version,
    }
    return render(request, "record/history.html", shown)


def _shown(version: Version, lang: str) -> list[Shown]:
    return in_order([shown_difference(one, lang=lang) for one in version.differences], lang=lang)


def bring_back_page(request: DeskRequest, *, slug: str, version: int, product: str = "") -> HttpResponse:
    """Make an earlier version the newest again."""
    where = get_where(request, slug, product=product, needs="record.edit")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        bring_back(by=request.actor, company=where.company, holder=_holder(where), version=version)
        messages.success(request, _("Version %(number)s is the newest again.") % {"number": version})
    except Stale:
        messages.warning(
            request, _("Somebody else saved at the same moment. Nothing was changed; try again.")
        )
    return redirect(where.at("history"))


def _holder(where: Where) -> Holder:
    product = where.record.product if where.is_named else None
    return product or where.record.profile


def _sensitive(where: Where, sections: set[str]) -> list[str]:
    """The sections whose read is noted: for a body's people any, else the sensitive ones."""
    return [name for name in SECTIONS if name in sections]
