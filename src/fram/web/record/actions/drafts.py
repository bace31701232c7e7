"""Drafts: what somebody typed and has not saved. They are their own, and change nothing in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Organisation
from fram.web.accounts.policy import demand
from fram.web.record.models import Draft, Product

MOST_LETTERS = 200_000
"""A page holds far less; what is longer is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What stands in the boxes of one page, and what it was typed on top of."""

    page: str
    typed: Mapping[str, Sequence[str]]
    version: int
    lang: str
    product: Product | None = None


def save_draft(*, by: Actor, company: Organisation, unsaved: Unsaved) -> Draft | None:
    """Keep what somebody typed on a page, over what they kept of it before; None for what is far too long."""
    demand(by, "record.edit", company)
    if sum(len(text) for texts in unsaved.typed.values() for text in texts) > MOST_LETTERS:
        return None
    named: dict[str, Any] = {
        "company": company,
        "person": by.person,
        "product": unsaved.product,
        "page": unsaved.page,
    }
    typed = {name: [text.replace("\x00", "") for text in texts] for name, texts in unsaved.typed.items()}
    held = {
        "answers": typed, "based_on": max(unsaved.version, 0), "lang": unsaved.lang,
        "saved_at": timezone.now(),
    }  # fmt: skip
    try:
        with transaction.atomic():
            return Draft.objects.update_or_create(**named, defaults=held)[0]
    except IntegrityError:  # two savings at once: the other one is there now
        Draft.objects.filter(**named).update(**held)
        return Draft.objects.filter(**named).first()


def discard_draft(*, by: Actor, company: Organisation, page: str, product: Product | None = None) -> None:
    """Throw away what somebody typed on a page and did not save."""
    demand(by, "record.edit", company)
    Draft.objects.filter(company=company, person=by.person, product=product, page=page).delete()
