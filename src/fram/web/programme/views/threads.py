"""What was said, and by whom? Only those who take part see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.policy import get_company_for, may, sides
from fram.web.programme.actions import threads as actions
from fram.web.programme.forms.lists import ThreadListForm
from fram.web.programme.forms.threads import OpeningForm, PeopleForm, ReplyForm
from fram.web.programme.queries import places, threads
from fram.web.ui.asking import sentences

PAGE_SIZE = 30
MOST_MESSAGES = 200


@require_safe
def threads_page(request: DeskRequest, slug: str) -> HttpResponse:
    """List the reader's conversations, and that there was contact between others."""
    actor = request.actor
    place = places.get_place_for(actor, slug, permission="thread.list")
    form = ThreadListForm(request.GET)
    found = threads.threads(actor, place, text=form.said()["text"])
    shown = {
        "organisation": place,
        "company": place if place.is_company else None,
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "contacts": threads.contacts(actor, place),
        "may_start": place.is_company and may(actor, "thread.start", place),
    }
    return render(request, "programme/threads.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new_thread_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Ask with whom to talk, about what."""
    company = get_company_for(request.actor, slug, "thread.start")
    asked = {name: request.GET.get(name, "") for name in ("section", "side")}
    initial = {**asked, "people": request.GET.getlist("with")}
    partners = threads.partners(request.actor, company)
    own = sides(request.actor, "thread.start", company=company)
    form = OpeningForm(request.POST or None, initial=initial, partners=partners, sides=own)
    if request.method == "POST" and form.is_valid():
        opening = form.opening_at(_address(request, "programme:threads", company.slug))
        try:
            thread = actions.start_thread(by=request.actor, company=company, opening=opening)
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(request, _("Sent. The others get a mail that says so, without the text."))
            return redirect("programme:thread", company.slug, thread.pk)
    return _answer(
        request, "programme/thread_form.html", {"company": company, "form": form, "partners": partners}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def thread_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show a conversation to those who take part, and let them answer."""
    company = get_company_for(request.actor, slug, "thread.read")
    thread = threads.get_thread(request.actor, company, pk=pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.said_at(_address(request, "programme:thread", company.slug, pk))
        try:
            actions.reply(by=request.actor, company=company, thread=thread, said=said)
        except Refused as refused:
            form.add_refused(refused)
        else:
            return redirect(f"{reverse('programme:thread', args=[company.slug, pk])}#answer")
    actions.note_seen(by=request.actor, thread=thread)
    page = Paginator(threads.messages(request.actor, thread), MOST_MESSAGES)
    shown = {
        "company": company,
        "thread": thread,
        "form": form,
        "page": page.get_page(request.GET.get("page", page.num_pages)),
        "is_cut": thread.messages.count() > page.count,
        "audience": threads.audience(thread),
        "may_add": may(request.actor, "thread.start", company),
    }
    return _answer(request, "programme/thread.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def people_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Ask who is to come into a conversation, and say that they will see all of it."""
    company = get_company_for(request.actor, slug, "thread.start")
    thread = threads.get_thread(request.actor, company, pk=pk)
    form = PeopleForm(request.POST or None, partners=threads.partners(request.actor, company, besides=thread))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_people(by=request.actor, company=company, thread=thread, people=form.chosen)
        except Refused as refused:
            form.add_error("people", sentences(refused.problem))
        else:
            messages.success(request, _("They take part now and see the whole conversation."))
            return redirect("programme:thread", company.slug, pk)
    return _answer(
        request, "programme/thread_people.html", {"company": company, "thread": thread, "form": form}
    )


def _address(request: DeskRequest, view: str, *args: Any) -> str:
    return request.build_absolute_uri(reverse(view, args=args))


def _answer(request: DeskRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
    return render(request, template, shown, status=422 if shown["form"].errors else 200)
