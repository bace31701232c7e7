"""Changing what a record says: answers of a page, whole contents, and going back to an earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Organisation
from fram.web.record.models import Holder, Product, Profile, content_at, part_held_by, whole_of
from fram.workspace.company.exchange import differences
from fram.workspace.company.pages import with_value

NAME = "product.name"
REASON = 100


class Stale(Exception):
    """Somebody else saved since the record was read: nothing was written, read it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Answers by path (None: unknown) for one holder, worked out on top of its version; and what for."""

    holder: Holder
    answers: Mapping[str, Any]
    why: str


@action("record.edit", says=_("answered questions of the record"))
def save_answers(*, by: Actor, company: Organisation, section: str, change: Change) -> Holder:
    """Save answers of one section; raises `Stale` where the record is no longer what they were given on."""
    holder = locked(change.holder, company)
    whole = whole_of(holder, holder.content)
    for path, value in change.answers.items():
        whole = with_value(whole, path, value=value)
    changed(*change.answers)
    return keep(holder, part_held_by(holder, whole), by=by, why=change.why)


@action("record.edit", says=_("brought back an earlier version of the record"))
def bring_back(*, by: Actor, company: Organisation, holder: Holder, version: int) -> Holder:
    """Make an earlier version the newest again; the versions in between stay in the history."""
    held = locked(holder, company)
    content = content_at(held, version)
    if content is None:
        raise Stale
    before, after = whole_of(held, held.content), whole_of(held, content)
    changed(*(difference.path for difference in differences(before, after)))
    return keep(held, content, by=by, why=f"version {version}")


def locked(holder: Holder, company: Organisation) -> Holder:
    """Return the row as it is now, kept for this transaction; raises `Stale` where its version is another."""
    if holder._state.adding:
        return _begun(company)
    rows = type(holder).objects.select_for_update().filter(pk=holder.pk, company=company)
    found: Holder | None = rows.first()
    if found is None or found.version != holder.version:
        raise Stale
    return found


def keep(holder: Holder, content: dict[str, Any], *, by: Actor, why: str) -> Holder:
    """Write new content as the next version, with who did it in the history."""
    holder.content, holder.version, holder.changed_at = content, holder.version + 1, timezone.now()
    if isinstance(holder, Product):
        named = content.get("product", {}).get("name")
        holder.name = str(named)[:200] if named else holder.name
    holder._history_user = by.person  # type: ignore[union-attr]
    holder._change_reason = why[:REASON]  # type: ignore[union-attr]
    holder.save()
    return holder


def _begun(company: Organisation) -> Profile:
    """The company's row, made now; two who begin at once both get told that there is one."""
    try:
        with transaction.atomic():
            return Profile.objects.bulk_create([Profile(company=company)])[0]  # not a version yet
    except IntegrityError:
        raise Stale from None
