"""Whether a link between prices touches a product at all."""

from __future__ import annotations

from collections.abc import Sequence

from fram.access.pathways.fit import Fit
from fram.access.price_links.link import PriceLink
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile


def touching(link: PriceLink, fits: Sequence[Fit], *, product: ProductProfile) -> Truth:
    """Return whether a link touches the product: by its kind, then by the pathways whose price it is about.

    A pathway that fails only on what can be changed (papers, a study, approval) may still come to fit.
    """
    if link.kinds and product.kind not in link.kinds:
        return Truth.NO
    if any(fit.truth is Truth.YES for fit in fits):
        return Truth.YES
    return Truth.NO if fits and all(fit.is_closed for fit in fits) else Truth.UNKNOWN
