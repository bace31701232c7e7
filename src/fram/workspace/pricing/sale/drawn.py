"""One market as the plan draws it: its case, its inputs, its prices; the same draws, so the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.ledger import LEDGER_DRAWS
from fram.decide.model.case import MarketCase, build_case
from fram.decide.model.factors import Draws
from fram.decide.model.income import Prices, prices_of
from fram.decide.model.opportunity import inputs_of
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import weigh
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Given = CompanyFile | str | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMarket:
    """One market for one product on a day. ``x``: the drawn inputs by name, float64 (draws,), NOK and shares.

    As many draws, from the same seed, as the plan draws for its account of a market.
    """

    file: CompanyFile
    market: str
    on: date
    seed: int
    case: MarketCase
    x: Mapping[str, Floats]
    prices: Prices
    rates: Rates = field(repr=False)
    block: Draws = field(repr=False)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.block.stop - self.block.start

    @property
    def currency(self) -> str:
        """The market's own currency."""
        return the_world().markets[self.market].head.currency

    @property
    def is_home(self) -> bool:
        """Whether this is the firm's own country."""
        return self.market == self.file.company.country

    def estimate(self, name: str) -> Estimate:
        """Return what is believed of an input of the plan."""
        return self.case.inputs[name].estimate

    def drawn(self, name: str) -> Floats:
        """Return the draws of an input, used by the plan here or not."""
        return self.x[name] if name in self.x else self.block.of(self.case.inputs[name])


def drawn_market(given: Given, *, market: str, on: date, seed: int = 1) -> DrawnMarket:
    """Return a market as the plan draws it.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code, rates = market_code(market, where="--market"), Rates(on)
    weighing = weigh(file, markets=(code,), on=on, rates=rates).weighing
    case = build_case(weighing.settings[0], sold=weighing.sold)
    block = Draws(seed, 0, LEDGER_DRAWS)
    x = inputs_of(case, block)
    return DrawnMarket(
        file=file, market=code, on=on, seed=seed, case=case, x=x, prices=prices_of(case, x), rates=rates,
        block=block,
    )  # fmt: skip
