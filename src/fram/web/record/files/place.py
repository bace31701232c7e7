"""Where documents lie: in the desk's own home, under names of ours, in no folder that a browser can reach."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from fram.web.record.files.kinds import pieces


def place_of(company: int, key: UUID) -> Path:
    """Return where the bytes of a document lie."""
    return root() / str(company) / str(key)


def root() -> Path:
    """Return the folder of all documents."""
    return Path(settings.HOME, "files")


def lay_down(file: BinaryIO, company: int, *, key: UUID) -> None:
    """Write a document whole or not at all, readable by the desk alone."""
    target = place_of(company, key)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f"{key}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for piece in pieces(file):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def throw_away(company: int, key: UUID) -> None:
    """Remove the bytes of a document; that they are gone already is well."""
    with contextlib.suppress(OSError):
        place_of(company, key).unlink(missing_ok=True)


def lying() -> Iterator[tuple[int, UUID, float]]:
    """Yield every document that lies there: the company, its key, and when it was written."""
    for path in root().glob("*/*"):
        with contextlib.suppress(ValueError, OSError):
            yield int(path.parent.name), UUID(path.name), path.stat().st_mtime
