"""What comes before raising money for a launch, where the plan advises against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.plan import MarketPlan, Plan
from fram.workspace.kept.runway import Because
from fram.workspace.loop.runway.parts import WAITS_FOR_CASH
from fram.workspace.papers.flags import has_no_demand

Step = Literal["raise", "reach", "ask", "change"]
"""Raise for the launches; or first say who can be reached, answer a question, or change what is sold. The
last is where no market pays and no answer would change that: another command would only send back here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The step, and the markets of the runway that the plan advises against."""

    step: Step = "raise"
    against: tuple[str, ...] = ()


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
    return Advice(step=_first_step(made), against=against)


def _is_for(line: MarketPlan) -> bool:
    trigger = line.stance.trigger
    return line.stance.verdict == "go" or (trigger is not None and trigger.key in WAITS_FOR_CASH)


def _first_step(made: Plan) -> Step:
    """What to do first, as the board page and ``fram decide ask`` say it."""
    if has_no_demand(made.markets[0]):
        return "reach"
    return "ask" if made.asking.questions else "change"
