"""How a command ends: its exit code, and the words when something is wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from fram.terms.errors import EXIT_CODES, Problem, Refused


def leave_with(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code (see ``EXIT_CODES``)."""
    try:
        from fram.cli.app import app

        code = int(app(args=list(arguments), standalone_mode=False, prog_name="fram") or 0)
        return _stopped() if code == EXIT_CODES["interrupted"] else code
    except Refused as error:
        _say(error)
        return error.exit_code
    except (KeyboardInterrupt, EOFError):
        return _stopped()
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_CODES["done"]
    except Exception as error:
        return _other(error)


def _stopped() -> int:
    print("\nStopped. Nothing was written; earlier files are as they were.", file=sys.stderr)
    return EXIT_CODES["interrupted"]


def _other(error: Exception) -> int:
    import click
    import typer

    # Typer may carry its own copy of click: both kinds of abort and usage error are known by name.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(error, (click.exceptions.Abort, typer.Abort)) or "Abort" in kinds:
        return _stopped()
    if "ClickException" in kinds:
        error.show()  # type: ignore[attr-defined]
        return EXIT_CODES["usage"]
    if "Exit" in kinds:
        return int(getattr(error, "exit_code", 0))
    return _bug(error)


def _say(error: Refused) -> None:
    """Print what is wrong, where, why and what to do, each problem on lines of its own."""
    print(
        f"fram: {error.problem.where + ': ' if error.problem.where else ''}{error.problem.what}",
        file=sys.stderr,
    )
    if error.problems == (error.problem,):
        _details(error.problem, "  ")
        return
    if error.problem not in error.problems:
        _details(error.problem, "  ")
    for number, problem in enumerate(error.problems, start=1):
        print(f"  {number}. {problem.where + ': ' if problem.where else ''}{problem.what}", file=sys.stderr)
        _details(problem, "     ")


def _details(problem: Problem, indent: str) -> None:
    if problem.why:
        print(f"{indent}why: {problem.why}", file=sys.stderr)
    if problem.remedy:
        print(f"{indent}do:  {problem.remedy}", file=sys.stderr)


def _bug(error: Exception) -> int:
    """A fault of ours: one sentence on the screen, the traceback in a file that can be sent to us."""
    import tempfile

    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile("w", prefix="fram-fault-", suffix=".txt", delete=False) as file:
        file.write(text)
    print(
        f"fram: a fault of ours ({type(error).__name__}: {error}). Nothing was written.\n"
        f"  do:  report it with the file {file.name}",
        file=sys.stderr,
    )
    if os.environ.get("FRAM_TRACE"):
        print(text, file=sys.stderr)
    return EXIT_CODES["bug"]
