"""Work whose worker was killed is taken up again, a bounded number of times."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from fram.web.jobs.actions import ask_for, note_alive, take_up_lost
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Work
from tests.web.jobs.conftest import Clock, Declare, hold

pytestmark = pytest.mark.django_db


def killed(work: Work) -> None:
    """As a worker leaves it that dies with the work in its hands."""
    work.refresh_from_db()
    DBTaskResult.objects.filter(pk=work.task).get().claim("the dead worker")
    hold(work)


def test_without_a_sign_of_life_it_is_taken_up_again(declare: Declare, clock: Clock) -> None:
    ran = declare()
    work = ask_for("test.job")
    killed(work)
    assert take_up_lost(now=clock.forward(seconds=29)) == 0
    assert take_up_lost(now=clock.forward(seconds=2)) == 1
    assert take_up_lost(now=clock()) == 0
    work.refresh_from_db()
    assert (work.state, work.started_at) == ("waiting", None)
    assert work_off() == 1
    work.refresh_from_db()
    assert (work.state, work.attempts, len(ran)) == ("done", 2, 1)
    statuses = set(DBTaskResult.objects.values_list("status", flat=True))
    assert statuses == {TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL}


def test_signs_of_life_keep_it(declare: Declare, clock: Clock) -> None:
    declare()
    taken = hold(ask_for("test.job"))
    for _ in range(5):
        clock.forward(seconds=20)
        note_alive(taken)
    assert take_up_lost(now=clock.forward(seconds=20)) == 0


def test_what_kills_its_worker_each_time_is_given_up(declare: Declare, clock: Clock) -> None:
    told: list[Any] = []
    declare(tries=3, stopped=lambda args, problems: told.append(problems))
    work = ask_for("test.job")
    for _ in range(3):
        killed(work)
        assert take_up_lost(now=clock.forward(minutes=1)) == 1
    work.refresh_from_db()
    assert (work.state, work.was_given_up, work.attempts) == ("failed", True, 3)
    assert "interrupted each time" in work.problems[0]["what"]
    assert told == [work.problems]
    assert work_off() == 0


def test_a_worker_that_dies_before_it_took_the_work_loses_nothing(declare: Declare, clock: Clock) -> None:
    ran = declare()
    work = ask_for("test.job")
    DBTaskResult.objects.get().claim("the dead worker")  # and nothing more
    assert take_up_lost(now=clock.forward(seconds=29)) == 0
    assert work_off() == 0
    assert take_up_lost(now=clock.forward(seconds=2)) == 1
    assert work_off() == 1
    work.refresh_from_db()
    assert (work.state, len(ran)) == ("done", 1)


def test_a_row_of_the_queue_that_is_gone_is_replaced(declare: Declare, clock: Clock) -> None:
    declare()
    work = ask_for("test.job")
    DBTaskResult.objects.all().delete()
    assert take_up_lost(now=clock.forward(minutes=1)) == 1
    assert work_off() == 1
    work.refresh_from_db()
    assert work.state == "done"


def test_what_waits_for_its_next_try_is_not_lost(declare: Declare, clock: Clock) -> None:
    def broken(progress: object) -> None:
        raise OSError("once more")

    declare(do=broken)
    ask_for("test.job")
    work_off()
    clock.forward(seconds=5)
    assert take_up_lost(now=clock()) == 0
