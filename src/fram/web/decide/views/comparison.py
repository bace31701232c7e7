"""What changed between two plans?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fram.web.decide import queries
from fram.web.decide.comparing import differences


@require_safe
def comparison_page(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show a plan beside the one named in the address, the older first."""
    old, new = (
        queries.get_done_plan(queries.number_in(request.GET.get("with", ""))),
        queries.get_done_plan(pk),
    )
    if old[0].created_at > new[0].created_at:
        old, new = new, old
    found = differences(old[1], new=new[1], lang=get_language() or "en")
    return render(request, "decide/comparison.html", {"old": old[0], "new": new[0], "found": found})
