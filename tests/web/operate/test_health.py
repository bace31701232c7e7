"""Is the desk alive, and is it ready?"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from fram.web.jobs.actions import note_worker, note_worker_ended
from fram.web.operate import readiness


def test_alive_asks_no_database(client: Client) -> None:
    answer = client.get("/health/")  # this test has no database, so a question to it would fail
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "Set-Cookie" not in answer.headers


def ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/health/ready/")
    return answer.status_code, answer.json()


def test_ready_when_a_worker_was_seen(client: Client, db: object, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert ready(client)[0] == 503
    worker = uuid.uuid4()
    note_worker(worker)
    found = {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}
    assert ready(client) == (200, found)
    note_worker_ended(worker)
    assert ready(client)[0] == 503
    note_worker(uuid.uuid4())
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(seconds=61))
    assert ready(client)[1]["worker"] == "missing"


def test_a_database_that_is_behind_is_told(
    client: Client, db: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = readiness.newest_steps() | {("jobs", "9999_to_come")}
    monkeypatch.setattr(readiness, "newest_steps", lambda: wanted)
    found = {"status": "unavailable", "database": "ok", "migrations": "missing", "worker": "missing"}
    assert ready(client) == (503, found)


def test_a_database_that_is_gone_is_told_without_its_address(
    client: Client, db: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*given: Any) -> None:
        raise OperationalError("connection to server at 10.0.0.7 failed for user secret")

    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", gone)
    status, found = ready(client)
    assert (status, found["database"]) == (503, "missing")
    assert "secret" not in str(found)
    assert client.get("/health/").status_code == 200


def test_ready_costs_little(client: Client, db: object, django_assert_max_num_queries: Any) -> None:
    ready(client)
    with django_assert_max_num_queries(4):
        ready(client)
