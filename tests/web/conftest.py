"""The desk under test: its own home, and the database that FRAM_TEST_DATABASE names (else SQLite)."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from itertools import count

import django
import pytest

django.setup()

from django.conf import settings  # noqa: E402

# A real hash takes a third of a second by design; here nobody attacks.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# pytest-django reads the settings by itself, earlier than this, where somebody has named them outside.
assert str(settings.HOME) == os.environ["FRAM_HOME"], "run the tests without DJANGO_SETTINGS_MODULE"
wanted = "postgresql" if os.environ["DATABASE_URL"] else "sqlite3"
assert settings.DATABASES["default"]["ENGINE"].endswith(wanted)

from django.test import Client  # noqa: E402

from fram.web.decide.company_text import examples  # noqa: E402
from tests.web.cast import Cast, gather  # noqa: E402

DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def company_toml() -> str:
    """The file of an invented company."""
    return next(item for item in examples() if item.key == "nordlys-vital").text


@pytest.fixture
def cast(db: object) -> Cast:
    """The people and organisations of the tests; see `tests/web/cast.py`."""
    return gather()


@pytest.fixture
def client() -> Client:
    """A browser on this machine, reading English."""
    return Client(HTTP_HOST="127.0.0.1:8350", headers={"accept-language": "en"})


@pytest.fixture(autouse=True)
def steady_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moments a minute apart, so that what is sorted by time has one order."""
    minutes = count()
    start = datetime(2026, 11, 21, 8, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(minutes=next(minutes)))
