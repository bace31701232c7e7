"""Signing in as people do it: by their forms, with mail that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from fram.web.accounts.models import Person

PASSWORD = "en setning som passord"
Prove = Callable[[Person], Person]


@pytest.fixture
def prove(db: object) -> Prove:
    """Make a person of the cast one who can sign in: a proved address, and a password."""

    def proved(person: Person) -> Person:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        person.set_password(PASSWORD)
        person.save()
        return person

    return proved


@pytest.fixture
def open_desk(settings: Any) -> None:
    """A desk at which everybody may sign up."""
    settings.FRAM_SIGN_UP = "open"


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str) -> Any:
    """Sign in by the form."""
    return client.post("/account/login/", {"login": person.email, "password": password, **more})


def link_in_mail(place: int = -1) -> str:
    """The path of the first link in a mail that was sent."""
    found = re.search(r"https?://[^/\s]+(/\S*)", str(mail.outbox[place].body))
    assert found, mail.outbox[place].body
    return found[1]
