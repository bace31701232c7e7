"""Lists of codes that regulators sort products by, each read from a file the user has: one folder each.

Each ``sources/codes/<system>/connector.py`` has ``read(path) -> CodeFeed``; a new folder is found by itself.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from fram.sources.codes.reading import CodeFeed
from fram.sources.reading import ListSource
from fram.terms.errors import Refused, did_you_mean


def systems() -> tuple[str, ...]:
    """Return the systems whose lists can be read, in settled order."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/connector.py")))


def read_codes(path: Path, *, system: str, source: ListSource | None = None) -> CodeFeed:
    """Return the codes in a file, or refuse it with every bad row by its line."""
    if system not in systems():
        hint = did_you_mean(system, systems()) or f"known: {', '.join(systems())}"
        raise Refused(f"unknown list of codes `{system}`", remedy=hint)
    module = import_module(f"{__name__}.{system}.connector")
    feed: CodeFeed = module.read(path, source=source)
    return feed
