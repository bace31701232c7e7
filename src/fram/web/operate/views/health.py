"""Is the desk alive, and is it ready? Asked by programs, without signing in; nothing secret is answered."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from fram.web.operate.readiness import readiness


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; the database is not asked."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Say what the desk needs and has: 200 when it can do its work, else 503."""
    found = readiness(now=timezone.now())
    status = 200 if found.is_ready else 503
    return JsonResponse(found.as_words(), status=status, headers={"Cache-Control": "no-store"})
