"""What every page needs to be drawn: the style sheets that are there, the languages, the address."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest

VERSION = metadata.version("fram")
DESIGN = ("vendor/designsystemet-theme.css", "vendor/designsystemet.css")
PLAIN = "ui/plain.css"
OWN = "ui/fram.css"
LANGUAGE_NAMES = {"en": "English", "nb": "Norsk"}


@cache
def stylesheets() -> tuple[str, ...]:
    """Return the style sheets: Designsystemet when it was fetched at setup, else our own plain stand-in."""
    fetched = all(finders.find(sheet) for sheet in DESIGN)
    return (*(DESIGN if fetched else (PLAIN,)), OWN)


def look(request: HttpRequest) -> dict[str, Any]:
    """Give every template the sheets, the languages under their own names, and where the reader is."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    languages = [(code, LANGUAGE_NAMES[code]) for code, _ in settings.LANGUAGES]
    return {
        "stylesheets": stylesheets(), "languages": languages, "here": here, "version": VERSION,
        "is_invented_desk": settings.IS_INVENTED,
    }  # fmt: skip
