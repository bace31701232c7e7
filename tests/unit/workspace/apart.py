"""Tests in an interpreter of their own, in which a process can be started as a copy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from tests import machine

START = """
from fram.workspace.processes.beside import can_start
from {module} import {name}

assert can_start(), "a library has started a thread: nothing would be tested"
{name}({given})
"""


def apart(body: Callable[..., None], *given: str) -> None:
    """Call a function of a module by its name in a fresh interpreter; it must be able to start a process.

    Nor may any process write a traceback, be it one that was started.
    """
    text = START.format(
        module=body.__module__, name=body.__name__, given=", ".join(repr(one) for one in given)
    )
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=machine.ROOT,
        env={**os.environ, **threads}, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
