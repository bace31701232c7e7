"""What somebody typed and has not saved: kept, and thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.record.actions.drafts import discard_draft, save_draft
from fram.web.record.forms.sent import read_sent
from fram.web.record.views.sending.delivering import unsaved
from fram.web.record.views.sending.entry_drafts import NEW, draft_key
from fram.web.record.views.where import Where, get_where_on
from fram.web.ui.text import number_in


def keep_draft(
    request: DeskRequest, *, slug: str, page: str, product: str = "", entry: str = ""
) -> HttpResponse:
    """Keep what stands in the boxes; a browser that asks in between is told when it was."""
    where = _at(request, slug, page=page, product=product, entry=entry)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sent = read_sent(request.POST, where.lang)
    draft = save_draft(
        by=request.actor, company=where.company, unsaved=unsaved(where, sent, key=_key(request, where, entry))
    )
    if request.headers.get("HX-Request"):
        return render(request, "record/parts/draft_said.html", {"draft": draft})
    if draft:
        messages.success(request, _("The draft is kept. Nothing in the record was changed."))
    return redirect(_page(where, entry))


def drop_draft(
    request: DeskRequest, *, slug: str, page: str, product: str = "", entry: str = ""
) -> HttpResponse:
    """Throw a draft away."""
    where = _at(request, slug, page=page, product=product, entry=entry)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    discard_draft(
        by=request.actor, company=where.company, page=_key(request, where, entry), product=where.draft_product
    )
    messages.info(request, _("The draft is gone."))
    return redirect(_page(where, entry))


def _at(request: DeskRequest, slug: str, *, page: str, product: str, entry: str) -> Where:
    where = get_where_on(request, slug, page=page, product=product, needs="record.edit")
    if where.lacks_product or (entry not in ("", NEW) and number_in(entry) < 0):
        raise Http404("nothing to draft there")
    return where


def _key(request: DeskRequest, where: Where, entry: str) -> str:
    """What the draft is kept under; of an entry, what it said in the version it was opened in."""
    if not entry:
        return where.here.key
    number = None if entry == NEW else number_in(request.POST.get("number", entry))
    return draft_key(where, number=number, version=number_in(request.POST.get("version", "")))


def _page(where: Where, entry: str) -> str:
    key = where.here.key
    if not entry:
        return where.at("page", page=key)
    return where.at("new-entry", page=key) if entry == NEW else where.at("entry", page=key, number=int(entry))
