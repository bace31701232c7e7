"""A finding changes a belief, and every step can be replayed: drop one, and the rest are counted anew.

Each step is counted from the first belief and all findings up to it, never from a rounded belief in
between: so the order of findings does not matter, and taking one back leaves no trace.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fram.decide.beliefs.density import Shown, shown
from fram.decide.beliefs.evidence import Evidence, centre
from fram.decide.beliefs.finding import Finding, exponents, weights
from fram.decide.beliefs.posterior import Discounted, posterior
from fram.decide.beliefs.surprise import surprise
from fram.terms.dist import Dist
from fram.terms.errors import Refused

DRAWS = 10_000
"""The number of draws of the prior that ``ess`` is told for."""
THIN = 100
"""Fewer draws than this still counting: re-weighting simulated draws would say little."""
CONTRADICTS = 0.05
"""A finding to which the belief gave less than this chance is told as a contradiction."""

APART = 1.25
"""Findings whose errors are taken as more than so many times as large are told to contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """One finding's effect on one belief.

    ``said``: the evidence in one number; ``weight``: the exponent its likelihood got. ``widened``: how many
    times as large its error was taken, for the findings so far contradict each other; 1 where they do not
    (the findings before are widened with it, each by the same spread between them). ``ess``: of
    ``DRAWS`` draws of the first belief so many still count after all findings so far. ``method``: ``exact``,
    ``counted`` (value by value), ``parts`` (of a mixture) or ``grid``. ``surprise``: the chance (two-sided)
    the belief before gave to evidence this far out. ``moved``: how many of the standard deviations before
    the mean has moved. ``narrower``: the standard deviation after as a share of that before.
    """

    finding: Finding
    prior: Dist
    posterior: Dist
    before: Shown
    after: Shown
    said: float
    weight: float
    widened: float
    ess: float
    method: str
    surprise: float
    moved: float
    narrower: float

    @property
    def evidence(self) -> Evidence:
        """What was found, as given."""
        return self.finding.evidence

    @property
    def contradicts(self) -> bool:
        """Whether the belief before gave such evidence less than ``CONTRADICTS``."""
        return self.surprise < CONTRADICTS

    @property
    def is_apart(self) -> bool:
        """Whether it and the findings before differ by more than their errors, enough to tell."""
        return self.widened > APART

    @property
    def one_in(self) -> float:
        """The surprise as one chance in so many (at least 1)."""
        return 1 / max(self.surprise, 1e-12)

    @property
    def is_thin(self) -> bool:
        """Whether too few draws still count for re-weighting; the posterior itself stays right."""
        return self.ess < THIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A belief after a list of findings, step by step; ``dist`` is what is believed now."""

    prior: Dist
    steps: tuple[Updated, ...]

    @property
    def dist(self) -> Dist:
        """The belief after all findings; the first belief where there are none."""
        return self.steps[-1].posterior if self.steps else self.prior


def update(prior: Dist, finding: Finding) -> Updated:
    """Return what is believed after one finding, and how it differs from what was believed before.

    Conjugate families stay what they are; all else becomes ``Quantiles`` within the prior's own limits
    (tested to a hundredth of its spread). Raises ``Refused`` where the finding is impossible.
    """
    return revised(prior, [finding]).steps[0]


def revised(prior: Dist, findings: Sequence[Finding]) -> Revised:
    """Return the belief after all findings on one input, with each step's before and after.

    To undo a finding leave it out: nothing of it stays. Raises ``Refused`` for findings on different inputs.
    """
    if len({(finding.about, finding.market) for finding in findings}) > 1:
        names = sorted({f"{f.about} {f.market}".strip() for f in findings})
        raise Refused(
            f"findings on different inputs: {', '.join(names)}", where="findings",
            remedy="revise each input by its own findings",
        )  # fmt: skip
    steps: list[Updated] = []
    for count, finding in enumerate(findings, start=1):
        before = steps[-1].posterior if steps else prior
        steps.append(_step(prior, before=before, findings=findings[:count], finding=finding))
    return Revised(prior=prior, steps=tuple(steps))


def _step(prior: Dist, *, before: Dist, findings: Sequence[Finding], finding: Finding) -> Updated:
    given, counted = weights(findings), exponents(findings)
    after = posterior(
        prior, [Discounted(evidence=f.evidence, weight=w) for f, w in zip(findings, counted, strict=True)]
    )
    then, now = shown(before), shown(after.dist)
    return Updated(
        finding=finding, prior=before, posterior=after.dist, before=then, after=now,
        said=centre(finding.evidence), weight=counted[-1],
        widened=math.sqrt(given[-1] / counted[-1]) if counted[-1] else 1.0,
        ess=DRAWS * after.ess_share, method=after.method,
        surprise=surprise(before, Discounted(evidence=finding.evidence, weight=given[-1])),
        moved=(now.mean - then.mean) / then.sd if then.sd else 0.0,
        narrower=now.sd / then.sd if then.sd else 1.0,
    )  # fmt: skip
