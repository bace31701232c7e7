"""The ``fram`` command: parse, call the workspace, print. Nothing is decided here."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and leave with its exit code; an error is a sentence, never a traceback."""
    from fram.cli.ending import leave_with

    sys.exit(leave_with(sys.argv[1:]))
