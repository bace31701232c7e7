"""Which database the desk uses: a file in its home, or the PostgreSQL that `DATABASE_URL` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fram.terms.errors import Refused

# Readers do not wait for the writer (WAL), and a write takes its lock at once: deferred transactions that
# turn from reading to writing lose against each other.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
FORM = "postgresql://user:password@host:5432/name"


def database(url: str, *, file: Path) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, or for the SQLite file when `url` is empty."""
    if url:
        return _postgres(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise Refused(
            "DATABASE_URL is not the address of a PostgreSQL database", where="DATABASE_URL", kind="usage",
            remedy=f"write {FORM}, or leave it out to use a file in FRAM_HOME",
        )  # fmt: skip
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that does not answer is given up soon: the reader is told, the worker tries again.
        "OPTIONS": {"connect_timeout": "5", **dict(parse_qsl(parts.query))},
    }
