"""Drafts of entries: kept under what the entry said when it was opened, wherever it stands by now."""

from __future__ import annotations

from typing import Any

from fram.web.accounts.acting import DeskRequest
from fram.web.record.forms.opening import entries_on
from fram.web.record.forms.spot import digest_of, spot_of
from fram.web.record.queries.drafts import entry_drafts
from fram.web.record.queries.records import base_of
from fram.web.record.views.where import Where

NEW = "new"


def draft_key(where: Where, *, number: int | None, version: int) -> str:
    """Return what a draft is kept under: of the entry that had a number in a version, or of a new one."""
    if number is None:
        return f"{where.here.key}/{NEW}"
    base = base_of(where.record, where.here, version=version)
    entries = entries_on(where.here, where.record.content if base is None else base)
    return f"{where.here.key}/{digest_of(entries[number] if 0 <= number < len(entries) else None)}"


def draft_of_entry(request: DeskRequest, where: Where, *, number: int | None) -> tuple[Any, int | None]:
    """Return the reader's draft of an entry, and the entry's number in the version the draft began from."""
    found = entry_drafts(request.actor, where.company, page=where.here.key, product=where.draft_product)
    for draft in found:
        if number is None and draft.page.endswith(f"/{NEW}"):
            return draft, None
        began = None if number is None else _began(where, draft)
        if began is not None and _stands_at(where, began, draft.based_on) == number:
            return draft, began
    return None, number


def _began(where: Where, draft: Any) -> int | None:
    base = base_of(where.record, where.here, version=draft.based_on)
    digests = [digest_of(entry) for entry in entries_on(where.here, base or {})]
    key = draft.page.rpartition("/")[2]
    return digests.index(key) if key in digests else None


def _stands_at(where: Where, began: int, version: int) -> int | None:
    base = base_of(where.record, where.here, version=version)
    return spot_of(where.here, where.record.content, base=base, number=began).number
