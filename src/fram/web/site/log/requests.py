"""One line of the log for each request: which page, how it ended, how long it took, and who, as numbers."""

from __future__ import annotations

import logging
import time
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import empty

from fram.web.site.log.lines import REQUEST

log = logging.getLogger("fram.request")

HEADER = "X-Request-Id"
QUIET = ("operate:alive", "operate:ready", "jobs:progress", "decide:progress")
"""What programs and waiting pages ask again and again; only their faults are worth a line."""


class RequestLog:
    """Gives each request an id, which the answer carries too, and writes its line."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and write down how that went."""
        number, begun = uuid.uuid4().hex[:16], time.perf_counter()
        token = REQUEST.set(number)
        try:
            answer: HttpResponseBase = self.get_response(request)
            answer[HEADER] = number
            fields = fields_of(request, answer)
            if not _is_quiet(request, fields):
                took = round((time.perf_counter() - begun) * 1000, 1)
                log.info("request", extra={"fields": {**fields, "ms": took}})
            return answer
        finally:
            REQUEST.reset(token)


def fields_of(request: HttpRequest, answer: HttpResponseBase) -> dict[str, Any]:
    """Return what a line says of a request; nothing is looked up that was not looked up already."""
    match = request.resolver_match
    return {
        "route": (match.view_name or match.route) if match else "-",
        "method": request.method if request.method in _METHODS else "-",
        "status": answer.status_code,
        "person": _pk(getattr(request, "_cached_user", None)),
        "organisation": _pk(getattr(_looked_up(request), "opened", None)),
    }


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _looked_up(request: HttpRequest) -> object:
    """The actor, where somebody asked for it."""
    lazy = getattr(request, "actor", None)
    return None if getattr(lazy, "_wrapped", None) is empty else lazy


def _pk(found: Any) -> int | None:
    return getattr(found, "pk", None)


def _is_quiet(request: HttpRequest, fields: dict[str, Any]) -> bool:
    if fields["status"] >= 500:
        return False
    return fields["route"] in QUIET or request.path.startswith(settings.STATIC_URL)
