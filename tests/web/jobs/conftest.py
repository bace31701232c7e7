"""Jobs that are declared for a test and forgotten after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fram.web.jobs import declaring
from fram.web.jobs.actions import Taken, take
from fram.web.jobs.models import Work

Declare = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Declare a job that does what is handed in; returns a list to which each run adds its arguments."""
    monkeypatch.setattr(declaring, "_JOBS", dict(declaring._JOBS))

    def make(name: str = "test.job", *, do: Callable[..., None] | None = None, **more: Any) -> list[Any]:
        ran: list[dict[str, Any]] = []

        def run(progress: Any, **args: Any) -> None:
            ran.append(args)
            if do:
                do(progress, **args)

        kind = declaring.recurring if "every" in more else declaring.job
        kind(name, says=f"do {name}", **more)(run)
        return ran

    return make


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        """Move it, and return what it shows."""
        self.at += timedelta(**span)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, steady_clock: None) -> Clock:
    """The desk's clock, in the test's hands."""
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


def hold(work: Work) -> Taken:
    """The work in a worker's hands."""
    work.refresh_from_db()
    assert work.task is not None
    found = take(work.pk, task=work.task)
    assert found is not None
    return found
