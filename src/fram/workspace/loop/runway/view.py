"""The runway of a company as one answer: when cash ends, when to start raising, how much, and what else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.decide.cash import CONE_DRAWS, SHOWN_MONTHS
from fram.decide.plan import PLAN_DRAWS, make_plan
from fram.decide.raising import closing, states_close
from fram.decide.rank import Range
from fram.decide.runway.amount import needed
from fram.decide.runway.ends import ends_of, latest_start, months_until
from fram.decide.runway.instruments import instruments
from fram.ecosystem.support import seeker
from fram.knowledge.ecosystem import read_capital
from fram.workspace.company import read_company
from fram.workspace.kept.runway import Because, MoneyRow, PathEnds, RunwayKept
from fram.workspace.loop.runway import parts
from fram.workspace.loop.runway.advice import Advice, advice_of
from fram.workspace.loop.runway.asked import Asked
from fram.workspace.loop.runway.checks import check_asked, check_company
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import Weighed, refuse_served, to_weigh, weigh
from fram.workspace.world import the_world

PATHS = ("alone", "alone-round", "with", "with-round")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunwayView:
    """A runway with whose it is: what the page and the JSON are made of.

    ``advice``: what comes before raising for a launch, where the plan advises against it.
    """

    company: str
    product: str
    source: str
    on: date
    seed: int
    draws: int
    kept: RunwayKept
    advice: Advice


def runway(
    path: str | Path, *, on: date, markets: Sequence[str] = (), asked: Asked | None = None, seed: int = 1
) -> RunwayView:
    """Return the runway of a company file, with the markets named or else those its plan goes for.

    Raises ``Refused`` for a file or a question that cannot be answered, and for a market served already.
    """
    file, asked = read_company(Path(path), on=on), asked or Asked()
    check_asked(asked, file.company)
    check_company(file.company)
    refuse_served(markets, file.company)
    ground = weigh(file, markets=to_weigh(file, markets), on=on, rates=Rates(on))
    made = make_plan(ground.weighing, seed=seed, draws=PLAN_DRAWS, on=on)
    chosen, because = (tuple(markets), "named") if markets else parts.markets_of(made)
    kept = runway_of(ground, markets=chosen, because=because, asked=asked, seed=seed)  # type: ignore[arg-type]
    return RunwayView(
        company=file.company.name, product=file.product.name, source=Path(path).name, on=on, seed=seed,
        draws=CONE_DRAWS, kept=kept, advice=advice_of(made, markets=chosen, because=kept.because),
    )  # fmt: skip


def runway_of(
    ground: Weighed, *, markets: Sequence[str], because: Because, asked: Asked | None = None, seed: int = 1
) -> RunwayKept:
    """Return the runway of a company already weighed; ``markets``: of those weighed, ``because``: why these.

    Raises ``Refused`` where the round, the ownership or what is asked cannot hold.
    """
    company, asked = ground.weighing.company, asked or Asked()
    check_asked(asked, company)
    check_company(company)
    by_market = {case.market: case for case in ground.weighing.cases()}
    cases = [by_market[market] for market in markets]
    going = cases if because in ("go", "named") else ()
    path = "with" if going else "alone"
    paths = parts.paths_of(company, cases, seed=seed, left=ground.weighing.left(seed=seed))
    ends = {one: months_until(paths[one], floor=asked.floor) for one in PATHS}
    rows = parts.milestones(paths, cases, path=path, asked=asked, seed=seed)
    main, milestone = parts.next_milestone(rows, asked, because=because)
    planned = company.planned_round
    reserve, on = (asked.reserve, "with") if main.market else (0.0, path)  # a plain date has no reserve
    missing = needed(paths[on], milestone.at + reserve, floor=asked.floor)
    judged = parts.judged_round(company, ends=ends[path], missing=missing, seed=seed)
    takes = closing(company, seed=seed, start=0, stop=CONE_DRAWS)
    return RunwayKept(
        markets=tuple(markets), because=because, floor=asked.floor, sure=asked.sure, reserve=asked.reserve,
        cash=company.cash_nok, burn=company.monthly_burn_nok,
        ends=tuple(PathEnds(path=one, ends=ends_of(ends[one], sure=asked.sure)) for one in PATHS),  # type: ignore[arg-type]
        start=latest_start(ends[path], takes, sure=asked.sure), is_stated=states_close(company),
        main=main, amounts=tuple(row for row, _ in rows), planned=planned.amount_nok if planned else None,
        planned_at=planned.months_from_now if planned else None,
        planned_chance=planned.chance if planned else None, in_time=judged.in_time, enough=judged.enough,
        dilution=parts.dilution_of(company, main),
        bridges=parts.bridges_of(company, paths, cases=going, asked=asked, seed=seed),
        instruments=tuple(_money(ground, markets, ends[path], asked)),
        cone=tuple(Range.of(month) for month in paths["with"][:SHOWN_MONTHS]) if going else (),
        alone=tuple(Range.of(month) for month in paths["alone"][:SHOWN_MONTHS]),
        under_way=tuple(one.setting.market for one in ground.weighing.going),
    )  # fmt: skip


def _money(ground: Weighed, markets: Sequence[str], ends: parts.Floats, asked: Asked) -> list[MoneyRow]:
    """Every instrument, judged for the company and the markets it looks at."""
    who = seeker(
        ground.weighing.company, product=ground.file.product, markets=markets, on=ground.on
    )  # fmt: skip
    found = instruments(who, read_capital(the_world().shelf), ends=ends, sure=asked.sure)
    used = {one.offer.amount.currency for one in found if one.offer.amount}
    nok_per = {currency: Rates(ground.on).nok_per(currency) for currency in sorted(used)}
    return [parts.money_row(one, nok_per) for one in found]
