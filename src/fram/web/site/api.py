"""The API: what the apps offer to programs, under one address, one policy and one form of faults."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.security import django_auth

from fram.terms.errors import Refused
from fram.web.ui.collecting import modules_called
from fram.web.ui.look import VERSION


def addresses() -> tuple[list[Any], str, str]:
    """Return the addresses of the API; it says 401 by itself where the pages lead to the sign-in."""
    patterns, app, namespace = build().urls
    for pattern in patterns:
        setattr(pattern.callback, "login_required", False)  # noqa: B010  a mark Django looks for
    return patterns, app, namespace


def build() -> NinjaAPI:
    """Return the API with the routes of every app that has an `api.py`."""
    api = NinjaAPI(
        title="Fram", version=VERSION, urls_namespace="api", auth=django_auth, docs_url=None,
        openapi_url="/openapi.json", description="Companies, their records and those who help them.",
    )  # fmt: skip
    for module in modules_called("api"):
        api.add_router("", module.router)
    _faults(api)
    return api


def _faults(api: NinjaAPI) -> None:
    def say(request: HttpRequest, status: int, what: str, why: str = "", remedy: str = "") -> HttpResponse:
        return api.create_response(request, {"what": what, "why": why, "remedy": remedy}, status=status)

    @api.exception_handler(AuthenticationError)
    def signed_out(request: HttpRequest, error: Any) -> HttpResponse:
        return say(request, 401, "nobody is signed in", remedy="sign in, and send the session's cookie")

    @api.exception_handler(PermissionDenied)
    def not_allowed(request: HttpRequest, error: Any) -> HttpResponse:
        return say(request, 403, "this is not open to you", remedy="/policy/ says who may do what")

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Any) -> HttpResponse:
        return say(request, 404, "there is nothing here")

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        problem = error.problem
        return say(request, 409, problem.what, problem.why, problem.remedy)
