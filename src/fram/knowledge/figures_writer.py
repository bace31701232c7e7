"""Writes the figures of the markets into their market.yaml: the same input gives the same bytes.

What a person wrote stays: everything above ``figures:``, byte for byte, and every figure whose values
cite something else than the sources read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fram.knowledge.figures import read_catalogue
from fram.knowledge.figures_assembly import Parameters, Readings, assemble
from fram.knowledge.market import market_paths, read_head
from fram.knowledge.shelf import load_yaml
from fram.store.feed import Feed
from fram.store.licence import require_carried
from fram.store.source import Source
from fram.terms.citation import Confidence
from fram.terms.errors import Refused

OPENING = "figures: # written by `fram knowledge figures`; one with a citation of your own is left as it is\n"
CITATIONS = "citations/figures.yaml"
PLAIN = frozenset(confidence.value for confidence in Confidence)
ORDER = ("start", "value", "cite", "confidence", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of one market: figures with values, gaps, those a person wrote, and how old each is.

    ``vintages``: the first day of the period the newest value speaks of, projections left out.
    """

    figures: tuple[str, ...]
    gaps: tuple[str, ...]
    kept: tuple[str, ...]
    vintages: Mapping[str, date]


def write_figures(
    feeds: Iterable[Feed], *, into: Path, on: date
) -> tuple[Mapping[str, Written], tuple[Path, ...]]:
    """Write the figures of every market below ``into``; return what was written, and the files that changed.

    Everything is worked out before the first file is touched. Refused: a source whose licence does not
    allow carrying, and a market file that holds other keys below its figures.
    """
    feeds = sorted(feeds, key=lambda feed: feed.source.key)
    for feed in feeds:
        require_carried(feed.source.licence, where=feed.source.key)
    catalogue, readings = read_catalogue(into), Readings.of(feeds)
    texts: dict[Path, str] = {into / CITATIONS: citations_text([feed.source for feed in feeds], on=on)}
    written: dict[str, Written] = {}
    generated = frozenset(readings.sources) | _cited_before(into)
    for code, path in market_paths(into).items():
        raw = load_yaml(path)
        head = read_head(raw, where=f"{path.parent.name}/{path.name}")
        found = assemble(catalogue, market=head, readings=readings, on=on)
        kept = _by_hand(raw.get("figures") or {}, generated=generated)
        merged = {key: kept.get(key, parameter) for key, parameter in found.items()}
        merged |= {key: kept[key] for key in sorted(kept) if key not in merged}
        texts[path] = _head_text(path) + OPENING + "".join(map(_parameter_text, merged, merged.values()))
        written[code] = _summary(merged, kept, on=on)
    return written, tuple(path for path, text in texts.items() if _replace(path, text))


def citations_text(sources: Iterable[Source], *, on: date) -> str:
    """Return the citation file of the sources, each under its key, read on ``on``."""
    lines = ["# Written by `fram knowledge figures` out of each connector's source.yaml.\n"]
    for source in sorted(sources, key=lambda s: s.key):
        lines.append(f"{source.key}:\n")
        for name in ("title", "publisher", "url"):
            lines.append(f"  {name}: {_text(getattr(source, name))}\n")
        lines.append(f"  read: {on.isoformat()}\n")
        lines.append(f"  licence: {_text(source.licence)}\n  edition: {_text(source.edition)}\n")
    return "".join(lines)


def _cited_before(root: Path) -> frozenset[str]:
    """The sources of the last run: one renamed or taken out since does not make its figures a person's."""
    path = root / CITATIONS
    return frozenset(load_yaml(path) or {}) if path.is_file() else frozenset()


def _by_hand(figures: Parameters, *, generated: frozenset[str]) -> Parameters:
    """Return the figures with a value that cites anything but the sources we write from."""

    def ours(value: Mapping[str, Any]) -> bool:
        cite = value.get("cite")
        return isinstance(cite, dict) and cite.get("from") in generated

    return {key: raw for key, raw in figures.items() if any(not ours(v) for v in raw.get("values", ()))}


def _summary(parameters: Parameters, kept: Parameters, *, on: date) -> Written:
    vintages: dict[str, date] = {}
    for key, raw in parameters.items():
        past = [value["start"] for value in raw.get("values", ()) if value["start"] <= on]
        if past:
            vintages[key] = max(past)
    return Written(
        figures=tuple(key for key, raw in parameters.items() if raw.get("values")),
        gaps=tuple(key for key, raw in parameters.items() if not raw.get("values")),
        kept=tuple(key for key in parameters if key in kept),
        vintages=vintages,
    )


def _head_text(path: Path) -> str:
    """Return the file's text above ``figures:``; refuse one with other keys below it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next((number for number, line in enumerate(lines) if line.startswith("figures:")), len(lines))
    below = [line for line in lines[at + 1 :] if line.strip() and not line.startswith((" ", "#"))]
    if below:
        raise Refused(
            f"`{below[0].strip()[:40]}` stands below the figures", where=f"{path.parent.name}/{path.name}",
            remedy="move it above `figures:`, which is written by the command",
        )  # fmt: skip
    head = "".join(lines[:at])
    return head if head.endswith("\n") or not head else head + "\n"


def _parameter_text(key: str, raw: Mapping[str, Any]) -> str:
    lines = [f"  {key}:\n", f"    unit: {raw['unit']}\n"]
    if not raw.get("values"):
        lines.append(f"    values: []\n    gap: {_text(raw.get('gap', ''))}\n")
    else:
        lines.append("    values:\n")
        for value in raw["values"]:
            fields = [f"{name}: {_inline(value[name])}\n" for name in ORDER if name in value]
            lines.append("      - " + "        ".join(fields))
    if raw.get("checked"):
        lines.append(f"    checked: {raw['checked'].isoformat()}\n")
    return "".join(lines)


def _inline(value: Any) -> str:
    """One value on one line: numbers and days plain, text quoted, mappings in braces."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        return value if value in PLAIN or re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", value) else _text(value)
    return json.dumps(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _replace(path: Path, text: str) -> bool:
    """Write through a temporary name: an interrupted run leaves the old file. False when unchanged."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise Refused("cannot be written", where=path.name, why=str(error), kind="unwritable") from None
    return True
