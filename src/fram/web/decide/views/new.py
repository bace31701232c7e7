"""What is to be planned?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from fram.web.decide import actions, queries, worker
from fram.web.decide.forms import NewPlanForm
from fram.workspace.company import full_template


@require_http_methods(["GET", "HEAD", "POST"])
def new_plan_page(request: HttpRequest) -> HttpResponse:
    """Ask for a company file, check it whole, and queue a plan."""
    today = timezone.localdate()
    if request.method != "POST":
        start = queries.wishes_of(request.GET.get("like", ""))
        return render(request, "decide/new.html", {"form": NewPlanForm(initial=start, on=today)})
    form = NewPlanForm(request.POST, request.FILES, on=today)
    if not form.is_valid() or form.wish is None:
        return render(request, "decide/new.html", {"form": form}, status=422)
    plan = actions.ask_for_plan(form.wish)
    worker.wake()
    return redirect("decide:plan", pk=plan.pk)


@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """Hand out the empty company file with its questions, in the reader's language."""
    answer = HttpResponse(
        full_template(get_language() or "en"), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="company.toml"'
    return answer
