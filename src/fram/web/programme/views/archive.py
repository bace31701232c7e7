"""Shall the company be put away? Shall it come back?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for
from fram.web.programme.actions.companies import archive_company, unarchive_company


@require_http_methods(["GET", "HEAD", "POST"])
def archive_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Say what putting away means, and do it."""
    company = get_company_for(request.actor, slug, "company.archive")
    if request.method == "POST":
        archive_company(by=request.actor, company=company)
        messages.success(request, _("The company has been put away. Nothing was deleted."))
        return redirect("programme:support", company.slug)
    return render(request, "programme/archive.html", {"company": company})


@require_POST
def unarchive(request: DeskRequest, slug: str) -> HttpResponse:
    """Bring the company back in one go."""
    company = get_company_for(request.actor, slug, "company.unarchive")
    unarchive_company(by=request.actor, company=company)
    messages.success(request, _("The company is back. Bodies whose help had ended with it are asked anew."))
    return redirect("programme:support", company.slug)
