"""The company file: taken in after a look at what it would change, and taken out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_export, note_read
from fram.web.accounts.policy import sections_open_to
from fram.web.record.actions.importing import Arrival, take_in
from fram.web.record.actions.saving import Stale
from fram.web.record.forms.exchanging import NEW, ImportForm, shown_differences
from fram.web.record.queries.records import get_record
from fram.web.record.queries.text import NO_FILE, shared_content, shared_text
from fram.web.record.views.where import Where, get_where
from fram.web.ui.asking import sentences
from fram.web.ui.text import number_in
from fram.workspace.company.exchange import company_toml
from fram.workspace.company.sections import sections_in

TYPES = {"toml": "application/toml; charset=utf-8", "json": "application/json"}


def import_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Ask for a company file, show what it would change, and take it in when that was seen."""
    where = get_where(request, slug, needs="record.import")
    chosen = where.record.slug or NEW
    if request.method != "POST":
        form = ImportForm(initial={"into": request.GET.get("into") or chosen}, products=where.record.products)
        return _drawn(request, where, {"form": form})
    form = ImportForm(request.POST, request.FILES, products=where.record.products)
    if not form.is_valid():
        return _drawn(request, where, {"form": form}, status=422)
    into = form.cleaned_data["into"]
    record = get_record(where.company, "" if into == NEW else into)
    held = {"company": record.profile.content} if into == NEW else record.content
    if not form.check(held, on=timezone.localdate(), lang=where.lang):
        _note_seen(request, where, sections_in(held) if form.cleaned_data["keeps"] else ())
        return _drawn(request, where, {"form": form}, status=422)
    product = None if into == NEW else record.product
    arrival = Arrival(profile=record.profile, product=product, content=form.content)
    if request.POST.get("apply") and _is_as_seen(request, arrival):
        return _apply(request, where, arrival, form)
    return _preview(request, where, arrival, {"form": form, "held": held, "into": into})


def export_page(request: DeskRequest, *, slug: str, product: str = "") -> HttpResponse:
    """Say what the file would hold, and offer it."""
    where = get_where(request, slug, product=product)
    sections = _sections(request, where)
    left_out = [SECTIONS[name].words.in_(where.lang) for name in _in_file(SECTIONS) if name not in sections]
    shown = {"where": where, "company": where.company, "left_out": left_out}
    return render(request, "record/export.html", shown)


def export_file(request: DeskRequest, *, slug: str, form: str, product: str = "") -> HttpResponse:
    """Give the record as a company file (TOML) or as JSON, with the sections that are open to the reader."""
    where = get_where(request, slug, product=product)
    sections = _sections(request, where)
    if form not in TYPES:
        raise Http404("the record comes as toml and json")
    note_export(request.actor, where.company, section="", subject=f"record.{form}", held=_in_file(sections))
    content, left_out = shared_content(where.record, sections)
    told = {"on": timezone.localdate().isoformat(), "left_out": list(left_out), "content": content}
    text = (
        shared_text(where.record, sections, lang=where.lang)
        if form == "toml"
        else json.dumps(told, ensure_ascii=False, indent=2)
    )
    answer = HttpResponse(text, content_type=TYPES[form])
    name = f"{where.company.slug}{f'-{where.record.slug}' if where.record.slug else ''}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sections(request: DeskRequest, where: Where) -> tuple[str, ...]:
    open_ones = sections_open_to(request.actor, "record.export", where.company)
    if not open_ones:
        raise PermissionDenied("record.export")
    return open_ones


def _in_file(sections: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in sections if name not in NO_FILE)


def _apply(request: DeskRequest, where: Where, arrival: Arrival, form: ImportForm) -> HttpResponse:
    try:
        product = take_in(by=request.actor, company=where.company, arrival=arrival)
    except Stale:
        messages.warning(
            request, _("The record was changed in the meantime. Nothing was taken in; look again.")
        )
        return redirect("record:import", where.company.slug)
    except Refused as refused:
        form.add_error(None, sentences(refused.problem))
        return _drawn(request, where, {"form": form}, status=422)
    messages.success(request, _("The file was taken into the record."))
    return redirect("record:product-overview", where.company.slug, product.slug)


def _preview(request: DeskRequest, where: Where, arrival: Arrival, told: dict[str, Any]) -> HttpResponse:
    differences = shown_differences(told["held"], arrival.content, lang=where.lang)
    is_whole = told["form"].cleaned_data["keeps"]  # then the text that is sent on holds every answer kept
    seen = sections_in(told["held"]) if is_whole else {one.section for one in differences if one.before}
    _note_seen(request, where, seen)
    shown = {
        **told,
        "differences": differences,
        "text": company_toml(arrival.content),
        "versions": _versions(arrival),
    }
    return _drawn(request, where, shown)


def _note_seen(request: DeskRequest, where: Where, sections: Collection[str]) -> None:
    """Log the stored answers that stand on the page, beside the file's or among what is wrong."""
    for section in SECTIONS:
        if section in sections:
            note_read(request.actor, where.company, section=section, subject="import")


def _versions(arrival: Arrival) -> tuple[int, int]:
    return arrival.profile.version, arrival.product.version if arrival.product else 0


def _is_as_seen(request: DeskRequest, arrival: Arrival) -> bool:
    """Whether the record is still the one on top of which the changes were shown."""
    seen = tuple(number_in(request.POST.get(name, "")) for name in ("profile_version", "product_version"))
    return seen == _versions(arrival)


def _drawn(request: DeskRequest, where: Where, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(
        request, "record/import.html", {"where": where, "company": where.company, **more}, status=status
    )
