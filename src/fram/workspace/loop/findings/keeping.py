"""Writes a finding into a company file or takes one back: comments stay, nothing is half-written."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from fram.terms.errors import Refused
from fram.terms.loop import FoundOut
from fram.workspace.access.keeping import MARK, keep_answers
from fram.workspace.company.template import toml_value

TABLE = "finding"
HEADING = re.compile(r"^\s*\[\[\s*finding\s*\]\]\s*(#.*)?$")
ANY_HEADING = re.compile(r"^\s*\[")
WITHDRAWN = re.compile(r"^\s*withdrawn\s*=")
FIRST = ("input", "market", "kind", "who", "on", "sure")
"""What stands first in an entry; the numbers follow, then source and note."""
NOTHING = (None, "", ())
"""What says nothing; a zero does."""


def entry_of(found: FoundOut) -> dict[str, Any]:
    """Return a finding as its entry in the company file: by name, what says nothing left out."""
    told = {one.name: getattr(found, one.name) for one in fields(found)}
    ordered = {name: _tidy(told[name]) for name in (*FIRST, *(name for name in told if name not in FIRST))}
    return {name: value for name, value in ordered.items() if value is not False and value not in NOTHING}


def _tidy(value: Any) -> Any:
    """A number without idle decimals, alone or in lists."""
    if isinstance(value, tuple):
        return tuple(map(_tidy, value))
    return int(value) if isinstance(value, float) and value.is_integer() else value


def block_of(found: FoundOut) -> str:
    """Return a finding as the company file has it, TOML."""
    lines = (f"{name} = {toml_value(value)}" for name, value in entry_of(found).items())
    return "\n".join([f"[[{TABLE}]]", *lines])


def with_finding(text: str, found: FoundOut) -> str:
    """Return the text of a company file with one more finding, all else as it was; else raise ``Refused``."""
    before, entry = tomllib.loads(text.removeprefix(MARK)), tomllib.loads(block_of(found))[TABLE][0]
    wanted = {**before, TABLE: [*before.get(TABLE, []), entry]}
    return _first_right(
        text, wanted, lambda: _at_the_end(text, block_of(found)), lambda: _into_the_list(text, found)
    )


def with_withdrawn(text: str, number: int) -> str:
    """Return the text with one finding taken back (``number`` from 1), all else as it was, or refuse."""
    before = tomllib.loads(text.removeprefix(MARK))
    entries = [dict(entry) for entry in before[TABLE]]
    entries[number - 1]["withdrawn"] = True
    return _first_right(
        text, {**before, TABLE: entries},
        lambda: _marked(text, number), lambda: _marked_by_tomlkit(text, number),
    )  # fmt: skip


def keep(path: Path, text: str, *, before: bytes, on: date) -> None:
    """Put a new text in the place of the company file, whole or not at all.

    ``before``: what the file held when it was read; a file that changed since is refused, and so is a text
    that would not pass the check of a company file on the day ``on``.
    """
    if path.read_bytes() != before:
        raise Refused(
            "was changed in the meantime, and is kept as it is now", where=str(path), kind="unwritable",
            remedy="run the command again",
        )  # fmt: skip
    try:
        keep_answers(path, text, before=before, on=on)
    except Refused as refused:
        if refused.kind != "invalid":
            raise
        raise Refused(
            "would not pass its check with this change, and is kept as it is", where=str(path),
            problems=refused.problems, remedy="mend what is named",
        ) from None  # fmt: skip


def _first_right(text: str, wanted: Mapping[str, Any], *ways: Callable[[], str]) -> str:
    """The first way of writing that says exactly what is wanted, and so touches nothing else."""
    for write in ways:
        with contextlib.suppress(ValueError, LookupError, TypeError, tomlkit.exceptions.TOMLKitError):
            found = write()
            if tomllib.loads(found.removeprefix(MARK)) == wanted:
                return found
    raise Refused(
        "cannot be added to", why="its findings are laid out in a way Fram does not know", kind="unwritable",
        remedy="write each finding as a [[finding]] block of its own",
    )  # fmt: skip


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _at_the_end(text: str, block: str) -> str:
    end = _end_of_line(text)
    return f"{text.rstrip()}{end}{end}{block.replace(chr(10), end)}{end}"


def _into_the_list(text: str, found: FoundOut) -> str:
    """Where the findings stand as a list in one line: ``finding = [{…}]``."""
    document = tomlkit.parse(text.removeprefix(MARK))
    entry = tomlkit.inline_table()
    entry.update(tomlkit.parse(block_of(found))[TABLE][0])
    document[TABLE].append(entry)
    return (MARK if text.startswith(MARK) else "") + tomlkit.dumps(document)


def _marked(text: str, number: int) -> str:
    """Set ``withdrawn`` in the block itself, after the last line that says something."""
    lines = text.splitlines(keepends=True)
    first = [at for at, line in enumerate(lines) if HEADING.match(line)][number - 1] + 1
    last = next((at for at in range(first, len(lines)) if ANY_HEADING.match(lines[at])), len(lines))
    line, end = "withdrawn = true", _end_of_line(text)
    for at in range(first, last):
        if WITHDRAWN.match(lines[at]):
            lines[at] = line + end
            return "".join(lines)
    said = [at for at in range(first, last) if lines[at].strip() and not lines[at].lstrip().startswith("#")]
    after = max(said)
    if not lines[after].endswith("\n"):
        lines[after] += end
    return "".join([*lines[: after + 1], line + end, *lines[after + 1 :]])


def _marked_by_tomlkit(text: str, number: int) -> str:
    document = tomlkit.parse(text.removeprefix(MARK))
    document[TABLE][number - 1]["withdrawn"] = True
    return (MARK if text.startswith(MARK) else "") + tomlkit.dumps(document)
