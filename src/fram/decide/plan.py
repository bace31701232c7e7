"""The plan: one board page's worth of answers, and everything they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.cash import Cone, chance_lasts, cone, dates_of, early_spend
from fram.decide.explain import Swing, break_evens, swings
from fram.decide.ledger import LEDGER_DRAWS, Ledger, ledger_of
from fram.decide.model.case import Assumption, MarketCase, Mode, Setting, Sold, build_case, used_inputs
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.sampling import quantile
from fram.decide.model.simulate import simulate_markets
from fram.decide.questions import Question, questions_for, shared_questions, shares_of
from fram.decide.rank import Range, Ranked, RankKept, rank, rank_kept
from fram.decide.rests import CountedTwice, Rests, all_assumptions, counted_twice, error_variances, rests_on
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
from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.estimate import Reason

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
class MarketPlan:
    """One market's line: its rank, its stance, what to ask, the launch's account, what moves its value.

    ``inputs``: the id of each input used, by name; with ``speaks_language`` and ``near_home`` they make the
    case anew. ``break_even``: for a market in play the five strongest inputs, with the value at which it
    stops paying.
    """

    result: Ranked
    stance: Stance
    regime: str
    needs_payment: bool
    questions: tuple[Question, ...]
    ledger: Ledger
    shares: Mapping[str, float]
    inputs: Mapping[str, str]
    dates: Mapping[str, Range]
    break_even: tuple[Swing, ...] = ()
    speaks_language: bool = False
    near_home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answers. ``tornado`` is for the leader; ``swap`` for tier 1's leader against tier 2's.

    ``mode`` and ``ships_goods``: how the product is sold, and whether hardware crosses the border;
    ``stability``: how the order holds under other wishes of a board, and which market beats which.
    """

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
    counted_twice: tuple[CountedTwice, ...]
    assumptions: Mapping[str, Assumption]
    decide_at: int
    seed: int
    draws: int
    on: date
    mode: Mode = "direct"
    ships_goods: bool = False
    stability: RankKept | None = None


def make_plan(
    weighing: Weighing, *, seed: int, draws: int, on: date, progress: Callable[[int], None] | None = None
) -> Plan:
    """Return the plan: simulate every market, rank, say what to do, what to ask, and what it rests on."""
    return plan_and_outcomes(weighing, seed=seed, draws=draws, on=on, progress=progress)[0]


def plan_and_outcomes(
    weighing: Weighing, *, seed: int, draws: int, on: date, progress: Callable[[int], None] | None = None
) -> tuple[Plan, Outcomes]:
    """Return the plan and every draw behind it, for questions that a plan does not answer itself."""
    if not (cases := weighing.cases()):
        raise Refused("there is no market to weigh", remedy="name at least one market")
    found = simulate_markets(cases, seed=seed, draws=draws, decide_at=weighing.decide_at, progress=progress)
    markets = [case.market for case in cases]
    shares = {c.market: shares_of(c, found.value[i], seed=seed) for i, c in enumerate(cases)}
    ranked = rank(markets, found, error_variances=error_variances(cases, found, shares=shares))
    lines = _lines(weighing, cases, found, ranked, shares, seed)
    chosen = {line.result.market for line in lines if line.stance.verdict == "go"}
    go = [case for case in cases if case.market in chosen]
    by_market = dict(zip(markets, cases, strict=True))
    pair = _leaders(ranked)
    asked = _shared_questions(by_market, found, ranked, shares, seed)
    made = Plan(
        markets=tuple(lines),
        cash_alone=cone(weighing.company, [], seed=seed),
        cash_with_go=cone(weighing.company, go, seed=seed),
        at_risk=early_spend(go, seed=seed, months=weighing.decide_at),
        rests=rests_on(cases, [r.market for r in ranked if r.tier == 1], shares=shares),
        read_order=_read_order(weighing, seed),
        chance_nothing_best=_nothing_best(found.value),
        evpi_nok=evpi(np.vstack([found.value, np.zeros(draws)])),
        first_question=_first_question(lines, asked),
        shared_questions=tuple(asked),
        tornado=_swings(by_market, found, markets, [ranked[0].market], seed),
        swap_between=pair,
        swap=_swings(by_market, found, markets, list(pair), seed) if pair else (),
        counted_twice=counted_twice(cases),
        assumptions=all_assumptions(cases),
        decide_at=weighing.decide_at,
        seed=seed,
        draws=draws,
        on=on,
        mode=weighing.sold.mode,
        ships_goods=weighing.sold.ships_goods,
        stability=rank_kept(markets, found, best_first=[r.market for r in ranked], seed=seed),
    )
    return made, found


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
    lines, shared = [], Draws(seed, 0, LEDGER_DRAWS)
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
        lines.append(_line(item, stance, case, asked[item.market], shares[item.market], shared))
    return _with_break_evens(lines, cases, found, seed)


def _with_break_evens(
    lines: Sequence[MarketPlan], cases: Sequence[MarketCase], found: Outcomes, seed: int
) -> list[MarketPlan]:
    """The lines, those in play and the leader with where they would stop paying."""
    value = {case.market: (case, found.value[i]) for i, case in enumerate(cases)}
    return [
        line if number and line.stance.verdict == "not-now"
        else replace(line, break_even=tuple(break_evens(*value[line.result.market], seed=seed)))
        for number, line in enumerate(lines)
    ]  # fmt: skip


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
    draws: Draws,
) -> MarketPlan:
    return MarketPlan(
        result=item,
        stance=stance,
        regime=case.regime,
        needs_payment=case.needs_payment,
        questions=tuple(asked),
        ledger=ledger_of(case, draws=draws),
        shares=shares,
        inputs={name: used.id for name, used in used_inputs(case).items()},
        dates=dates_of(case, draws=draws),
        speaks_language=case.speaks_language,
        near_home=case.near_home,
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


def _read_order(weighing: Weighing, seed: int) -> tuple[tuple[str, ...], ...]:
    """The tiers when only facts that somebody read are used, and defaults for all else."""
    cases = weighing.cases(only_read=True)
    found = simulate_markets(cases, seed=seed, draws=READ_ONLY_DRAWS, decide_at=weighing.decide_at)
    ranked = rank([c.market for c in cases], found, error_variances=np.zeros(len(cases)))
    top = max((r.tier for r in ranked), default=0)
    return tuple(tuple(r.market for r in ranked if r.tier == tier) for tier in range(1, top + 1))
