"""One entry of a list: a certificate, a study, a saving … added or changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fram.web.accounts.acting import DeskRequest
from fram.web.record.forms.answering import Answered, Ground, answer_entry
from fram.web.record.forms.opening import Typed, answers_in, entries_on, open_entry
from fram.web.record.forms.problems import standing
from fram.web.record.forms.saying import entry_title
from fram.web.record.forms.sent import Sent, read_sent
from fram.web.record.forms.spot import spot_of
from fram.web.record.views.sending.delivering import deliver, handed_back
from fram.web.record.views.sending.entry_drafts import draft_key, draft_of_entry
from fram.web.record.views.where import Where, get_where_on
from fram.web.ui.text import number_in
from fram.workspace.company.exchange import check_content


def new_entry(request: DeskRequest, *, slug: str, page: str, product: str = "") -> HttpResponse:
    """Show an empty entry, or add the one that was sent."""
    where = _on_a_list(request, slug, page=page, product=product, needs="record.edit")
    return _send(request, where, None) if request.method == "POST" else _show(request, where, None)


def entry_page(request: DeskRequest, *, slug: str, page: str, number: int, product: str = "") -> HttpResponse:
    """Show one entry of a list, or save what was changed in it."""
    where = _on_a_list(request, slug, page=page, product=product)
    if request.method == "POST":
        return _send(request, where, number_in(request.POST.get("number", str(number))))
    return _show(request, where, number)


def _on_a_list(request: DeskRequest, slug: str, *, page: str, product: str, needs: str = "") -> Where:
    where = get_where_on(request, slug, page=page, product=product, needs=needs)
    if not where.here.is_list or where.lacks_product:
        raise Http404("no such list")
    return where


def _show(request: DeskRequest, where: Where, number: int | None) -> HttpResponse:
    entries = entries_on(where.here, where.record.content)
    if number is not None and number >= len(entries):
        raise Http404("no such entry")
    entry = None if number is None else entries[number]
    told: dict[str, Any] = {"number": number, "title": _title(where, entry)}
    if not where.may_edit:
        return _drawn(request, where, {**told, "answers": answers_in(where.here, entry, lang=where.lang)})
    draft, began = draft_of_entry(request, where, number=number)
    is_draft = draft is not None and "draft" in request.GET
    typed = Typed(texts=draft.answers, version=draft.based_on, lang=draft.lang) if is_draft else None
    faults = _standing(where, number) if number is not None and typed is None else {}
    sheet = open_entry(where.here, entry, lang=where.lang, typed=typed, faults=faults)
    sheet.version = typed.version if typed else where.holder.version
    told |= {"sheet": sheet, "began": began if is_draft else number, "draft": draft, "draft_began": began}
    return _drawn(request, where, {**told, "is_draft": is_draft})


def _send(request: DeskRequest, where: Where, number: int | None) -> HttpResponse:
    def answer(where: Where, sent: Sent, ground: Ground) -> Answered:
        spot = spot_of(where.here, ground.content, base=ground.base, number=number)
        return answer_entry(where.here, sent, spot=spot, ground=ground, lang=where.lang)

    version = read_sent(request.POST, where.lang).version
    done = deliver(request, where, key=draft_key(where, number=number, version=version), answer=answer)
    if done.is_saved:
        return redirect(where.at("page", page=where.here.key))
    entry = done.answered.spot.base if done.answered.spot else None
    return handed_back(request, done, number=number, title=_title(where, entry))


def _standing(where: Where, number: int) -> dict[str, list[str]]:
    report = check_content(where.record.content, on=timezone.localdate(), lang=where.lang)
    return standing(report, where.here, lang=where.lang, number=number)


def _title(where: Where, entry: Any) -> str:
    return entry_title(where.here.key, entry, lang=where.lang) if entry is not None else ""


def _drawn(request: DeskRequest, where: Where, more: dict[str, Any]) -> HttpResponse:
    return render(request, "record/page.html", {"where": where, "company": where.company, **more})
