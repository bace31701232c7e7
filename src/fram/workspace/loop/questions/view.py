"""What to find out next as a use case: the plan's markets simulated, every way of asking weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.decide.asking import Asking, Ground, Only, ground_of, next_question
from fram.decide.ledger import LEDGER_DRAWS, ledger_of
from fram.decide.model.case import MarketCase, used_inputs
from fram.decide.model.factors import Draws
from fram.decide.model.inputs import INPUTS
from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import PLAN_DRAWS
from fram.decide.verdicts import choose_go
from fram.terms.dist import Fixed
from fram.terms.errors import Refused, did_you_mean
from fram.workspace.company import read_company
from fram.workspace.papers.flags import Lacking, lacking
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import to_weigh, weigh

TOP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is asked for: how many questions at most, only these inputs, only about these markets."""

    top: int = TOP
    inputs: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    draws: int = PLAN_DRAWS
    seed: int = 1
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """What to find out next, with whose it is. ``go``: the markets the plan goes for today, in its order.

    ``first``: the market that stands first in the plan, worth ``first_nok`` on average; ``lacks``: what it
    lacks that no answer would give.
    """

    company: str
    product: str
    source: str
    on: date
    draws: int
    seed: int
    sought: Sought
    asking: Asking
    go: tuple[str, ...]
    first: str
    first_nok: float
    lacks: Lacking = "change"


def ask(path: str | Path, *, on: date, markets: Sequence[str] = (), sought: Sought | None = None) -> AskView:
    """Return what to find out next for a company file; ``markets``: codes to weigh, none means all open.

    Raises ``Refused`` for a file that cannot be read, a market that is not weighed, an unknown input, and one
    that is not uncertain in any of the markets.
    """
    sought, file = sought or Sought(), read_company(Path(path), on=on)
    for name in sought.inputs:
        _known(name)
    weighed = to_weigh(file, markets)
    _weighed(sought.markets, weighed)
    ground = weigh(file, markets=weighed, on=on, rates=Rates(on))
    cases = ground.weighing.cases()
    for name in sought.inputs:
        _uncertain(name, cases, sought.markets)
    found = simulate_markets(
        cases, seed=sought.seed, draws=sought.draws, decide_at=ground.weighing.decide_at,
        progress=sought.progress,
    )  # fmt: skip
    asked = ground_of(ground.weighing.company, cases, found=found, seed=sought.seed)
    only = Only(inputs=frozenset(sought.inputs), markets=frozenset(sought.markets))
    return AskView(
        company=file.company.name, product=file.product.name, source=Path(path).name, on=on,
        draws=sought.draws, seed=sought.seed, sought=sought,
        asking=next_question(asked, top=sought.top, only=only), go=_go(asked),
        first=asked.ranked[0].market, first_nok=asked.ranked[0].mean,
        lacks=lacks(asked, asked.ranked[0].market),
    )  # fmt: skip


def _go(ground: Ground) -> tuple[str, ...]:
    """The markets the plan goes for."""
    go = choose_go(ground.ranked, replace(ground.limits, lasting=ground.lasting))
    return tuple(one.market for one in ground.ranked if one.market in go)


def lacks(ground: Ground, market: str) -> Lacking:
    """Return what a market lacks that no answer would give, as the plan warns of it."""
    draws = Draws(ground.seed, 0, min(LEDGER_DRAWS, ground.draws))
    return lacking(ledger_of(ground.by_market[market], draws=draws).warnings)


def _known(name: str) -> None:
    if name not in INPUTS:
        hint = did_you_mean(name, INPUTS) or f"known: {', '.join(INPUTS)}"
        raise Refused(f"unknown input `{name}`", where="--input", remedy=hint, kind="usage")


def _weighed(wanted: Sequence[str], weighed: Sequence[str]) -> None:
    for market in wanted:
        if market not in weighed:
            raise Refused(
                f"{market} is not weighed", where="--about", why="it is served already or left out",
                remedy=f"name one of: {', '.join(weighed)}", kind="usage",
            )  # fmt: skip


def _uncertain(name: str, cases: Sequence[MarketCase], wanted: Sequence[str]) -> None:
    """Refuse an input that there is nothing to find out about."""
    held = [used_inputs(case).get(name) for case in cases if not wanted or case.market in wanted]
    used = [item for item in held if item is not None]
    if not used:
        raise Refused(
            f"`{name}` plays no part here", where="--input",
            why="the product is not sold or paid for in a way that it matters to",
            remedy="leave --input out to see what does matter", kind="usage",
        )  # fmt: skip
    if all(isinstance(item.estimate.dist, Fixed) for item in used):
        raise Refused(
            f"`{name}` is taken as certain", where="--input", why="one value is stated for it, with no range",
            remedy="state low, typical and high in the company file if it may be otherwise", kind="usage",
        )  # fmt: skip
