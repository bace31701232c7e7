"""Work in a process beside this one: the same answers, and what goes wrong is told here.

What starts a process runs in an interpreter of its own: other tests may have left threads of libraries in
this one, and then nothing would be started, and nothing could fail.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.popen_fork
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from fram.workspace.processes.beside import beside, can_start, hand, here
from tests.unit.workspace.apart import apart

READY: list[str] = []


def ready_word() -> str | None:
    """What the process it is asked in was made ready with."""
    return READY[0] if READY else None


def refuse(what: str) -> str:
    """Fail wherever it is done, and say where."""
    raise ValueError(f"{what} in {os.getpid()}")


def end_unless(parent: int) -> int:
    """End the process it is done in, unless that is the one that asked; return which one it is."""
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


class Unreadable(Exception):
    """An answer that can be sent and not be read back: it is made of two things and gives back one."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(one)
        self.sum = one + two


def in_a_process_of_its_own() -> None:
    with beside(os.getpid, lambda: "second") as answers:
        assert next(answers) != os.getpid()
        assert list(answers) == ["second"]
    with hand(lambda: READY.append("yes")) as do:
        other, word = do(os.getpid, ready_word)
        assert other != os.getpid()
        assert word == "yes"
        assert ready_word() is None


def wrong_is_told_here() -> None:
    with beside(os.getpid, partial(refuse, "no answer")) as answers:
        assert next(answers) != os.getpid()
        with pytest.raises(ValueError, match=f"no answer in {os.getpid()}"):
            next(answers)


def ended_in_between() -> None:
    with beside(os.getpid, partial(end_unless, os.getpid()), os.getpid) as answers:
        assert next(answers) != os.getpid()
        assert list(answers) == [os.getpid(), os.getpid()]


def not_got_ready() -> None:
    with hand(partial(refuse, "not ready")) as do:
        assert list(do(os.getpid, partial(int, "8"))) == [os.getpid(), 8]


def answers_that_cannot_be_read() -> None:
    with beside(os.getpid, lambda: Unreadable(1, 2), os.getpid) as answers:
        assert next(answers) != os.getpid()
        assert next(answers).sum == 3
        assert list(answers) == [os.getpid()]


def works_that_cannot_be_sent() -> None:
    with hand(lambda: None) as do:
        assert list(do(lambda: os.getpid())) == [os.getpid()]  # a function without a name
        assert next(do(os.getpid)) != os.getpid()


def left_early_whatever_a_signal_does() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with pytest.raises(KeyError), beside(partial(time.sleep, 3600)):
        raise KeyError("enough")


def open_files() -> int:
    """How many files and lines this process holds open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def no_room_for_a_process() -> None:
    """The system has none to give, be it processes or open files; what was opened for it is closed again."""

    def full(*_: object) -> None:
        raise BlockingIOError("no more processes")

    context = multiprocessing.get_context("fork")
    for owner, name in ((multiprocessing.popen_fork.Popen, "_launch"), (type(context), "Pipe")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, full)
            before = open_files()
            with beside(os.getpid) as answers:
                assert list(answers) == [os.getpid()]
            with hand(partial(refuse, "never asked")) as do:
                assert do is here
            assert open_files() == before


def in_a_worker_of_a_pool() -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        started, pid, worker = pool.apply(work_of_a_worker)
    assert not started
    assert pid == worker


def work_of_a_worker() -> tuple[bool, int, int]:
    """Whether a worker may start a process, where its work is done, and which process it is."""
    with beside(os.getpid) as answers:
        return can_start(), next(answers), os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
@pytest.mark.parametrize(
    "body",
    [
        in_a_process_of_its_own, wrong_is_told_here, ended_in_between, not_got_ready,
        answers_that_cannot_be_read, works_that_cannot_be_sent, left_early_whatever_a_signal_does,
        no_room_for_a_process, in_a_worker_of_a_pool,
    ],
)  # fmt: skip
def test_a_process_beside(body: object) -> None:
    apart(body)


def test_nothing_is_copied_while_another_thread_runs() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not can_start()
        with beside(os.getpid) as answers:
            assert list(answers) == [os.getpid()]
        with hand(partial(refuse, "never asked")) as do:
            assert do is here
    finally:
        stop.set()
        thread.join()


def test_where_nothing_is_started_a_block_that_is_left_early_waits_for_nobody() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fram.workspace.processes.beside.can_start", lambda: False)
        with pytest.raises(KeyError), beside(threading.Event().wait):
            raise KeyError("enough")
