"""What the database promises about plans, whoever writes to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fram.web.decide.models import Plan
from tests.web.conftest import MakePlan

ENDED = {"started_at": "now", "seen_at": "now", "finished_at": "now"}
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("an unknown state", {"state": "dreaming"}),
    ("done without a result", {"state": "done", **ENDED}),
    ("a hash without a result", {"input_hash": "a1"}),
    ("a result that is not done", {"record": {"x": 1}, "input_hash": "a1"}),
    ("failed without a problem", {"state": "failed", **ENDED}),
    ("a problem without failing", {"problems": [{"what": "x"}]}),
    ("running without a start", {"state": "running"}),
    ("running without a sign of life", {"state": "running", "started_at": "now"}),
    ("queued with a start", {"started_at": "now", "seen_at": "now"}),
    ("queued and finished", {"finished_at": "now"}),
    ("more draws done than asked for", {"draws_done": 1001}),
    ("no draws", {"draws": 0}),
    ("version nought", {"version": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change"), BROKEN, ids=[what for what, _ in BROKEN])
def test_the_database_refuses(queue: MakePlan, what: str, change: dict[str, Any]) -> None:
    plan = queue()
    values = {name: timezone.now() if value == "now" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**values)


def test_a_version_is_given_once(queue: MakePlan) -> None:
    first, second = queue(), queue()
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=second.pk).update(version=1)


def test_a_result_comes_back_as_the_engine_made_it(done: MakePlan, record: object) -> None:
    assert done().record == record


def test_sqlite_locks_when_a_write_begins_and_lets_readers_on() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    options = connection.settings_dict["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_no_migration_is_missing(db: object) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
