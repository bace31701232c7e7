"""The most that a formula allows of the prices elsewhere, for arrays of draws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.access.pathways.pathway import Pathway
from fram.access.pathways.prices.abroad import foreign_average
from fram.access.price_links.link import PriceLink
from fram.access.price_links.stake import Ceiling
from fram.access.spread import estimate_on
from fram.terms.estimate import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TERMS = ("drop_above", "cut_above", "ceiling")
"""The figures of the foreign average, as a pathway states them; the mean of each is used."""


def ceiling_of(link: PriceLink, *, pathways: Iterable[Pathway], on: date) -> Ceiling | None:
    """Return the formula of a link as its pathway states it on a day; None without one, or its figures."""
    if link.formula != "foreign-average":
        return None
    for pathway in pathways:
        if pathway.id in link.pathways:
            found = [estimate_on(pathway.price.terms.get(name), day=on) for name in TERMS]
            figures = [one.dist.mean for one in found if isinstance(one, Estimate)]
            if len(figures) == len(TERMS):
                return _capped(*figures)
    return None


def _capped(drop_above: float, cut_above: float, ceiling: float) -> Ceiling:
    def most(prices: Floats) -> Floats:
        average = foreign_average(prices.T, drop_above=drop_above, cut_above=cut_above)
        return np.asarray(ceiling * average)

    return most
