"""Delete a plan, and bring it back."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for
from fram.web.decide import actions, queries


def delete_plan(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Take the plan off the list; the list then offers to undo it."""
    company = get_company_for(request.actor, slug, "plan.delete")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.delete_plan(by=request.actor, company=company, plan=queries.get_plan(company, pk))
    return redirect(f"{reverse('decide:plans', args=[slug])}?gone={pk}")


def restore_plan(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Bring the plan back and show it."""
    company = get_company_for(request.actor, slug, "plan.delete")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.restore_plan(by=request.actor, company=company, plan=queries.get_deleted_plan(company, pk))
    return redirect("decide:plan", slug=slug, pk=pk)
