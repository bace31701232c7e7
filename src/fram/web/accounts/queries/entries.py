"""The log as pages and files show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.terms.sections import SECTIONS
from fram.web.accounts.log import READ_A_SECTION, VERBS
from fram.web.accounts.models import Entry, EntryKind, Organisation

COLUMNS = ("at", "person", "organisation", "company", "kind", "verb", "section", "subject", "changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of the log are asked for; empty means any."""

    kind: str = ""
    section: str = ""
    text: str = ""


def entries(organisation: Organisation, wanted: Wanted) -> QuerySet[Entry]:
    """Return the log of a company's record, or of what a body's people did; newest first."""
    place = {"company": organisation} if organisation.is_company else {"organisation": organisation}
    found = Entry.objects.filter(**place).select_related("person", "organisation", "company")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.section:
        found = found.filter(section=wanted.section)
    if wanted.text:
        found = found.filter(person__name__icontains=wanted.text)
    return found.order_by("-at", "-pk")


def said(entry: Entry, lang: str) -> str:
    """Return what was done, in words."""
    if entry.verb == READ_A_SECTION and entry.section in SECTIONS:
        return _("read “%(section)s”") % {"section": SECTIONS[entry.section].words.in_(lang)}
    words = VERBS.get(entry.verb)
    return str(words) if words else entry.verb


def as_row(entry: Entry) -> tuple[str, ...]:
    """Return an entry as the file of the log has it: plain words, moments in ISO 8601."""
    person = entry.person.shown if entry.person else ""
    return (
        timezone.localtime(entry.at).isoformat(timespec="seconds"), person,
        entry.organisation.name if entry.organisation else "", entry.company.name if entry.company else "",
        entry.kind, entry.verb, entry.section, entry.subject, " ".join(map(str, entry.changes)),
    )  # fmt: skip


def rows(organisation: Organisation, wanted: Wanted) -> Iterator[tuple[str, ...]]:
    """Yield the log line by line, so that a long one needs no more memory than a short one."""
    yield COLUMNS
    for entry in entries(organisation, wanted).iterator(chunk_size=2000):
        yield as_row(entry)


def kinds() -> list[tuple[str, Any]]:
    """Return the sorts of lines."""
    return list(EntryKind.choices)
