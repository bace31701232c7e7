"""The organisations of the universe, their people, and who shares what with whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from anyascii import anyascii
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify
from django.utils.translation import gettext_noop as _

from fram.terms.sections import SECTIONS
from fram.web.accounts.models import Basis, Consent, Kind, Membership, Organisation, Person, Role
from fram.web.demo.names import BODIES, INVENTED, company_name, person_name

PASSWORD = "fram-demo-2026"
"""Of every invented person. The demonstration answers to this machine only and holds nothing real."""
OPENLY = ("company", "product", "market-access", "evidence", "support")
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the universe is: the demonstration's own, or as many as a measurement needs."""

    companies: int = 40
    entries: int = 6_000
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What was made: companies and bodies in their order, and the people of each by its id."""

    companies: tuple[Organisation, ...]
    bodies: tuple[Organisation, ...]
    people: dict[int, tuple[Membership, ...]]
    admin: Person


def make_places(size: Size, *, stories: Iterable[str], now: datetime) -> Places:
    """Make organisations, people and memberships; ``stories``: the names of companies with a file."""
    told = list(stories)
    names = [*told, *(company_name(number) for number in range(size.companies - len(told)))]
    companies = _organisations([(Kind.COMPANY, name) for name in names[: size.companies]], now=now)
    bodies = _organisations([(Kind(kind), f"{name} {INVENTED}") for kind, name in BODIES], now=now)
    seats = [(company, role) for company in companies for role in _company_seats(company)]
    seats += [(body, role) for body in bodies for role in _body_seats(size)]
    people = _people(len(seats) + 1, now=now)
    admin = people[-1]
    Person.objects.filter(pk=admin.pk).update(is_site_admin=True, name=f"Siri Drift {INVENTED}")
    held = Membership.objects.bulk_create(
        [
            Membership(organisation=place, person=person, role=role, joined_at=now - YEAR)
            for (place, role), person in zip(seats, people, strict=False)
        ],
        batch_size=500,
    )
    by_place: dict[int, list[Membership]] = {}
    for membership in held:
        by_place.setdefault(membership.organisation_id, []).append(membership)
    kept = {pk: tuple(found) for pk, found in by_place.items()}
    return Places(companies=companies, bodies=bodies, people=kept, admin=admin)


def share_about(places: Places, *, rng: Random, now: datetime) -> list[Consent]:
    """Let each company share with one to three bodies over the year; some withdraw again."""
    made = []
    for number, company in enumerate(places.companies):
        owner = places.people[company.pk][0].person
        # The first company is the one visitors look at: a cluster, an agency and a fund help it.
        chosen = places.bodies[::2] if number == 0 else rng.sample(places.bodies, rng.randint(1, 3))
        for body in chosen:
            given_at = now - timedelta(days=rng.randint(20, 360))
            sections = [*OPENLY, *(["price", "plan"] if rng.random() < 0.4 else [])]
            is_over = number > 0 and rng.random() < 0.1
            ended = {"withdrawn_at": given_at + timedelta(days=15), "withdrawn_by": owner} if is_over else {}
            made += [
                Consent(company=company, body=body, section=name, given_by=owner, given_at=given_at, **ended)
                for name in SECTIONS
                if name in sections
            ]
    return Consent.objects.bulk_create(made, batch_size=500)


def _organisations(named: list[tuple[Kind, str]], *, now: datetime) -> tuple[Organisation, ...]:
    return tuple(
        Organisation.objects.bulk_create(
            [
                Organisation(
                    kind=kind, name=name, slug=_slug(name), is_invented=True, created_at=now - YEAR,
                    active_at=now - timedelta(days=index % 40),
                )
                for index, (kind, name) in enumerate(named)
            ],
            batch_size=500,
        )
    )  # fmt: skip


def _slug(name: str) -> str:
    return slugify(anyascii(name.replace(INVENTED, "").replace(" AS ", " ")))[:60]


def _company_seats(company: Organisation) -> tuple[Role, ...]:
    return (Role.OWNER, Role.EDITOR, Role.READER)[: 1 + company.pk % 3]


def _body_seats(size: Size) -> tuple[Role, ...]:
    # A larger universe has more advisers, so that a caseload stays one that people can have.
    return (Role.LEAD, *[Role.ADVISER] * max(2, min(40, size.companies // 60)), Role.ANALYST)


def _people(count: int, *, now: datetime) -> list[Person]:
    secret = make_password(PASSWORD)  # one hash for all: each takes a third of a second by design
    people = Person.objects.bulk_create(
        [
            Person(
                email=f"person{number + 1}@demo.example", name=person_name(number), password=secret,
                is_invented=True, created_at=now - YEAR, purpose=_("to try the desk"), source="invented",
                basis=Basis.INTEREST,
            )
            for number in range(count)
        ],
        batch_size=500,
    )  # fmt: skip
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people],
        batch_size=500,
    )
    return people
