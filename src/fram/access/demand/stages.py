"""From all who are concerned to those with a diagnosis and those in treatment, without counting twice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fram.access.demand.indication import Figure, Indication, TreatedBasis
from fram.access.demand.nearness import spread_of_carrying
from fram.access.demand.sighting import Z80, Sighting, pooled
from fram.terms.estimate import Reason
from fram.terms.logic import Unknown

SHARE_CARRIED = 1.3
"""The most a share is widened for being carried over: it cannot leave 0 to 1 as a count can."""


class Stage(StrEnum):
    """Who of those concerned is counted."""

    ALL = "all"
    DIAGNOSED = "diagnosed"
    TREATED = "treated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share to multiply by: its value, sd of its logarithm, and what it rests on."""

    value: float = 1.0
    sigma: float = 0.0
    figures: tuple[Figure, ...] = ()
    carried: bool = False
    because: tuple[Reason, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(figure.id for figure in self.figures)


WHOLE = Share()
"""Nothing is taken away."""


def staged(
    used: list[Sighting], indication: Indication, *, market: str, stage: Stage
) -> tuple[list[Sighting], Share | Unknown]:
    """The sightings to start from and the share that takes them to ``stage``.

    Figures that count only the diagnosed are diagnosed already and are not multiplied a second time.
    """
    registered = [s for s in used if s.counts_diagnosed]
    if registered:
        known = Share(because=(Reason.of("need-register-counts-diagnosed"),))
        if stage is Stage.DIAGNOSED:
            return registered, known
        return registered, _treated_of_diagnosed(indication, market)
    diagnosed = _diagnosed(indication, market)
    if stage is Stage.DIAGNOSED:
        return used, diagnosed
    of_all = _treated_of_all(indication, market)
    if not isinstance(of_all, Unknown):
        return used, of_all  # a share of all cases: the diagnosed are left out of the chain
    of_diagnosed = _treated_of_diagnosed(indication, market)
    if isinstance(diagnosed, Unknown) or isinstance(of_diagnosed, Unknown):
        return used, diagnosed if isinstance(diagnosed, Unknown) else of_diagnosed
    return used, _product(diagnosed, of_diagnosed)


def _diagnosed(indication: Indication, market: str) -> Share | Unknown:
    values = [(f, f.diagnosed_share) for f in indication.figures if not f.diagnosed_only]
    return _published(
        values, market, "need-diagnosed-share", f"how many with {indication.slug} are diagnosed"
    )


def _treated_of_all(indication: Indication, market: str) -> Share | Unknown:
    bases = (TreatedBasis.OF_ALL_CASES, TreatedBasis.OF_SELF_REPORTED)
    values = [(f, f.treated_share) for f in indication.figures if f.treated_basis in bases]
    return _published(values, market, "need-treated-of-all", f"how many with {indication.slug} are treated")


def _treated_of_diagnosed(indication: Indication, market: str) -> Share | Unknown:
    """Treated among the diagnosed; a treated share of all cases is divided by the diagnosed share."""
    values: list[tuple[Figure, float | None]] = []
    for f in indication.figures:
        if f.treated_basis is TreatedBasis.OF_DIAGNOSED:
            values.append((f, f.treated_share))
        elif f.treated_basis is TreatedBasis.OF_ALL_CASES and f.diagnosed_share and f.treated_share:
            values.append((f, min(1.0, f.treated_share / f.diagnosed_share)))
    return _published(
        values, market, "need-treated-of-diagnosed", f"how many diagnosed with {indication.slug} are treated"
    )


def _published(
    values: Iterable[tuple[Figure, float | None]], market: str, key: str, asked: str
) -> Share | Unknown:
    """The nearest published shares, pooled as figures are; Unknown when nobody has given one."""
    known = [(f, v, spread_of_carrying(market, f.region)) for f, v in values if v]
    if not known:
        return Unknown(f"nobody has read {asked}", ask="register or survey")
    near = min(n for _, _, n in known)
    nearest = sorted(((f, v) for f, v, n in known if n == near), key=lambda fv: fv[0].id)
    mu, sigma = pooled([(math.log(v), 0.0) for _, v in nearest])
    if all(v == 1 for _, v in nearest):
        sigma = 0.0  # true by the way they were counted
    figures = tuple(f for f, _ in nearest)
    reason = Reason.of(key, share=f"{math.exp(mu):.3f}", figures=", ".join(f.id for f in figures))
    widened = math.hypot(sigma, math.log(min(near, SHARE_CARRIED)) / Z80) if sigma else 0.0
    return Share(value=math.exp(mu), sigma=widened, figures=figures, carried=near > 1, because=(reason,))


def _product(first: Share, second: Share) -> Share:
    return Share(
        value=first.value * second.value, sigma=math.hypot(first.sigma, second.sigma),
        figures=(*first.figures, *second.figures), carried=first.carried or second.carried,
        because=(*first.because, *second.because),
    )  # fmt: skip
