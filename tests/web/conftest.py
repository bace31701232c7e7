"""The desk under test: its own home, and the database that FRAM_TEST_DATABASE names (else SQLite)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

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

from fram.terms.errors import Problem  # noqa: E402
from fram.web.decide import actions  # noqa: E402
from fram.web.decide.company_text import as_file, examples  # noqa: E402
from fram.web.decide.models import Plan  # noqa: E402
from fram.workspace.record import PlanRecord  # noqa: E402
from tests.web.cast import Cast, gather  # noqa: E402

DAY = date(2026, 11, 21)
MakePlan = Callable[..., Plan]


@pytest.fixture(scope="session")
def company_toml() -> str:
    """The file of an invented company."""
    return next(item for item in examples() if item.key == "nordlys-vital").text


@pytest.fixture(scope="session")
def record(company_toml: str) -> PlanRecord:
    """A real result, small."""
    from fram.workspace.decide import plan

    with as_file(company_toml) as path:
        return plan(path, markets=("DE", "SE", "GB"), draws=1000, seed=7, on=DAY)


@pytest.fixture
def cast(db: object) -> Cast:
    """The people and organisations of the tests; see `tests/web/cast.py`."""
    return gather()


@pytest.fixture
def client() -> Client:
    """A browser on this machine, reading English."""
    return Client(HTTP_HOST="127.0.0.1:8350", headers={"accept-language": "en"})


@pytest.fixture
def queue(db: object, company_toml: str) -> MakePlan:
    """Queue a plan, with whatever is to differ from the usual."""

    def make(**differing: Any) -> Plan:
        usual: dict[str, Any] = {
            "company": "Nordlys", "product": "Halo", "company_toml": company_toml, "markets": ("DE", "SE"),
            "draws": 1000, "seed": 7, "on_day": DAY, "ticket": uuid4(),
        }  # fmt: skip
        return actions.ask_for_plan(actions.Wish(**{**usual, **differing}))

    return make


@pytest.fixture
def done(queue: MakePlan, record: PlanRecord) -> MakePlan:
    """A plan with a result."""

    def make(*, found: PlanRecord = record, **differing: Any) -> Plan:
        plan = queue(**differing)
        job = actions.take_job()
        assert job is not None
        assert job.pk == plan.pk
        actions.keep_record(job, record=found)
        return Plan.objects.get(pk=plan.pk)

    return make


@pytest.fixture
def stopped(queue: MakePlan) -> MakePlan:
    """A plan that could not be computed."""

    def make(**differing: Any) -> Plan:
        plan = queue(**differing)
        job = actions.take_job()
        assert job is not None
        actions.stop_plan(
            job, problems=[Problem(where="company.cash_nok", what="is <b>missing</b>", remedy="add it")]
        )
        return Plan.objects.get(pk=plan.pk)

    return make


@pytest.fixture(autouse=True)
def steady_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moments a minute apart, so that what is sorted by time has one order."""
    minutes = count()
    start = datetime(2026, 11, 21, 8, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(minutes=next(minutes)))
