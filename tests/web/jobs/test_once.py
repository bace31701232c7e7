"""What cannot be taken back, such as sending a mail, is done once over all tries, however a try ends."""

from __future__ import annotations

from smtplib import SMTPException

import pytest

from fram.web.jobs.actions import TakenOver, ask_for, take_up_lost
from fram.web.jobs.doing import worker
from fram.web.jobs.doing.progress import Progress
from fram.web.jobs.doing.stopping import STOP
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Work
from tests.web.jobs.conftest import Clock, Declare, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> list[str]:
    return []


def test_whoever_is_killed_after_it_does_not_do_it_again(
    declare: Declare, clock: Clock, sent: list[str]
) -> None:
    declare(do=lambda progress: progress.once(lambda: sent.append("mail")))
    work = ask_for("test.job")
    Progress(hold(work)).once(lambda: sent.append("mail"))  # and there the machine dies
    assert take_up_lost(now=clock.forward(minutes=1)) == 1
    work_off()
    work.refresh_from_db()
    assert (work.state, work.attempts, sent) == ("done", 2, ["mail"])


def test_a_stop_in_the_midst_of_it_waits_for_its_end(
    declare: Declare, monkeypatch: pytest.MonkeyPatch, sent: list[str]
) -> None:
    monkeypatch.setattr(STOP, "is_set", False)

    def send() -> None:
        STOP.ask()
        sent.append("mail")

    declare(do=lambda progress: progress.once(send), tries=1)
    work = ask_for("test.job")
    worker.do_next(work.pk)
    work.refresh_from_db()
    assert (work.state, sent) == ("waiting", ["mail"])  # sent, and given back right after it
    STOP.is_set = False
    worker.do_next(work.pk)
    work.refresh_from_db()
    assert (work.state, sent) == ("done", ["mail"])


def test_what_failed_is_tried_again(declare: Declare, clock: Clock, sent: list[str]) -> None:
    answers = iter([SMTPException("not now"), None])

    def send() -> None:
        if error := next(answers):
            raise error
        sent.append("mail")

    declare(do=lambda progress: progress.once(send))
    work = ask_for("test.job")
    assert work_off() == 1
    clock.forward(minutes=1)
    assert work_off() == 1
    work.refresh_from_db()
    assert (work.state, work.attempts, sent) == ("done", 2, ["mail"])


def test_whoever_was_taken_for_dead_does_not_begin(declare: Declare, clock: Clock, sent: list[str]) -> None:
    declare()
    taken = hold(ask_for("test.job"))
    take_up_lost(now=clock.forward(minutes=1))
    with pytest.raises(TakenOver):
        Progress(taken).once(lambda: sent.append("mail"))
    assert (sent, Work.objects.get().has_begun) == ([], False)
