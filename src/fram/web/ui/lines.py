"""Lists that are filtered: a script on the page gets the lines alone, everybody else the page around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

ASKED_BY_SCRIPT, ASKED_BY_HISTORY = "HX-Request", "HX-History-Restore-Request"


def draw(
    request: HttpRequest,
    template: str,
    *,
    shown: Mapping[str, Any],
    around: Callable[[], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """Draw a page with its list, or the partial `lines` of it where a script asks for no more.

    ``around``: what the rest of the page needs; it is asked for with the page only.
    """
    is_part = ASKED_BY_SCRIPT in request.headers and ASKED_BY_HISTORY not in request.headers
    if is_part:
        answer = render(request, f"{template}#lines", dict(shown))
    else:
        answer = render(request, template, {**shown, **around()})
    # The address is the same for both: a browser that goes back must not be shown the lines without a page.
    patch_vary_headers(answer, (ASKED_BY_SCRIPT, ASKED_BY_HISTORY))
    return answer
