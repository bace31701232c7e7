"""How a document may be called: what the sender's machine called it, without what could mislead."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(sent: str) -> str:
    """Return a name to show: no path, no control or direction marks, not too long, never empty."""
    last = re.split(r"[\\/]", sent)[-1]
    seen = "".join(letter for letter in unicodedata.normalize("NFC", last) if _is_seen(letter))
    plain = " ".join(FORBIDDEN.sub("_", seen).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem or len(ending) > 8:
        return plain[:LONGEST] or "file"
    return f"{stem[: LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"


def _is_seen(letter: str) -> bool:
    # Cc and Cf hold control characters and the marks that turn the direction of writing around.
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
