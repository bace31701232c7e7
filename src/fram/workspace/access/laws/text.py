"""The laws beside the device class as a table on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.knowledge.laws import LawDay
from fram.terms.logic import Truth
from fram.terms.reading import plain
from fram.workspace.access.laws.binding import TOPIC, LawBeside
from fram.workspace.access.phrases import say
from fram.workspace.access.wording import Wording

PENDING = "pending"
"""What a law's days say of a matter that is not decided."""
WIDTH, COLUMNS = 100, (25, 11, 12)
"""Of the table on screen: the whole, and all columns but the last."""


def laws_json(found: Iterable[LawBeside], *, on: date) -> str:
    """Return the laws as JSON text, keys sorted; of each day what the law said on ``on``."""
    told = [
        {
            **plain(replace(law, days=())),
            "binds": law.binds.name.lower(),
            "days": [_told(d, on) for d in law.days],
        }
        for law in found
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _told(day: LawDay, on: date) -> dict[str, Any]:
    known = day.known(on)
    assert known is not None  # a row holds only days that were known then
    value = known.value if isinstance(known.value, str) else known.number
    return {
        "key": day.key, "kind": day.kind, "says": plain(day.says), "value": value, "unit": day.parameter.unit,
        "cite": plain(known.cite), "confidence": known.confidence.value, "note": known.note,
        "checked": day.parameter.checked.isoformat() if day.parameter.checked else "",
    }  # fmt: skip


def laws_text(found: Iterable[LawBeside], *, on: date, lang: str = "en") -> str:
    """Return the laws as a table of 100 columns: binds, from when, what it asks, source, how far read."""
    rows = tuple(found)
    lines = [say(TOPIC, "title", lang=lang, day=on.isoformat()), ""]
    lines.append(_cells(*(say(TOPIC, key, lang=lang) for key in ("law", "binds", "from", "asks"))))
    asked: set[str] = set()
    for law in rows:
        lines += ["", *_lines(law, lang, is_asked=law.ask in asked)]
        asked.add(law.ask)
    lines += ["", *_still_open(rows, on=on, lang=lang), say(TOPIC, "no-promise", lang=lang)]
    return "\n".join(lines)


def _lines(law: LawBeside, lang: str, *, is_asked: bool) -> Iterator[str]:
    read = say(TOPIC, law.confidence.value, lang=lang)
    asks = [*_wrapped(law.demand.in_(lang))]
    if law.ask:
        question = fact_registry()[law.ask].question.in_(lang)
        asks += _wrapped(
            say(TOPIC, "same" if is_asked else "turns-on", lang=lang, question=question, fact=law.ask)
        )
    source = ", ".join(part for part in (law.cite.title, Wording(lang).place(law.cite)) if part)
    asks += _wrapped(say(TOPIC, "source", lang=lang, cite=source, read=read))
    names = textwrap.wrap(law.name.in_(lang), COLUMNS[0] - 2, break_on_hyphens=False)
    binds = {Truth.NO: "no-word", Truth.UNKNOWN: "unknown", Truth.YES: "yes" if law.is_in_force else "coming"}
    marks = (say(TOPIC, binds[law.binds], lang=lang), law.starts_on.isoformat() if law.starts_on else "")
    for at in range(max(len(names), len(asks))):
        first = marks if at == 0 else ("", "")
        yield _cells(names[at] if at < len(names) else "", *first, asks[at] if at < len(asks) else "")


def _still_open(rows: Iterable[LawBeside], *, on: date, lang: str) -> Iterator[str]:
    """What a source calls pending, with the day somebody last looked."""
    seen: dict[date | None, list[str]] = {}
    for law in rows:
        for day in law.days:
            known = day.known(on)
            if day.kind == "state" and known and known.value == PENDING:
                seen.setdefault(day.parameter.checked, []).append(
                    f"{law.name.in_(lang)} ({day.says.in_(lang)})"
                )
    for checked, what in seen.items():
        text = say(
            TOPIC, "still-open", lang=lang, day=checked.isoformat() if checked else "", what="; ".join(what)
        )
        yield from textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - sum(COLUMNS), break_on_hyphens=False)


def _cells(law: str, binds: str, starts: str, asks: str) -> str:
    cells = (cell.ljust(width) for cell, width in zip((law, binds, starts), COLUMNS, strict=True))
    return ("".join(cells) + asks).rstrip()
