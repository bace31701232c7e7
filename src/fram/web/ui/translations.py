"""The words of the pages: the `.po` files are the only home, and what Django reads is made from them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

SOURCE = Path(__file__).parent / "locale"


def compiled(home: Path) -> Path:
    """Return a folder below `home` with every language compiled (made when the words have changed)."""
    sources = sorted(SOURCE.glob("*/LC_MESSAGES/*.po"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = home / "locale" / digest
    for path in sources:
        target = folder / path.relative_to(SOURCE).with_suffix(".mo")
        if not target.is_file():
            _compile(path, target)
    return folder


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    with beside.open("wb") as out:
        write_mo(out, catalogue)
    beside.replace(target)
