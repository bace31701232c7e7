"""Work in a process beside this one: the same answers, and what goes wrong is told here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from functools import partial

import pytest

from fram.workspace.processes.beside import beside, can_start, hand, here

APART = """
import os
from fram.workspace.processes.beside import beside, can_start, hand
from tests.unit.workspace.test_beside import READY, ready_word

assert can_start()
with beside(os.getpid, lambda: "second") as answers:
    assert next(answers) != os.getpid()
    assert list(answers) == ["second"]
with hand(lambda: READY.append("yes")) as do:
    other, word = do(os.getpid, ready_word)
    assert other != os.getpid() and word == "yes"
    assert ready_word() is None
"""
"""In a fresh process: tests run before may have left threads of libraries in this one."""


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


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
def test_work_is_done_in_a_process_of_its_own_and_in_turn() -> None:
    done = subprocess.run([sys.executable, "-c", APART], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_goes_wrong_is_told_here() -> None:
    with beside(partial(int, "7"), partial(refuse, "no answer")) as answers:
        assert next(answers) == 7
        with pytest.raises(ValueError, match=f"no answer in {os.getpid()}"):
            next(answers)


def test_work_of_a_process_that_ended_is_done_here_from_there_on() -> None:
    with beside(partial(int, "7"), partial(end_unless, os.getpid()), partial(int, "8")) as answers:
        assert list(answers) == [7, os.getpid(), 8]


def test_a_hand_that_was_not_got_ready_leaves_its_works_to_this_process() -> None:
    with hand(partial(refuse, "not ready")) as do:
        assert list(do(os.getpid, partial(int, "8"))) == [os.getpid(), 8]


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


def test_a_block_that_is_left_early_waits_for_nobody() -> None:
    with pytest.raises(KeyError), beside(threading.Event().wait):
        raise KeyError("enough")
