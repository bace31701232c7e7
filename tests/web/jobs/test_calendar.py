"""What comes round by itself comes once, however many workers look at the calendar."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from fram.web.jobs import declaring
from fram.web.jobs.actions import ask_for, ask_for_due, note_worker, prune, sync_due, try_again
from fram.web.jobs.actions import due as calendar
from fram.web.jobs.declaring import job, jobs
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Due, Work, Worker
from tests.web.jobs.conftest import Clock, Declare, hold

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def daily(declare: Declare, clock: Clock) -> list[dict[str, object]]:
    """A job of every day, on the calendar."""
    ran = declare("test.daily", every=DAY)
    sync_due(now=clock())
    Due.objects.exclude(name="test.daily").delete()
    return ran


def test_a_new_job_is_due_at_once_and_then_each_day(daily: list[object], clock: Clock) -> None:
    for day in range(1, 4):
        assert ask_for_due(now=clock()) == 1
        assert ask_for_due(now=clock()) == 0
        work_off()
        assert len(daily) == day
        clock.forward(hours=23)
        assert ask_for_due(now=clock()) == 0
        clock.forward(hours=1)
    due = Due.objects.get()
    assert due.last_work is not None
    assert (due.last_work.state, due.next_at) == ("done", clock())


def test_what_was_missed_is_done_once_and_the_hour_is_kept(daily: list[object], clock: Clock) -> None:
    ask_for_due(now=clock())
    work_off()
    clock.forward(days=9, hours=5)
    assert ask_for_due(now=clock()) == 1
    assert ask_for_due(now=clock()) == 0
    assert Due.objects.get().next_at == clock() + timedelta(hours=19)


def test_two_workers_that_read_the_same_line_ask_once(daily: list[object], clock: Clock) -> None:
    line = Due.objects.get()
    assert [calendar._ask(line, clock()) for _ in range(2)] == [True, False]
    assert Work.objects.count() == 1


def test_one_that_is_still_under_way_is_not_asked_for_again(daily: list[object], clock: Clock) -> None:
    ask_for_due(now=clock())
    assert ask_for_due(now=clock.forward(days=1)) == 0
    work_off()
    assert ask_for_due(now=clock.forward(days=1)) == 1


def test_the_calendar_follows_what_is_declared(
    daily: list[object], declare: Declare, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for_due(now=clock())
    monkeypatch.setattr(declaring, "_JOBS", {})
    declare("test.daily", every=timedelta(hours=1))
    declare("test.once")
    sync_due(now=clock())
    due = Due.objects.get()
    assert (due.name, due.every, due.next_at) == (
        "test.daily",
        timedelta(hours=1),
        clock() + timedelta(hours=1),
    )
    monkeypatch.setattr(declaring, "_JOBS", {})
    sync_due(now=clock())
    assert not Due.objects.exists()


def test_a_work_done_without_a_moment_is_refused(daily: list[object], clock: Clock) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Due.objects.update(last_work=ask_for("test.daily"))


def test_what_is_long_over_is_thrown_away(daily: list[object], declare: Declare, clock: Clock) -> None:
    declare()
    ask_for_due(now=clock())
    ask_for("test.job")
    work_off()
    note_worker(uuid.uuid4())
    waits = ask_for("test.job")
    assert prune(now=clock.forward(days=13)) == 0
    assert prune(now=clock.forward(days=2)) == 1
    last = Due.objects.get().last_work
    assert last is not None  # the calendar still says how it went
    assert set(Work.objects.all()) == {waits, last}
    assert DBTaskResult.objects.count() == 1
    assert not Worker.objects.exists()


def test_dead_letters_are_kept_longer(declare: Declare, clock: Clock) -> None:
    declare(tries=1)
    work = ask_for("test.job")
    try_again(hold(work))
    assert prune(now=clock.forward(days=89)) == 0
    assert prune(now=clock.forward(days=2)) == 1


def test_the_desk_declares_jobs_of_its_own() -> None:
    assert {"jobs.prune", "decide.plan"} <= set(jobs())
    assert jobs()["jobs.prune"].every == DAY
    with pytest.raises(ValueError, match="twice"):
        job("jobs.prune", says="again")(print)
