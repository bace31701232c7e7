"""Going to an identity provider and coming back."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from requests import RequestException

from fram.web.accounts.signing_in.oidc.checks import CheckedAdapter

log = logging.getLogger("fram.sign_in")
BROKEN = (OAuth2Error, RequestException)
"""A provider that refuses, cannot be reached, or answers in another form."""


@login_not_required
@never_cache
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the reader to the provider.

    The way leads over a page of ours: our policy lets no form end at another address.
    """
    adapter = _adapter(request, provider_id)
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(adapter)(request)
    except BROKEN as error:
        return _failed(request, adapter, error)
    if answer.status_code != 302:
        return answer
    shown = {"address": answer["Location"], "provider": adapter.get_provider()}
    return render(request, "socialaccount/going.html", shown)


@login_not_required
@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the provider's answer and sign the reader in by it, or say that it was refused."""
    adapter = _adapter(request, provider_id)
    try:
        return CallbackView.adapter_view(adapter)(request)
    except BROKEN as error:
        return _failed(request, adapter, error)


class CallbackView(OAuth2CallbackView):
    """allauth's, which hands the nonce of the state on to the checks."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
        return state, answer


def _adapter(request: HttpRequest, provider_id: str) -> CheckedAdapter:
    adapter = CheckedAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404("no such provider") from None
    return adapter


def _failed(request: HttpRequest, adapter: CheckedAdapter, error: Exception) -> HttpResponse:
    return render_authentication_error(request, adapter.get_provider(), exception=error)
