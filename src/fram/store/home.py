"""Where Fram keeps its own state: one folder of the user's."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home() -> Path:
    """Return the folder of state: `FRAM_HOME`, else the place this system keeps programs' files."""
    named = os.environ.get("FRAM_HOME")
    return Path(named).expanduser().absolute() if named else _usual_place() / "fram"


def _usual_place() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
