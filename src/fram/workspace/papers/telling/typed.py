"""The commands a text tells to run next, with the company file as the user typed it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from fram.workspace.record import PlanRecord

COMMANDS = {
    "plan": "plan", "check": "check", "ask": "decide ask", "find": "decide find", "rank": "decide rank",
    "sequence": "decide sequence", "runway": "decide runway",
}  # fmt: skip
"""Commands that take a company file, by the name under which a sentence has them."""
NOT_NARROWED = ("check", "runway")
"""Commands without ``--markets``, or to which it means another thing: launches that are counted."""
NOBODYS = "company.toml"
"""What a file is called where no name is kept."""


@dataclass(frozen=True, slots=True)
class TypedFile:
    """A company file as a command names it, with the options the next command has to carry.

    ``file``: its path as typed, or its bare name in a paper, which travels. ``markets``, ``lang``: what the
    user gave; empty for none.
    """

    file: str
    markets: str = ""
    lang: str = ""

    def command(self, verb: str) -> str:
        """Return a command to paste into a shell: ``fram decide ask 'my firm.toml' --lang nb``."""
        told = f"fram {verb} {shlex.quote(self.file or NOBODYS)}"
        if self.markets and not any(verb == COMMANDS[name] for name in NOT_NARROWED):
            told += f" --markets {shlex.quote(self.markets)}"
        return f"{told} --lang {shlex.quote(self.lang)}" if self.lang else told

    @property
    def commands(self) -> Mapping[str, str]:
        """The commands by name, to fill in a sentence; ``file``: the file itself."""
        return {"file": self.file, **{name: self.command(verb) for name, verb in COMMANDS.items()}}

    def marked(self, text: str) -> str:
        """Return a text with its commands between backticks, so that a terminal does not break them."""
        for verb in COMMANDS.values():
            text = text.replace(self.command(verb), f"`{self.command(verb)}`")
        return text


def kept_file(record: PlanRecord) -> TypedFile:
    """Return the file of a plan under its bare name, on one line, for the commands in a paper."""
    return TypedFile(" ".join("".join(c if c.isprintable() else " " for c in record.input_file).split()))


def typed_or_kept(typed: TypedFile | None, record: PlanRecord) -> TypedFile:
    """Return the file as it was typed where that is known, else under its bare name."""
    return typed or kept_file(record)
