"""Where does one body's help stand, and what may be done about it?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for, may
from fram.web.programme.actions.support import ask_again, change_support, exempt
from fram.web.programme.forms.support import AgainForm, ChangeForm, StopForm
from fram.web.programme.policy import may_for
from fram.web.programme.queries import lines, places, tasks
from fram.web.programme.queries.lines import Line
from fram.web.programme.views.reads import note_read_of_others

SHOWN_TASKS = 20


@require_safe
def line_page(request: DeskRequest, *, slug: str, body: str) -> HttpResponse:
    """Show where the help stands, its clock, its history, and the tasks between the two."""
    company, line = _line(request, slug, body, "support.read")
    actor, on = request.actor, timezone.localdate()
    wanted = tasks.Wanted(state="open")
    shown = {**_shown(request, company, line), "today": on}
    # Other bodies see where it stands; what was said of it is between the two.
    shown["is_theirs"] = line.body.pk in actor.shared_by(company)
    shown["is_own"] = shown["is_theirs"] or actor.role_in(company) is not None
    if not shown["is_own"]:
        note_read_of_others(actor, company)
    if shown["is_own"]:
        shown["steps"] = lines.steps(line)
        shown["exemptions"] = lines.exemptions(line)
        shown["tasks"] = tasks.tasks(actor, company, wanted=wanted, on=on).filter(body=line.body)[
            :SHOWN_TASKS
        ]
    return render(request, "programme/line.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: DeskRequest, *, slug: str, body: str) -> HttpResponse:
    """Ask where the help stands, with what, where and by whom."""
    company, line = _line(request, slug, body, "support.change")
    advisers = places.advisers(line.body)
    form = ChangeForm(request.POST or None, line=line, advisers=advisers, me=request.actor.person)
    if request.method == "POST" and form.is_valid():
        try:
            change_support(by=request.actor, company=company, body=line.body, change=form.change)
        except Refused as refused:
            form.add_refused(refused)
            line = lines.line_of(company, line.body, on=timezone.localdate()) or line
        else:
            messages.success(request, _("Saved."))
            return redirect("programme:line", company.slug, line.body.slug)
    return _answer(request, "programme/change.html", {**_shown(request, company, line), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def exempt_page(request: DeskRequest, *, slug: str, body: str) -> HttpResponse:
    """Ask why the service clock shall stand."""
    company, line = _line(request, slug, body, "support.change")
    form = StopForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            exempt(by=request.actor, company=company, body=line.body, stop=form.stop)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("The clock stands for these days."))
            return redirect("programme:line", company.slug, line.body.slug)
    return _answer(request, "programme/exempt.html", {**_shown(request, company, line), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def again_page(request: DeskRequest, *, slug: str, body: str) -> HttpResponse:
    """Let the company ask a body again that had ended its help."""
    company, line = _line(request, slug, body, "support.ask")
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_again(by=request.actor, company=company, body=line.body, told=form.told)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("%(body)s has been asked again.") % {"body": line.body.name})
            return redirect("programme:line", company.slug, line.body.slug)
    return _answer(request, "programme/again.html", {**_shown(request, company, line), "form": form})


def _line(request: DeskRequest, slug: str, body: str, permission: str) -> tuple[Any, Line]:
    """The company and the line, to those who may see it; 403 where their tie is another."""
    actor = request.actor
    company = get_company_for(actor, slug, permission)
    found = places.get_body(actor, company, slug=body)
    if permission == "support.change" and not may_for(actor, permission, company=company, body=found):
        raise PermissionDenied(permission)
    line = lines.line_of(company, found, on=timezone.localdate())
    if line is None:
        raise Http404("nothing was ever shared")
    return company, line


def _shown(request: DeskRequest, company: Any, line: Line) -> dict[str, Any]:
    actor, is_away = request.actor, company.archived_at is not None
    may_change = may_for(actor, "support.change", company=company, body=line.body) and not is_away
    return {
        "company": company,
        "line": line,
        "may_change": may_change,
        "may_exempt": may_change and line.reading is not None,
        "may_hand_over": line.is_helping
        and not is_away
        and may_for(actor, "hand-over.propose", company=company, body=line.body),
        "may_ask": line.is_ended
        and line.standing.is_kept
        and not is_away
        and may(actor, "support.ask", company),
    }


def _answer(request: DeskRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    return render(request, template, shown, status=422 if shown["form"].errors else 200)
