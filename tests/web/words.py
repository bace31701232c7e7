"""The words of the pages as they stand in templates and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "src" / "fram" / "web"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "gettext_lazy": None, "pgettext": ((1, "c"), 2)}


def used() -> Iterator[tuple[str, str]]:
    """Each text to be translated, with the file it stands in."""
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("templates/**/*.txt")]):
        # Templatize leaves calls of gettext among filler; on one line the filler's indentation is no syntax.
        calls = re.sub(r"\s*\n\s*", " ", templatize(path.read_text(encoding="utf-8")))
        found = re.findall(r"n?gettext\(.*?\)(?= |$)", calls)
        yield from _texts("\n".join(found), path)
    for path in sorted(WEB.rglob("*.py")):
        yield from _texts(path.read_text(encoding="utf-8"), path)


def _texts(source: str, path: Path) -> Iterator[tuple[str, str]]:
    for _, _, texts, _ in extract_python(BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}):
        for text in texts if isinstance(texts, tuple) else (texts,):
            if isinstance(text, str) and text:
                yield text, path.name
