"""A finding: what was found out about one number, by asking whom, how, when, and how sure one may be.

Two rules discount what is found. **How sure** (0 to 1) is the exponent on the likelihood (a power
likelihood; Ibrahim and Chen 2000 for earlier trials): at 0.5 ten answers count as five. **Shared error**:
people of one kind err alike, so n of them count as n / (1 + (n - 1) rho), the design effect of Kish (1965).

Findings that contradict each other count for less. Each is a place with an error, on the scale on which such
findings err evenly: odds where shares are counted, ratios where prices and rates are, else as it is. What
they differ beyond their errors is a spread between findings (DerSimonian and Laird 1986), and each one's
error is widened by it. For two of equal error this is the Birge ratio, the root of chi-square over n - 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from scipy.special import ndtr, stdtrit

from fram.decide.beliefs.evidence import (
    Answers,
    Events,
    Evidence,
    Quote,
    Told,
    Value,
    Voices,
    YesOf,
    centre,
    people,
    shown_three,
)
from fram.terms.dist.smooth import Z90
from fram.terms.errors import Refused

Kind = Literal["interview", "survey", "quote", "pilot", "desk"]
SURE: dict[str, float] = {"high": 1.0, "medium": 0.5, "low": 0.2}
"""The share of its weight that evidence keeps, by how sure one is of it: planning figures of ours."""
RHO: dict[Kind, float] = {"interview": 0.3, "survey": 0.0, "quote": 0.3, "pilot": 0.0, "desk": 0.3}
"""How alike several people or sources of one kind err (0 to 1): planning figures of ours.

What people judge shares an error (they read the same papers and know each other); what is counted in a
survey drawn at random or in a pilot does not.
"""


_ONE_SD = float(ndtr(1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found out about one input of the plan.

    ``about``: the input's name; ``market``: its code, or empty for all. ``who``: the role that was asked
    (not necessarily a name). ``sure``: 0 to 1, or one of ``SURE``. ``rho``: None takes the usual one of the
    kind. ``source``: where it is written down.
    """

    about: str
    kind: Kind
    evidence: Evidence
    on: date
    who: str = ""
    market: str = ""
    sure: float | str = "high"
    rho: float | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            _refuse(f"unknown kind `{self.kind}`", "kind", f"use one of {', '.join(get_args(Kind))}")
        if isinstance(self.sure, str) and self.sure not in SURE:
            _refuse(f"sure `{self.sure}`", "sure", f"use {', '.join(SURE)}, or a number from 0 to 1")
        if not 0 <= self.sure_share <= 1:
            _refuse(f"sure {self.sure:g}", "sure", "give a number from 0 (ignore it) to 1 (count all of it)")
        if not 0 <= self.shared_error <= 1:
            _refuse(f"a shared error of {self.rho:g}", "rho", "give 0 (apart) to 1 (all say one thing)")

    @property
    def sure_share(self) -> float:
        """The exponent that being sure gives, 0 to 1."""
        return SURE[self.sure] if isinstance(self.sure, str) else float(self.sure)

    @property
    def shared_error(self) -> float:
        """How alike the people asked err, 0 to 1."""
        return RHO[self.kind] if self.rho is None else self.rho

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What findings must have in common to share their error: input, market, kind, role."""
        return self.about, self.market, self.kind, self.who.strip().lower()


def weights(findings: Sequence[Finding]) -> tuple[float, ...]:
    """Return the exponent of each finding's likelihood: how sure, times what its people count for.

    People in separate findings of one group (same input, market, kind and role) share their error as
    those in one finding do: eight interviews noted one by one do not count for more than together.
    """
    asked: dict[tuple[str, str, str, str], list[float]] = {}
    for finding in findings:
        asked.setdefault(finding.group, []).append(people(finding.evidence))
    return tuple(
        finding.sure_share / (1 + (max(math.fsum(asked[finding.group]), 1.0) - 1) * finding.shared_error)
        for finding in findings
    )


def effective(finding: Finding) -> float:
    """Return for how many independent people (or cases) those of one finding count, were one sure."""
    count = people(finding.evidence)
    return count / (1 + (max(count, 1.0) - 1) * finding.shared_error)


def exponents(findings: Sequence[Finding]) -> tuple[float, ...]:
    """Return the exponent of each finding's likelihood: its weight, less where findings contradict.

    An error of variance v and a spread t² between findings: v / (v + t²) of the weight is left. Findings
    that differ no more than their errors explain keep all of theirs.
    """
    given = weights(findings)
    counted = [place for place, weight in enumerate(given) if weight > 0]
    if len(counted) < 2:
        return given
    scale = _scale([findings[place].evidence for place in counted])
    placed = [_placed(findings[place].evidence, scale) for place in counted]
    errors = [sd**2 / given[place] for (_, sd), place in zip(placed, counted, strict=True)]
    between = _between([at for at, _ in placed], errors)
    left = {place: error / (error + between) for place, error in zip(counted, errors, strict=True)}
    return tuple(weight * left.get(place, 1.0) for place, weight in enumerate(given))


def _between(places: Sequence[float], errors: Sequence[float]) -> float:
    """The variance between findings, 0 where their own (``errors``) explain how far they lie apart."""
    shares = [1 / error for error in errors]
    total = math.fsum(shares)
    middle = math.fsum(share * at for share, at in zip(shares, places, strict=True)) / total
    chi2 = math.fsum(share * (at - middle) ** 2 for share, at in zip(shares, places, strict=True))
    spare = total - math.fsum(share**2 for share in shares) / total
    return max((chi2 - (len(places) - 1)) / spare, 0.0)


def _scale(found: Sequence[Evidence]) -> str:
    """``odds``, ``ratio`` or ``plain``."""
    middles = [centre(one) for one in found if not isinstance(one, YesOf | Events)]
    if any(isinstance(one, YesOf) for one in found):
        return "odds" if all(0 < middle < 1 for middle in middles) else "plain"
    stretched = any(isinstance(one, Quote | Events) for one in found)
    return "ratio" if stretched and all(middle > 0 for middle in middles) else "plain"


def _placed(evidence: Evidence, scale: str) -> tuple[float, float]:
    """Where a finding lies on a scale, and its error there (one standard deviation)."""
    at, error, own = _stated(evidence)
    if own == scale:
        return (math.log(at / (1 - at)) if own == "odds" else math.log(at) if own == "ratio" else at), error
    plain = error * {"odds": at * (1 - at), "ratio": at, "plain": 1.0}[own]
    if scale == "odds":
        inside = min(max(at, 1e-6), 1 - 1e-6)
        return math.log(inside / (1 - inside)), plain / (inside * (1 - inside))
    return (math.log(at), plain / at) if scale == "ratio" else (at, plain)


def _stated(evidence: Evidence) -> tuple[float, float, str]:
    """The figure, its error on the scale on which it errs, and that scale; half a case is added to counts."""
    match evidence:
        case Value():
            return evidence.value, evidence.sd, "plain"
        case Quote():
            return evidence.price, evidence.sigma, "ratio"
        case YesOf():
            yes, no = evidence.yes + 0.5, evidence.of - evidence.yes + 0.5
            return yes / (yes + no), math.sqrt(1 / yes + 1 / no), "odds"
        case Events():
            seen = evidence.count + 0.5
            return seen / evidence.over, 1 / math.sqrt(seen), "ratio"
        case Answers():
            wide = float(stdtrit(evidence.count - 1, _ONE_SD))
            return evidence.mean, wide * evidence.sd / math.sqrt(evidence.count), "plain"
        case Told():
            return centre(evidence), _error_of(evidence), "plain"


def _error_of(told: Told) -> float:
    """The error of what several people said together, as wide as they differ."""
    total = math.fsum(person.weight for person in told.said)
    ends = [(shown_three(person), person.weight * len(told.said) / total) for person in told.said]
    precision = math.fsum(share * (2 * Z90 / (high - low)) ** 2 for (low, _, high), share in ends)
    return math.sqrt(Voices(told).widening / precision)


def _refuse(what: str, field: str, remedy: str) -> None:
    raise Refused(what, where=f"finding.{field}", remedy=remedy)
