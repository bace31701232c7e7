"""The ranking as a use case: every market simulated, ranked, and how firmly each one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.decide.asking import ground_of, next_question
from fram.decide.model.cashflow import Outcomes
from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import PLAN_DRAWS
from fram.decide.rank import Preference, Ranked, RankKept, chances_best, rank, rank_kept
from fram.decide.rests import Rests, error_variances, rests_on
from fram.decide.shares import shares_of
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.loop.questions.view import lacks
from fram.workspace.papers.flags import Lacking
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import Weighed, refuse_served, to_weigh, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedMarkets:
    """One company's markets, best first, with how stable that order is. Money in NOK, chances from 0 to 1.

    ``lacks``: what the first lacks, where no answer is worth asking for; None where there is a question.
    """

    file: CompanyFile
    source: str
    on: date
    draws: int
    seed: int
    ranked: tuple[Ranked, ...]
    kept: RankKept
    chance_nothing_best: float
    rests: Rests
    lacks: Lacking | None = None

    @property
    def markets(self) -> tuple[str, ...]:
        """Codes, best first."""
        return tuple(one.market for one in self.ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How many futures are simulated, from which seed; ``progress`` is told the draws done."""

    draws: int = PLAN_DRAWS
    seed: int = 1
    progress: Callable[[int], None] | None = None


def rank_markets(
    given: CompanyFile | str | Path,
    *,
    on: date,
    markets: Sequence[str] = (),
    preference: Preference | None = None,
    draw: Draw = Draw(),
) -> RankedMarkets:
    """Return the markets ranked, with dominance and how the order stands under the board's weights.

    ``markets``: codes; none means every market not served yet. ``preference``: what the board said of its
    weights; None weighs the usual criteria in every way there is. Raises ``Refused`` for what cannot be read.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    refuse_served(markets, file.company)
    ground = weigh(file, markets=to_weigh(file, markets), on=on, rates=Rates(on))
    decide_at = ground.weighing.decide_at
    cases = ground.weighing.cases()
    found = simulate_markets(
        cases, seed=draw.seed, draws=draw.draws, decide_at=decide_at, progress=draw.progress
    )
    source = file.company.name if isinstance(given, CompanyFile) else Path(given).name
    return _ranked(ground, found, source=source, preference=preference, draw=draw)


def _ranked(
    ground: Weighed, found: Outcomes, *, source: str, preference: Preference | None, draw: Draw
) -> RankedMarkets:
    cases = ground.weighing.cases()
    codes = [case.market for case in cases]
    shares = {c.market: shares_of(c, found.value[i], seed=draw.seed) for i, c in enumerate(cases)}
    ranked = rank(codes, found, error_variances=error_variances(cases, found, shares=shares))
    best_first = [one.market for one in ranked]
    return RankedMarkets(
        file=ground.file, source=source, on=ground.on, draws=draw.draws, seed=draw.seed, ranked=tuple(ranked),
        kept=rank_kept(codes, found, best_first=best_first, seed=draw.seed, preference=preference),
        chance_nothing_best=float(chances_best(found.value)[-1]),
        rests=rests_on(cases, [one.market for one in ranked if one.tier == 1], shares=shares),
        lacks=_lacks(ground, found, ranked, draw=draw),
    )  # fmt: skip


def _lacks(ground: Weighed, found: Outcomes, ranked: Sequence[Ranked], *, draw: Draw) -> Lacking | None:
    """What the first market lacks where asking has nothing to offer; looked at where one would ask next."""
    is_clear = ranked[0].mean > 0 and sum(one.tier == 1 for one in ranked) == 1
    if len(ranked) == 1 or is_clear:
        return None
    asked = ground_of(ground.weighing.company, ground.weighing.cases(), found=found, seed=draw.seed)
    return None if next_question(asked, top=1).questions else lacks(asked, ranked[0].market)
