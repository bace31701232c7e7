"""What a price is asked for with, and what comes back: use, net price, and the lines of its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed, Pert
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown

Per = Literal["patient", "quarter", "year", "month", "case"]
"""What one unit of a price is: a patient for all the time of use, a time of use, a case treated."""
PaidTo = Literal["maker", "partner", "hospital"]
LINES = (
    "first-months", "later-months", "sum", "ceiling", "gross", "net", "operator", "technical", "negotiated",
    "outcome-share", "attained", "after-outcome", "units", "volume-whole", "volume-marginal", "first-year",
    "own", "without-vat", "support", "with-support", "days-used", "withheld", "rate", "monthly", "year",
    "follow-on-rate", "follow-on-monthly", "follow-on-year", "rural", "price-abroad", "foreign-average",
    "code", "provider-month", "extra-cost", "share-of-extra-cost", "add-on", "drop-above", "cut-above",
    "ceiling-times",
)  # fmt: skip
"""The keys of lines; what a line is about (a track, a code, a country) stands in its ``subject``."""
NOTES = (
    "default", "capped", "without-vat", "not-the-makers", "not-in-net", "no-cap", "cost-not-told",
    "dropped", "cut", "even-mix",
)  # fmt: skip
REASONS = (
    "net-own", "net-from-month-13", "net-volume-not-told", "net-volume-open", "net-volume-later",
    "net-attained-default", "net-months-default", "net-most-paid", "net-own-below", "net-own-above",
    "net-goes-to-partner", "net-goes-to-hospital", "net-code-is-not-the-price", "net-track-open",
    "net-prices-abroad",
)  # fmt: skip
"""The keys of reasons a price can carry: whoever shows them has words for each."""
NO_PRICES = (
    "net-none-read", "net-none-negotiated", "net-none-tender", "net-none-fee-schedule", "net-none-budget",
    "net-none-sets", "net-none-agreed", "net-none-add-on", "net-none-extra-cost", "net-none-abroad",
)  # fmt: skip
"""The keys of why there is no net price: words for each here too."""
ATTAINED = Estimate(dist=Pert(low=0.5, typical=0.8, high=1.0), unit="share", origin=Origin.DEFAULT)
"""What share of an outcome-dependent part is earned, where nobody told: wide, ours, read nowhere."""
WHOLE_YEAR = Estimate(dist=Fixed(value=12.0), unit="months", origin=Origin.DEFAULT)
"""For how long a patient uses the product, where nobody told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How a product is used and sold, as far as somebody told.

    ``months_used`` a patient uses it; ``units_a_year`` sold under the pathway; ``attained`` share (0 to 1)
    of the agreed outcome; ``own_price`` what the maker asks, without VAT, in the pathway's currency, for what
    the mechanism counts in (``front.PER``), else for ``own_per``; ``extra_cost`` of a
    case, same currency; ``abroad`` prices by country (ISO alpha-2), same currency; ``days_of_data`` and
    ``minutes`` of a provider's work for one patient in a month; ``on_trial`` listed for a trial only;
    ``settled`` readings that hold where a rule can be read in several ways (``whole``, ``marginal``, the
    name of a track).
    """

    months_used: Estimate | None = None
    units_a_year: Estimate | None = None
    attained: Estimate | None = None
    own_price: Estimate | None = None
    own_per: Per = "case"
    extra_cost: Estimate | None = None
    abroad: Mapping[str, Estimate] = field(default_factory=dict)
    days_of_data: float | None = None
    minutes: float | None = None
    on_trial: bool = False
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """One line of the arithmetic, in ``unit``.

    ``typical`` follows from the typical values of the lines above by ``how``, arithmetic in digits ("435 +
    38.3 × (6 − 3)"; empty for a figure that is given, or put together from marked ones); ``factor`` is the
    number it multiplies by, where there is one. ``low`` and ``high`` hold eight of ten outcomes. ``key`` is
    one of ``LINES``, ``note`` one of ``NOTES`` or empty. ``confidence``: how far the figure was read, of one
    that is worked out the weakest it rests on; ``cite``: where a given figure was read.
    """

    key: str
    unit: str
    low: float
    typical: float
    high: float
    subject: str = ""
    factor: float | None = None
    how: str = ""
    note: str = ""
    confidence: Confidence = Confidence.UNCHECKED
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class NoPrice(Unknown):
    """Why there is no net price: ``key`` finds the sentence (``NO_PRICES``).

    ``lines`` and ``because``: what of the rule can be shown all the same, also beside an own price.
    """

    key: str = "net-none-read"
    lines: tuple[PriceLine, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetPrice:
    """What one unit (``per``) brings ``paid_to`` after what the rule takes, without VAT.

    ``gross``: before it takes (None where the rule says nothing of it), of codes what the provider bills, of
    an add-on what the hospital gets; ``readings``: what ``net`` would be
    under each reading that nobody has settled, ``net`` then being an even mixture of them; ``stages``: what
    one unit brings at another stage than the one that lasts (``first-year``, ``follow-on-<track>``,
    ``with-support``), and ``because`` says from when ``net`` holds, where that is not at once.
    """

    currency: str
    per: Per
    net: Estimate
    gross: Estimate | None = None
    paid_to: PaidTo = "maker"
    lines: tuple[PriceLine, ...] = ()
    readings: Mapping[str, Estimate] = field(default_factory=dict)
    stages: Mapping[str, Estimate] = field(default_factory=dict)
    because: tuple[Reason, ...] = ()
