"""What a reader must know before trusting a plan: warnings, and risks that may be counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.plan import MarketPlan
from fram.decide.rests import RISKLESS_TOP
from fram.terms.citation import Citation
from fram.terms.estimate import Reason
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

NO_DEMAND, BELOW_COST = "warning-no-demand", "warning-below-cost"
Lacking = Literal["reach", "cost", "change"]
"""What a market lacks that no answer would give: somebody to sell to, a price above cost, another offer."""
MOST_NAMED = 4
"""Markets named in one sentence; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One warning with the markets it is given for."""

    markets: tuple[str, ...]
    names: str
    text: str


def warnings_of(line: MarketPlan, *, words: Words) -> tuple[str, ...]:
    """Return what a reader must know before trusting a market's figures, as sentences."""
    return tuple(one.text for one in warned([line], words=words))


def warned(lines: Sequence[MarketPlan], *, words: Words) -> tuple[Warned, ...]:
    """Return each warning once, with its markets; where its share of the runs differs, the range of it."""
    given: dict[str, dict[str, float]] = {}
    for line in lines:
        for reason in line.ledger.warnings:
            given.setdefault(reason.key, {})[line.result.market] = float(dict(reason.values)["chance"])
    return tuple(
        Warned(
            markets=tuple(chances), names=words.names(chances),
            text=words(key, chance=_span(list(chances.values()), words)),
        )
        for key, chances in given.items()
    )  # fmt: skip


def warning_of(line: MarketPlan, *, words: Words) -> str:
    """Return all warnings of one market as one sentence that names it; nothing where there are none."""
    told = "; ".join(warnings_of(line, words=words))
    name = words.numerals.market_in_text(line.result.market)
    return words("board.warning", markets=name, warning=told) if told else ""


def has_no_demand(line: MarketPlan) -> bool:
    """True when a market is warned of having nobody to sell to."""
    return lacking(line.ledger.warnings) == "reach"


def lacking(warnings: Sequence[Reason]) -> Lacking:
    """Return what comes before every answer in a market with these warnings."""
    keys = {reason.key for reason in warnings}
    return "reach" if NO_DEMAND in keys else "cost" if BELOW_COST in keys else "change"


def _span(chances: Sequence[float], words: Words) -> str:
    low, high = (words.numerals.chance(end) for end in (min(chances), max(chances)))
    return low if low == high else f"{low.removesuffix('%').rstrip()}{DASH}{high}"


def counted_twice(record: PlanRecord, *, words: Words) -> tuple[str, ...]:
    """Return the risks that may be counted twice, each named by its source with the markets it concerns."""
    groups: dict[tuple[str, tuple[str, ...], Citation | None], list[str]] = {}
    for found in record.plan.counted_twice:
        groups.setdefault((found.risk, found.inputs, found.source), []).append(found.market)
    return tuple(
        _found_twice(risk, inputs, source, markets, words)
        for (risk, inputs, source), markets in groups.items()
    )


def _found_twice(
    risk: str, inputs: Sequence[str], source: Citation | None, markets: Sequence[str], words: Words
) -> str:
    named = words(f"twice.{risk}")
    if source is None:
        return words("rests.twice-rate", risk=named, top=words.numerals.percent(RISKLESS_TOP))
    where = ", ".join(part for part in (source.title, source.place) if part)
    return words(
        "rests.twice", source=where, risk=named, markets=_some(markets, words),
        inputs=words("rests.and").join(words.named("input", name, inside=True) for name in inputs),
    )  # fmt: skip


def _some(markets: Sequence[str], words: Words) -> str:
    if len(markets) > MOST_NAMED:
        return words.count("rests.markets", len(markets))
    return words.names(markets)
