"""The plan: one board page's worth of answers, and everything they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.asking import (
    Asking,
    NextQuestion,
    Standing,
    asked_first,
    ground_of,
    next_question,
    standing_of,
)
from fram.decide.cash import Cone, Left, cone, dates_of, early_spend
from fram.decide.explain import Swing, break_evens, swings
from fram.decide.going import Going, left_of
from fram.decide.ledger import LEDGER_DRAWS, Ledger, ledger_of
from fram.decide.model.case import Assumption, MarketCase, Mode, Setting, Sold, build_case, used_inputs
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.sampling import quantile
from fram.decide.model.simulate import simulate_markets
from fram.decide.rank import Range, Ranked, RankKept, rank, rank_kept
from fram.decide.rests import CountedTwice, Rests, all_assumptions, counted_twice, rests_on
from fram.decide.verdicts import (
    Drawn,
    Stance,
    caution_for,
    choose_go,
    held_back,
    limits_of,
    reason_for,
    strengths,
    trigger_for,
)
from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.estimate import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PLAN_DRAWS = 20_000
"""Draws of a plan, and of all that must speak of the same values."""
READ_ONLY_DRAWS = 4096
MOST_QUESTIONS = 10
"""Questions a plan lists, the best first."""
DECIDE_AT = 4
"""Months to the next decision when the company file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """All that is weighed: the company, how its product is sold, and each market as it is known.

    ``going``: launches under way, which are no choice any more.
    """

    company: Company
    sold: Sold
    settings: tuple[Setting, ...]
    going: tuple[Going, ...] = ()

    @property
    def decide_at(self) -> int:
        """Months until the next decision."""
        return int(self.company.next_decision_months or DECIDE_AT)

    def left(self, *, seed: int) -> Left:
        """Return what is left of the launches under way."""
        return left_of(self.going_cases(), seed=seed)

    def cases(self, *, only_read: bool = False) -> list[MarketCase]:
        """Return one case for each market."""
        return [build_case(setting, sold=self.sold, only_read=only_read) for setting in self.settings]

    def going_cases(self) -> list[tuple[MarketCase, int]]:
        """Return the case of each launch under way, as it is sold there, and the months since it began."""
        return [
            (build_case(one.setting, sold=replace(self.sold, mode=one.mode)), one.months)
            for one in self.going
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPlan:
    """One market's line: its rank, its stance, the launch's account, what moves its value.

    ``inputs``: the id of each input used, by name; with ``speaks_language`` and ``near_home`` they make the
    case anew. ``break_even``: for a market in play the five strongest inputs, with the value at which it
    stops paying.
    """

    result: Ranked
    stance: Stance
    regime: str
    needs_payment: bool
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

    ``asking``: what to find out next, of every market in play. ``under_way``: markets whose launch has begun,
    with the months since; they are no choice and not ranked, and what is left of them is in all cash.
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
    asking: Asking
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
    under_way: Mapping[str, int] = field(default_factory=dict)

    def deciding(self, market: str) -> tuple[tuple[int, NextQuestion], ...]:
        """Return the questions that decide on a market, best first, each with its place in the list."""
        return tuple(at for at in enumerate(self.asking.questions) if market in at[1].decides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A company's markets, every draw of them, and how they stand to each other: what a plan is made of.

    ``left``: what is left of launches under way.
    """

    cases: tuple[MarketCase, ...]
    found: Outcomes
    standing: Standing
    left: Left
    seed: int
    draws: int
    on: date


def make_plan(
    weighing: Weighing, *, seed: int, draws: int, on: date, progress: Callable[[int], None] | None = None
) -> Plan:
    """Return the plan: simulate every market, rank, say what to do, what to ask, and what it rests on."""
    return plan_of(weighing, simulated(weighing, seed=seed, draws=draws, on=on, progress=progress))


def simulated(
    weighing: Weighing, *, seed: int, draws: int, on: date, progress: Callable[[int], None] | None = None
) -> Simulated:
    """Simulate and rank every market; refused where there is none."""
    if not (cases := weighing.cases()):
        raise Refused("there is no market to weigh", remedy="name at least one market")
    found = simulate_markets(cases, seed=seed, draws=draws, decide_at=weighing.decide_at, progress=progress)
    left = weighing.left(seed=seed)
    standing = standing_of(weighing.company, cases, found=found, seed=seed, left=left)
    return Simulated(
        cases=tuple(cases), found=found, standing=standing, left=left, seed=seed, draws=draws, on=on
    )


def plan_of(weighing: Weighing, drawn: Simulated) -> Plan:
    """Return the plan of markets simulated already: what to do, what to ask, and what it rests on."""
    cases, found, standing, left = drawn.cases, drawn.found, drawn.standing, drawn.left
    seed = drawn.seed
    markets = [case.market for case in cases]
    ground = ground_of(weighing.company, cases, found=found, seed=seed, standing=standing)
    asking = next_question(ground, top=MOST_QUESTIONS)
    lines = _lines(weighing, cases, found, standing, asking, seed)
    ranked = standing.ranked
    chosen = {line.result.market for line in lines if line.stance.verdict == "go"}
    go = [case for case in cases if case.market in chosen]
    by_market = ground.by_market
    pair = _leaders(ranked)
    return Plan(
        markets=tuple(lines),
        cash_alone=cone(weighing.company, [], seed=seed, left=left),
        cash_with_go=cone(weighing.company, go, seed=seed, left=left),
        at_risk=early_spend(go, seed=seed, months=weighing.decide_at, left=left),
        rests=rests_on(cases, [r.market for r in ranked if r.tier == 1], shares=standing.shares),
        read_order=_read_order(weighing, seed),
        chance_nothing_best=_nothing_best(found.value),
        asking=asking,
        tornado=_swings(by_market, found, markets, [ranked[0].market], seed),
        swap_between=pair,
        swap=_swings(by_market, found, markets, list(pair), seed) if pair else (),
        counted_twice=counted_twice(cases),
        assumptions=all_assumptions(cases),
        decide_at=weighing.decide_at,
        seed=seed,
        draws=drawn.draws,
        on=drawn.on,
        mode=weighing.sold.mode,
        ships_goods=weighing.sold.ships_goods,
        under_way={one.setting.market: one.months for one in weighing.going},
        stability=rank_kept(markets, found, best_first=[r.market for r in ranked], seed=seed),
    )


def _lines(
    weighing: Weighing,
    cases: Sequence[MarketCase],
    found: Outcomes,
    standing: Standing,
    asking: Asking,
    seed: int,
) -> list[MarketPlan]:
    place = {case.market: i for i, case in enumerate(cases)}
    ranked, shares = standing.ranked, standing.shares
    limits = limits_of(weighing.company, lasting=standing.lasting)
    go = choose_go(ranked, limits)
    ask_first = asked_first(ranked, asking, go=go)
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
        lines.append(_line(item, stance, case, shares[item.market], shared))
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


def _line(
    item: Ranked,
    stance: Stance,
    case: MarketCase,
    shares: Mapping[str, float],
    draws: Draws,
) -> MarketPlan:
    return MarketPlan(
        result=item,
        stance=stance,
        regime=case.regime,
        needs_payment=case.needs_payment,
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


def _nothing_best(values: Floats) -> float:
    return float((values.max(axis=0) <= 0).mean())


def _read_order(weighing: Weighing, seed: int) -> tuple[tuple[str, ...], ...]:
    """The tiers when only facts that somebody read are used, and defaults for all else."""
    cases = weighing.cases(only_read=True)
    found = simulate_markets(cases, seed=seed, draws=READ_ONLY_DRAWS, decide_at=weighing.decide_at)
    ranked = rank([c.market for c in cases], found, error_variances=np.zeros(len(cases)))
    top = max((r.tier for r in ranked), default=0)
    return tuple(tuple(r.market for r in ranked if r.tier == tier) for tier in range(1, top + 1))
