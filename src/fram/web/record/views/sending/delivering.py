"""A form on its way into the record: read, held against what is there by now, saved or handed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.record.actions.drafts import Unsaved, discard_draft, save_draft
from fram.web.record.actions.saving import Change, Stale, save_answers
from fram.web.record.forms.answering import Answered, Ground
from fram.web.record.forms.opening import again
from fram.web.record.forms.sent import Sent, read_sent
from fram.web.record.queries.records import base_of
from fram.web.record.views.where import Where

SETTLE, MEND = 409, 422
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a form: saved on top of what is there, or to be mended or settled first."""

    where: Where
    sent: Sent
    answered: Answered
    is_saved: bool


def deliver(
    request: DeskRequest, where: Where, *, key: str, answer: Callable[[Where, Sent, Ground], Answered]
) -> Delivery:
    """Save what was sent, once; what cannot be saved is kept as a draft. ``key``: of the page or entry."""
    sent = read_sent(request.POST, where.lang)
    answered = answer(where, sent, _ground(where, sent))
    for _attempt in range(TRIES):
        if answered.faults or answered.must_be_settled:
            break
        try:
            _save(request, where, answered)
        except Stale:  # somebody else saved in this very moment: look again at what is there now
            where = where.anew()
            answered = answer(where, sent, _ground(where, sent))
            continue
        discard_draft(by=request.actor, company=where.company, page=key, product=where.draft_product)
        return Delivery(where=where, sent=sent, answered=answered, is_saved=True)
    save_draft(by=request.actor, company=where.company, unsaved=unsaved(where, sent, key=key))
    return Delivery(where=where, sent=sent, answered=answered, is_saved=False)


def unsaved(where: Where, sent: Sent, *, key: str) -> Unsaved:
    """Return what was typed as a draft of a page or entry."""
    return Unsaved(
        page=key, typed=sent.typed, version=sent.version, lang=sent.lang, product=where.draft_product
    )


def handed_back(
    request: DeskRequest, done: Delivery, *, number: int | None = None, title: str = ""
) -> HttpResponse:
    """Show a form again, everything typed in its place: with its faults, or both versions to choose from."""
    where, answered = done.where, done.answered
    shown = {"where": where, "company": where.company, "number": number, "began": number, "title": title}
    shown |= {"sent": done.sent}
    if answered.must_be_settled and not answered.faults:
        more = {"answered": answered, "version": where.holder.version, "conflicts": answered.merged.conflicts}
        more["began"] = answered.spot.number if answered.spot else None
        return render(request, "record/conflict.html", {**shown, **more}, status=SETTLE)
    sheet = again(where.here, done.sent, answered=answered, lang=where.lang)
    return render(request, "record/page.html", {**shown, "sheet": sheet, "is_sent": True}, status=MEND)


def _ground(where: Where, sent: Sent) -> Ground:
    base = base_of(where.record, where.here, version=sent.version)
    return Ground(content=where.record.content, base=base, on=timezone.localdate())


def _save(request: DeskRequest, where: Where, answered: Answered) -> None:
    if not answered.answers:
        messages.info(request, _("Nothing was changed."))
        return
    change = Change(holder=where.holder, answers=answered.answers, why=where.here.key)
    save_answers(by=request.actor, company=where.company, section=where.here.section, change=change)
    messages.success(request, _("Saved: %(page)s.") % {"page": where.here.name.in_(where.lang)})
