"""A year of the log: who changed, read and took out what, as if they had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from fram.web.accounts.models import Consent, Entry, EntryKind, Organisation
from fram.web.demo.places import Places, Size
from fram.workspace.company.sections import section_of

A_BATCH = 2_000
DAYS = 365
Trusted = dict[int, list[tuple[int, str, datetime]]]
WRITTEN = (
    "company.cash_nok", "company.staff", "product.claims", "product.evidence",
    "product.facts.medical_purpose", "product.price.model",
)  # fmt: skip


def write_history(places: Places, size: Size, *, now: datetime) -> int:
    """Write the log of a year, spread over companies and days; returns how many lines."""
    rng = Random(size.seed)
    trusted = _trusted()
    batch: list[Entry] = []
    for entry in _entries(places, size, trusted=trusted, rng=rng, now=now):
        batch.append(entry)
        if len(batch) == A_BATCH:
            Entry.objects.bulk_create(batch)
            batch.clear()
    Entry.objects.bulk_create(batch)
    return size.entries


def _trusted() -> Trusted:
    """What each company shares now: body, section, since when."""
    found: Trusted = {}
    rows = Consent.objects.given().values_list("company", "body", "section", "given_at")
    for company, body, section, given_at in rows:
        found.setdefault(company, []).append((body, section, given_at))
    return found


def _entries(places: Places, size: Size, *, trusted: Trusted, rng: Random, now: datetime) -> Iterator[Entry]:
    for _ in range(size.entries):
        company = rng.choice(places.companies)
        at = now - timedelta(days=rng.random() * DAYS)
        shared = trusted.get(company.pk, [])
        if shared and rng.random() < 0.35:
            body, section, since = rng.choice(shared)
            if at > since:
                yield _read_by_body(places, company, body, section=section, at=at, rng=rng)
                continue
        own, changed = rng.choice(places.people[company.pk]), rng.choice(WRITTEN)
        yield Entry(
            at=at, person_id=own.person_id, company=company, organisation=company, kind=EntryKind.WRITE,
            verb="record.save_answers", section=section_of(changed), subject=f"product {company.pk}",
            changes=[changed],
        )  # fmt: skip


def _read_by_body(
    places: Places, company: Organisation, body: int, *, section: str, at: datetime, rng: Random
) -> Entry:
    reader = rng.choice(places.people[body])
    return Entry(
        at=at, person_id=reader.person_id, company=company, organisation_id=body, kind=EntryKind.READ,
        verb="record.read", section=section,
    )  # fmt: skip
