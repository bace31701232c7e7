"""Where the desk keeps its state: one folder of the user's own, readable by nobody else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from fram.store.home import home as home
from fram.terms.errors import Refused

SECRET_FILE = "secret-key"
DATABASE_FILE = "fram.sqlite3"


def prepare(folder: Path) -> Path:
    """Make the folder of state if it is not there; raises `Refused` when it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise Refused(
            "the folder for Fram's own files cannot be written", where=str(folder), kind="unwritable",
            why=error.strerror or str(error), remedy="name another with FRAM_HOME",
        ) from None  # fmt: skip
    return folder


def secret_key(folder: Path) -> str:
    """Return this desk's secret, made at random the first time and kept in a file only its owner may read."""
    file = folder / SECRET_FILE
    if not file.is_file():
        _write_once(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii").strip()


def _write_once(file: Path, text: str) -> None:
    """Create the file whole or not at all; when two processes try, both end up with the same one."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
