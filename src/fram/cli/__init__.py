"""The ``fram`` command: parse, call the workspace, print. Nothing is decided here."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command and leave with its exit code; an error is a sentence, never a traceback."""
    # Matrices here are small: threads that wait for each other cost more than they bring. Before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from fram.cli.ending import leave_with

    sys.exit(leave_with(sys.argv[1:]))
