"""A record as a company file, for planning and for taking out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from fram.terms.sections import SECTIONS
from fram.web.accounts.models import Organisation
from fram.web.record.models import Product, Profile, content_of
from fram.web.record.queries.records import Record
from fram.workspace.company.exchange import company_toml
from fram.workspace.company.sections import without

NO_FILE = ("files", "support")
"""Sections that a company file has no place for."""


def company_text(company: Organisation, product: Product) -> str:
    """Return the whole company file (TOML) of one product, as a plan is made from it."""
    profile = Profile.objects.filter(company=company).first()
    return company_toml(content_of(profile, product))


def shared_text(record: Record, sections: Collection[str], *, lang: str) -> str:
    """Return the company file with some sections only; its first lines say what is left out."""
    content, left_out = shared_content(record, sections)
    return company_toml(content, on=timezone.localdate(), left_out=left_out, lang=lang)


def shared_content(record: Record, sections: Collection[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the content of some sections only, and which were left out."""
    out = [name for name in SECTIONS if name not in sections and name not in NO_FILE]
    if not out:
        return record.content, ()
    left = without(record.content, [*out, *NO_FILE])
    return left.content, tuple(out)
