"""Who sees what of us?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.forms import SharingForm
from fram.web.accounts.policy import get_company_for
from fram.web.accounts.queries import organisations


def sharing_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the bodies of this desk and what each may see."""
    company = get_company_for(request.actor, slug, "sharing.read")
    shown = {"company": company, "sharings": organisations.sharings(company)}
    return render(request, "accounts/sharing.html", shown)


def share_page(request: DeskRequest, slug: str, *, body: str) -> HttpResponse:
    """Choose the sections one body may see."""
    is_sent = request.method == "POST"
    needed = "sharing.change" if is_sent else "sharing.read"
    company = get_company_for(request.actor, slug, needed)
    sharing = organisations.get_sharing(company, body)
    form = SharingForm(request.POST if is_sent else None, sharing=sharing, lang=get_language() or "en")
    if is_sent and form.is_valid():
        sections = form.cleaned_data["sections"]
        share(by=request.actor, company=company, body=sharing.body, sections=sections)
        told = _("%(body)s sees this from now on.") if sections else _("%(body)s sees nothing any more.")
        messages.success(request, told % {"body": sharing.body.name})
        return redirect("accounts:sharing", company.slug)
    past = organisations.consents(company, sharing.body)[:50]
    shown = {"company": company, "sharing": sharing, "form": form, "past": past}
    return render(request, "accounts/share.html", shown)
