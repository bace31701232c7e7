"""What does the plan say? Until there is one: how far is it?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fram.web.decide import queries
from fram.web.decide.reading import first_screen
from fram.web.decide.views.papers import printed


@require_safe
def plan_page(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show the board page of a plan, or that it is still being computed, or why it stopped."""
    plan = queries.get_plan(pk)
    if plan.is_waiting:
        return render(request, "decide/waiting.html", {"plan": plan})
    record = queries.record_of(plan)
    if record is None:
        return render(request, "decide/stopped.html", {"plan": plan})
    shown = {"plan": plan, "screen": first_screen(record, lang=get_language() or "en"), "papers": printed()}
    return render(request, "decide/plan.html", {**shown, "others": queries.comparable_to(plan)[:50]})


@require_safe
def progress_part(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show the moving part of the waiting page; when the wait is over, have the page loaded anew."""
    plan = queries.get_plan(pk)
    answer = render(request, "decide/progress.html", {"plan": plan})
    if not plan.is_waiting:
        answer["HX-Refresh"] = "true"
    return answer
