"""`fram worker`: do the desk's work in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from fram.web.operate.parent import end_with_parent
from fram.web.operate.start import refuse_behind, set_up_django
from fram.web.site.home import home, prepare


def work() -> None:
    """Work until it is told to stop; what is in hand then goes back and is done by the next worker.

    Refused: a home that cannot be written, a database that cannot be reached or is behind this version.
    """
    prepare(home())
    os.umask(0o077)  # company figures lie in the home: they are their owner's, whatever the folder allows
    set_up_django()
    refuse_behind()
    from fram.web.jobs.doing.memory import give_back_large
    from fram.web.jobs.doing.stopping import STOP
    from fram.web.jobs.doing.worker import Worker

    def asked(number: int, frame: FrameType | None) -> None:
        STOP.ask()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    give_back_large()
    Worker().work()
    if not STOP.is_set:  # it has grown too large: the same process begins anew, small
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


if __name__ == "__main__":  # beside the pages, started and ended by `fram serve`
    end_with_parent()
    work()
