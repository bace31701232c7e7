"""What slides and documents share: clean text, the reader's language, the same bytes for the same plan."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from fram.terms.errors import Refused
from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.numerals import SPACE
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

LANGUAGES = {"en": "en-GB", "nb": "nb-NO"}
"""What office programs call our languages: their spelling checkers follow it."""
FONT = "Arial"
"""Every desk has it, or another with letters of the same widths (Liberation Sans): lines break alike."""
NAME, SENTENCE = 60, 240
"""Letters of a stranger's name, and of a stranger's sentence, that fit where papers show them."""

THEME = {
    "dk1": "ink", "dk2": "strong", "lt2": "band", "accent1": "go", "accent2": "find-out",
    "accent3": "not-now", "accent4": "strong", "accent5": "soft", "accent6": "muted", "hlink": "strong",
    "folHlink": "muted",
}  # fmt: skip
"""The places of a file's theme, and which of the common colours stands there."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FONT = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*')
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Fram</Application></Properties>"
)


def clean(text: str, *, most: int = SENTENCE) -> str:
    """Return text fit for a file of XML: on one line, no control characters, at most so many letters."""
    seen = "".join(letter if letter.isprintable() or letter == SPACE else " " for letter in text)
    line = re.sub(" {2,}", " ", seen).strip(" ")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def headline(record: PlanRecord) -> str:
    """Return company and product on one line, each no longer than a page can hold."""
    return f"{clean(record.company, most=NAME)} · {clean(record.product, most=NAME)}"


def sentence(text: str) -> str:
    """Return a phrase as a sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")


def colour(name: str) -> str:
    """Return a colour of the common palette as office files write it: ``0A6C66``."""
    return PALETTE[name].lstrip("#").upper()


@contextmanager
def reports_extra(paper: str) -> Iterator[None]:
    """Turn a missing library into a refusal that names what to install; ``paper`` is the file's name."""
    try:
        yield
    except ModuleNotFoundError as error:
        # Only the library itself may be missing; a fault inside it, or in Fram, is a bug and stays one.
        if (error.name or "").partition(".")[0] not in {"docx", "pptx", "xlsxwriter", "lxml", "PIL"}:
            raise
        raise Refused(
            "cannot be made on this machine", where=paper, why=f"`{error.name}` is not installed",
            remedy="install fram[reports]", kind="unavailable",
        ) from None  # fmt: skip


def describe(properties: Any, record: PlanRecord, *, words: Words, subject: str) -> None:
    """Fill in a file's core properties; the plan's day stands for every date, so the clock does not show."""
    day = datetime.combine(record.plan.on, time())
    properties.title = clean(f"{words('report.title')}: {headline(record)}")
    properties.subject = subject
    properties.author = properties.last_modified_by = "Fram"
    properties.comments = stamp_line(record, words)
    properties.language = LANGUAGES[words.lang]
    properties.keywords = properties.category = ""
    properties.created = properties.modified = day
    properties.revision = 1


def steady(blob: bytes, *, on: date, lang: str) -> bytes:
    """Return an office file that is the same for the same content: no clock, no mark of its template.

    What the templates leave in American English is said to be in the reader's language, in the workbooks
    inside a file too.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, _steady_part(name, old.read(name), on=on, lang=lang))
    return made.getvalue()


def _steady_part(name: str, content: bytes, *, on: date, lang: str) -> bytes:
    if name.endswith(".xlsx"):
        return steady(content, on=on, lang=lang)
    if name == "docProps/app.xml":
        return _APP
    if name == "docProps/core.xml":
        return _DATE.sub(rf"\g<1>{on.isoformat()}T00:00:00Z\g<2>".encode(), content)
    if "/theme/" in name and name.endswith(".xml"):
        content = _themed(content)
    if name.endswith(".xml"):
        return content.replace(b'lang="en-US"', f'lang="{LANGUAGES[lang]}"'.encode())
    return content


def _themed(content: bytes) -> bytes:
    """A theme in our colours and our font; everything drawn refers to it, so a house can put in its own."""
    for place, name in THEME.items():
        tag = place.encode()
        new = b'<a:%b><a:srgbClr val="%b"/></a:%b>' % (tag, colour(name).encode(), tag)
        content = re.sub(rb"<a:%b>.*?</a:%b>" % (tag, tag), new, content, flags=re.DOTALL)
    return _FONT.sub(rb"\g<1>" + FONT.encode(), content)
