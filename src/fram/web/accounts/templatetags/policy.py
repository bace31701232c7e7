"""The policy table in templates: what may be shown, and which pages an organisation has."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from fram.terms.sections import SECTIONS
from fram.web.accounts import policy
from fram.web.accounts.acting import NOBODY
from fram.web.accounts.menu import MenuEntry, entries_for, home_address
from fram.web.accounts.models import Organisation

register = template.Library()


@register.simple_tag(takes_context=True)
def may(
    context: Context, permission: str, organisation: Organisation | None = None, section: str = ""
) -> bool:
    """Return whether the reader may do this: `{% may "record.edit" company as may_edit %}`."""
    # A page about a fault may be drawn before it is known who asks.
    actor = getattr(context["request"], "actor", NOBODY)
    return policy.may(actor, permission, organisation, section=section)


@register.simple_tag(takes_context=True)
def menu(context: Context, organisation: Organisation) -> list[MenuEntry]:
    """Return the pages of an organisation that its reader may open."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return entries_for(request.actor, organisation, here=here)


@register.simple_tag(takes_context=True)
def the_place(context: Context) -> Organisation:
    """Return the organisation a page is about: what its view calls `organisation` or `company`."""
    found: Organisation = context.get("organisation") or context["company"]
    return found


@register.simple_tag
def section_name(name: str) -> str:
    """Return what a section is called in the reader's language."""
    return SECTIONS[name].words.in_(get_language() or "en") if name in SECTIONS else name


@register.simple_tag
def home_of(organisation: Organisation) -> str:
    """Return the address of an organisation's first page."""
    return home_address(organisation)
