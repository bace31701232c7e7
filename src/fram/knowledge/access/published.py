"""How many worked cases of a regime a regulator published: with fewer than ten, its rules only screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from fram.knowledge.rulebooks import BOOKS
from fram.knowledge.shelf import ROOT
from fram.terms.jurisdiction import regime_id

CaseOrigin = Literal["regulator", "text", "other"]
"""Who says what a worked case is expected to give. ``regulator``: product and class are both published by a
regulator or another official body; ``text``: our own facts, made from the law's text; ``other``: trade press,
consultants, or a regulator's example only seen as somebody else quotes it.
"""
UNSAID: CaseOrigin = "text"
"""What a file that names no origin holds."""
ENOUGH = 10
"""So many published examples make the rules of a regime more than a screening: a choice of ours."""
_ENTRY = re.compile(r"^ *- *\{? *id:", re.MULTILINE)
_ORIGIN = re.compile(r"\borigin: *(\w+)")


def is_screening(regime: str) -> bool:
    """Return whether a device regime has too few published examples for its verdict to narrow a plan."""
    return published_examples(regime) < ENOUGH


@cache
def published_examples(regime: str) -> int:
    """Return how many of a regime's worked cases a regulator published; none where it has no rules.

    A book that takes over another's rules is measured by the examples of both.
    """
    texts = (path.read_text(encoding="utf-8") for folder in _folders(regime_id(regime))
             for path in folder.glob("cases/*.yaml"))  # fmt: skip
    return sum(map(published_in, texts))


def published_in(text: str) -> int:
    """Return how many cases of one file a regulator published, counted without reading it as YAML.

    Read as YAML, the cases of Europe would cost every classification more than the rules themselves do.
    """
    head, *entries = _ENTRY.split(text)
    usual = _ORIGIN.search(head)
    unsaid = usual[1] if usual else UNSAID
    return sum((own[1] if (own := _ORIGIN.search(entry)) else unsaid) == "regulator" for entry in entries)


def _folders(regime: str) -> Iterator[Path]:
    """Yield the folders of a regime's books, each once, and of those whose rules they take over."""
    found: dict[Path, None] = {}
    modules = list(BOOKS.get(regime, ()))
    for module in modules:
        found[ROOT.joinpath(*module.split(".")[2:-1])] = None
        follows = getattr(import_module(module), "FOLLOWS", "")
        modules += [one for one in BOOKS.get(follows, ()) if one not in modules]
    yield from found
