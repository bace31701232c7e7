"""What a line of the log says, in a reader's words: what was done, and to what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.sections import SECTIONS
from fram.web.accounts.log import EXPORT, NAMES, READ_A_SECTION, SUBJECTS, VERBS
from fram.web.accounts.models import Entry, Organisation, Role
from fram.web.accounts.personal.words import WORDS

PIECES = re.compile(r"(^[+-]|[ .])")
JOINTS = {"+": "+ ", "-": "– ", ".": ": "}
OWN: Mapping[str, Any] = {
    **dict(Role.choices),
    "account": gettext_lazy("account"), "adviser": gettext_lazy("adviser"),
    "brought back": gettext_lazy("brought back"), "clock": gettext_lazy("service clock"),
    "closed": gettext_lazy("closed down"), "country": gettext_lazy("country"),
    "difference": gettext_lazy("what differs"), "file": gettext_lazy("file"),
    "handover": gettext_lazy("hand-over"), "history": gettext_lazy("history"),
    "import": gettext_lazy("taking in a file"), "invitation": gettext_lazy("invitation"),
    "lines": gettext_lazy("lines"), "list": gettext_lazy("list"), "log": gettext_lazy("log"),
    "markets": gettext_lazy("markets"), "member": gettext_lazy("member"),
    "membership": gettext_lazy("membership"), "new": gettext_lazy("new"), "number": gettext_lazy("number"),
    "overview": gettext_lazy("overview"), "person": gettext_lazy("person"), "plan": gettext_lazy("plan"),
    "profile": gettext_lazy("record"), "record": gettext_lazy("record"),
    "renewed": gettext_lazy("renewed"), "side": gettext_lazy("who does it"),
    "storedfile": gettext_lazy("file"), "task": gettext_lazy("task"), "topics": gettext_lazy("topics"),
    "work": gettext_lazy("work"),
}  # fmt: skip
"""Words of the log's own, beside those of fields and sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry of the log with what its reader is told."""

    entry: Entry
    said: str
    details: tuple[str, ...]


def lines(found: Iterable[Entry], lang: str, *, is_own: bool = False) -> list[Line]:
    """Return entries in words; what they name is asked for at once.

    ``is_own``: it is the log of the record, whose owners see all of it and read what each line was about.
    """
    entries = list(found)
    called, about = _places(entries), _about(entries) if is_own else {}
    return [
        Line(entry=one, said=said(one, lang), details=(*_named(one, about), *_details(one, lang, called)))
        for one in entries
    ]


def said(entry: Entry, lang: str) -> str:
    """Return what was done, in words; what this version does not know shows as the kind of thing it was."""
    section = section_words(entry.section, lang)
    if entry.verb == READ_A_SECTION and section:
        return _("read “%(section)s”") % {"section": section}
    if entry.verb == EXPORT and entry.subject.startswith("file "):
        return _("took a file out")
    if entry.verb == EXPORT and section:
        return _("took “%(section)s” out as a file") % {"section": section}
    if entry.verb == EXPORT:
        return _("took the record out as a file") if entry.changes else _("took the log out as a file")
    return str(VERBS.get(entry.verb) or entry.get_kind_display())


def in_words(change: str, lang: str, *, called: Mapping[str, str] | None = None) -> str:
    """Return one of an entry's changes in words; names that are nobody's word stay as they are.

    ``called``: organisations by the word of their address.
    """
    if change in SECTIONS or change in OWN:
        return section_words(change, lang) or str(OWN[change])
    words = {**JOINTS, **(called or {})}
    return _question(change, lang) or "".join(
        words.get(piece) or section_words(piece, lang) or _word(piece) for piece in PIECES.split(change)
    )


def part(entry: Entry, name: str, *, lang: str) -> str:
    """Return what one column of an entry says, in words."""
    if name == "verb":
        return said(entry, lang)
    if name == "changes":
        return ", ".join(_details(entry, lang, {}))
    return _subject(entry.subject, lang)


def section_words(name: str, lang: str) -> str:
    """Return what a section is called; nothing for what is none."""
    return SECTIONS[name].words.in_(lang) if name in SECTIONS else ""


def _details(entry: Entry, lang: str, called: Mapping[str, str]) -> tuple[str, ...]:
    told = (in_words(str(change), lang, called=called) for change in entry.changes)
    return tuple(dict.fromkeys(told))  # two answers about one thing are told once


def _subject(subject: str, lang: str) -> str:
    """What an entry was about: a page of the record, or a row by its number."""
    from fram.workspace.company.pages import get_page

    page = get_page(subject)
    words = (JOINTS.get(piece, _word(piece)) for piece in PIECES.split(subject))
    return page.name.in_(lang) if page else "".join(words)


def _word(piece: str) -> str:
    return str(OWN.get(piece) or NAMES.get(piece) or WORDS.get(piece) or piece)


def _question(path: str, lang: str) -> str:
    """The question asked at a place of the record, or its page or list; nothing for another word."""
    from fram.workspace.company.pages import page_of, question_at  # a worker that waits needs nothing of this

    page, question = page_of(path), question_at(path)
    if page and page.entries == path:
        return page.name.in_(lang)
    return question.words.in_(lang) if question else page.name.in_(lang) if page else ""


def _named(entry: Entry, about: Mapping[str, str]) -> tuple[str, ...]:
    is_itself = entry.subject == f"organisation {entry.company_id}"
    return (about[entry.subject],) if entry.subject in about and not is_itself else ()


def _about(entries: Iterable[Entry]) -> dict[str, str]:
    """How what entries were about is called now, by subject; nothing for what is gone."""
    asked: defaultdict[str, set[int]] = defaultdict(set)
    for kind, _space, number in (entry.subject.partition(" ") for entry in entries):
        if kind in SUBJECTS and number.isdecimal():
            asked[kind].add(int(number))
    return {f"{kind} {pk}": name for kind in asked for pk, name in SUBJECTS[kind](asked[kind]).items()}


def _organisations(pks: Collection[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=pks).values_list("pk", "name"))


SUBJECTS["organisation"] = _organisations


def _places(entries: Iterable[Entry]) -> dict[str, str]:
    words = {word for entry in entries for change in entry.changes for word in _slugs(str(change))}
    return dict(Organisation.objects.filter(slug__in=words).values_list("slug", "name")) if words else {}


def _slugs(change: str) -> Iterator[str]:
    if not _question(change, "en"):
        yield from (piece for piece in PIECES.split(change) if len(piece) > 1 and piece not in OWN)
