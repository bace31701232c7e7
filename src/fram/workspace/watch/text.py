"""What is watched as plain text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from fram.access.watch.line import Line
from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.reading import plain
from fram.workspace.watch.found import Rests, Watch
from fram.workspace.watch.telling import Group, Item, Teller, watch_page

SCHEMA = "1.0"
MOST_TOLD = 6
"""Of more changes without a day than this, why each touches the product is left to the page."""


def watch_text(found: Watch, *, lang: str = "en", is_short: bool = False) -> str:
    """Return what is watched in words, for a terminal.

    ``is_short``: only what has a day or surely touches the product, and how much more there is.
    """
    page, tell = watch_page(found, lang=lang), Teller(found=found, lang=lang)
    groups = tuple(map(_surely, page.groups)) if is_short else page.groups
    more = sum(len(group.items) for group in page.groups) - sum(len(group.items) for group in groups)
    ways = len(found.rests) if is_short else 0
    glance = tuple(Entry(tag=line.name, text=line.text, note=" · ".join(line.notes)) for line in page.glance)
    rests = () if is_short else tuple(
        Entry(text=": ".join(filter(None, (line.name, line.text))), note=line.source, url=line.url)
        for line in page.rests
    )  # fmt: skip
    sections = [
        Section(title=tell.say("s-glance"), lines=glance),
        *(_section(group) for group in groups),
        Section(title=tell.say("s-rests"), intro=tell.say("rests-intro") if rests else "", lines=rests),
    ]
    small = (tell.say("text-more", count=more, ways=ways), *page.small) if more or ways else page.small
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp, warnings=page.nothing,
        sections=tuple(one for one in sections if one.lines), small=small,
    ))  # fmt: skip


def _surely(group: Group) -> Group:
    """A group with a day as it is; of another what surely touches the product."""
    items = tuple(item for item in group.items if group.is_dated or item.surely)
    return replace(group, items=items)


def _section(group: Group) -> Section:
    is_short = not group.is_dated and len(group.items) > MOST_TOLD
    lines = tuple(_entry(item, is_dated=group.is_dated, is_short=is_short) for item in group.items)
    return Section(title=group.title, intro=group.intro, lines=lines)


def _entry(item: Item, *, is_dated: bool, is_short: bool) -> Entry:
    """One change; of many without a day only what it is, where, and its source."""
    line = item.line
    read = f" [{line.confidence}]" if line.confidence else ""
    why = () if is_short else line.notes
    told = (*why, item.where, item.state_said, item.said, f"{line.source}{read}")
    return Entry(
        tag=item.when if is_dated else "", text=f"{line.name}. {line.text}",
        note=" · ".join(told), url=line.url,
    )  # fmt: skip


def watch_json(found: Watch) -> str:
    """Return what is watched as JSON text, keys sorted; days as ISO dates, None where none is known."""
    told = {
        "schema_version": SCHEMA, "company": found.company, "product": found.product,
        "as_of": found.on.isoformat(), "months": found.months, "markets": found.markets,
        "window": {"first": found.window.first.isoformat(), "end": found.window.end.isoformat()},
        "changes": [_line(line) for line in found.lines], "rests": [_rests(one) for one in found.rests],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id, "kind": line.kind, "on": line.on.isoformat() if line.on else None,
        "last": line.last.isoformat() if line.last else None, "markets": line.markets,
        "subject": dict(line.subject), "says": dict(line.says), "because": line.because,
        "given": dict(line.given), "state": line.state, "touches": line.touches.name.lower(),
        "missing": line.missing, "cite": plain(line.cite), "confidence": line.confidence.value,
    }  # fmt: skip


def _rests(one: Rests) -> dict[str, Any]:
    return {
        "pathway": one.pathway, "name": dict(one.name), "markets": one.markets,
        "texts": [{"name": text.name, "cite": plain(text.cite)} for text in one.texts],
    }  # fmt: skip
