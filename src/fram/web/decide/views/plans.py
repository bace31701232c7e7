"""Which plans are there?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fram.web.decide import queries
from fram.web.decide.forms import PlanListForm, chosen

PAGE_SIZE = 20


@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    """List the plans: search, sort, leaf through; deleted ones apart."""
    asked = chosen(PlanListForm(request.GET))
    page = Paginator(queries.plans(**asked), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "asked": asked,
        "orders": tuple(queries.ORDERS),
        "just_deleted": queries.just_deleted(request.GET.get("gone", "")),
    }
    return render(request, "decide/plans.html", shown)
