"""A price on its way in one market: the plan's own chain, what each step rests on, what a tenth does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.sale.waterfall import Cut, Waterfall, waterfall
from fram.decide.model.case import Assumption
from fram.decide.model.cashflow import HORIZON, Launch, sales
from fram.decide.model.income import Prices, channel_share, prices_of
from fram.decide.model.opportunity import launch_of
from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate, Origin
from fram.workspace.pricing.sale.drawn import DrawnMarket, Given, drawn_market

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "home": ("price", "tariff"),
    "level": ("price_level", "price_follows_level"),
    "discount": ("price_realised",),
    "ceiling": ("saving", "health_gain", "wtp"),
    "held-back": ("outcome_share", "outcome_met"),
    "channel": ("channel_margin", "partner_share"),
    "border": ("duty", "freight", "goods_share"),
    "serve": ("cost_to_serve",),
}
"""The inputs of the plan that each step rests on, the first price among them, by the key of the step."""
OF_THE_LIST = (
    "price", "price_level", "price_follows_level", "price_realised", "saving", "health_gain", "wtp",
    "outcome_share", "outcome_met",
)  # fmt: skip
"""The inputs that play no part where a payer sets the price."""
TENTH = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An amount as drawn, NOK on the price's own basis, float64 (draws,), and how far its parts were read."""

    nok: Floats
    confidence: Confidence
    cites: tuple[Citation, ...] = ()

    @property
    def range(self) -> Range:
        """Its P10, P50 and P90."""
        return Range.of(self.nok)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """What is left in the middle run if an input were a tenth more and a tenth less, NOK more than now."""

    name: str
    more: float
    less: float

    @property
    def width(self) -> float:
        """How far the two lie apart."""
        return abs(self.more - self.less)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelWaterfall:
    """The way of one unit's price in a market, NOK on the price's own basis.

    ``chain``: from the first price to what is left; ``tax``: value-added tax on what the buyer pays, never
    income; ``approval``: approval and its upkeep shared over all that is sold in ten years, which the plan
    counts beside the unit; None where nothing is sold. ``tenths``: what a tenth of each input does.
    """

    at: DrawnMarket
    chain: Waterfall
    tax: Floats
    approval: Floats | None
    tenths: tuple[Tenth, ...]

    @property
    def prices(self) -> Prices:
        """The plan's prices."""
        return self.at.prices

    @property
    def channel_share(self) -> Floats:
        """The share of its selling price that the channel keeps, (draws,)."""
        return np.asarray(channel_share(self.at.x) * np.ones(self.at.draws))

    @property
    def sure(self) -> Confidence:
        """The weakest that anything in the chain was read; what the company states counts as read."""
        used = [one.estimate for names in RESTS_ON.values() for one in rests_on(self.at, names)]
        return Confidence.weakest(*(sure_of(one) for one in used))


def channel_waterfall(given: Given, *, market: str, on: date, seed: int = 1) -> ChannelWaterfall:
    """Return the way of the price in a market, as the plan has it.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    at = drawn_market(given, market=market, on=on, seed=seed)
    return ChannelWaterfall(
        at=at, chain=_chain(at), tax=at.prices.realised * at.drawn("vat_rate"), approval=_approval(at),
        tenths=_tenths(at),
    )  # fmt: skip


def _chain(at: DrawnMarket) -> Waterfall:
    """The plan's prices as steps; a payer's tariff is the first price itself."""
    prices, one = at.prices, np.ones(at.draws)
    start = prices.listed if "tariff" in at.x else at.x["price"]
    levels = {
        "level": prices.listed, "discount": prices.discounted, "ceiling": prices.asked,
        "held-back": prices.realised, "channel": prices.net, "border": prices.net - prices.border,
        "serve": prices.margin,
    }  # fmt: skip
    cuts, before = [], start * one
    for key, after in levels.items():
        cuts.append(Cut(key=key, nok=before - after * one))
        before = after * one
    return waterfall(start * one, cuts)


def _approval(at: DrawnMarket) -> Floats | None:
    """Approval and upkeep over the payments of ten years, if all goes well; None without sales."""
    launch = launch_of(at.case, at.block)
    paid = payments(launch, at.prices.net * np.ones(at.draws))
    if not np.any(paid > 0):
        return None
    upkeep = at.drawn("upkeep") / 12 * np.clip(HORIZON - launch.launch_at, 0, None)
    return np.divide(launch.approval_cost + upkeep, paid, out=np.full(at.draws, np.inf), where=paid > 0)


def payments(launch: Launch, net: Floats) -> Floats:
    """Return how often one unit's price is paid in ten years, if nothing stops the launch, (draws,)."""
    income = sum((month.income for month in sales(launch)), np.zeros(net.size))
    return np.divide(income, net, out=np.zeros(net.size), where=net > 0)


def _tenths(at: DrawnMarket) -> tuple[Tenth, ...]:
    middle = float(np.median(at.prices.margin))
    found = []
    for one in (item for names in RESTS_ON.values() for item in rests_on(at, names)):
        more, less = (_left(at, one.name, 1 + change) - middle for change in (TENTH, -TENTH))
        found.append(Tenth(name=one.name, more=more, less=less))
    return tuple(sorted(found, key=lambda tenth: -tenth.width))


def _left(at: DrawnMarket, name: str, factor: float) -> float:
    """What is left in the middle run with one input multiplied; a share stays at most 1."""
    values = at.x[name] * factor
    if at.case.inputs[name].estimate.unit == "share":
        values = np.minimum(values, 1.0)
    return float(np.median(prices_of(at.case, {**at.x, name: values}).margin))


def rests_on(at: DrawnMarket, names: tuple[str, ...]) -> tuple[Assumption, ...]:
    """Return the inputs of these names that the plan uses here; a payer's tariff leaves out the list's."""
    unused = OF_THE_LIST if "tariff" in at.x else ()
    return tuple(at.case.inputs[name] for name in names if name in at.x and name not in unused)


def sure_of(estimate: Estimate) -> Confidence:
    """Return how far an estimate was read: the company's own as read, a default of ours as unchecked."""
    if estimate.origin is Origin.COMPANY:
        return Confidence.READ
    return estimate.confidence if estimate.is_cited else Confidence.UNCHECKED
