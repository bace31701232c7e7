"""A list that may be long: page by page, and searched by words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest

A_PAGE = 20
LONGEST_TEXT = 200
T = TypeVar("T")


def listed(request: HttpRequest, found: Sequence[T], *, told: Callable[[T], str]) -> dict[str, Any]:
    """Return one page of those in whose words (``told``) all words of the address's ``text`` stand.

    ``is_long``: whether there is so much that a box to search in helps.
    """
    text = request.GET.get("text", "").strip()[:LONGEST_TEXT]
    words = text.casefold().split()
    fitting = [one for one in found if all(word in told(one).casefold() for word in words)]
    page = Paginator(fitting, A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "text": text, "is_long": bool(text) or len(found) > A_PAGE}
