"""What is to be done, by whom, and until when?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for, sides
from fram.web.programme.actions import tasks as actions
from fram.web.programme.forms.lists import TaskListForm
from fram.web.programme.forms.tasks import TaskForm
from fram.web.programme.policy import may_change_task, may_for, task_endings
from fram.web.programme.queries import parties, places, tasks
from fram.web.ui.asking import sentences
from fram.web.ui.lines import draw

PAGE_SIZE = 50


@require_safe
def tasks_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the tasks of a company, or those of a body over all its companies."""
    actor, on = request.actor, timezone.localdate()
    place = places.get_place_for(actor, slug, permission="task.read")
    form = TaskListForm(request.GET)
    found = tasks.tasks(actor, place, wanted=form.wanted, on=on)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "organisation": place,
        "company": place if place.is_company else None,
        "form": form,
        "page": page,
        "today": on,
        "endable": tasks.endable(actor, list(page.object_list)),
    }

    def around() -> dict[str, Any]:
        return {
            "has_tasks": tasks.has_tasks(actor, place),
            "may_add": place.is_company and bool(sides(actor, "task.change", company=place)),
            "ended": tasks.just_ended(actor, place, pk=request.GET.get("ended", "")),
        }

    return draw(request, "programme/tasks.html", shown=shown, around=around)


@require_http_methods(["GET", "HEAD", "POST"])
def new_task_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Ask what is to be done."""
    company = get_company_for(request.actor, slug, "task.change")
    initial = {"body": request.GET.get("body", ""), "title": request.GET.get("title", "")}
    form = _form(request, company, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            task = actions.add_task(by=request.actor, company=company, card=form.card)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("The task was given."))
            return redirect("programme:task", company.slug, task.pk)
    return _answer(request, "programme/task_form.html", {"company": company, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def task_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show one task, and let its sides change it."""
    company = get_company_for(request.actor, slug, "task.read")
    task = tasks.get_task(request.actor, company, pk=pk)
    may_change = may_change_task(request.actor, company, body=task.body)
    form = _form(request, company, initial=TaskForm.initial_of(task), body=task.body, is_old=True)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied("task.change")
        if form.is_valid() and _changed(request, task, form):
            return redirect("programme:task", company.slug, task.pk)
    shown = {"company": company, "task": task, "form": form, "may_change": may_change}
    more = {
        "endings": task_endings(request.actor, task) if task.is_open else (),
        "today": timezone.localdate(),
        "seen_by": [company, *parties.bodies_with_consent(company).filter(tasks_given=task)],
    }
    return _answer(request, "programme/task.html", {**shown, **more})


@require_POST
def end_task(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """End a task; its page then offers to take that back."""
    company = get_company_for(request.actor, slug, "task.change")
    task = tasks.get_task(request.actor, company, pk=pk)
    try:
        actions.end_task(by=request.actor, company=company, task=task, state=request.POST.get("state", ""))
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
        return redirect("programme:task", company.slug, task.pk)
    back = request.POST.get("back")
    if back in (company.slug, task.body and task.body.slug):
        return redirect(f"{reverse('programme:tasks', args=[back])}?ended={task.pk}")
    return redirect("programme:task", company.slug, task.pk)


@require_POST
def reopen_task(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Take the ending of a task back."""
    company = get_company_for(request.actor, slug, "task.change")
    task = tasks.get_task(request.actor, company, pk=pk)
    actions.reopen_task(by=request.actor, company=company, task=task)
    messages.success(request, _("The task is open again."))
    return redirect("programme:task", company.slug, task.pk)


def _changed(request: DeskRequest, task: Any, form: TaskForm) -> bool:
    try:
        actions.change_task(by=request.actor, company=task.company, task=task, card=form.card)
    except Refused as refused:
        form.add_refused(refused)
        task.refresh_from_db()
        return False
    messages.success(request, _("Saved."))
    return True


def _sides(request: DeskRequest, company: Any) -> list[Any]:
    """Whom a task can be with: for the company's people every body with consent, else one's own."""
    found = sides(request.actor, "task.change", company=company)
    return [company, *parties.bodies_with_consent(company)] if company in found else found


def _form(
    request: DeskRequest, company: Any, *, initial: dict[str, Any], body: Any = None, is_old: bool = False
) -> TaskForm:
    bodies = [one for one in _sides(request, company) if one != company]
    if is_old:
        bodies = [body] if body else []
    form = TaskForm(
        request.POST or None, initial=initial, company=company, bodies=bodies,
        people=places.members([company, *bodies]),
    )  # fmt: skip
    is_company = may_for(request.actor, "task.change", company=company, body=None)
    return form.for_side(is_company=is_company, is_old=is_old)


def _answer(request: DeskRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    return render(request, template, shown, status=422 if shown["form"].errors else 200)
