"""Which plans are there?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for
from fram.web.decide import queries
from fram.web.decide.forms import PlanListForm, chosen
from fram.web.ui.lines import draw

PAGE_SIZE = 20


def plans_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """List the company's plans: search, sort, leaf through; deleted ones apart."""
    company = get_company_for(request.actor, slug, "plan.read", section="plan")
    asked = chosen(PlanListForm(request.GET))
    page = Paginator(queries.plans(company, **asked), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {"company": company, "page": page, "asked": asked}

    def around() -> dict[str, Any]:
        return {"just_deleted": queries.just_deleted(company, request.GET.get("gone", ""))}

    return draw(request, "decide/plans.html", shown=shown, around=around)
