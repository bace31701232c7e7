"""The log as pages and files show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils import timezone

from fram.web.accounts.models import Entry, EntryKind, Organisation, Person

COLUMNS = ("at", "person", "organisation", "company", "kind", "verb", "section", "subject", "changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of the log are asked for; empty means any. ``since`` and ``until``: first and last day."""

    kind: str = ""
    section: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


def entries(organisation: Organisation, wanted: Wanted) -> QuerySet[Entry]:
    """Return the log of a company's record, or of what a body's people did; newest first."""
    place = {"company": organisation} if organisation.is_company else {"organisation": organisation}
    found = Entry.objects.filter(**place).select_related("person", "organisation", "company")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.section:
        is_in_file = Q(kind=EntryKind.EXPORT, changes__icontains=f'"{wanted.section}"')
        found = found.filter(Q(section=wanted.section) | is_in_file)
    if wanted.text:
        # The names first: a join would look up the name again at each line of a long log.
        named = Person.objects.filter(name__icontains=wanted.text).values_list("pk", flat=True)
        places = list(Organisation.objects.filter(name__icontains=wanted.text).values_list("pk", flat=True))
        other = {"organisation__in" if organisation.is_company else "company__in": places}
        found = found.filter(Q(person__in=list(named)) | Q(**other))
    if wanted.since:
        found = found.filter(at__gte=_begin(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_begin(wanted.until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def lines(page: Page[Entry]) -> list[Entry]:
    """Return one page of the log whole; its place among many lines is found by the index alone."""
    found: Any = page.object_list
    pks = list(found.select_related(None).values_list("pk", flat=True))
    held = Entry.objects.select_related("person", "organisation", "company").in_bulk(pks)
    return [held[pk] for pk in pks]


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


def _begin(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
