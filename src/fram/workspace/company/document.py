"""Opens and writes the company file: bytes to plain TOML data, and text to a file in one step."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused

LIMIT_BYTES = 1_000_000
"""A company file is some kilobytes; whatever is larger is another file."""


def load_document(path: Path) -> dict[str, Any]:
    """Return the file as plain data, or refuse it with the place of the first fault and the remedy."""
    return parse_document(_bytes_of(path), where=str(path))


def parse_document(content: bytes, *, where: str = "company.toml") -> dict[str, Any]:
    """Return the content of a file as plain data, or refuse it the same way; ``where`` is only named."""
    _refuse_large(len(content), where)
    text = _decode(content, where)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused("is nested too deeply", where=where, kind="unreadable") from None
    except ValueError as error:
        reason, place = _toml_fault(str(error), text)
        raise Refused(
            "is not valid TOML",
            where=f"{where}, {place}",
            why=reason,
            kind="unreadable",
            remedy="texts stand in quotes, numbers without spaces (14_000_000), lists in [ ]",
        ) from None


def refuse_if_there(path: Path, *, force: bool = False) -> None:
    """Refuse a path that cannot take a new file, before anybody is asked twelve questions."""
    if path.is_dir():
        raise Refused(
            "is a folder", where=str(path), remedy="name a file, such as company.toml", kind="unwritable"
        )
    if path.exists() and not force:
        raise _exists(path)
    if not path.parent.is_dir():
        raise Refused(
            "is not there",
            where=str(path.parent),
            remedy="make the folder first, or choose one that exists",
            kind="unwritable",
        )


def write_company(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file whole or not at all; an existing file is kept unless ``force`` is given."""
    refuse_if_there(path, force=force)
    try:
        _write(text, path, force=force)
    except FileExistsError:  # somebody else wrote it in the meantime
        raise _exists(path) from None
    except OSError as error:
        raise Refused(
            "cannot be written",
            where=str(path),
            why=error.strerror or str(error),
            kind="unwritable",
            remedy="choose a folder that exists and that you may write to",
        ) from None


def _write(text: str, path: Path, *, force: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.chmod(0o644)
        if force:
            part.replace(path)
        else:
            # A hard link fails where the name is taken, so two writers cannot overwrite each other.
            path.hardlink_to(part)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _exists(path: Path) -> Refused:
    return Refused(
        "is there already and is kept",
        where=str(path),
        remedy="give another name, or --force",
        kind="unwritable",
    )


def _bytes_of(path: Path) -> bytes:
    where = str(path)
    if path.is_dir():
        raise Refused(
            "is a folder, not a file", where=where, remedy="name the company file in it", kind="unreadable"
        )
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refused("is not an ordinary file", where=where, kind="unreadable")
        _refuse_large(size, where)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        remedy = "check the name, or make one with `fram init`"
        raise Refused("is not there", where=where, remedy=remedy, kind="missing") from None
    except OSError as error:
        raise Refused(
            "cannot be read", where=where, why=error.strerror or str(error), kind="unreadable"
        ) from None


def _refuse_large(size: int, where: str) -> None:
    if size > LIMIT_BYTES:
        raise Refused(
            f"is {size / 1e6:.1f} MB",
            where=where,
            why=f"a company file has at most {LIMIT_BYTES / 1e6:g} MB",
            remedy="name the right file, or shorten its texts",
            kind="unreadable",
        )


def _decode(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file that begins with a byte order mark is decoded without its first three bytes.
        offset = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        line = raw.count(b"\n", 0, offset) + 1
        raise Refused(
            "is not UTF-8",
            where=f"{where}, line {line}, byte {offset}",
            why=f"byte 0x{raw[offset]:02x} cannot stand there",
            remedy="save it again with encoding UTF-8",
            kind="unreadable",
        ) from None


def _toml_fault(message: str, text: str) -> tuple[str, str]:
    if message.startswith("Exceeds the limit"):
        return "a number has thousands of digits", "somewhere"
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    if found:
        return found[1], f"line {found[2]}, column {found[3]}"
    return message.removesuffix(" (at end of document)"), f"line {text.count(chr(10)) + 1}, the end"
