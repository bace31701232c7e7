"""A list of the record: its entries, removing one and putting it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.record.actions.saving import Change, Stale, save_answers
from fram.web.record.forms.answering import without_entry
from fram.web.record.forms.opening import entries_on
from fram.web.record.forms.rows import rows_of
from fram.web.record.forms.saying import entry_title
from fram.web.record.forms.spot import spot_of
from fram.web.record.queries.records import base_of
from fram.web.record.views.where import Where, get_where_on
from fram.web.ui.text import number_in
from fram.workspace.company.exchange import check_content


def list_page(request: DeskRequest, where: Where) -> HttpResponse:
    """List the entries, with what is to be mended in each, and offer to undo a removal."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET"])
    today = timezone.localdate()
    report = check_content(where.record.content, on=today, lang=where.lang)
    shown = {
        "where": where, "company": where.company, "version": where.holder.version,
        "rows": rows_of(where.here, where.record.content, report=report, on=today, lang=where.lang),
        "gone": _gone(request, where),
    }  # fmt: skip
    return render(request, "record/list.html", shown)


def remove_entry(
    request: DeskRequest, *, slug: str, page: str, number: int, product: str = ""
) -> HttpResponse:
    """Take an entry out of its list; the list then offers to undo it."""
    where = get_where_on(request, slug, page=page, product=product, needs="record.edit")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    address = where.at("page", page=where.here.key)
    version = number_in(request.POST.get("version", ""))
    base = base_of(where.record, where.here, version=version)
    spot = spot_of(where.here, where.record.content, base=base, number=number)
    if spot.number is None:
        messages.info(request, _("It was removed already."))
        return redirect(address)
    left = without_entry(where.here, where.record.content, number=spot.number)
    before = where.holder.version
    is_kept = _keep(request, where, left)
    return redirect(f"{address}?gone={spot.number}&version={before}" if is_kept else address)


def restore_entry(
    request: DeskRequest, *, slug: str, page: str, number: int, product: str = ""
) -> HttpResponse:
    """Put an entry back that was removed."""
    where = get_where_on(request, slug, page=page, product=product, needs="record.edit")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    entry = _entry_at(where, number_in(request.POST.get("version", "")), number)
    entries = entries_on(where.here, where.record.content)
    if entry is not None and entry not in entries:
        _keep(request, where, [*entries[:number], entry, *entries[number:]])
    return redirect(where.at("page", page=where.here.key))


def _keep(request: DeskRequest, where: Where, entries: list[Any] | None) -> bool:
    change = Change(holder=where.holder, answers={where.here.entries: entries}, why=where.here.key)
    try:
        save_answers(by=request.actor, company=where.company, section=where.here.section, change=change)
    except Stale:
        messages.warning(
            request, _("Somebody else saved at the same moment. Nothing was changed; try again.")
        )
        return False
    return True


def _gone(request: DeskRequest, where: Where) -> dict[str, Any] | None:
    """The entry that was just removed, so that it can be brought back from the list."""
    number, version = (number_in(request.GET.get(name, "")) for name in ("gone", "version"))
    if not where.may_edit or number < 0 or version < 0:
        return None
    entry = _entry_at(where, version, number)
    if entry is None or entry in entries_on(where.here, where.record.content):
        return None
    title = entry_title(where.here.key, entry, lang=where.lang)
    return {"number": number, "version": version, "title": title}


def _entry_at(where: Where, version: int, number: int) -> Any:
    base = base_of(where.record, where.here, version=version)
    entries = entries_on(where.here, base or {})
    return entries[number] if 0 <= number < len(entries) else None
