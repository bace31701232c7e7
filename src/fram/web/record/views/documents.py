"""Which documents are in the record?"""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_export, note_read
from fram.web.accounts.policy import demand, may
from fram.web.record.actions.documents import Arrived, keep_file, remove_file, restore_file
from fram.web.record.files.kinds import KINDS
from fram.web.record.queries import documents as found
from fram.web.record.views.where import Where, get_where
from fram.web.ui.asking import sentences
from fram.web.ui.lines import draw
from fram.web.ui.text import megabytes

SECTION = "files"
PAGE_SIZE, LONGEST_TEXT = 25, 200
HARMLESS = "default-src 'none'; sandbox"
"""What a document may do in a browser that shows it all the same: nothing."""


def files_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """List the documents, and take in the one that was sent."""
    where = _at_files(request, slug)
    fault = _take(request, where) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        return redirect("record:files", slug)
    note_read(request.actor, where.company, section=SECTION, subject="list")
    text = " ".join(request.GET.get("text", "").split())[:LONGEST_TEXT]
    page = Paginator(found.documents(where.company, text=text), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {"company": where.company, "page": page, "text": text}
    shown["may_change"] = may(request.actor, "file.change", where.company)
    answer = draw(request, "record/files.html", shown=shown, around=lambda: _around(where, fault))
    answer.status_code = 422 if fault else 200
    return answer


def file_content(request: DeskRequest, *, slug: str, key: UUID) -> StreamingHttpResponse:
    """Hand out a document, to be saved and never shown as a page of the desk."""
    where = _at_files(request, slug)
    stored = found.get_document(where.company, key)
    content = found.bytes_of(stored)
    note_export(request.actor, where.company, section=SECTION, subject=f"file {stored.pk}")
    answer = StreamingHttpResponse(content, content_type=found.content_type(stored))
    answer["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    answer["Content-Length"] = str(stored.size)
    answer["Content-Security-Policy"] = HARMLESS
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def remove_page(request: DeskRequest, *, slug: str, key: UUID) -> HttpResponse:
    """Take a document out of the record."""
    where = _at_files(request, slug, needs="file.change")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    stored = found.get_document(where.company, key)
    remove_file(by=request.actor, company=where.company, stored=stored)
    messages.info(
        request, _("“%(name)s” was removed. It can be brought back for 30 days.") % {"name": stored.name}
    )
    return redirect("record:files", slug)


def restore_page(request: DeskRequest, *, slug: str, key: UUID) -> HttpResponse:
    """Bring a document back that was taken out."""
    where = _at_files(request, slug, needs="file.change")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    stored = found.get_removed_document(where.company, key)
    try:
        restore_file(by=request.actor, company=where.company, stored=stored)
        messages.success(request, _("“%(name)s” is back.") % {"name": stored.name})
    except Refused as refused:
        messages.warning(request, sentences(refused.problem))
    return redirect("record:files", slug)


def _at_files(request: DeskRequest, slug: str, *, needs: str = "") -> Where:
    where = get_where(request, slug)
    demand(request.actor, "file.read", where.company, section=SECTION)
    if needs or request.method == "POST":
        demand(request.actor, "file.change", where.company)
    return where


def _around(where: Where, fault: str) -> dict[str, Any]:
    """What stands around the list: the form for another document, and what was removed."""
    return {
        "where": where, "fault": fault, "kinds": ", ".join(KINDS),
        "most": megabytes(settings.LARGEST_UPLOAD), "accept": ",".join(f".{kind}" for kind in KINDS),
        "removed": found.removed_documents(where.company),
    }  # fmt: skip


def _take(request: DeskRequest, where: Where) -> str:
    """Take the document that was sent into the record; returns what is wrong with it."""
    sent = request.FILES.get("file")
    if sent is None:
        return _("Choose a file first.")
    product = next((one for one in where.record.products if one.slug == request.POST.get("product")), None)
    arrived = Arrived(
        file=cast(BinaryIO, sent.file), name=sent.name or "", size=sent.size or 0, product=product
    )
    try:
        stored = keep_file(by=request.actor, company=where.company, arrived=arrived)
    except Refused as refused:
        return sentences(refused.problem)
    messages.success(request, _("“%(name)s” is in the record.") % {"name": stored.name})
    return ""
