"""What the database promises about people, organisations and consent, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from fram.web.accounts.models import Consent, Membership, Organisation, Person
from tests.web.cast import Cast

KARI = {"person__email": "kari@example.org"}


def change(model: type[models.Model], where: dict[str, Any], **values: Any) -> Callable[[Cast], object]:
    """Change rows past all forms."""
    return lambda cast: model._default_manager.filter(**where).update(**_meant(values, cast))


def add(model: type[models.Model], **values: Any) -> Callable[[Cast], object]:
    """Add a row past all forms."""
    return lambda cast: model._default_manager.create(**_meant(values, cast))


def _meant(values: dict[str, Any], cast: Cast) -> dict[str, Any]:
    """Put the people and places of the cast where a value names one."""
    return {
        name: getattr(cast, value[1:]) if str(value).startswith("@") else value
        for name, value in values.items()
    }


MINE = {"email": "kari@example.org"}
OWN: dict[str, Any] = {"kind": "company", "name": "x", "slug": "x"}
BROKEN: list[tuple[str, Callable[[Cast], object]]] = [
    ("an address in capitals", change(Person, MINE, email="Kari@example.org")),
    ("the same address twice", add(Person, email="kari@example.org")),
    ("erased and still named", change(Person, MINE, erased_at=timezone.now())),
    ("an unknown kind", add(Organisation, kind="club", name="x", slug="x")),
    ("a number twice", add(Organisation, **OWN, number="999999001")),
    ("an unknown role", change(Membership, KARI, role="boss")),
    ("two roles at once", add(Membership, organisation="@nordlys", person="@kari", role="reader")),
    ("consent twice", add(Consent, company="@nordlys", body="@klyngen", section="company")),
    ("consent to oneself", add(Consent, company="@nordlys", body="@nordlys", section="company")),
    ("an unknown section", add(Consent, company="@nordlys", body="@etaten", section="all")),
    ("withdrawn by somebody, never", change(Consent, {"section": "company"}, withdrawn_by="@kari")),
]


@pytest.mark.parametrize(("what", "break_it"), BROKEN, ids=[what for what, _ in BROKEN])
def test_the_database_refuses(cast: Cast, what: str, break_it: Callable[[Cast], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(cast)


WITHOUT_COMPANY = {
    "accounts.Person": "a person belongs to organisations by memberships",
    "accounts.Organisation": "is the company, or the body, itself",
    "accounts.Membership": "its organisation is the tenant",
    "accounts.Invitation": "its organisation is the tenant",
    "jobs.Due": "recurring work of the desk itself",
    "jobs.Worker": "signs of life of the desk's own workers",
    "programme.Offer": "what a body says of itself",
}
"""Tables that carry no company, with the reason."""


def our_tables() -> Iterator[type[models.Model]]:
    """The tables of the desk's own apps, without histories."""
    for config in apps.get_app_configs():
        if config.name.startswith("fram.web."):
            yield from (model for model in config.get_models() if not model.__name__.startswith("Historical"))


def company_of(model: type[models.Model]) -> models.ForeignKey[Any, Any] | None:
    """The key of the company that a table carries."""
    found = next((field for field in model._meta.fields if field.name == "company"), None)
    return found if isinstance(found, models.ForeignKey) else None


def test_every_tenant_table_carries_its_company() -> None:
    without = {model._meta.label for model in our_tables() if company_of(model) is None}
    assert without - set(WITHOUT_COMPANY) == set()
    assert set(WITHOUT_COMPANY) - without == set(), "these carry one now, or are gone"


def test_tenant_tables_are_found_by_their_company() -> None:
    missing = []
    for model in our_tables():
        company = company_of(model)
        if company is None or company.db_index or company.unique:
            continue
        once = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        led = [one.fields[:1] for one in (*model._meta.indexes, *once)]
        if ["company"] not in [list(first) for first in led]:
            missing.append(model._meta.label)
    assert missing == []
