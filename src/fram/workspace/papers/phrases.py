"""Reasons and values as phrases: what the engines hand over as data, said to a reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from fram.decide.model.case import Assumption
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.knowledge.shelf import Shelf
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.workspace.papers.numerals import DASH, SPACE, rounded
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

_AS_PERCENT = {"share", "share a year", "a year", "ratio to home"}
_IN_NOK = {"NOK", "NOK a month", "NOK a year", "NOK per QALY"}
_PLAIN_NOK = 100_000.0
"""Below this a price or cost is written out in kroner, above it in kNOK or MNOK."""


def points_of(estimate: Estimate) -> tuple[float, float, float]:
    """Return the P10, P50 and P90 of an estimate, in its unit."""
    low, middle, high = (float(x) for x in quantile(estimate.dist, np.array([0.1, 0.5, 0.9])))
    return low, middle, high


def estimate_text(estimate: Estimate, *, words: Words) -> str:
    """Return a belief as people read it: ``4–17 months`` (P10–P90), or the value as stated if it is fixed."""
    if isinstance(estimate.dist, Fixed):
        value = estimate.dist.value
        # A fee converted from its own currency has no true decimals; what the company states has.
        stated = estimate.origin is Origin.COMPANY or value == round(value)
        return in_unit([value if stated else rounded(value, 3)], estimate.unit, words=words, exact=True)
    low, _, high = points_of(estimate)
    return in_unit([low, high], estimate.unit, words=words)


def in_unit(values: Sequence[float], unit: str, *, words: Words, exact: bool = False) -> str:
    """Return one value, or two as a range, with its unit in the reader's language."""
    shown = amounts(values, unit, words=words, exact=exact)
    key = f"unit.{unit.lower().replace(' ', '-')}"
    if key not in words:
        return f"{shown}{SPACE}{_named_unit(unit, words.lang)}".strip()
    count = 1 if len(values) == 1 and shown == "1" else 2
    return words.count(key, count, value=shown)


@cache
def _named_unit(unit: str, lang: str) -> str:
    """A unit of the knowledge files in the reader's language; what they do not name is shown as it is."""
    found = Shelf().units.get(unit)
    return str(found[lang]) if found else unit


def amounts(values: Sequence[float], unit: str, *, words: Words, exact: bool = False) -> str:
    """Return one value, or two as a range, as far as it can be said without naming the unit."""
    numerals = words.numerals
    if unit in _IN_NOK:
        if max(abs(v) for v in values) >= _PLAIN_NOK:
            return numerals.money_points(values, signed=False, mark=DASH)
        return f"{_joined(values, words, exact)}{SPACE}NOK"
    if unit in _AS_PERCENT:
        return f"{_joined([100 * v for v in values], words, exact)}{SPACE}%"
    return _joined(values, words, exact)


def _joined(values: Sequence[float], words: Words, exact: bool) -> str:
    """The values with a dash between them, to as many digits as tell them apart."""
    if exact:
        return DASH.join(words.numerals.exact(v) for v in values)
    if max(map(abs, values)) >= 1e6:
        millions = _joined([v / 1e6 for v in values], words, exact)
        return words.count("number.million", 1 if millions == "1" else 2, value=millions)
    texts: list[str] = []
    for digits in (2, 3, 4):
        texts = [words.numerals.exact(rounded(v, digits)) for v in values]
        if len(set(texts)) == len(texts):
            break
    return DASH.join(dict.fromkeys(texts))


def reason_text(reason: Reason, *, words: Words) -> str:
    """Return the sentence of a reason; a key the catalogue lacks is shown as its own words."""
    if reason.key not in words:
        return reason.key.replace(".", ": ").replace("_", " ").replace("-", " ")
    return words(reason.key, **filled(dict(reason.values), words=words))


def reopens_text(reason: Reason, *, words: Words) -> str:
    """Return what re-opens a market, without the words that the head of its column says already."""
    return reason_text(reason, words=words).removeprefix(words("trigger.reopens")).lstrip()


def filled(values: dict[str, str], *, words: Words) -> dict[str, str]:
    """Return a reason's values as a reader is shown them: inputs by name, amounts with their units."""
    unit = values.get("unit", "")
    return {name: _value(name, text, unit, words) for name, text in values.items() if name != "unit"}


def _value(name: str, text: str, unit: str, words: Words) -> str:
    number, numerals = _number(text), words.numerals
    if name in _FAMILIES:
        return words.named(_FAMILIES[name], text, inside=name == "input")
    if name in _PLACES:
        return words.names((part.strip() for part in text.split(",")), inside=True)
    if name in _AS_WRITTEN or number is None:
        return numerals.day(date.fromisoformat(text)) if name in _DAYS and _is_day(text) else text
    if name == "nok":
        return numerals.money(number)
    if name in _IN_UNIT:
        return in_unit([number], unit, words=words)
    return numerals.percent(number) if name in _SHARES else amounts([number], "", words=words)


_FAMILIES = {"input": "input", "regime": "regime", "other": "regime", "payer": "payer", "how": "how"}
_DAYS = {"until", "day"}
_IN_UNIT = {"value", "before_low", "before_high"}
_SHARES = {"share", "chance"}
_PLACES = {"market", "country", "region", "regions", "home"}
_AS_WRITTEN = {"year", "until", "figures", "figure", "gate", "pathway", "classes", "standard", "who"}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def how_long(days: int, *, words: Words) -> str:
    """Return a time in days or, from two weeks on, in weeks."""
    if days < 14:
        return words.count("board.days", days)
    return words.count("board.weeks", round(days / 7))


def source_line(record: PlanRecord, *, words: Words) -> str:
    """Return where a picture's figures are from: this plan, its day, its seed and its rule book."""
    plan = record.plan
    return words(
        "chart.source", version=record.product_version, day=words.numerals.day(plan.on), seed=plan.seed,
        draws=words.numerals.fixed(plan.draws), book=record.rule_book[:8],
    )  # fmt: skip


def input_owner(item: Assumption, record: PlanRecord, *, words: Words) -> str:
    """Return whose an input is: a market's, a regime's, the firm's; empty for the product's own."""
    scope, owner = INPUTS[item.name].scope, item.id.removesuffix(f".{item.name}")
    if scope == "product" or owner == "product":  # a market's input may be stated once for all markets
        return ""
    if owner.startswith("firm-"):  # a certificate of the firm, whichever markets ask for it
        return words("listing.firm")
    if owner.startswith("study-"):  # one study, whichever markets it serves
        return words("listing.study")
    return words.named("regime", owner) if scope == "regime" else words.numerals.market(owner.upper())
