"""Writes answers back into a company file: comments and layout stay, and the file is never half-written.

An answer takes the place of its commented example where the template left one, else it stands after the last
fact. A file laid out in another way is left to tomlkit.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from fram.terms.errors import Refused
from fram.terms.facts import Value
from fram.workspace.company import check_company
from fram.workspace.company.template import toml_value

MARK = "\ufeff"
"""The byte order mark some editors put first."""
HEADING = re.compile(r"^\s*\[\s*product\s*\.\s*facts\s*\]\s*(#.*)?$")
NEXT_HEADING = re.compile(r"^\s*\[")


def answer_lines(answers: Mapping[str, Value], *, who: str = "", on: date) -> dict[str, str]:
    """Return each answer as the company file holds it: ``sterile = { value = true, who = "…", on = … }``."""
    told = {"who": who.strip(), "on": on} if who.strip() else {"on": on}
    return {name: f"{name} = {toml_value({'value': value, **told})}" for name, value in answers.items()}


def with_answers(text: str, answers: Mapping[str, Value], *, who: str = "", on: date) -> str:
    """Return the text of a company file with the answers put in, all else as it was.

    Raises ``Refused`` for a file in which they cannot be put without touching something else.
    """
    before, lines = tomllib.loads(text.removeprefix(MARK)), answer_lines(answers, who=who, on=on)
    wanted = _put(before, tomllib.loads("\n".join(lines.values())))
    for write in (_beside_examples, _by_tomlkit):
        with contextlib.suppress(ValueError, LookupError, TypeError, tomlkit.exceptions.TOMLKitError):
            found = write(text, lines)
            if tomllib.loads(found.removeprefix(MARK)) == wanted:
                return found
    why = "its facts are laid out in a way Fram does not know"
    raise Refused("cannot be added to", why=why, kind="unwritable")


def keep_answers(path: Path, text: str, *, before: bytes, on: date) -> None:
    """Put a new text in the place of a company file, whole or not at all.

    ``before``: what the file held when it was opened; a file that changed since is refused, and so is a text
    that would not pass the check of a company file on the day ``on``.
    """
    target = path.resolve()  # a link stays a link
    try:
        _replace(target, text, before=before, on=on)
    except OSError as error:
        raise Refused(
            "cannot be written", where=str(path), why=error.strerror or str(error), kind="unwritable",
            remedy="make the file and its folder writable, or put the answers in by hand",
        ) from None  # fmt: skip


def _replace(target: Path, text: str, *, before: bytes, on: date) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        check_company(part, on=on).raise_if_refused()
        part.chmod(target.stat().st_mode & 0o777)
        if target.read_bytes() != before:
            raise Refused(
                "was changed while you answered, and is kept as it is now", where=str(target),
                remedy="put the answers in by hand, or ask again", kind="unwritable",
            )  # fmt: skip
        part.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _put(document: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    product = document["product"]
    return {**document, "product": {**product, "facts": {**product.get("facts", {}), **answers}}}


def _beside_examples(text: str, answers: Mapping[str, str]) -> str:
    """Put each answer in the place of its commented example, else after the last fact of the table."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if HEADING.match(line)), -1) + 1
    if not first:
        raise LookupError("[product.facts]")
    last = next((at for at in range(first, len(lines)) if NEXT_HEADING.match(lines[at])), len(lines))
    loose = []
    for name, line in answers.items():
        example = re.compile(rf"^\s*#{re.escape(name)}\s*=")
        place = next((at for at in range(first, last) if example.match(lines[at])), None)
        if place is None:
            loose.append(line + end)
        else:
            lines[place] = line + end
    stated = [at for at in range(first, last) if lines[at].strip() and not lines[at].lstrip().startswith("#")]
    after = max(stated, default=first - 1)
    if not lines[after].endswith("\n"):
        lines[after] += end
    return "".join([*lines[: after + 1], *loose, *lines[after + 1 :]])


def _by_tomlkit(text: str, answers: Mapping[str, str]) -> str:
    document = tomlkit.parse(text.removeprefix(MARK))
    product: Any = document["product"]
    if "facts" not in product:
        product["facts"] = tomlkit.table()
    for name, line in answers.items():
        product["facts"][name] = tomlkit.parse(line)[name]
    found = tomlkit.dumps(document)
    for line in answers.values():  # it drops the blank before the closing brace
        found = found.replace(line.removesuffix(" }") + "}", line)
    return (MARK if text.startswith(MARK) else "") + found
