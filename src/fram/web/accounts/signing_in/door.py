"""Who may sign up: everybody, whoever was invited, or the first person of the desk."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fram.web.accounts.acting import SYSTEM, actor_of
from fram.web.accounts.actions.persons import introduce, make_site_admin
from fram.web.accounts.queries.invitations import Standing, find_invitation, hash_of
from fram.web.accounts.signing_in import first_person

INVITED = "fram_invitation"


class Way(StrEnum):
    """Why somebody may sign up, or that they may not."""

    FIRST = "first"
    INVITED = "invited"
    OPEN = "open"
    CLOSED = "closed"


def way_in(request: HttpRequest) -> Way:
    """Return on what ground this browser may sign up now."""
    if first_person.is_key(request.session.get(first_person.SESSION, "")):
        return Way.FIRST
    if invited_email(request):
        return Way.INVITED
    return Way.OPEN if settings.FRAM_SIGN_UP == "open" else Way.CLOSED


def invited_email(request: HttpRequest) -> str:
    """Return the address to which the invitation went that this browser opened, while it is open."""
    found = find_invitation(request.session.get(INVITED, ""))
    return found.invitation.email if found and found.standing is Standing.OPEN else ""


def remember_invitation(request: HttpRequest, token: str, *, email: str) -> None:
    """Let this browser sign up by an invitation; whoever has its link reads the mail of that address."""
    request.session[INVITED] = hash_of(token)
    request.session["account_verified_email"] = email


def let_in(request: HttpRequest, person: Any, *, name: str, language: str) -> None:
    """Keep what a new person said of themselves; the first one at a desk runs it."""
    key = request.session.pop(first_person.SESSION, "")
    introduce(by=actor_of(person), name=name, language=language)
    if first_person.use_key(key):
        make_site_admin(by=SYSTEM, person=person)
