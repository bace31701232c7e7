"""Work done in a process beside this one, which starts as a copy of it and gives back answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

Work = Callable[[], Any]
"""What is done without being told anything more; works of one call may give answers of different kinds."""

THREADS = Path("/proc/self/task")
"""One folder for each thread of this process, those of compiled libraries too; on Linux only."""


class Hand(Protocol):
    """What does works one after the other, and gives their answers in turn."""

    def __call__(self, *works: Work) -> Iterator[Any]:
        """Yield the answers, each waited for when it is asked for."""


@contextmanager
def beside(*works: Work) -> Iterator[Iterator[Any]]:
    """Start works in a process of their own, which holds all that this one does; yield their answers in turn.

    Where no process can be started safely, and from the first answer on that it does not give, the work is
    done here when its answer is asked for: the answers are the same, and what goes wrong is told here. The
    process ends with the block.
    """
    with _process(lambda _: works) as told:
        yield here(*works) if told is None else _heard(told, works)


@contextmanager
def hand(ready: Callable[[], object]) -> Iterator[Hand]:
    """Start a process that gets ``ready`` for works it is given later, once: they and answers are sent.

    For the rest it is as ``beside``, and ``here`` does the works where it cannot be started.
    """

    def later(given: Connection) -> Sequence[Work]:
        ready()
        return tuple(given.recv())

    with _process(later) as told:
        yield here if told is None else partial(_asked, told)


def here(*works: Work) -> Iterator[Any]:
    """Do works in this process, each when its answer is asked for."""
    return (work() for work in works)


def can_start() -> bool:
    """Return whether a process can be started as a copy of this one.

    Only on Linux, and not where another thread runs, of Python or of a library such as the engine that draws
    pictures: the copy would wait for it for ever. Nor from a process that may have none of its own, such as
    a worker of a pool.
    """
    if sys.platform != "linux" or current_process().daemon:
        return False
    try:
        return sum(1 for _ in THREADS.iterdir()) == 1
    except OSError:
        return False


@contextmanager
def _process(works: Callable[[Connection], Sequence[Work]]) -> Iterator[Connection | None]:
    """Start a process that does works, and yield the line to it; None where it cannot be started."""
    started = _started(works) if can_start() else None
    if started is None:
        yield None
        return
    process, line = started
    try:
        yield line
    finally:
        line.close()
        process.kill()  # nobody waits for it, even where the gentler signal is heard by somebody else
        process.join()


def _started(works: Callable[[Connection], Sequence[Work]]) -> tuple[ForkProcess, Connection] | None:
    """A process that does works and the line to it; None where the system has no room for one."""
    system = get_context("fork")  # nothing is copied, nothing is loaded twice
    try:
        ours, theirs = system.Pipe()
    except OSError:
        return None
    process = system.Process(target=_tell, args=(theirs, ours, works), daemon=True)
    try:
        process.start()
    except OSError:
        ours.close()
        return None
    finally:
        theirs.close()
    return process, ours


def _tell(line: Connection, other_end: Connection, works: Callable[[Connection], Sequence[Work]]) -> None:
    other_end.close()
    with suppress(BaseException):  # silent here: the process that waits tells what went wrong
        for work in works(line):
            line.send(work())


def _asked(line: Connection, *works: Work) -> Iterator[Any]:
    """Have works done at the other end of the line, or here where they cannot be sent."""
    try:
        line.send(works)
    except Exception:  # it has ended, or some work is nothing that can be sent
        return here(*works)
    return _heard(line, works)


def _heard(line: Connection, works: Sequence[Work]) -> Iterator[Any]:
    """Yield the answers from the line; from the first one on that cannot be read, do the works here."""
    for place, work in enumerate(works):
        try:
            found = line.recv()
        except Exception:  # it has ended, or the answer cannot be read back
            yield from here(work, *works[place + 1 :])
            return
        yield found
