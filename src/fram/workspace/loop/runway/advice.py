"""What comes before raising money for a launch, where the plan advises against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.plan import MarketPlan, Plan
from fram.workspace.kept.runway import Because
from fram.workspace.loop.runway.parts import WAITS_FOR_CASH
from fram.workspace.papers.flags import lacking

Step = Literal["raise", "reach", "ask", "cost", "change"]
"""Raise for the launches; or first say who can be reached, answer a question, set the price against the cost,
or change what is sold. The last two are where no market pays and no answer would change that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The step, the markets of the runway that the plan advises against, and which stands first in it."""

    step: Step = "raise"
    against: tuple[str, ...] = ()
    first: str = ""


def advice_of(made: Plan, *, markets: Sequence[str], because: Because) -> Advice:
    """Return what a plan says of raising for the launches of a runway.

    A launch that only cash holds back is no launch advised against.
    """
    if because in ("go", "cash"):
        return Advice()
    lines = {line.result.market: line for line in made.markets}
    against = tuple(market for market in markets if not _is_for(lines[market]))
    if not against:
        return Advice()
    return Advice(step=_first_step(made), against=against, first=made.markets[0].result.market)


def _is_for(line: MarketPlan) -> bool:
    trigger = line.stance.trigger
    return line.stance.verdict == "go" or (trigger is not None and trigger.key in WAITS_FOR_CASH)


def _first_step(made: Plan) -> Step:
    """What to do first, as the board page and ``fram decide ask`` say it."""
    lacks = lacking(made.markets[0].ledger.warnings)
    return "ask" if made.asking.questions and lacks != "reach" else lacks
