"""One page of questions: shown, answered, settled when two people answered at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.record.forms.answering import Answered, Ground, answer_page
from fram.web.record.forms.opening import Typed, answers_on, open_page
from fram.web.record.forms.sent import Sent
from fram.web.record.queries.drafts import get_draft
from fram.web.record.views.lists import list_page
from fram.web.record.views.sending.delivering import Delivery, deliver, handed_back
from fram.web.record.views.where import Where, get_where_on
from fram.workspace.company.exchange import check_content


def record_page(request: DeskRequest, *, slug: str, page: str, product: str = "") -> HttpResponse:
    """Show a page of the record, or save what was answered on it."""
    where = get_where_on(request, slug, page=page, product=product)
    if where.lacks_product:
        messages.info(request, _("Name a product first; its questions come then."))
        return redirect("record:new-product", where.company.slug)
    if where.here.is_list:
        return list_page(request, where)
    return _send(request, where) if request.method == "POST" else _show(request, where)


def _show(request: DeskRequest, where: Where) -> HttpResponse:
    report = check_content(where.record.content, on=timezone.localdate(), lang=where.lang)
    if not where.may_edit:
        answers = answers_on(where.here, where.record.content, report=report, lang=where.lang)
        return _drawn(request, where, {"answers": answers})
    draft = get_draft(request.actor, where.company, page=where.here.key, product=where.draft_product)
    typed = Typed(texts=draft.answers, version=draft.based_on, lang=draft.lang) if draft else None
    shown = typed if "draft" in request.GET else None
    sheet = open_page(where.here, where.record.content, report=report, lang=where.lang, typed=shown)
    if shown is None:
        sheet.version = where.holder.version
    return _drawn(request, where, {"sheet": sheet, "draft": draft, "is_draft": bool(shown)})


def _send(request: DeskRequest, where: Where) -> HttpResponse:
    done = deliver(request, where, key=where.here.key, answer=_answer)
    return redirect(_onwards(request, done)) if done.is_saved else handed_back(request, done)


def _answer(where: Where, sent: Sent, ground: Ground) -> Answered:
    return answer_page(where.here, sent, ground=ground, lang=where.lang)


def _onwards(request: DeskRequest, done: Delivery) -> str:
    """Where to go after saving: to questions that follow from the answers, else where the button said."""
    where, answered = done.where, done.answered
    if request.POST.get("then") != "next":
        return where.at("overview")
    if where.here.family and answered.report:
        sheet = open_page(where.here, answered.content, report=answered.report, lang=where.lang)
        fresh = [box for box in sheet.boxes if box.name not in done.sent.asked]
        if fresh:
            told = _("More questions follow from your answers: %(count)s.") % {"count": len(fresh)}
            messages.info(request, told)
            return f"{where.at('page', page=where.here.key)}#{fresh[0].id}"
    following = where.next_page
    return where.at("page", page=following.key) if following else where.at("overview")


def _drawn(request: DeskRequest, where: Where, more: dict[str, Any]) -> HttpResponse:
    return render(request, "record/page.html", {"where": where, "company": where.company, **more})
