"""The first person of a desk: let in by a link only whoever runs the desk can see, and made its admin."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from fram.web.accounts.queries.persons import is_anybody_here
from fram.web.site.home import home

FILE = "first-person"
SESSION = "fram_first_person"


def first_person_path() -> str:
    """Return the path of the one-time link, or nothing when somebody can sign in already.

    The database must be up to date. `fram serve` prints it, `fram doctor` names it.
    """
    if is_anybody_here():
        _file().unlink(missing_ok=True)
        return ""
    return f"/welcome/{_key()}/"


def is_key(given: str) -> bool:
    """Return whether this is the key of the link, and still good."""
    try:
        kept = _file().read_text(encoding="ascii")
    except OSError:
        return False
    return bool(kept) and secrets.compare_digest(kept, given.encode("ascii", "replace").decode()) and (
        not is_anybody_here()
    )  # fmt: skip


def use_key(given: str) -> bool:
    """Take the key: of several who come at once, exactly one is told yes."""
    if not is_key(given):
        return False
    try:
        _file().unlink()
    except FileNotFoundError:
        return False
    return True


def _file() -> Path:
    return home() / FILE


def _key() -> str:
    file = _file()
    if not file.is_file():
        beside = file.with_name(f"{FILE}.{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32))
        beside.replace(file)
    return file.read_text(encoding="ascii")
