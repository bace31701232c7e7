"""Registering organisations and changing what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count

from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Kind, Membership, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an organisation says of itself: its name, number in the public register, and country."""

    name: str
    number: str = ""
    country: str = "NO"


@action("company.found", says=gettext_lazy("registered a company"))
def found_company(*, by: Actor, card: Card) -> Organisation:
    """Register a company; whoever does it becomes its owner. Refused where the number is taken."""
    made = _found(card, kind=Kind.COMPANY)
    if by.person is not None:
        Membership.objects.create(organisation=made, person=by.person, role=made.top_role)
        by.__dict__.pop("memberships", None)
        by.__dict__.pop("roles", None)
    return made


@action("body.found", says=gettext_lazy("registered a body"))
def found_body(*, by: Actor, card: Card, kind: str) -> Organisation:
    """Register a body that helps companies. Nobody belongs to it yet: its lead is invited.

    Whoever runs the desk does not come in by it, and so sees no record through it.
    """
    return _found(card, kind=Kind(kind))


@action("organisation.change", says=gettext_lazy("changed name, number or country"))
def change_organisation(*, by: Actor, organisation: Organisation, card: Card) -> Organisation:
    """Change what an organisation says of itself; its address stays. Refused where the number is taken."""
    for name in ("name", "number", "country"):
        if getattr(organisation, name) != getattr(card, name):
            changed(name)
            setattr(organisation, name, getattr(card, name))
    _refuse_taken_number(card, besides=organisation.pk)
    organisation.save(update_fields=["name", "number", "country"])
    return organisation


def _found(card: Card, *, kind: Kind) -> Organisation:
    _refuse_taken_number(card)
    made = Organisation(
        kind=kind, name=card.name, slug=free_slug(card.name), number=card.number, country=card.country
    )
    try:
        made.save(force_insert=True)
    except IntegrityError:  # another request took the same name at the same moment
        raise Refused(
            _("this was registered a moment ago"), remedy=_("go back to your places: it may be there already")
        ) from None
    return made


def free_slug(name: str) -> str:
    """Return a word for addresses that no organisation has yet: `nordlys-vital`, `nordlys-vital-2`."""
    from anyascii import anyascii

    stem = slugify(anyascii(name))[:50].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    named = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in named if slug not in taken and slug not in RESERVED)


RESERVED = ("new",)
"""Words that stand for pages of the desk where a slug would stand."""


def _refuse_taken_number(card: Card, *, besides: int = 0) -> None:
    taken = Organisation.objects.filter(country=card.country, number=card.number).exclude(pk=besides)
    if card.number and taken.exists():
        raise Refused(
            _("an organisation with this number is here already"), where="number",
            remedy=_("ask one of its people to invite you"),
        )  # fmt: skip
