"""Delete a plan, and bring it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fram.web.decide import actions, queries


@require_POST
def delete_plan(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take the plan off the list; the list then offers to undo it."""
    actions.delete_plan(queries.get_plan(pk))
    return redirect(f"{reverse('decide:plans')}?gone={pk}")


@require_POST
def restore_plan(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Bring the plan back and show it."""
    actions.restore_plan(queries.get_deleted_plan(pk))
    return redirect("decide:plan", pk=pk)
