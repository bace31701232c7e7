"""The words of the pages: each app's `.po` file is their only home; what Django reads is made from them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

WEB = Path(__file__).parents[1]


def sources() -> list[Path]:
    """Return the files of words of all apps."""
    return sorted(WEB.glob("*/locale/*/LC_MESSAGES/django.po"))


def compiled(home: Path) -> Path:
    """Return a folder below `home` with every language compiled (made when the words have changed)."""
    found = sources()
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:16]
    folder = home / "locale" / digest
    for language in sorted({path.parts[-3] for path in found}):
        target = folder / language / "LC_MESSAGES" / "django.mo"
        if not target.is_file():
            _compile([path for path in found if path.parts[-3] == language], target, language=language)
    return folder


def _compile(found: list[Path], target: Path, *, language: str) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for path in found:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole[message.id] = message
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    with beside.open("wb") as out:
        write_mo(out, whole)
    beside.replace(target)
