"""Addresses that cannot be: nothing here is called by a name with a NUL sign, which PostgreSQL refuses."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase


class NoSuchAddress:
    """Says 404 to an address with a NUL sign in its path or in what is asked for, on pages and in the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or say that there is no such address."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404("an address with a NUL sign")
        return self.get_response(request)
