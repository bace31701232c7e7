"""The road into one market as a use case: the page to act on, with what a month's delay costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from fram.decide.rank import Range
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.decide import plan_company
from fram.workspace.roads.view import DRAWS, RoadView, road_view

MONEY_DRAWS = 2_000
"""Runs behind the cost of a month's delay, which the account of a launch takes from a thousand of them."""


def route(path: str | Path, *, market: str, on: date, draws: int = DRAWS, seed: int = 1) -> RoadView:
    """Return the road of a company's product into a market on a day, step by step.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    file = read_company(Path(path), on=on)
    found = road_view(file, market=market, on=on, draws=draws, seed=seed)
    return replace(found, delay=cost_of_delay(file, found.market, on=on, seed=seed))


def cost_of_delay(file: CompanyFile, market: str, *, on: date, seed: int = 1) -> Range | None:
    """Return the NOK of value lost with each month a launch comes later; None where nothing is weighed."""
    record = plan_company(file, source=("", ""), markets=(market,), draws=MONEY_DRAWS, seed=seed, on=on)
    line = next((one for one in record.plan.markets if one.result.market == market), None)
    return line.ledger.delay if line else None
