"""Launches under way: what is left of them for the company's cash, whatever is chosen beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fram.decide.cash import CONE_DRAWS, Left
from fram.decide.model.case import MarketCase, Mode, Setting
from fram.decide.model.cashflow import HORIZON
from fram.decide.model.costs import shared_costs
from fram.decide.model.factors import Draws
from fram.decide.sequence.again.begun import Before, begun_launch, cash_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A launch under way: its market as it is known, how it is sold there, and the months since it began."""

    setting: Setting
    mode: Mode
    months: int


def left_of(going: Iterable[tuple[MarketCase, int]], *, seed: int) -> Left:
    """Return what is left of launches (each a case and the months since it began), the earliest first."""
    draws, net = Draws(seed, 0, CONE_DRAWS), np.zeros((HORIZON, CONE_DRAWS))
    paid: frozenset[str] = frozenset()
    for case, months in sorted(going, key=lambda one: (-one[1], one[0].market)):
        launch = begun_launch(case, draws, months=months, before=Before(without=paid))
        net += cash_left(launch, months=months)
        paid |= shared_costs(case)
    return Left(cash=np.cumsum(net, axis=0), paid=paid)
