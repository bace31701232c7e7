"""What a reader sees while the database is gone: a page that needs none and gives typed answers back."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from fram.web.ui.look import stylesheets

GONE = (OperationalError, InterfaceError)
AGAIN_SECONDS = 15
SECRET_WORDS = ("password", "passwd", "secret", "token", "code", "otp", "credential")
TICKET = "csrfmiddlewaretoken"
MOST_FIELDS = 500


def is_outage() -> bool:
    """Return whether what went wrong just now is that the database cannot be reached."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, GONE):
            return True
        error = error.__cause__ or error.__context__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say what happened and offer to try again; a form comes back with everything but files and passwords."""
    if request.resolver_match and "api" in request.resolver_match.namespaces:
        said = {"what": "the database cannot be reached", "why": "", "remedy": "try again in a moment"}
        return _back_soon(JsonResponse(said, status=503))
    shown: dict[str, Any] = {"address": request.get_full_path(), "is_form": request.method == "POST"}
    if shown["is_form"]:
        shown["kept"], shown["is_whole"] = _typed(request)
    shown["stylesheets"] = stylesheets()
    return _back_soon(HttpResponse(render_to_string("ui/unavailable.html", shown), status=503))


def _back_soon(answer: HttpResponse) -> HttpResponse:
    answer["Retry-After"] = str(AGAIN_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


def _typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """What was typed, to be sent once more; and whether that is all of it."""
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
        has_files = bool(request.FILES)
    except Exception:  # what cannot be read cannot be kept; the page says so
        return [], False
    if has_files or len(pairs) > MOST_FIELDS or any(_is_secret(name) for name, value in pairs if value):
        return [], False
    return [(name, str(value)) for name, value in pairs], True


def _is_secret(name: str) -> bool:
    return name != TICKET and any(word in name.lower() for word in SECRET_WORDS)
