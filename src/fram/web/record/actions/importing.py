"""A whole content laid into the record at once: from a file, or from the first twelve answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Organisation
from fram.web.record.actions.products import made
from fram.web.record.actions.saving import keep, locked
from fram.web.record.models import Product, Profile, part_held_by, whole_of
from fram.workspace.company.exchange import differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A checked content, and what it takes the place of. ``product``: None makes a new one."""

    profile: Profile
    product: Product | None
    content: dict[str, Any]
    why: str = "import"


@action("record.import", says=gettext_lazy("took a company file into the record"))
def take_in(*, by: Actor, company: Organisation, arrival: Arrival) -> Product:
    """Lay a company file into the record; raises `Stale` where that was changed since it was looked at."""
    return _laid(by, company, arrival)


@action("record.edit", says=gettext_lazy("began the record with twelve questions"))
def begin(*, by: Actor, company: Organisation, arrival: Arrival) -> Product:
    """Begin a record with the first answers; raises `Stale` where it was begun already."""
    return _laid(by, company, arrival)


def _laid(by: Actor, company: Organisation, arrival: Arrival) -> Product:
    profile = locked(arrival.profile, company)
    told = arrival.content.get("company", {})
    _note(whole_of(profile, profile.content), whole_of(profile, told))
    if told != profile.content:
        keep(profile, told, by=by, why=arrival.why)
    if arrival.product is None:
        name = str(arrival.content.get("product", {}).get("name") or "")
        return made(company, name, content=part_held_by(Product(), arrival.content), by=by)
    product = locked(arrival.product, company)
    if not isinstance(product, Product):
        raise Refused(_("there is no such product"))
    fresh = part_held_by(product, arrival.content)
    _note(product.content, fresh)
    if fresh != product.content:
        keep(product, fresh, by=by, why=arrival.why)
    return product


def _note(before: dict[str, Any], after: dict[str, Any]) -> None:
    changed(*(difference.path for difference in differences(before, after)))
