"""The tree of errors, on one screen, and the exit code each kind gives.

``FramError`` → ``Refused`` (the user can mend it: what, where, why, what to do). All else is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

EXIT_CODES = {
    "done": 0,
    "bug": 1,  # a fault of ours: a traceback in the log, one sentence on the screen
    "usage": 2,  # the command line itself
    "missing": 3,  # a file or folder that is not there
    "unreadable": 4,  # there, but not in a form we read (not TOML, not UTF-8, too large)
    "invalid": 5,  # read, but its content is refused
    "unwritable": 6,  # the place to write cannot be written
    "unavailable": 7,  # a part of the installation or a source is not there
    "interrupted": 130,
}
"""Exit code of the ``fram`` command by kind of ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend: where it is, what is there, why it is refused and what to do."""

    where: str
    what: str
    why: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        parts += [part for part in (self.why, self.remedy) if part]
        return " · ".join(parts)


class FramError(Exception):
    """Base of every error Fram raises on purpose."""


class Refused(FramError):
    """The input cannot be used, and the user can mend it.

    ``kind`` is a key of ``EXIT_CODES``; ``problems`` holds every fault found, not only the first.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        why: str = "",
        remedy: str = "",
        kind: str = "invalid",
        problems: Iterable[Problem] = (),
    ) -> None:
        self.problem = Problem(where=where, what=what, why=why, remedy=remedy)
        self.problems = tuple(problems) or (self.problem,)
        self.kind = kind
        super().__init__(str(self))

    @property
    def exit_code(self) -> int:
        """The exit code of the command that ends with this error."""
        return EXIT_CODES[self.kind]

    def __str__(self) -> str:
        if self.problems == (self.problem,):
            return str(self.problem)
        return "\n".join([str(self.problem), *(f"  - {problem}" for problem in self.problems)])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean `x`?`` for the nearest known word, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""
