"""What does the plan say? Until there is one: how far is it?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.accounts.policy import get_company_for
from fram.web.decide import queries
from fram.web.decide.own_products import own_product_of
from fram.web.decide.reading.screen import first_screen
from fram.web.decide.views.papers import printed
from fram.web.jobs.views.progress import moving_part


def plan_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show the board page of a plan, or that it is still being computed, or why it stopped."""
    company = get_company_for(request.actor, slug, "plan.read", section="plan")
    plan = queries.get_plan(company, pk)
    shown = {"company": company, "plan": plan, "work": plan.work}
    if plan.is_waiting:
        return render(request, "decide/waiting.html", shown)
    note_read(request.actor, company, section="plan", subject=f"plan {plan.pk}")
    record = queries.record_of(plan)
    if record is None:
        return render(request, "decide/stopped.html", shown)
    screen = first_screen(record, lang=get_language() or "en")
    others = queries.comparable_to(plan)[:50]
    found = {"screen": screen, "papers": printed(), "others": others, "own": own_product_of(plan)}
    return render(request, "decide/plan.html", {**shown, **found})


def progress_part(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show the moving part of the waiting page; when the wait is over, have the page loaded anew."""
    company = get_company_for(request.actor, slug, "plan.read", section="plan")
    plan = queries.get_plan(company, pk)
    return moving_part(request, plan.work, is_over=not plan.is_waiting)
