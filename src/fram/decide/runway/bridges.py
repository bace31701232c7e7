"""What buys time when a round may come too late: how many months each way gains, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.model.cashflow import HORIZON
from fram.decide.model.sampling import sample
from fram.decide.runway.ends import ASKED_CHANCE, least_with, moment_under
from fram.terms.dist import Dist, Pert

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CUTS = (0.1, 0.2, 0.3)
NOTICE = 3
"""Months until a cut of the burn is felt: a planning figure of ours (notice, contracts)."""
SIZES = (3, 6)
"""Loans and prepayments shown, in months of burn."""
COMES: Dist = Pert(low=1, typical=2, high=4)
"""Months until a loan from owners or a prepayment is in the bank: a planning figure of ours."""
INTEREST, UNTIL_ROUND = 0.12, 12
"""A year's interest on a loan, and the months it runs until a round repays it: planning figures of ours."""
DISCOUNT = 0.2
"""What a convertible loan takes off the price of the next round: a planning figure of ours."""
OFF_PREPAID, PREPAID_FOR = 0.1, 12
"""What a customer who pays ahead wants off, and the months paid ahead: planning figures of ours."""
Kind = Literal["cut", "delay", "loan", "convertible", "prepaid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What bridges are counted on, all without the round sought.

    ``cash``: NOK at the end of each month, (months, draws), with the launches planned; ``burn``: NOK a month,
    (draws,); ``start``: NOK today; ``floor``: NOK; ``sure``: the chance asked for.
    """

    cash: Floats = field(repr=False)
    burn: Floats = field(repr=False)
    start: float
    floor: float = 0.0
    sure: float = ASKED_CHANCE

    def gain(self, cash: Floats) -> float | None:
        """Return by how many months other cash lasts longer at the chance asked for; None for no end."""
        before, after = (
            least_with(moment_under(one, start=self.start, floor=self.floor), self.sure)
            for one in (self.cash, cash)
        )
        if math.isinf(before):
            return 0.0
        return after - before if math.isfinite(after) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """One way to buy time: ``months`` it gains at the chance asked for (None: no end within the horizon).

    ``size``: the share of the burn cut, the months of a delay, or NOK; ``cost``: NOK on average, what is not
    done for a cut left out; ``diluted``: the share of the company given away, None where no value of the
    company is stated or nothing is given away.
    """

    kind: Kind
    months: float | None
    size: float
    cost: float
    market: str = ""
    diluted: float | None = None

    @property
    def cost_a_month(self) -> float:
        """NOK for each month gained, at most those of the horizon; inf where none is."""
        return self.cost / self.gained if self.gained > 0 else math.inf

    @property
    def gained(self) -> float:
        """The months gained, those of the horizon where cash no longer ends."""
        return float(HORIZON) if self.months is None else self.months


def cuts(on: Ground, *, notice: int = NOTICE) -> Iterator[Bridge]:
    """Yield cuts of the burn by 10, 20 and 30 %, felt after the ``notice``."""
    months = np.maximum(np.arange(1, len(on.cash) + 1) - notice, 0)[:, None]
    for share in CUTS:
        yield Bridge(kind="cut", months=on.gain(on.cash + share * on.burn * months), size=share, cost=0.0)


def delays(on: Ground, later: Mapping[tuple[str, float], tuple[Floats, float]]) -> Iterator[Bridge]:
    """Yield the launches that may wait. ``later``: by market and months of delay, cash and value lost in NOK.

    A delay that gains value costs nothing.
    """
    for (market, months), (cash, lost) in later.items():
        yield Bridge(kind="delay", months=on.gain(cash), size=months, cost=max(lost, 0.0), market=market)


def loans(on: Ground, *, seed: int, post_money: float | None = None) -> Iterator[Bridge]:
    """Yield loans, convertible loans and prepayments of 3 and 6 months of burn.

    A convertible's cost is what its holder gets beyond what was paid: amount * discount / (1 - discount), and
    its share of the company amount / ((1 - discount) * post_money), when it becomes shares in a round at that
    value after the money. A prepayment is worked off evenly in the year after it came.
    """
    comes = sample(COMES, seed=seed, key="bridge.comes", start=0, stop=on.cash.shape[1])
    month = np.arange(1, len(on.cash) + 1)[:, None]
    in_bank = month >= comes
    worked_off = np.clip((month - np.ceil(comes)) / PREPAID_FOR, 0, 1)
    for number in SIZES:
        amount = round_sum(number * float(np.median(on.burn)))
        borrowed = on.gain(on.cash + amount * in_bank)
        ahead = on.gain(on.cash + amount * ((1 - OFF_PREPAID) * in_bank - worked_off))
        diluted = amount / (1 - DISCOUNT) / post_money if post_money else None
        yield Bridge(
            kind="convertible", months=borrowed, size=amount, cost=amount * DISCOUNT / (1 - DISCOUNT),
            diluted=diluted,
        )  # fmt: skip
        yield Bridge(
            kind="loan", months=borrowed, size=amount, cost=amount * INTEREST * UNTIL_ROUND / 12
        )  # fmt: skip
        yield Bridge(kind="prepaid", months=ahead, size=amount, cost=amount * OFF_PREPAID)


def ranked(found: Iterable[Bridge]) -> tuple[Bridge, ...]:
    """Return bridges that gain something, the cheapest month first; of equally cheap ones the longest."""
    gaining = (one for one in found if one.gained > 0)
    return tuple(sorted(gaining, key=lambda b: (b.cost_a_month, -b.gained, b.kind, b.market, b.size)))


def round_sum(nok: float) -> float:
    """A sum as people say it: to two digits."""
    return float(f"{nok:.1e}") if nok > 0 else 0.0
