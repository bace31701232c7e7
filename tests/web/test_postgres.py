"""The same pages and promises on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT, PostgresServer

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_everything_holds_on_postgresql_too(postgres: PostgresServer) -> None:
    # This file is not among them, or it would start itself for ever.
    others = [str(path) for path in sorted(HERE.glob("test_*.py")) if path.name != Path(__file__).name]
    ours = ("DJANGO_SETTINGS_MODULE", "FRAM_HOME", "DATABASE_URL", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *others, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**env, "FRAM_TEST_DATABASE": postgres.url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
