"""Who are you here?"""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fram.terms.errors import Refused
from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.organisations import found_company
from fram.web.accounts.actions.persons import change_me
from fram.web.accounts.menu import home_address
from fram.web.accounts.people_forms import MeForm, NewCompanyForm, posted
from fram.web.accounts.personal import all_holdings
from fram.web.accounts.queries import persons
from fram.web.accounts.signing_in import first_person
from fram.web.accounts.signing_in.languages import in_language


@require_http_methods(["GET", "HEAD", "POST"])
def me_page(request: DeskRequest) -> HttpResponse:
    """Show who one is here and how one comes in; change name and language."""
    person = request.actor.person
    assert person is not None
    initial = {"name": person.name, "language": person.language or get_language()}
    form = MeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        change_me(by=request.actor, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return in_language(redirect("accounts:me"), form.cleaned_data["language"])
    shown = {
        "form": form, "emails": persons.emails(person), "ways": persons.ways_in(person),
        "providers": get_adapter().list_providers(request),
    }  # fmt: skip
    return render(request, "accounts/me.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: DeskRequest) -> HttpResponse:
    """Register a company and become its owner."""
    form = NewCompanyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = found_company(by=request.actor, card=form.card, ticket=form.cleaned_data["ticket"])
        except Refused as refused:
            form.add_refused(refused)
        else:
            messages.success(
                request, _("%(name)s is registered, and you are its owner.") % {"name": made.name}
            )
            return redirect(home_address(made))
    return render(request, "accounts/new.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_safe
def privacy_page(request: DeskRequest) -> HttpResponse:
    """Say what is kept about people, why, from where, on which basis, how long, and what their rights are."""
    shown = {"holdings": all_holdings(), "contact": settings.FRAM_CONTACT}
    return render(request, "accounts/privacy.html", shown)


@login_not_required
@never_cache
@require_safe
def first_person_page(request: DeskRequest, token: str) -> HttpResponse:
    """Let whoever has the one-time link sign up as the first person of the desk."""
    if not first_person.is_key(token):
        raise Http404("no such link")
    request.session[first_person.SESSION] = token
    return redirect("account_signup")
