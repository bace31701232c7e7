"""The database as the desk uses it: how it locks, and that its form is the one the code expects."""

from __future__ import annotations

import pytest
from django.db import connection


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
