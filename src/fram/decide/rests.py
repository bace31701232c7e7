"""What a plan rests on: how much of it is cited, what is loose, and whether a source is used twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import Assumption, MarketCase, used_inputs
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.sampling import quantile
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Origin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RISKS: dict[str, tuple[str, ...]] = {
    "chance": (
        "approval_chance", "payment_chance", "pilot_share", "win_share", "unpaid_share", "outcome_met",
    ),
    "time": (
        "preparation_months", "approval_months", "gate_months", "localisation_months", "evidence_months",
        "payment_months", "sales_cycle", "rollout_months",
    ),
    "price": ("price_realised", "price_level", "tariff", "channel_margin", "partner_share", "saving", "wtp"),
    "volume": ("reach", "suitable_share", "peak_share", "market_fit", "churn", "rivals_now", "rivals_a_year"),
}  # fmt: skip
"""Inputs that carry the same kind of risk: one figure of one source may feed but one of each kind."""
RISKLESS_TOP = 0.2
"""A required return above this holds a premium for risks that the draws already carry: ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """What the numbers rest on: how many inputs are cited, stated by the company, or defaults.

    ``variance_cited`` is the share of the explained variance of the first tier's values that comes
    from cited, market-specific inputs.
    """

    inputs: int
    read: int
    partly_read: int
    unchecked: int
    company: int
    defaults: int
    variance_cited: float

    @property
    def cited(self) -> int:
        """Inputs with a source."""
        return self.read + self.partly_read + self.unchecked


def rests_on(
    cases: Sequence[MarketCase], tier_one: Sequence[str], *, shares: Mapping[str, Mapping[str, float]]
) -> Rests:
    """Return what the first tier's numbers rest on; ``shares``: of the inputs in each value's variance."""
    items = list(all_assumptions(cases).values())
    cited = [i.estimate.confidence for i in items if i.estimate.is_cited]
    explained = firm = 0.0
    for case in (c for c in cases if c.market in tier_one):
        for name, share in shares[case.market].items():
            explained += share
            firm += (
                share if case.inputs[name].is_market_specific and case.inputs[name].estimate.is_cited else 0
            )
    return Rests(
        inputs=len(items),
        read=cited.count(Confidence.READ),
        partly_read=cited.count(Confidence.PARTLY_READ),
        unchecked=cited.count(Confidence.UNCHECKED),
        company=sum(i.estimate.origin is Origin.COMPANY for i in items),
        defaults=sum(i.estimate.origin is Origin.DEFAULT for i in items),
        variance_cited=firm / explained if explained else 0.0,
    )


def all_assumptions(cases: Sequence[MarketCase]) -> dict[str, Assumption]:
    """Every input any case uses, once, by id."""
    return {item.id: item for case in cases for item in used_inputs(case).values()}


def error_variances(
    cases: Sequence[MarketCase], found: Outcomes, *, shares: Mapping[str, Mapping[str, float]]
) -> Floats:
    """The part of each value's variance that rests on what was said of that market but not fully checked.

    An input nobody knows of any market is left out: its default is the same belief for all, already
    averaged over, and singles no market out. Where some are told apart by it, a default is as loose as a
    figure that was carried over or not fully read.
    """
    told = {name for c in cases for name, i in c.inputs.items() if i.estimate.origin is not Origin.DEFAULT}
    loose = [
        sum(v for name, v in shares[c.market].items() if name in told and _is_loose(c.inputs[name]))
        for c in cases
    ]
    return np.asarray(found.value.var(axis=1) * np.array(loose))


def _is_loose(item: Assumption) -> bool:
    told = item.estimate
    firm = told.origin is Origin.COMPANY or (
        told.origin is Origin.CITED and told.confidence is Confidence.READ
    )
    return item.is_market_specific and not firm


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTwice:
    """One risk that stands in two places: the source and the inputs it feeds, or a rate that holds it too.

    ``risk`` is a key of ``RISKS``, or ``discount`` where the required return already carries a premium.
    """

    risk: str
    inputs: tuple[str, ...]
    market: str = ""
    source: Citation | None = None


def counted_twice(cases: Sequence[MarketCase]) -> tuple[CountedTwice, ...]:
    """Return every risk that is counted more than once, named by its source.

    One figure (the same place in the same source) that feeds two inputs of one kind of risk in a market;
    and a required return so high that it must hold a premium for failure, beside chances of failure.
    """
    found = [item for case in cases for item in _sources_twice(case)]
    return (*_rate_twice(cases), *dict.fromkeys(found))


def _sources_twice(case: MarketCase) -> Iterator[CountedTwice]:
    used = used_inputs(case)
    for risk, names in RISKS.items():
        fed: dict[Citation, list[str]] = defaultdict(list)
        for name in (name for name in names if name in used):
            for cite in used[name].estimate.cites:
                fed[cite].append(name)
        for cite, inputs in fed.items():
            told = any(used[name].estimate.origin is Origin.COMPANY for name in inputs)
            # What the company was told has its title for a place.
            if len(inputs) > 1 and (cite.place or told):
                yield CountedTwice(risk=risk, inputs=tuple(inputs), market=case.market, source=cite)


def _rate_twice(cases: Sequence[MarketCase]) -> Iterator[CountedTwice]:
    rate = cases[0].inputs["discount_rate"].estimate.dist
    fails = [name for name in ("approval_chance", "payment_chance") if _is_uncertain(cases, name)]
    if fails and float(quantile(rate, 0.5)[0]) > RISKLESS_TOP:
        yield CountedTwice(risk="discount", inputs=("discount_rate", *fails))


def _is_uncertain(cases: Sequence[MarketCase], name: str) -> bool:
    used = [used_inputs(case).get(name) for case in cases]
    return any(item and item.estimate.dist != Fixed(value=1) for item in used)
