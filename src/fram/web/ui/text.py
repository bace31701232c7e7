"""Text that comes in and goes out: numbers and words in addresses, cells of spreadsheets, sizes."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count
from typing import Any

from anyascii import anyascii
from django.db.models import QuerySet
from django.utils.text import slugify

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet runs."""
LONGEST_SLUG = 50


def number_in(text: str) -> int:
    """Return the number that an address or a form names; -1, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def megabytes(size: int) -> int:
    """Return a size in whole megabytes, a begun one counted."""
    return -(-size // 1_000_000)


def tame(cell: Any) -> Any:
    """Return a cell as it is, or marked as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def free_slug(
    name: str, *, among: QuerySet[Any], usual: str, reserved: Collection[str] = (), mark: str = ""
) -> str:
    """Return a word for addresses that none of these rows has yet: `nordlys-vital`, `nordlys-vital-2`.

    ``usual``: where the name holds no letter. ``reserved``: words that stand for pages in its place.
    ``mark``: signs at its end, where it must not tell that another of the same name is there.
    """
    stem = slugify(anyascii(name))[:LONGEST_SLUG].strip("-") or usual
    stem = f"{stem}-{mark}" if mark else stem
    taken = {*among.filter(slug__startswith=stem).values_list("slug", flat=True), *reserved}
    return next(word for word in chain([stem], (f"{stem}-{n}" for n in count(2))) if word not in taken)
