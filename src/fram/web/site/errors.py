"""What a reader sees when something goes wrong: what happened, and what to do."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fram.web.ui.outage import is_outage, unavailable
from fram.web.ui.text import megabytes


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The browser asked in a way the desk does not answer: a strange host name, or a form too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _page(
            request, 400, _("The form is too large"),
            _(
                "A company file has at most %(own)d MB, another file %(other)d MB. "
                "Go back: what you typed is still there."
            )
            % {"own": megabytes(settings.LARGEST_FILE), "other": megabytes(settings.LARGEST_UPLOAD)},
        )  # fmt: skip
    return _page(
        request, 400, _("This request cannot be answered"),
        _(
            "Open the desk with the address it printed when it started, such as http://127.0.0.1:8350/, "
            "and try again."
        ),
    )  # fmt: skip


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is there and not for this reader."""
    return _page(
        request, 403, _("This is not open to you"),
        _(
            "You may see this organisation, but not this part of it. Its owner can share more with your "
            "body, or give you another role; “Who may see what” shows which."
        ),
    )  # fmt: skip


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without the mark the desk put into it."""
    return _page(
        request, 403, _("The form is out of date"),
        _(
            "Nothing was changed. Go back, load the page again and send the form once more; "
            "cookies must be allowed."
        ),
    )  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address."""
    return _page(
        request, 404, _("There is no such page"),
        _(
            "The address may be misspelt, what was here may be gone, or it is not shared with you (any more)."
        ),
    )  # fmt: skip


def our_fault(request: HttpRequest) -> HttpResponse:
    """The database is gone, or a bug of ours."""
    if is_outage():
        return unavailable(request)
    return _page(
        request, 500, _("Something went wrong on our side"),
        _("What was saved is safe. Try once more; if it happens again, `fram doctor` looks for the cause."),
    )  # fmt: skip


def _page(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    return render(
        request, "ui/error.html", {"title": title, "remedy": remedy, "status": status}, status=status
    )
