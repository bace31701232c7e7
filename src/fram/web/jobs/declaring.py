"""Which jobs there are: an app declares its own in its `jobs.py`, the worker and the pages look them up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Run = Callable[..., None]
"""`run(progress, **args)`; what it raises as `Refused` is told to whoever asked, all else is tried again."""
Told = Callable[..., None]

TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work: how it is done, how often it is tried, and who is told of its end.

    ``stopped(args, problems)`` is called in the transaction in which the work ends as failed, and
    ``again(args)`` in the one in which a failed work is started again.
    """

    name: str
    says: Any
    run: Run
    tries: int = TRIES
    every: timedelta | None = None
    stopped: Told | None = None
    again: Told | None = None


_JOBS: dict[str, Job] = {}


def job(
    name: str, *, says: Any, tries: int = TRIES, stopped: Told | None = None, again: Told | None = None
) -> Callable[[Run], Run]:
    """Declare a job: `@job("decide.plan", says=_("compute a plan"))` above `def run(progress, **args)`."""

    def declare(run: Run) -> Run:
        _add(Job(name=name, says=says, run=run, tries=tries, stopped=stopped, again=again))
        return run

    return declare


def recurring(name: str, *, every: timedelta, says: Any, tries: int = TRIES) -> Callable[[Run], Run]:
    """Declare a job that the worker does by itself each time the span is over; it takes no arguments."""

    def declare(run: Run) -> Run:
        _add(Job(name=name, says=says, run=run, tries=tries, every=every))
        return run

    return declare


def jobs() -> Mapping[str, Job]:
    """Return every declared job by its name."""
    return _JOBS


def said(name: str) -> Any:
    """Return what a job does in words, or its bare name when this version of Fram does not know it."""
    return _JOBS[name].says if name in _JOBS else name


def _add(declared: Job) -> None:
    if declared.name in _JOBS:
        raise ValueError(f"the job `{declared.name}` is declared twice")
    _JOBS[declared.name] = declared
