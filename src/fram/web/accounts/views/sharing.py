"""Who sees what of us?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions import sharing as actions
from fram.web.accounts.forms import SharingForm
from fram.web.accounts.policy import get_company_for
from fram.web.accounts.queries import organisations
from fram.web.accounts.views.listing import listed
from fram.web.ui.asking import sentences


def sharing_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the bodies of this desk and what each may see; offer to undo that all was withdrawn from one."""
    company = get_company_for(request.actor, slug, "sharing.read")
    found = organisations.sharings(company)
    gone = organisations.just_withdrawn(company, request.GET.get("gone", ""))
    shown = {"company": company, "gone": gone, **listed(request, found, told=_words)}
    return render(request, "accounts/sharing.html", shown)


def share_page(request: DeskRequest, slug: str, *, body: str) -> HttpResponse:
    """Choose the sections one body may see; a choice made on what is so no more is asked again."""
    is_sent = request.method == "POST"
    company = get_company_for(request.actor, slug, "sharing.change" if is_sent else "sharing.read")
    sharing = organisations.get_sharing(company, body)
    form = _form(request.POST if is_sent else None, sharing)
    status = 200
    if is_sent and form.is_valid():
        try:
            actions.share(by=request.actor, company=company, body=sharing.body, **form.choice)
        except Refused as refused:
            messages.error(request, sentences(refused.problem))
            sharing = organisations.get_sharing(company, body)
            form, status = _form(None, sharing), 409
        else:
            return _shared(request, sharing, slug, sections=form.choice["sections"])
    past = organisations.consents(company, sharing.body)[:50]
    shown = {"company": company, "sharing": sharing, "form": form, "past": past}
    return render(request, "accounts/share.html", shown, status=status)


def _form(sent: Any, sharing: organisations.Sharing) -> SharingForm:
    return SharingForm(sent, sharing=sharing, lang=get_language() or "en")


def _shared(
    request: DeskRequest, before: organisations.Sharing, slug: str, *, sections: list[str]
) -> HttpResponse:
    if before.sections and not sections:
        return redirect(f"{reverse('accounts:sharing', args=[slug])}?gone={before.body.slug}")
    told = _("%(body)s sees this from now on.") if sections else _("%(body)s sees nothing.")
    messages.success(request, told % {"body": before.body.name})
    return redirect("accounts:sharing", slug)


@require_POST
def share_again(request: DeskRequest, slug: str, *, body: str) -> HttpResponse:
    """Undo that everything was withdrawn from a body."""
    company = get_company_for(request.actor, slug, "sharing.change")
    held = organisations.get_body(body)
    try:
        actions.share_again(by=request.actor, company=company, body=held)
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
    else:
        messages.success(request, _("%(body)s sees what it saw before.") % {"body": held.name})
    return redirect("accounts:sharing", slug)


def _words(sharing: organisations.Sharing) -> str:
    return f"{sharing.body.name} {sharing.body.get_kind_display()}"
