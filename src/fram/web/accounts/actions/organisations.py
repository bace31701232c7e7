"""Registering organisations and changing what they say of themselves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.actions.invitations import Invited, invite_head
from fram.web.accounts.actions.once import create_once, used_up
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Kind, Membership, Organisation
from fram.web.ui.text import free_slug

RESERVED = ("new",)
"""Words that stand for pages of the desk where a slug would stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an organisation says of itself: its name, number in the public register, and country."""

    name: str
    number: str = ""
    country: str = "NO"


@action("company.found", says=gettext_lazy("registered a company"))
def found_company(*, by: Actor, card: Card, ticket: uuid.UUID) -> Organisation:
    """Register a company once; whoever does it becomes its owner. Refused where the number is taken."""
    made, is_new = _found(card, kind=Kind.COMPANY, ticket=ticket)
    if not is_new and by.role_in(made) is None:
        raise used_up()
    if is_new and by.person is not None:
        Membership.objects.create(organisation=made, person=by.person, role=made.top_role)
        by.forget_roles()
    return made


@action("body.found", says=gettext_lazy("registered a body"))
def found_body(*, by: Actor, card: Card, kind: str, lead: Invited, ticket: uuid.UUID) -> Organisation:
    """Register a body that helps companies, once, and invite its lead: both, or neither.

    Nobody belongs to it yet. Whoever runs the desk does not come in by it, and so sees no record through it.
    """
    made, is_new = _found(card, kind=Kind(kind), ticket=ticket)
    if is_new:
        invite_head(by=by, organisation=made, invited=lead)
    return made


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


def _found(card: Card, *, kind: Kind, ticket: uuid.UUID) -> tuple[Organisation, bool]:
    if not Organisation.objects.filter(ticket=ticket).exists():
        _refuse_taken_number(card)
    # All bodies are named to everybody here; a company's address must not tell of another of its name.
    mark = ticket.hex[:4] if kind is Kind.COMPANY else ""
    slug = free_slug(
        card.name, among=Organisation.objects.all(), usual="organisation", reserved=RESERVED, mark=mark
    )
    fresh = Organisation(
        kind=kind, name=card.name, slug=slug, number=card.number, country=card.country,
        ticket=ticket,
    )  # fmt: skip
    try:
        return create_once(fresh, same="name")
    except IntegrityError:  # another request took the same name at the same moment
        raise Refused(
            _("this was registered a moment ago"), remedy=_("go back to your places: it may be there already")
        ) from None


def _refuse_taken_number(card: Card, *, besides: int = 0) -> None:
    taken = Organisation.objects.filter(country=card.country, number=card.number).exclude(pk=besides)
    if card.number and taken.exists():
        raise Refused(
            _("this number cannot be taken here"), where="number",  # whose it is, is for nobody to learn
            remedy=_("leave it out, and write to whoever runs this desk"),
        )  # fmt: skip
