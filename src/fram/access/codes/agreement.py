"""What the facts of a product say for or against a code, and what the publisher's own marks say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from fram.access.codes.device_code import Code, CpvCode, DeviceCode, EmdnCode
from fram.access.codes.scoring import Match, Reason
from fram.access.codes.words import stem, tokens

SOFTWARE = "software app application algorithm digital computerized mobile"
"""Words by which a list says that something is software."""
WORN_OR_INSIDE = "Clinical Chemistry"
"""This panel for tests on samples also reviews glucose sensors and insulin pumps."""
YES_NO: Mapping[object, bool] = {True: True, False: False, "yes": True, "no": False}
"""Answers as a profile and as a file have them."""
AGREES, DISAGREES, DISAGREES_HARD = 1.06, 0.8, 0.5
MARKS = (
    ("reprocess", 0.7, "reprocessed"),
    ("kit", 0.85, "kit"),
    ("accessori", 0.85, "accessory"),
    ("consum", 0.7, "consumable"),
)
"""Stems that make a code one for something beside the device, unless the words asked for it."""

Weighed = tuple[float, Reason]


def with_facts(match: Match, *, facts: Mapping[str, Any], asked: frozenset[str]) -> Match:
    """Return a match with its score moved by the facts, and a reason for each move.

    ``facts``: answers by registry name; ``asked``: the stems of everything the words may mean.
    """
    weighed = [*_marks(match.code, asked), *_facts(match.code, facts)]
    score = match.score
    for factor, _ in weighed:
        score *= factor
    return replace(match, score=min(score, 1.0), reasons=(*match.reasons, *(reason for _, reason in weighed)))


@cache
def software_stems() -> frozenset[str]:
    """Return the stems of ``SOFTWARE``."""
    return frozenset(map(stem, SOFTWARE.split()))


def _facts(code: Code, facts: Mapping[str, Any]) -> Iterator[Weighed]:
    if isinstance(code, DeviceCode):
        yield from _flag("implantable", facts, code.implant, hard=True)
        yield from _flag("life_sustaining", facts, code.life_sustaining, hard=False)
        if code.panel:
            on_body = code.panel == WORN_OR_INSIDE and YES_NO.get(facts.get("is_ivd")) is False
            yield from _flag("is_ivd", facts, code.is_test_on_samples and not on_body, hard=True)
        if "otc" in tokens(code.name):
            yield from _flag("lay_user", facts, True, hard=False)
    elif isinstance(code, EmdnCode):
        yield from _flag("is_ivd", facts, code.category == "W", hard=True)
        if code.category == "J" or YES_NO.get(facts.get("implantable")):
            yield from _flag("implantable", facts, code.category in "JP", hard=True)
    elif isinstance(code, CpvCode):
        yield from _flag("is_ivd", facts, code.on_samples, hard=True)
    yield from _software(code, facts)


def _flag(name: str, facts: Mapping[str, Any], said: bool | None, *, hard: bool) -> Iterator[Weighed]:
    """The answer to a fact against what the code says; both silent or both no is no reason."""
    answer = YES_NO.get(facts.get(name))
    if answer is None or said is None:
        return
    if answer is said:
        if said:
            yield AGREES, Reason(kind="agrees", about=name)
    else:
        yield (DISAGREES_HARD if hard else DISAGREES), Reason(kind="disagrees", about=name)


def _software(code: Code, facts: Mapping[str, Any]) -> Iterator[Weighed]:
    kind = facts.get("device_kind")
    if kind not in ("software", "hardware"):
        return
    told = f"{code.name} {code.definition}" if isinstance(code, DeviceCode) else code.name
    is_software = bool(software_stems().intersection(map(stem, tokens(told))))
    if kind == "software":
        kinds: Weighed = (AGREES, Reason(kind="agrees", about="device_kind"))
        against: Weighed = (DISAGREES, Reason(kind="disagrees", about="device_kind"))
        yield kinds if is_software else against
    elif {"software"} == {"software", "hardware"}.intersection(tokens(code.name)):
        yield DISAGREES, Reason(kind="disagrees", about="device_kind")


def _marks(code: Code, asked: frozenset[str]) -> Iterator[Weighed]:
    named = set(map(stem, tokens(code.name)))
    for root, factor, about in MARKS:
        if any(word.startswith(root) for word in named) and not any(w.startswith(root) for w in asked):
            yield factor, Reason(kind="status", about=about)
    if isinstance(code, DeviceCode):
        if code.unclassified_because == "For Export Only":
            yield 0.6, Reason(kind="status", about="export")
        if code.submission.startswith("EUA"):
            yield 0.6, Reason(kind="status", about="emergency")
