"""The two that hold a record's answers, as parts of one company file, and what they held before."""

from __future__ import annotations

from typing import Any

from fram.web.record.models.answers import Product, Profile

Holder = Profile | Product
"""What holds the answers of a page, under a version of its own."""


def content_of(profile: Profile | None, product: Product | None) -> dict[str, Any]:
    """Return company and product as the content of one company file."""
    company = {"company": profile.content} if profile and profile.content else {}
    return {**company, **(product.content if product else {})}


def part_held_by(holder: Holder, whole: dict[str, Any]) -> dict[str, Any]:
    """Return what one of the two holds of a whole content."""
    if isinstance(holder, Profile):
        found: dict[str, Any] = whole.get("company", {})
        return found
    return {key: value for key, value in whole.items() if key != "company"}


def whole_of(holder: Holder, held: dict[str, Any]) -> dict[str, Any]:
    """Return what one of the two holds at its places in the whole content."""
    return {"company": held} if isinstance(holder, Profile) else held


def content_at(holder: Holder, version: int) -> dict[str, Any] | None:
    """Return what one of the two held in an earlier version; None where that is not known."""
    if version == holder.version:
        return dict(holder.content)
    if version == 0:
        return {}
    if holder._state.adding:
        return None
    found = holder.history.filter(version=version).order_by("-history_id").first()
    return dict(found.content) if found else None
