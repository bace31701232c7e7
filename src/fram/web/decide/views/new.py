"""What is to be planned?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_read
from fram.web.accounts.policy import get_company_for
from fram.web.decide import actions, queries
from fram.web.decide.company_text import sections_in_text
from fram.web.decide.forms import NewPlanForm, start_from
from fram.web.record.queries.overview import pages_of
from fram.workspace.company import full_template


def new_plan_page(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Ask for a company file, check it whole, and queue a plan."""
    company = get_company_for(request.actor, slug, "plan.make")
    today = timezone.localdate()
    if request.method != "POST":
        wishes = queries.wishes_of(company, request.GET.get("like", ""))
        _note_text(request, company, wishes)
        start = start_from(wishes, request.GET.get("product", ""))
        form = NewPlanForm(initial=start, company=company, on=today)
        return render(request, "decide/new.html", {"company": company, "form": form})
    form = NewPlanForm(request.POST, request.FILES, company=company, on=today)
    if not form.is_valid() or form.wish is None:
        _note_problems(request, company, form)
        return render(request, "decide/new.html", {"company": company, "form": form}, status=422)
    plan = actions.ask_for_plan(by=request.actor, company=company, wish=form.wish)
    return redirect("decide:plan", slug=slug, pk=plan.pk)


def _note_text(request: DeskRequest, company: Any, wishes: dict[str, Any]) -> None:
    """Log that an earlier plan's company file stands in the text box."""
    held = {"plan", *sections_in_text(wishes["company_toml"])} if wishes else set()
    for section in SECTIONS:
        if section in held:
            note_read(request.actor, company, section=section, subject=f"plan {request.GET['like']}")


def _note_problems(request: DeskRequest, company: Any, form: NewPlanForm) -> None:
    """Log the sections of the record of which the page tells what is to be mended."""
    told = {page.section for one in form.problems for page in pages_of(one)} if form.from_record else set()
    for section in SECTIONS:
        if section in told:
            note_read(request.actor, company, section=section, subject="new plan")


def template_file(request: DeskRequest, *, slug: str) -> HttpResponse:
    """Hand out the empty company file with its questions, in the reader's language."""
    get_company_for(request.actor, slug, "plan.make")
    text = full_template(get_language() or "en")
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="company.toml"'
    return answer
