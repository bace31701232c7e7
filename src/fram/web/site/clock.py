"""The time zone of this machine, so that the desk's days and hours are its reader's."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LINK = Path("/etc/localtime")


def local_zone() -> str:
    """Return the name of this machine's time zone; UTC where it cannot be told."""
    named = os.environ.get("TZ", "").removeprefix(":")
    linked = LINK.resolve().as_posix().partition("/zoneinfo/")[2] if LINK.is_symlink() else ""
    for name in (named, linked):
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"
