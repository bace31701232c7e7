"""What is asked for is done once, and whoever asked learns how it went."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fram.terms.errors import Problem, Refused
from fram.web.jobs.actions import (
    TakenOver,
    ask_for,
    finish,
    give_back,
    retry_work,
    stop,
    take,
    try_again,
)
from fram.web.jobs.doing.progress import Progress
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Work
from tests.web.cast import Cast
from tests.web.jobs.conftest import Clock, Declare, hold

pytestmark = pytest.mark.django_db


def test_what_is_asked_for_is_done(declare: Declare, cast: Cast) -> None:
    ran = declare()
    work = ask_for("test.job", args={"n": 1}, company=cast.nordlys, by=cast.actor(cast.kari))
    assert (work.state, work.company, work.asked_by) == ("waiting", cast.nordlys, cast.kari)
    assert work_off() == 1
    work.refresh_from_db()
    assert ran == [{"n": 1}]
    assert (work.state, work.percent_done, work.attempts) == ("done", 100, 1)
    assert work.started_at < work.finished_at
    assert work_off() == 0


def test_the_same_ticket_asks_once(declare: Declare) -> None:
    ran = declare()
    assert {ask_for("test.job", ticket="t").pk for _ in range(3)} == {Work.objects.get().pk}
    assert work_off() == 1
    assert ask_for("test.job", ticket="t").is_over
    assert work_off() == 0
    assert len(ran) == 1


def test_a_job_nobody_declared_cannot_be_asked_for() -> None:
    with pytest.raises(KeyError):
        ask_for("test.none-such")
    assert not Work.objects.exists()


def test_asking_and_queueing_are_one(declare: Declare, monkeypatch: pytest.MonkeyPatch) -> None:
    declare()
    monkeypatch.setattr("fram.web.jobs.actions.asking.queue", lambda work: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask_for("test.job")
    assert not Work.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_they_are_done_in_the_order_they_were_asked_for(declare: Declare) -> None:
    ran = declare()
    for n in range(3):
        ask_for("test.job", args={"n": n})
    work_off()
    assert [args["n"] for args in ran] == [0, 1, 2]


def test_progress_is_written_and_kept_within_bounds(declare: Declare) -> None:
    declare()
    work = ask_for("test.job")
    progress = Progress(hold(work))
    progress.tell(3, total=10, note="Counting.")
    work.refresh_from_db()
    assert (work.percent_done, work.note) == (30, "Counting.")
    progress.tell(4, total=10)  # too soon after the last
    work.refresh_from_db()
    assert work.done == 3
    progress.tell(99, total=10, note="x" * 500)  # the end is always told
    work.refresh_from_db()
    assert (work.percent_done, len(work.note)) == (100, 200)


def test_a_refusal_ends_it_at_once_with_what_to_mend(declare: Declare) -> None:
    def refuse(progress: Progress) -> None:
        raise Refused("no money is left", where="company.cash_nok", remedy="add some")

    told: list[Any] = []
    ran = declare(do=refuse, stopped=lambda args, problems: told.append(problems))
    work = ask_for("test.job")
    work_off()
    work.refresh_from_db()
    assert (work.state, work.was_given_up, len(ran)) == ("failed", False, 1)
    assert work.problems[0]["what"] == "no money is left"
    assert told == [work.problems]


def test_a_break_is_tried_again_after_a_wait_that_grows(declare: Declare, clock: Clock) -> None:
    def broken(progress: Progress) -> None:
        raise ZeroDivisionError("secret detail")

    ran = declare(do=broken, tries=3)
    work = ask_for("test.job")
    for done, wait in enumerate((10, 40, 0), start=1):
        assert work_off() == 1
        assert len(ran) == done
        clock.forward(seconds=wait - 1)
        assert work_off() == 0  # not before its time
        clock.forward(seconds=2)
    work.refresh_from_db()
    assert (work.state, work.was_given_up, work.attempts) == ("failed", True, 3)
    assert "fault of ours" in work.problems[0]["what"]
    assert "secret detail" not in str(work.problems)
    assert not DBTaskResult.objects.exclude(traceback="").exists()  # what broke stands in the log only


def test_a_break_that_passes_ends_well(declare: Declare, clock: Clock) -> None:
    moods = iter([True, False])

    def moody(progress: Progress) -> None:
        if next(moods):
            raise OSError("this time")

    declare(do=moody)
    work = ask_for("test.job")
    work_off()
    clock.forward(seconds=11)
    work_off()
    work.refresh_from_db()
    assert (work.state, work.attempts, work.problems) == ("done", 2, [])


def test_given_back_work_is_done_without_being_counted(declare: Declare) -> None:
    ran = declare(tries=1)
    work = ask_for("test.job")
    for _ in range(4):
        give_back(hold(work))
    work_off()
    work.refresh_from_db()
    assert (work.state, work.attempts, len(ran)) == ("done", 5, 1)


def test_the_outcome_and_the_end_are_one(declare: Declare, cast: Cast) -> None:
    def write_and_break() -> None:
        cast.kari.name = "changed"
        cast.kari.save()
        raise ZeroDivisionError

    declare(do=lambda progress: progress.finish(write_and_break), tries=1)
    work = ask_for("test.job")
    work_off()
    work.refresh_from_db()
    cast.kari.refresh_from_db()
    assert work.state == "failed"
    assert cast.kari.name != "changed"


def test_whoever_lost_the_work_can_write_no_more(declare: Declare) -> None:
    declare()
    work = ask_for("test.job")
    lost = hold(work)
    give_back(lost)
    again = hold(work)
    written: list[str] = []
    for late in (
        lambda: Progress(lost).tell(5, total=9),
        lambda: Progress(lost).keep(lambda: written.append("part")),
        lambda: Progress(lost).finish(lambda: written.append("whole")),
    ):
        with pytest.raises(TakenOver):
            late()
    stop(lost, problems=[Problem(where="", what="late")])
    give_back(lost)
    assert written == []
    finish(again, write=lambda: written.append("once"))
    with pytest.raises(TakenOver):
        finish(again, write=lambda: written.append("twice"))
    assert written == ["once"]


def test_an_older_row_of_the_queue_has_nothing_to_say(declare: Declare) -> None:
    declare()
    work = ask_for("test.job")
    old = work.task
    assert old is not None
    give_back(hold(work))
    assert take(work.pk, task=old) is None
    assert work_off() == 2  # both rows are looked at, one does something
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("done", 2)


def test_work_of_a_company_that_is_gone_is_let_be(declare: Declare, cast: Cast) -> None:
    ran = declare()
    ask_for("test.job", company=cast.rask)
    cast.rask.delete()
    assert work_off() == 1
    assert ran == []


def test_a_dead_letter_is_started_again_with_all_its_tries(declare: Declare, cast: Cast) -> None:
    told: list[Any] = []
    declare(tries=2, again=told.append)
    work = ask_for("test.job", args={"n": 7})
    Work.objects.update(tries_left=0)
    hold_and_break(work)
    assert Work.objects.dead_letters().get() == work
    found = retry_work(work=work, by=cast.actor(cast.siri))
    assert found is not None
    assert (found.state, found.tries_left, told) == ("waiting", 2, [{"n": 7}])
    assert retry_work(work=work, by=cast.actor(cast.siri)) is None  # it does not wait twice
    work_off()
    work.refresh_from_db()
    assert work.state == "done"


def hold_and_break(work: Work) -> None:
    Work.objects.filter(pk=work.pk).update(tries_left=1)
    try_again(hold(work))


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("an unknown state", {"state": "dreaming"}),
    ("more done than there is", {"done": 2, "total": 1}),
    ("running without a start", {"state": "running", "attempts": 1}),
    ("running without an attempt", {"state": "running", "started_at": "now", "seen_at": "now"}),
    ("waiting with a start", {"started_at": "now", "seen_at": "now"}),
    ("waiting and finished", {"finished_at": "now"}),
    ("done without an end", {"state": "done", "attempts": 1, "started_at": "now", "seen_at": "now"}),
    ("a problem without failing", {"problems": [{"what": "x"}]}),
    ("given up without failing", {"was_given_up": True}),
    (
        "failed without a problem",
        {"state": "failed", "attempts": 1, "started_at": "now", "seen_at": "now", "finished_at": "now"},
    ),
]


@pytest.mark.parametrize(("what", "change"), BROKEN, ids=[what for what, _ in BROKEN])
def test_the_database_refuses(declare: Declare, what: str, change: dict[str, Any]) -> None:
    declare()
    work = ask_for("test.job")
    values = {name: timezone.now() if value == "now" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.filter(pk=work.pk).update(**values)


def test_the_waits_grow_and_end() -> None:
    from fram.web.jobs.actions.taking import LONGEST_WAIT, wait_before

    waits = [wait_before(attempt) for attempt in range(2, 30)]
    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=40), timedelta(seconds=160)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
