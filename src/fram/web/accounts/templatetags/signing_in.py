"""What the pages of signing in ask about the desk and the reader."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import Any

from django import template
from django.http import HttpRequest

from fram.web.accounts.models import Invitation
from fram.web.accounts.queries.invitations import waiting_for
from fram.web.accounts.signing_in import browsers, door, mail, names

register = template.Library()
register.filter("in_a_mail", names.name_in_a_mail)
register.filter("browser_words", browsers.browser_words)


@register.simple_tag(takes_context=True)
def passkeys_work(context: dict[str, Any]) -> bool:
    """Return whether browsers allow passkeys at this address: one with a name, not a number."""
    return not _is_number(context["request"])


@register.simple_tag(takes_context=True)
def address_with_a_name(context: dict[str, Any]) -> str:
    """Return the address of this page under the name `localhost`, for a desk on this machine."""
    request: HttpRequest = context["request"]
    port = request.get_port()
    return f"http://localhost:{port}{request.path}"


@register.simple_tag(takes_context=True)
def may_sign_up(context: dict[str, Any]) -> bool:
    """Return whether this browser may sign up now."""
    return door.way_in(context["request"]) is not door.Way.CLOSED


@register.simple_tag
def lies_in_outbox() -> bool:
    """Return whether mail is laid down on this machine instead of being sent."""
    return mail.lies_in_outbox()


@register.simple_tag(takes_context=True)
def waiting_invitations(context: dict[str, Any]) -> list[Invitation]:
    """Return the open invitations to the reader's proved addresses."""
    person = context["request"].actor.person
    return waiting_for(person) if person else []


@register.filter
def as_json(value: object) -> str:
    """Write a value as JSON for an attribute, where a script of ours reads it."""
    return json.dumps(value)


def _is_number(request: HttpRequest) -> bool:
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        return bool(ip_address(host.strip("[]")))
    except ValueError:
        return False
