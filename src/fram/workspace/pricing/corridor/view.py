"""The corridors of a company's product: those a plan keeps, for the markets asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.kept.prices import PriceRecord
from fram.workspace.weighing.corridor import price_records
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import to_weigh, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridors:
    """Price corridors by market, NOK on the price's own basis, as of a day."""

    company: str
    product: str
    on: date
    unit_of_sale: str
    price_model: str
    records: tuple[PriceRecord, ...]
    seed: int


def price_corridors(
    given: CompanyFile | str | Path, *, markets: Sequence[str] = (), on: date, seed: int = 1
) -> Corridors:
    """Return the price corridor in each market: floor, ceiling, and the prices known to lie between.

    ``markets``: codes; none means every market not served yet. Raises ``Refused`` for a file that cannot be
    used and a market nobody knows.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    named = tuple(market_code(market, where="--market") for market in markets)
    ground = weigh(file, markets=named or to_weigh(file, ()), on=on, rates=Rates(on))
    return Corridors(
        company=file.company.name, product=file.product.name, on=on, seed=seed,
        unit_of_sale=file.product.unit_of_sale or "", price_model=file.product.price.model,
        records=price_records(ground, ground.weighing, seed=seed),
    )  # fmt: skip
