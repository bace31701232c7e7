"""Drafts as pages offer them to whoever typed them."""

from __future__ import annotations

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Organisation
from fram.web.record.models import Draft, Product


def get_draft(actor: Actor, company: Organisation, *, page: str, product: Product | None) -> Draft | None:
    """Return what the actor typed on a page and did not save, or None."""
    if actor.person is None:
        return None
    return Draft.objects.filter(company=company, person=actor.person, product=product, page=page).first()


def drafts_of(actor: Actor, company: Organisation, *, product: Product | None) -> list[Draft]:
    """Return what the actor typed on any page about the company or this product and did not save."""
    if actor.person is None:
        return []
    found = Draft.objects.filter(company=company, person=actor.person).defer("answers")
    return [draft for draft in found if draft.product_id in (None, product.pk if product else None)]


def entry_drafts(actor: Actor, company: Organisation, *, page: str, product: Product | None) -> list[Draft]:
    """Return what the actor typed in entries of one list and did not save."""
    if actor.person is None:
        return []
    found = Draft.objects.filter(company=company, person=actor.person, product=product)
    return list(found.filter(page__startswith=f"{page}/"))
