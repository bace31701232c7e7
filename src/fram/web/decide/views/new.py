"""What is to be planned?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for
from fram.web.decide import actions, queries
from fram.web.decide.forms import NewPlanForm, start_from
from fram.workspace.company import full_template


def new_plan_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Ask for a company file, check it whole, and queue a plan."""
    company = get_company_for(request.actor, slug, "plan.make")
    today = timezone.localdate()
    if request.method != "POST":
        wishes = queries.wishes_of(company, request.GET.get("like", ""))
        start = start_from(wishes, request.GET.get("product", ""))
        form = NewPlanForm(initial=start, company=company, on=today)
        return render(request, "decide/new.html", {"company": company, "form": form})
    form = NewPlanForm(request.POST, request.FILES, company=company, on=today)
    if not form.is_valid() or form.wish is None:
        return render(request, "decide/new.html", {"company": company, "form": form}, status=422)
    plan = actions.ask_for_plan(by=request.actor, company=company, wish=form.wish)
    return redirect("decide:plan", slug=slug, pk=plan.pk)


def template_file(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Hand out the empty company file with its questions, in the reader's language."""
    get_company_for(request.actor, slug, "plan.make")
    text = full_template(get_language() or "en")
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="company.toml"'
    return answer
