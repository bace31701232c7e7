"""The ``fram`` command: parse, call the workspace, print. Nothing is decided here."""

from __future__ import annotations

import gc
import os
import sys

UNSEEN = (50_000, 20, 100)
"""Objects made before Python looks for rings of them that nothing holds any more: facts and words are many,
small and kept, and looking through them again and again takes a twentieth of a plan's time."""


def main() -> None:
    """Run the command and leave with its exit code; an error is a sentence, never a traceback."""
    # Matrices here are small: threads that wait for each other cost more than they bring. Before numpy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*UNSEEN)
    from fram.cli.ending import leave_with

    sys.exit(leave_with(sys.argv[1:]))
