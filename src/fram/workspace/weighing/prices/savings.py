"""What the savings of a company file come to, as one input of the plan: NOK for each payment, at home."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import sample
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed, Pert, Quantiles
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.product import ProductProfile
from fram.terms.proof.worth import Saving

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AMOUNT_AROUND, WORTH_AROUND = (0.6, 1.3), (0.8, 1.2)
"""Least and most of an amount, and of what each is worth, where no range is stated: ours."""
MONTHS_OF_USE = 36.0
"""Months that what is paid once is shared over, where no other time is stated: a planning figure of ours."""
DRAWS, SEED = 4096, 0
PROBS = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


def savings(product: ProductProfile, *, nok_per: Callable[[str], float]) -> Estimate | None:
    """Return what one unit spares its buyer for each payment of its price; None where the file lists nothing.

    The sum of the file's savings, each as believed and apart from the others; a sum below nothing counts as
    nothing, because no buyer is paid for taking a product.
    """
    payments = payments_a_month(product)
    if not product.savings or payments is None:
        return None
    rates = tuple(_rate(one, number, nok_per) for number, one in enumerate(product.savings))
    cites = (Citation(title=one.source, read=one.on) for one in product.savings if one.source)
    return Estimate(
        dist=_summed(product.savings, rates=rates, payments=payments), unit=INPUTS["saving"].unit,
        origin=Origin.COMPANY, confidence=Confidence.READ, cites=tuple(dict.fromkeys(cites)),
        because=(Reason.of("price-savings-summed", count=len(product.savings)),),
    )  # fmt: skip


def payments_a_month(product: ProductProfile) -> float | None:
    """Return how often a month one unit's price is paid, as the file states it; None where it does not.

    What is paid once is shared over the months one unit is used.
    """
    price = product.price
    if price.model == "one-off":
        return 1 / (price.months_used or MONTHS_OF_USE)
    return price.uses_per_unit_month if price.model == "per-use" else 1.0


def around(middle: float, *, ends: tuple[float | None, float | None], spread: tuple[float, float]) -> Dist:
    """Return what is believed of a number: between its stated ends, or our spread where one is missing."""
    ours = sorted(middle * share for share in spread)
    least, most = (b if a is None else a for a, b in zip(ends, ours, strict=True))
    return Fixed(value=middle) if least == most else Pert(low=least, typical=middle, high=most)


def is_cash(saving: Saving) -> bool:
    """Return whether a saving is money no longer paid out: as stated, else supplies alone."""
    return saving.frees_cash if saving.frees_cash is not None else saving.what == "supplies"


def amount_of(saving: Saving) -> Dist:
    """Return how much of it is spared by one unit in a month."""
    return around(saving.amount, ends=(saving.low, saving.high), spread=AMOUNT_AROUND)


def worth_of(saving: Saving) -> Dist:
    """Return what each is worth, in the saving's own currency."""
    return around(saving.worth, ends=(saving.worth_low, saving.worth_high), spread=WORTH_AROUND)


def _rate(saving: Saving, number: int, nok_per: Callable[[str], float]) -> float:
    """NOK for one unit of a saving's currency."""
    try:
        return nok_per(saving.currency)
    except Refused as refused:
        found = refused.problem
        raise Refused(
            f"no rate turns `{saving.currency}` into NOK", where=f"product.savings.{number}.currency",
            why=" · ".join(filter(None, (found.what, found.why))), remedy=found.remedy, kind=refused.kind,
        ) from None  # fmt: skip


@lru_cache(maxsize=64)
def _summed(found: tuple[Saving, ...], *, rates: tuple[float, ...], payments: float) -> Dist:
    total = np.zeros(DRAWS)
    for number, (one, rate) in enumerate(zip(found, rates, strict=True)):
        total += _drawn(amount_of(one), f"{number}.amount") * _drawn(worth_of(one), f"{number}.worth") * rate
    values = np.quantile(np.maximum(total, 0.0) / payments, PROBS)
    if values[0] == values[-1]:
        return Fixed(value=float(values[0]))
    return Quantiles(probs=PROBS, values=tuple(float(value) for value in values))


def _drawn(dist: Dist, key: str) -> Floats:
    return sample(dist, seed=SEED, key=f"product.savings.{key}", start=0, stop=DRAWS)
