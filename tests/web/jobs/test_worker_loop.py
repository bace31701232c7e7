"""The worker's own loop: it outlives what goes wrong around it, and ends when it is to end."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError

from fram.web.accounts.acting import SYSTEM
from fram.web.jobs.actions import ask_for, retry_work
from fram.web.jobs.doing import memory, patience, running, worker
from fram.web.jobs.doing.stopping import STOP, Interrupted, Stop
from fram.web.jobs.doing.worker import Worker
from fram.web.jobs.models import Due, Work
from fram.web.jobs.models import Worker as WorkerRow
from tests.web.jobs.conftest import Declare

pytestmark = pytest.mark.django_db


class Turns(Stop):
    """A stop that comes after some waits, and waits for nothing."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.turns, self.waits = turns, []  # type: ignore[var-annotated]

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.is_set = len(self.waits) >= self.turns


@pytest.fixture(autouse=True)
def no_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is the test's: its transaction would be lost with it."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: None))


def test_it_keeps_the_calendar_does_the_work_and_says_goodbye(declare: Declare) -> None:
    ran = declare()
    rounds = declare("test.daily", every=timedelta(days=1))
    ask_for("test.job")
    Worker(Turns(9), most_mb=1e9).work()
    assert (len(ran), len(rounds)) == (1, 1)
    assert Due.objects.filter(name="test.daily").exists()
    row = WorkerRow.objects.get()
    assert row.ended_at is not None


def test_it_waits_longer_the_oftener_it_stumbles_and_then_goes_on(
    declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = declare()
    ask_for("test.job")
    moods: list[Exception | None] = [
        OperationalError("gone"),
        InterfaceError("gone"),
        ValueError("a bug"),
        None,
    ]
    good = worker.do_next

    def moody(pk: Any) -> bool:
        if moods:
            raise moods.pop(0)
        return good(pk)

    monkeypatch.setattr(worker, "do_next", moody)
    stop = Turns(20)
    Worker(stop, most_mb=1e9).work()
    assert stop.waits[:3] == [1.0, 2.0, 5.0]
    assert len(ran) == 1
    assert Work.objects.get(name="test.job").state == "done"


def test_one_that_has_grown_ends_by_itself(declare: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter([100.0, 100.0, 281.0])
    monkeypatch.setattr(worker, "held_mb", lambda: next(sizes))
    stop = Turns(99)
    Worker(stop).work()
    assert len(stop.waits) == 2
    assert not stop.is_set


def test_memory_is_told() -> None:
    memory.give_back_large()
    assert 20 < memory.held_mb() < 4000


def test_a_stop_between_two_jobs_breaks_nothing_off() -> None:
    stop = Stop()
    stop.ask()
    assert stop.is_set
    stop.wait(60)  # not one second of it


def test_a_stop_in_a_job_gives_the_work_back(declare: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STOP, "is_set", False)
    began: list[int] = []

    def interrupted(progress: Any) -> None:
        began.append(1)
        if len(began) == 1:
            STOP.ask()

    declare(do=interrupted, tries=1)
    work = ask_for("test.job")
    worker.do_next(work.pk)
    work.refresh_from_db()
    assert (work.state, work.tries_left, STOP.in_job) == ("waiting", 1, False)
    worker.do_next(work.pk)  # asked for already: it does not begin again
    work.refresh_from_db()
    assert (work.state, len(began)) == ("waiting", 1)
    STOP.is_set = False
    worker.do_next(work.pk)
    work.refresh_from_db()
    assert (work.state, len(began)) == ("done", 2)


def test_no_job_can_catch_the_interruption() -> None:
    assert not issubclass(Interrupted, Exception)


def test_what_was_worked_out_waits_for_a_database_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(STOP, "wait", waits.append)
    monkeypatch.setattr(patience, "connection", SimpleNamespace(in_atomic_block=False, close=lambda: None))
    answers = iter([OperationalError(), InterfaceError(), "kept"])

    def write() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    assert patience.patiently(write) == "kept"
    assert waits == [0.5, 1.0]


def test_patience_has_an_end_and_none_for_bugs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STOP, "wait", lambda seconds: None)
    monkeypatch.setattr(patience, "connection", SimpleNamespace(in_atomic_block=False, close=lambda: None))
    tried: list[int] = []

    def gone() -> None:
        tried.append(1)
        raise OperationalError

    with pytest.raises(OperationalError):
        patience.patiently(gone)
    assert len(tried) == len(patience.WAITS) + 1
    monkeypatch.setattr(STOP, "is_set", True)
    with pytest.raises(OperationalError):  # asked to stop: no time to wait
        patience.patiently(gone)
    assert len(tried) == len(patience.WAITS) + 2


def test_signs_of_life_outlive_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    given, enough = [], threading.Event()

    def beat() -> None:
        given.append(1)
        if len(given) == 3:
            enough.set()
        raise OperationalError if len(given) == 1 else ValueError

    with running.beating(beat, seconds=0.001):
        assert enough.wait(20)


def test_nothing_is_left_for_a_job_that_is_gone(declare: Declare) -> None:
    """As after an update that dropped a kind of work: it is tried, and then given up in words."""
    declare(tries=1)
    work = ask_for("test.job")
    Work.objects.update(name="test.dropped")
    worker.do_next(work.pk)
    work.refresh_from_db()
    assert (work.state, work.was_given_up, work.says) == ("failed", True, "test.dropped")
    assert retry_work(work=work, by=SYSTEM) is None
