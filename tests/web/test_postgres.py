"""The same pages and promises on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT, PostgresServer

HERE = Path(__file__).parent


SHORT = (
    "test_policy_by_cast.py", "accounts/test_accounts_promises.py",
    "accounts/test_at_once.py", "decide/test_plan_promises.py", "record/test_record_conflicts.py",
)  # fmt: skip
"""What most depends on the database: promises, the policy as a filter, and two who act at once."""
OURS = ("DJANGO_SETTINGS_MODULE", "FRAM_HOME", "DATABASE_URL", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")


@pytest.mark.postgres
def test_what_hangs_on_the_database_holds_on_postgresql_too(postgres: PostgresServer) -> None:
    run([str(HERE / name) for name in SHORT], postgres.url, seconds=240)


@pytest.mark.postgres
@pytest.mark.slow
def test_everything_holds_on_postgresql_too(postgres: PostgresServer) -> None:
    # This file is not among them, or it would start itself for ever.
    others = [str(path) for path in sorted(HERE.rglob("test_*.py")) if path.name != Path(__file__).name]
    run(others, postgres.url, seconds=1500)


def run(files: list[str], url: str, *, seconds: int) -> None:
    """Run tests in a process of its own on the database at the address; browsers stay out of it."""
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *files, "-q", "-p", "no:cacheprovider", "-m", "not browser"],
        cwd=ROOT,
        env={**env, "FRAM_TEST_DATABASE": url},
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
