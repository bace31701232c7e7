"""What was found out changes what is believed: which findings speak of an estimate, and what it becomes.

A finding without a market speaks of every market. One that names a market speaks of that market alone where
the input differs by market, and its estimate is that market's own from then on, as in a scenario. Where the
input differs by regime it speaks of the regime, so of every market under it; save where an ``[[expected]]``
entry gives that market, or the one the finding names, a figure of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from fram.decide.model.case import default_of
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.jurisdiction import market_code
from fram.terms.loop import FoundOut
from fram.terms.product import CompanyFile
from fram.workspace.company.findings import place_of
from fram.workspace.company.found_out import found_out
from fram.workspace.weighing.costs import Known

if TYPE_CHECKING:
    from fram.decide.beliefs import Revised, Updated

K = TypeVar("K", bound=Known)
OUTWEIGHS = 0.5
"""Findings that leave at most this share of the range between P10 and P90 say more than what was believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where beliefs hold: a market and its regime, or neither for the product itself.

    ``regimes``: the regime of each market that findings name, where an input differs by regime.
    """

    market: str = ""
    regime: str = ""
    regimes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was found out about one input in one place: what was believed before, and each step since.

    ``numbers``: the place of each step's finding in the file, from 1. ``revised`` is None where the plan
    holds the input for certain: nothing that is found out moves a certainty. ``is_own``: it is the market's
    own estimate now.
    """

    input: str
    market: str
    prior: Estimate
    numbers: tuple[int, ...]
    revised: Revised | None = field(repr=False)
    is_own: bool = False

    @property
    def estimate(self) -> Estimate:
        """What is believed now, with its reasons and sources."""
        if self.revised is None:
            return self.prior
        steps = self.revised.steps
        firm: dict[str, Any] = (
            {"origin": Origin.COMPANY, "confidence": Confidence.READ} if _outweighs(steps) else {}
        )
        return replace(
            self.prior, dist=self.revised.dist, **firm,
            cites=(*self.prior.cites, *dict.fromkeys(cite for step in steps for cite in _cites(step))),
            because=(*self.prior.because, *(_reason(step, unit=self.prior.unit) for step in steps)),
        )  # fmt: skip


def _outweighs(steps: Sequence[Updated]) -> bool:
    """Whether what was found out says more than what was believed: else the number rests where it did."""
    before, after = steps[0].before, steps[-1].after
    return after.p90 - after.p10 <= OUTWEIGHS * (before.p90 - before.p10)


def live(file: CompanyFile) -> tuple[tuple[int, FoundOut], ...]:
    """Return the findings that count, each with its number in the file from 1; those withdrawn do not."""
    return tuple((n, found) for n, found in enumerate(file.findings, start=1) if not found.withdrawn)


def regimes_asked(file: CompanyFile) -> tuple[str, ...]:
    """Return the markets whose regime must be known to say of which estimates findings speak."""
    named = (place_of(one) for _, one in live(file) if one.market and INPUTS[one.input].scope == "regime")
    return tuple(dict.fromkeys(named))


def heard(
    known: Mapping[str, Known], file: CompanyFile, *, place: Place, names: Iterable[str] | None = None
) -> tuple[Heard, ...]:
    """Return what findings make of the estimates of a place; ``names``: of these inputs alone.

    ``known``: what is believed before; an input it lacks has its wide default. Without findings: nothing,
    at no cost. Raises ``Refused`` where a finding is impossible under what was believed.
    """
    about: dict[str, list[tuple[int, FoundOut]]] = {}
    for number, found in live(file):
        if (names is None or found.input in names) and _speaks(found, file, place):
            about.setdefault(found.input, []).append((number, found))
    return tuple(_heard(name, known.get(name), some, file, place) for name, some in about.items())


def believed(known: Mapping[str, K], file: CompanyFile, *, market: str = "") -> dict[str, K | Estimate]:
    """Return what is believed of a market, or (no market) of the product: what the company told, then found.

    Only what stands in ``known`` or was told is revised; inputs that differ by regime are left to the plan.
    """
    told: dict[str, K | Estimate] = {**known, **found_out(file.expected, market=market)}
    names = [name for name in told if INPUTS[name].scope != "regime"] if file.findings else ()
    return told | estimates(heard(told, file, place=Place(market=market), names=names))


def estimates(some: Iterable[Heard]) -> dict[str, Estimate]:
    """Return the estimates that were moved, by input name."""
    return {one.input: one.estimate for one in some if one.revised is not None}


def own(some: Iterable[Heard]) -> dict[str, str]:
    """Return whose the moved estimates are, where that is now the market: its code by input name."""
    return {one.input: one.market.lower() for one in some if one.is_own and one.revised is not None}


def is_told(known: Known | None) -> bool:
    """Return whether an estimate is what the company told or found out."""
    return isinstance(known, Estimate) and known.origin is Origin.COMPANY


def _speaks(found: FoundOut, file: CompanyFile, place: Place) -> bool:
    scope = INPUTS[found.input].scope
    if (scope == "product") == bool(place.market):
        return False
    named = place_of(found)
    if not named or named == place.market:
        return True
    if scope != "regime" or place.regimes.get(named) != place.regime:
        return False
    owners = {market_code(item.market) for item in file.expected if item.market and item.input == found.input}
    return not owners & {named, place.market}


def _heard(
    name: str, known: Known | None, some: list[tuple[int, FoundOut]], file: CompanyFile, place: Place
) -> Heard:
    from fram.workspace.company.findings.evidence import in_order  # the engine costs time to import

    unit = file.product.unit_of_sale or ""
    prior = known if isinstance(known, Estimate) else default_of(name, unit_of_sale=unit)
    ordered = in_order(some)
    certain = isinstance(prior.dist, Fixed)
    return Heard(
        input=name, market=place.market, prior=prior, numbers=tuple(number for number, _ in ordered),
        revised=None if certain else _revised(prior.dist, tuple(found for _, found in ordered)),
        is_own=INPUTS[name].scope == "market" and any(found.market for _, found in ordered),
    )  # fmt: skip


@lru_cache(maxsize=512)
def _revised(prior: Dist, found: tuple[FoundOut, ...]) -> Revised:
    """Markets under one regime share their beliefs, so they are revised once."""
    from fram.decide.beliefs import revised
    from fram.workspace.company.findings.evidence import finding_of

    return revised(prior, [finding_of(one) for one in found])


def _cites(step: Updated) -> tuple[Citation, ...]:
    finding = step.finding
    title = finding.source or finding.who
    return (Citation(title=title, place=finding.about, read=finding.on),) if title else ()


def _reason(step: Updated, *, unit: str) -> Reason:
    """How it was found out, from whom, when, for how many it counts, and what was believed before."""
    from fram.workspace.company.findings.evidence import asked, counts_as

    finding = step.finding
    low, high = (float(value) for value in quantile(step.prior, (0.1, 0.9)))  # type: ignore[arg-type]
    told = Reason.of(
        "found-out-from" if finding.who else "found-out", how=finding.kind, day=finding.on.isoformat(),
        asked=asked(finding), counts=float(f"{counts_as(finding):.3g}"), before_low=low, before_high=high,
        unit=unit,
    )  # fmt: skip
    return replace(told, values=(("who", finding.who), *told.values)) if finding.who else told
