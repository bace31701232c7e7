"""What is held about you, or about somebody who asks; and being erased."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions import personal as actions
from fram.web.accounts.people_forms import EraseForm, LookUpForm, posted
from fram.web.accounts.policy import demand
from fram.web.accounts.queries import personal, persons
from fram.web.accounts.signing_in import outbox

MOST = 50
"""Lines of one table that the page shows; the file has them all."""


@never_cache
@require_safe
def my_print_out_page(request: DeskRequest) -> HttpResponse:
    """Show what is held about the reader."""
    return _page(request, request.actor.person, is_me=True)


@never_cache
@require_safe
def my_print_out_file(request: DeskRequest) -> HttpResponse:
    """Give all that is held about the reader as a file."""
    return _file(actions.take_my_print_out(by=request.actor), is_me=True)


@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me_page(request: DeskRequest) -> HttpResponse:
    """Erase the reader, after a second look and their address typed once more."""
    person = request.actor.person
    assert person is not None  # signed in, or the second look was asked for
    form, shown = _erasing(request, person, is_me=True)
    if request.method == "POST" and form.is_valid():
        addresses = [*persons.proven_emails(person), person.email]
        try:
            actions.erase_me(by=request.actor, closes_alone=form.cleaned_data.get("closes_alone", False))
        except Refused as refused:
            form.add_refused(refused)
        else:
            outbox.forget(settings.OUTBOX, addresses)
            logout(request)
            return redirect("accounts:erased")
    return render(request, "accounts/erase.html", shown, status=422 if form.errors else 200)


@login_not_required
@require_safe
def erased_page(request: DeskRequest) -> HttpResponse:
    """Say that the account is gone."""
    return render(request, "accounts/erased.html")


@require_http_methods(["GET", "HEAD", "POST"])
def persons_page(request: DeskRequest) -> HttpResponse:
    """Look up one person by their whole address: to see what is held, or to let them run the desk."""
    demand(request.actor, "persons.look-after")
    typed, is_to_run = posted(request), request.POST.get("do") == "run"
    asks, runs = (
        LookUpForm(None if is_to_run else typed),
        LookUpForm(typed if is_to_run else None, prefix="run"),
    )
    form = runs if is_to_run else asks
    if typed is not None and form.is_valid():
        person = persons.find_person(form.cleaned_data["email"])
        if person is not None:
            return redirect("accounts:running" if is_to_run else "accounts:print-out", person.pk)
        form.add_error("email", _("Nobody here has this address."))
    shown = {"form": form, "asks": asks, "runs": runs, "admins": persons.site_admins()}
    return render(request, "accounts/persons.html", shown, status=422 if form.errors else 200)


@never_cache
@reauthentication_required
@require_safe
def print_out_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what is held about somebody who asked, without what anybody wrote."""
    demand(request.actor, "persons.look-after")
    return _page(
        request, actions.take_print_out(by=request.actor, person=persons.get_person(pk)), is_me=False
    )


@never_cache
@reauthentication_required
@require_safe
def print_out_file(request: DeskRequest, pk: int) -> HttpResponse:
    """Give what is held about somebody who asked as a file, without what anybody wrote."""
    demand(request.actor, "persons.look-after")
    return _file(actions.take_print_out(by=request.actor, person=persons.get_person(pk)), is_me=False)


@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Erase somebody who asked for it."""
    demand(request.actor, "persons.look-after")
    person = persons.get_person(pk)
    form, shown = _erasing(request, person, is_me=False)
    if request.method == "POST" and form.is_valid():
        addresses = [*persons.proven_emails(person), person.email]
        try:
            closes = form.cleaned_data.get("closes_alone", False)
            actions.erase_person(by=request.actor, person=person, closes_alone=closes)
        except Refused as refused:
            form.add_refused(refused)
        else:
            outbox.forget(settings.OUTBOX, addresses)
            messages.success(request, _("The account is erased."))
            return redirect("accounts:persons")
    return render(request, "accounts/erase.html", shown, status=422 if form.errors else 200)


def _page(request: DeskRequest, person: Any, *, is_me: bool) -> HttpResponse:
    parts = list(personal.print_out(person, most=MOST, is_own=is_me))
    shown = {"person": person, "parts": parts, "is_me": is_me}
    return render(request, "accounts/print_out.html", {**shown, **_addresses(person, is_me=is_me)})


def _file(person: Any, *, is_me: bool) -> HttpResponse:
    text = json.dumps(personal.as_json(person, is_own=is_me), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"fram-personal-data-{timezone.localdate().isoformat()}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _erasing(request: DeskRequest, person: Any, *, is_me: bool) -> tuple[EraseForm, dict[str, Any]]:
    with_others, alone = persons.stands_alone_in(person)
    form = EraseForm(posted(request), expected=person.email, is_alone=bool(alone))
    shown = {"person": person, "form": form, "with_others": with_others, "alone": alone, "is_me": is_me}
    return form, {**shown, **_addresses(person, is_me=is_me)}


def _addresses(person: Any, *, is_me: bool) -> dict[str, str]:
    if is_me:
        return {"file": reverse("accounts:my-print-out-file"), "erase": reverse("accounts:erase-me")}
    return {
        "file": reverse("accounts:print-out-file", args=[person.pk]),
        "erase": reverse("accounts:erase-person", args=[person.pk]),
    }
