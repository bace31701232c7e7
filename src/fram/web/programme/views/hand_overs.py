"""Who should take over? Do we agree? Do we take it?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for, may
from fram.web.programme.actions import hand_overs as actions
from fram.web.programme.forms.hand_overs import AgreeForm, ProposalForm, WhyForm
from fram.web.programme.policy import may_for
from fram.web.programme.queries import hand_overs, lines, places
from fram.web.ui.asking import sentences


@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: DeskRequest, *, slug: str, body: str) -> HttpResponse:
    """Ask a body's adviser who should take over, with what."""
    company = get_company_for(request.actor, slug, "hand-over.propose")
    from_body = places.own_body(request.actor, body)
    if from_body is None or not may_for(request.actor, "hand-over.propose", company=company, body=from_body):
        raise Http404("no such body")
    line = lines.line_of(company, from_body, on=timezone.localdate())
    initial = {"topics": line.topics if line else [], "to_body": request.GET.get("to", "")}
    bodies = hand_overs.possible_bodies(company, besides=from_body)
    form = ProposalForm(request.POST or None, initial=initial, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_hand_over(
                by=request.actor, company=company, body=from_body, proposal=form.proposal
            )
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("Proposed. An owner of the company decides within 30 days."))
            return redirect("programme:hand-over", company.slug, made.pk)
    shown = {"company": company, "body": from_body, "form": form, "line": line}
    return render(request, "programme/hand_over_form.html", shown, status=422 if form.errors else 200)


@require_safe
def hand_over_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show a hand-over, with what its reader can answer."""
    company = get_company_for(request.actor, slug, "hand-over.read")
    found = hand_overs.get_hand_over(request.actor, company, pk=pk)
    return render(request, "programme/hand_over.html", _shown(request, company, found))


@require_POST
def agree(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Agree as the company, or decline."""
    company = get_company_for(request.actor, slug, "hand-over.agree")
    found = hand_overs.get_hand_over(request.actor, company, pk=pk)
    form, why = AgreeForm(request.POST, hand_over=found), WhyForm(request.POST)
    told: dict[str, Any] = {"by": request.actor, "company": company, "hand_over": found}
    if not (form.is_valid() and why.is_valid()):
        return _again(request, company, found, form, why)
    try:
        if "decline" in request.POST:
            actions.decline_hand_over(**told, why=why.cleaned_data["why"])
        else:
            actions.agree_hand_over(**told, sections=form.cleaned_data["sections"])
    except Refused as refused:
        form.add_refused(refused)
        return _again(request, company, hand_overs.get_hand_over(request.actor, company, pk=pk), form, why)
    messages.success(request, _("Your answer was sent."))
    return redirect("programme:hand-over", company.slug, pk)


@require_POST
def answer(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Accept as the new body, or decline."""
    company = get_company_for(request.actor, slug, "hand-over.answer")
    found = hand_overs.get_hand_over(request.actor, company, pk=pk)
    why = WhyForm(request.POST)
    if not why.is_valid():
        return _again(request, company, found, None, why)
    said = why.answer(accepts="decline" not in request.POST)
    try:
        actions.answer_hand_over(by=request.actor, company=company, hand_over=found, answer=said)
    except Refused as refused:
        why.add_refused(refused)
        return _again(request, company, hand_overs.get_hand_over(request.actor, company, pk=pk), None, why)
    messages.success(request, _("Your answer was sent."))
    return _back(request, company, found)


@require_POST
def withdraw(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Take a proposal back as the body that made it."""
    company = get_company_for(request.actor, slug, "hand-over.propose")
    found = hand_overs.get_hand_over(request.actor, company, pk=pk)
    try:
        actions.withdraw_hand_over(by=request.actor, company=company, hand_over=found)
    except Refused as refused:
        messages.error(request, sentences(refused.problem))
    else:
        messages.success(request, _("The proposal was withdrawn."))
    return _back(request, company, found)


def _again(request: DeskRequest, company: Any, found: Any, form: Any, why: Any) -> HttpResponse:
    shown = {**_shown(request, company, found), "why": why}
    if form is not None:
        shown["form"] = form
    return render(request, "programme/hand_over.html", shown, status=422)


def _shown(request: DeskRequest, company: Any, found: Any) -> dict[str, Any]:
    actor, stands = request.actor, found.state_at(timezone.now())
    is_open = stands in ("proposed", "agreed")
    may_propose = may_for(actor, "hand-over.propose", company=company, body=found.from_body)
    may_answer = may_for(actor, "hand-over.answer", company=company, body=found.to_body)
    return {
        "company": company,
        "hand_over": found,
        "stands": stands,
        "stands_words": hand_overs.state_words(stands),
        "topics": hand_overs.topic_words(found),
        "form": AgreeForm(hand_over=found),
        "why": WhyForm(),
        "helps_already": stands == "proposed" and hand_overs.helps_already(actor, found),
        "may_agree": stands == "proposed" and may(actor, "hand-over.agree", company),
        "may_answer": stands == "agreed" and may_answer,
        "may_withdraw": is_open and may_propose,
    }


def _back(request: DeskRequest, company: Any, found: Any) -> HttpResponse:
    """To the hand-over, or to one's own companies where this one is shared no more."""
    request.actor.forget_shared()
    if may(request.actor, "company.see", company):
        return redirect("programme:hand-over", company.slug, found.pk)
    body = found.to_body if request.actor.role_in(found.to_body) else found.from_body
    return redirect("programme:support", body.slug)
