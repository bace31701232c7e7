"""What changed between two plans?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.accounts.policy import get_company_for
from fram.web.decide import queries
from fram.web.decide.reading.comparing import differences
from fram.web.ui.text import number_in


def comparison_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show a plan beside the one named in the address, the older first; without one, the plan itself."""
    company = get_company_for(request.actor, slug, "plan.read", section="plan")
    if "with" not in request.GET:
        return redirect("decide:plan", slug=slug, pk=pk)
    other = number_in(request.GET["with"])
    old, new = queries.get_done_plan(company, other), queries.get_done_plan(company, pk)
    if old[0].created_at > new[0].created_at:
        old, new = new, old
    for plan, _ in (old, new):
        note_read(request.actor, company, section="plan", subject=f"plan {plan.pk}")
    found = differences(old[1], new=new[1], lang=get_language() or "en")
    shown = {"company": company, "old": old[0], "new": new[0], "found": found}
    return render(request, "decide/comparison.html", shown)
