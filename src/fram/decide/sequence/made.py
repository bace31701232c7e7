"""A company's launch sequence: chosen on some futures, judged on others by the model itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import HORIZON
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import inputs_of, stack
from fram.decide.rank import Range
from fram.decide.sequence.again.changes import Change, changes_of
from fram.decide.sequence.cash_first import CashFirst, cash_first, choose_narrowed
from fram.decide.sequence.chosen import Choice, choose, nothing
from fram.decide.sequence.company import Round, Rules, floor_of, free_people, own_path, round_of
from fram.decide.sequence.later import NotNow, not_now
from fram.decide.sequence.launches import QUARTERS, STEP, Drawn, Terms, cases_by_mode, drawn_launches, ways_of
from fram.decide.sequence.more import More, worth_of_more
from fram.decide.sequence.problem import NEVER, Decision, Problem, Start, Way, starts_of
from fram.decide.sequence.relief import Relief, refusal, relief_of
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import Tables, compiled, people_used
from fram.decide.sequence.stop import StopRule, stop_rule
from fram.terms.company import Company

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SCENARIOS = 1_000
"""Futures the sequence is chosen on: see ``LEAST_SCENARIOS``."""
FRESH = 4_000
"""Futures it is judged on, none of which it was chosen on."""
FRESH_FROM = 1 << 20
"""The draw from which on the fresh futures lie."""
ROUNDS = 30
SHOWN_MONTHS = 60
LATE_MONTHS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """One launch of the sequence. Months from today, NOK real; ranges over the futures in which it starts.

    ``chance_starts``: below 1 where it waits for a round that may fail; ``chance_sale``: of a first sale at
    all. ``value``: NOK of today with luck averaged out, 0 where it does not start: mean and range.
    ``begun_months``: how long ago a launch under way began; then it stands as starting now, months below 0
    are past, and ``value``, ``spend`` and the stop rule are of what is left from today.
    """

    market: str
    mode: str
    start: Start
    starts: Range
    chance_starts: float
    approval: Range | None
    first_sale: Range
    chance_sale: float
    value_mean: float
    value: Range
    spend: Range
    stop: StopRule | None
    begun_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """The same sequence under another round: how often cash holds, when it first falls below the floor."""

    round: str
    chance: float
    value_mean: float
    ends: tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One function: positions free for launches, and the most that the sequence uses in any month."""

    function: str
    free: float
    used: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequenced:
    """A company's launch sequence with all that a board asks of it.

    ``value_cautious`` NOK: what the search counted, each market's worth lowered as in the ranking.
    ``value_mean`` NOK and ``chance`` that cash holds are of ``fresh`` futures that the sequence was not
    chosen on; ``chance_chosen_on`` of the ``scenarios`` it was; ``chance_alone`` without any launch.
    ``bound``: NOK that no sequence can exceed, loose as it leaves cash out. ``asked``: the probability held
    to, below the rules' where ``relief`` says that cash alone does not hold as often (then there is no
    ``more``: the missing cash comes first). ``cash`` and ``alone``: cash by month with and without the
    sequence; ``floor`` NOK by month. ``changes``: what became of what was planned before, if anything was.
    """

    launches: tuple[Launched, ...]
    waiting: tuple[NotNow, ...]
    value_mean: float
    value: Range
    value_cautious: float
    bound: float
    chance: float
    chance_chosen_on: float
    chance_alone: float
    asked: float
    relief: Relief | None
    cash: tuple[Range, ...]
    alone: tuple[Range, ...]
    floor: tuple[float, ...]
    stresses: tuple[Stress, ...]
    more: tuple[More, ...]
    people: tuple[People, ...]
    round_at: Range | None
    round_chance: float
    rules: Rules
    scenarios: int
    fresh: int
    seed: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a sequence is made of: the company, its markets' cases as it sells today, the rules.

    ``lowered``: NOK by which a market's worth is lowered (or raised) because the best of many uncertain
    markets looks better than it is: the shrunk mean less the plain one.
    """

    company: Company
    cases: tuple[MarketCase, ...]
    rules: Rules
    lowered: Mapping[str, float]

    @property
    def sold(self) -> dict[tuple[str, str], MarketCase]:
        """Each market's case by market and mode."""
        return {(c.market, c.sold.mode): c for c in cases_by_mode(self.cases, self.rules.modes)}


def sequence_of(
    ground: Ground,
    *,
    seed: int,
    strict: bool = False,
    rounds: int = ROUNDS,
    progress: Callable[[int], None] | None = None,
) -> Sequenced:
    """Return the sequence of a company. Same ground and seed: same sequence.

    ``strict``: refuse where cash alone does not hold as often as asked; else launches are held to what it
    does, none where it hardly ever does. Refused as well: markets that must be in it and cannot.
    """
    tables = compiled(problem_of(ground, Draws(seed, 0, SCENARIOS)))
    problem = tables.problem  # which holds what is large once
    first = None if strict else cash_first(tables)
    if first is not None:
        choice = choose_narrowed(first, seed=seed, rounds=rounds, progress=progress)
    elif problem.ways:
        choice = choose(problem, seed=seed, rounds=rounds, tables=tables, progress=progress)
    else:
        choice = _nothing_worth_it(tables)
    return _told(ground, choice, first, seed)


def _nothing_worth_it(tables: Tables) -> Choice:
    """The empty sequence, where no way is worth its cost; refused where cash alone does not hold."""
    relief = relief_of(tables.problem, tables=tables)
    if relief.limit == "cash":
        raise refusal(relief)
    return nothing(tables)


def problem_of(ground: Ground, draws: Draws) -> Problem:
    """Return the problem that a sequence is chosen from, on the futures of ``draws``."""
    rules, company = ground.rules, ground.company
    wanted = [case for case in ground.cases if case.market not in rules.never]
    round_ = round_of(company, draws)
    begun = {
        (one.market, one.mode): rules.begun[one.market] for one in rules.held if one.market in rules.begun
    }
    terms = Terms(
        before=rules.before, lowered=ground.lowered, until=_last_start(round_, rules) + 1,
        keep=rules.must | {decision.market for decision in (*rules.held, *rules.planned)}, begun=begun,
    )  # fmt: skip
    ways = tuple(ways_of(cases_by_mode(wanted, rules.modes), draws, terms=terms))
    return replace(
        _setting(ground, draws, round_), ways=ways, held=rules.held, planned=_known(rules.planned, ways),
        fee_nok=rules.fee_nok, must=rules.must,
    )  # fmt: skip


def _last_start(round_: Round, rules: Rules) -> int:
    """The last quarter in which anything can start."""
    comes = round_.at[round_.at < NEVER]
    after = -(-int(comes.max()) // STEP) + rules.after_round if comes.size else 0
    return min(max(rules.quarters, after), QUARTERS) - 1


def _known(planned: Sequence[Decision], ways: Sequence[Way]) -> tuple[Decision, ...]:
    """The decisions of an earlier sequence that can still be made."""
    known = {(way.market, way.mode) for way in ways}
    return tuple(decision for decision in planned if (decision.market, decision.mode) in known)


def _setting(ground: Ground, draws: Draws, round_: Round) -> Problem:
    """The company's side of the problem, without any way: for judging what is chosen already."""
    rules, company = ground.rules, ground.company
    own = own_path(company, draws, round_=round_, own_months=rules.own_months)
    rate = inputs_of(ground.cases[0], draws)["discount_rate"]
    return Problem(
        ways=(), own=own, floor=floor_of(rules), probability=rules.probability,
        starts=starts_of(rules.quarters, after_round=rules.after_round if company.planned_round else 0),
        discount=(1 + rate) ** (-1 / 12), round_at=round_.at, round_nok=round_.nok,
        capacity=free_people(company, rules), step=STEP, begun=rules.begun,
    )  # fmt: skip


def _told(ground: Ground, choice: Choice, first: CashFirst | None, seed: int) -> Sequenced:
    """Judge a chosen sequence anew, and tell what a board asks of it; ``first``: what comes before it."""
    fresh = Draws(seed, FRESH_FROM, FRESH_FROM + FRESH)
    setting = _setting(ground, fresh, round_of(ground.company, fresh))
    launches, path, total = _judged(ground, choice.decisions, fresh, setting)
    problem, plan = choice.tables.problem, choice.tables.encoded(choice.decisions)
    chosen_on = 1 - Judge(choice.tables).breaks(*plan) / problem.scenarios
    used = people_used(choice.tables, plan)
    whole = first.whole if first else None
    markets = sorted({case.market for case in ground.cases} - ground.rules.never)
    return Sequenced(
        launches=launches,
        waiting=not_now(choice, markets=markets, whole=whole),
        value_mean=float(total.mean()), value=Range.of(total),
        value_cautious=choice.value, bound=choice.bound,
        chance=_holds(path, setting.floor), chance_chosen_on=chosen_on,
        chance_alone=_holds(setting.own, setting.floor), asked=round(problem.probability, 12),
        relief=first.relief if first else None,
        cash=_cone(path), alone=_cone(setting.own), floor=tuple(setting.floor[:SHOWN_MONTHS].tolist()),
        stresses=_stresses(ground, choice.decisions, fresh, (path, total)),
        more=() if first else worth_of_more(choice, seed=seed, free_share=ground.rules.free_share),
        people=tuple(
            People(function=name, free=float(free.max()), used=_most(choice, used, name))
            for name, free in problem.capacity.items()
        ),
        round_at=_round_at(setting), round_chance=float((setting.round_at < NEVER).mean()),
        rules=ground.rules, scenarios=problem.scenarios, fresh=FRESH, seed=seed,
        changes=changes_of(choice, ground.rules.planned, whole=whole),
    )  # fmt: skip


def _judged(
    ground: Ground, decisions: Sequence[Decision], fresh: Draws, setting: Problem
) -> tuple[tuple[Launched, ...], Floats, Floats]:
    """Each launch as it is told, cash by month (draws, HORIZON) and NOK of today (draws,) of all."""
    drawn = drawn_launches(decisions, cases=ground.sold, draws=fresh, problem=setting)
    values = [_value(one) for one in drawn]
    launches = tuple(_launched(one, value) for one, value in zip(drawn, values, strict=True))
    return launches, _path(setting, drawn), sum(values, np.zeros(FRESH))


def _round_at(setting: Problem) -> Range | None:
    comes = setting.round_at[setting.round_at < NEVER]
    return Range.of(comes.astype(float)) if comes.size else None


def _most(choice: Choice, used: Floats, name: str) -> float:
    functions = choice.tables.functions
    return float(used[functions.index(name)].max()) if name in functions else 0.0


def _value(one: Drawn) -> Floats:
    """NOK of today of one launch with luck averaged out, 0 where it does not start, (draws,)."""
    from fram.decide.model.kernel import simulate

    if one.worth is not None:
        return one.worth
    value = simulate(stack([one.launch]), decide_at=0).value[0]
    return np.where(one.at < NEVER, value, 0.0)


def _path(setting: Problem, drawn: Sequence[Drawn]) -> Floats:
    """Cash at the end of each month with the launches, (draws, HORIZON)."""
    path = setting.own.copy()
    for one in drawn:
        path += np.cumsum(one.cash, axis=1)
    return path


def _holds(path: Floats, floor: Floats) -> float:
    return float((path >= floor).all(axis=1).mean())


def _cone(path: Floats) -> tuple[Range, ...]:
    return tuple(Range.of(column) for column in path.T[:SHOWN_MONTHS])


def _launched(one: Drawn, value: Floats) -> Launched:
    """One launch as it is told; what is reached is told of the futures in which it starts, or sells."""
    happens, launch = one.at < NEVER, one.launch
    sells = happens & (launch.approve_ok > 0) & (launch.pay_ok + launch.unpaid_share > 0)
    starts, approval = Range(p10=0, p50=0, p90=0), None
    if happens.any():
        starts = Range.of(one.at[happens].astype(float))
        if (launch.approve_at - launch.begin_at).max() > 0:
            approval = Range.of(np.ceil(launch.approve_at[happens]))
    sale = np.ceil(np.minimum(launch.first_sale[sells if sells.any() else happens], HORIZON))
    spent = -np.minimum(np.cumsum(one.cash, axis=1).min(axis=1), 0.0)
    return Launched(
        market=one.decision.market, mode=one.decision.mode, start=one.decision.start, starts=starts,
        chance_starts=float(happens.mean()), approval=approval, first_sale=Range.of(sale),
        chance_sale=float(sells.mean()), value_mean=float(value.mean()), value=Range.of(value),
        spend=Range.of(spent[happens]), stop=stop_rule(one), begun_months=one.months,
    )  # fmt: skip


def _stresses(
    ground: Ground, decisions: Sequence[Decision], fresh: Draws, planned: tuple[Floats, Floats]
) -> tuple[Stress, ...]:
    """The same sequence with the round as planned, half a year late, and failing.

    ``planned``: cash by month and value with the round as planned, both worked out already.
    """
    if ground.company.planned_round is None:
        return ()
    rounds = {
        "late": round_of(ground.company, fresh, late=LATE_MONTHS),
        "fails": round_of(ground.company, fresh, fails=True),
    }
    found = {name: _with_round(ground, decisions, fresh, one) for name, one in rounds.items()}
    return tuple(
        _stress(name, of, floor_of(ground.rules)) for name, of in {"planned": planned, **found}.items()
    )


def _with_round(
    ground: Ground, decisions: Sequence[Decision], fresh: Draws, round_: Round
) -> tuple[Floats, Floats]:
    """Cash by month (draws, HORIZON) and NOK of today (draws,) of a sequence with another round."""
    setting = _setting(ground, fresh, round_)
    drawn = drawn_launches(decisions, cases=ground.sold, draws=fresh, problem=setting)
    return _path(setting, drawn), sum((_value(one) for one in drawn), np.zeros(FRESH))


def _stress(name: str, found: tuple[Floats, Floats], floor: Floats) -> Stress:
    path, value = found
    below = path < floor
    ends = np.where(below.any(axis=1), below.argmax(axis=1) + 1.0, np.inf)
    points = np.quantile(ends, (0.1, 0.5, 0.9), method="lower")
    return Stress(
        round=name, chance=_holds(path, floor), value_mean=float(value.mean()),
        ends=tuple(float(p) if np.isfinite(p) else None for p in points),  # type: ignore[arg-type]
    )  # fmt: skip
