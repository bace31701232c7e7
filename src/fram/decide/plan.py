"""The plan: one board page's worth of answers, and everything they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.cash import Cone, chance_lasts, cone, costs_of, dates_of, early_spend
from fram.decide.explain import Swing, swings
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.opportunity import Assumption, MarketCase, Setting, Sold, build_case, used_inputs
from fram.decide.model.sampling import quantile
from fram.decide.model.simulate import simulate_markets
from fram.decide.questions import Question, questions_for, shared_questions, shares_of
from fram.decide.rank import Range, Ranked, rank
from fram.decide.verdicts import (
    Drawn,
    Limits,
    Stance,
    caution_for,
    choose_find_out,
    choose_go,
    could_go,
    held_back,
    limits_of,
    reason_for,
    strengths,
    trigger_for,
)
from fram.decide.worth_knowing import evpi
from fram.terms.citation import Confidence
from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.estimate import Origin, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

READ_ONLY_DRAWS = 4096
MOST_OPTIONS = 6
"""Markets compared when weighing what to find out of the product itself."""
DECIDE_AT = 4
"""Months to the next decision when the company file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """All that is weighed: the company, how its product is sold, and each market as it is known."""

    company: Company
    sold: Sold
    settings: tuple[Setting, ...]

    @property
    def decide_at(self) -> int:
        """Months until the next decision."""
        return int(self.company.next_decision_months or DECIDE_AT)

    def cases(self, *, only_read: bool = False) -> list[MarketCase]:
        """Return one case for each market."""
        return [build_case(setting, sold=self.sold, only_read=only_read) for setting in self.settings]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPlan:
    """One market's line: its rank, its stance, what to ask, what a launch costs, what moves its value."""

    result: Ranked
    stance: Stance
    regime: str
    needs_payment: bool
    questions: tuple[Question, ...]
    costs: Mapping[str, Range]
    shares: Mapping[str, float]
    inputs: Mapping[str, str]
    dates: Mapping[str, Range]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answers. ``tornado`` is for the leader; ``swap`` for tier 1's leader against tier 2's."""

    markets: tuple[MarketPlan, ...]
    cash_alone: Cone
    cash_with_go: Cone
    at_risk: Range
    rests: Rests
    read_order: tuple[tuple[str, ...], ...]
    chance_nothing_best: float
    evpi_nok: float
    first_question: Question | None
    shared_questions: tuple[Question, ...]
    tornado: tuple[Swing, ...]
    swap_between: tuple[str, str] | None
    swap: tuple[Swing, ...]
    assumptions: Mapping[str, Assumption]
    decide_at: int
    seed: int
    draws: int
    on: date


def make_plan(
    weighing: Weighing, *, seed: int, draws: int, on: date, progress: Callable[[int], None] | None = None
) -> Plan:
    """Return the plan: simulate every market, rank, say what to do, what to ask, and what it rests on."""
    cases = weighing.cases()
    if not cases:
        raise Refused("there is no market to weigh", remedy="name at least one market")
    found = simulate_markets(cases, seed=seed, draws=draws, decide_at=weighing.decide_at, progress=progress)
    markets = [case.market for case in cases]
    shares = {c.market: shares_of(c, found.value[i], seed=seed) for i, c in enumerate(cases)}
    ranked = rank(markets, found, error_variances=_error_variances(cases, found, shares))
    lines = _lines(weighing, cases, found, ranked, shares, seed)
    go = [
        case
        for case in cases
        if any(x.stance.verdict == "go" and x.result.market == case.market for x in lines)
    ]
    by_market = dict(zip(markets, cases, strict=True))
    pair = _leaders(ranked)
    asked = _shared_questions(by_market, found, ranked, shares, seed)
    return Plan(
        markets=tuple(lines),
        cash_alone=cone(weighing.company, [], seed=seed),
        cash_with_go=cone(weighing.company, go, seed=seed),
        at_risk=early_spend(go, seed=seed, months=weighing.decide_at),
        rests=_rests(cases, [r.market for r in ranked if r.tier == 1], shares),
        read_order=_read_order(weighing, seed),
        chance_nothing_best=_nothing_best(found.value),
        evpi_nok=evpi(np.vstack([found.value, np.zeros(draws)])),
        first_question=_first_question(lines, asked),
        shared_questions=tuple(asked),
        tornado=_swings(by_market, found, markets, [ranked[0].market], seed),
        swap_between=pair,
        swap=_swings(by_market, found, markets, list(pair), seed) if pair else (),
        assumptions=_all_assumptions(cases),
        decide_at=weighing.decide_at,
        seed=seed,
        draws=draws,
        on=on,
    )


def _error_variances(
    cases: Sequence[MarketCase], found: Outcomes, shares: Mapping[str, Mapping[str, float]]
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


def _lines(
    weighing: Weighing,
    cases: Sequence[MarketCase],
    found: Outcomes,
    ranked: Sequence[Ranked],
    shares: Mapping[str, Mapping[str, float]],
    seed: int,
) -> list[MarketPlan]:
    place = {case.market: i for i, case in enumerate(cases)}
    limits = limits_of(weighing.company, lasting=_lasting(weighing.company, cases, ranked, seed))
    go = choose_go(ranked, limits)
    rival_of = {m: found.value[place[rival]] for m, rival in _rivals(ranked, go, limits).items()}
    asked = {
        c.market: questions_for(
            c, found.value[i], rival=rival_of.get(c.market), shares=shares[c.market], seed=seed
        )
        for i, c in enumerate(cases)
    }
    ask_first = choose_find_out(ranked, go=go, asked={m: q[0] for m, q in asked.items() if q})
    sizes, chances = _size_and_chance(cases)
    stand = strengths(ranked, sizes=sizes, chances=chances)
    lines = []
    for item in ranked:
        i = place[item.market]
        case = cases[i]
        verdict = "go" if item.market in go else "find-out" if item.market in ask_first else "not-now"
        stance = Stance(
            market=item.market,
            verdict=verdict,  # type: ignore[arg-type]
            because=reason_for(item, strength=stand[item.market], verdict=verdict, case=case),  # type: ignore[arg-type]
            caution=caution_for(item, weighing.company) if verdict == "go" else None,
        )
        if verdict == "not-now":
            back = held_back(item, ranked, limits=limits, company=weighing.company)
            drawn = Drawn(found.value[i], seed)
            trigger = trigger_for(item, case, shares=shares[item.market], drawn=drawn, held_back=back)
            because = Reason.of("not-now-pays") if back else stance.because
            stance = replace(stance, because=because, trigger=trigger)
        lines.append(_line(item, stance, case, asked[item.market], shares[item.market], seed))
    return lines


def _lasting(
    company: Company, cases: Sequence[MarketCase], ranked: Sequence[Ranked], seed: int
) -> frozenset[str]:
    """The markets that could be gone for and whose first sale the cash more likely than not lives to see."""
    wanted = {r.market for r in ranked if could_go(r)}
    looked_at = [case for case in cases if case.market in wanted]
    return frozenset(c.market for c in looked_at if chance_lasts(company, c, seed=seed) >= 0.5)


def _rivals(ranked: Sequence[Ranked], go: set[str], limits: Limits) -> dict[str, str]:
    """Return whose place each market would take, where there is no room for one more.

    Outside the set gone for: its weakest market. Inside: the best market outside that pays on average.
    """
    if not go or len(go) < limits.launches:
        return {}
    chosen = [r for r in ranked if r.market in go]
    weakest = min(chosen, key=lambda r: (r.shrunk, r.market)).market
    others = [r for r in ranked if r.market not in go]
    best = max(others, key=lambda r: (r.shrunk, r.market), default=None)
    inside = {r.market: best.market for r in chosen} if best is not None and best.mean > 0 else {}
    return inside | {r.market: weakest for r in others}


def _line(
    item: Ranked,
    stance: Stance,
    case: MarketCase,
    asked: Sequence[Question],
    shares: Mapping[str, float],
    seed: int,
) -> MarketPlan:
    return MarketPlan(
        result=item,
        stance=stance,
        regime=case.regime,
        needs_payment=case.needs_payment,
        questions=tuple(asked),
        costs=costs_of(case, seed=seed),
        shares=shares,
        inputs={name: used.id for name, used in used_inputs(case).items()},
        dates=dates_of(case, seed=seed),
    )


def _size_and_chance(cases: Sequence[MarketCase]) -> tuple[dict[str, float], dict[str, float]]:
    sizes, chances = {}, {}
    for case in cases:
        middle = {n: float(quantile(i.estimate.dist, 0.5)[0]) for n, i in used_inputs(case).items()}
        sizes[case.market] = middle["reach"] * middle["price_level"] ** middle["price_follows_level"]
        chances[case.market] = middle["approval_chance"] * middle.get("payment_chance", 1.0)
    return sizes, chances


def _leaders(ranked: Sequence[Ranked]) -> tuple[str, str] | None:
    second = next((r.market for r in ranked if r.tier == 2), None)
    return (ranked[0].market, second) if second else None


def _swings(
    by_market: Mapping[str, MarketCase],
    found: Outcomes,
    markets: Sequence[str],
    chosen: Sequence[str],
    seed: int,
) -> tuple[Swing, ...]:
    values = [found.value[markets.index(m)] for m in chosen]
    result = values[0] - values[1] if len(values) == 2 else values[0]
    return tuple(swings([by_market[m] for m in chosen], result, seed=seed))


def _shared_questions(
    by_market: Mapping[str, MarketCase],
    found: Outcomes,
    ranked: Sequence[Ranked],
    shares: Mapping[str, Mapping[str, float]],
    seed: int,
) -> list[Question]:
    """Questions about the product itself, for choosing among the first tier and doing nothing."""
    markets = list(by_market)
    rows = [markets.index(r.market) for r in ranked if r.tier == 1][:MOST_OPTIONS]
    leader = markets[rows[0]]
    return shared_questions(by_market[leader], found.value[rows], shares=shares[leader], seed=seed)


def _first_question(lines: Sequence[MarketPlan], shared: Sequence[Question]) -> Question | None:
    """The question with the best net worth, about the product or a market in play."""
    in_play = [q for x in lines if x.stance.verdict != "not-now" for q in x.questions[:1]]
    return max([*in_play, *shared], key=lambda q: (q.net_nok, q.assumption), default=None)


def _nothing_best(values: Floats) -> float:
    return float((values.max(axis=0) <= 0).mean())


def _rests(
    cases: Sequence[MarketCase], tier_one: Sequence[str], shares: Mapping[str, Mapping[str, float]]
) -> Rests:
    items = list(_all_assumptions(cases).values())
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


def _all_assumptions(cases: Sequence[MarketCase]) -> dict[str, Assumption]:
    """Every input any case uses, once, by id."""
    return {item.id: item for case in cases for item in used_inputs(case).values()}


def _read_order(weighing: Weighing, seed: int) -> tuple[tuple[str, ...], ...]:
    """The tiers when only facts that somebody read are used, and defaults for all else."""
    cases = weighing.cases(only_read=True)
    found = simulate_markets(cases, seed=seed, draws=READ_ONLY_DRAWS, decide_at=weighing.decide_at)
    ranked = rank([c.market for c in cases], found, error_variances=np.zeros(len(cases)))
    top = max((r.tier for r in ranked), default=0)
    return tuple(tuple(r.market for r in ranked if r.tier == tier) for tier in range(1, top + 1))
