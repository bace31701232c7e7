"""A finding: what was found out about one number, by asking whom, how, when, and how sure one may be.

Two rules discount what is found. **How sure** (0 to 1) is the exponent on the likelihood (a power
likelihood; Ibrahim and Chen 2000 for earlier trials): at 0.5 ten answers count as five. **Shared error**:
people of one kind err alike, so n of them count as n / (1 + (n - 1) rho), the design effect of Kish (1965).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from fram.decide.beliefs.evidence import Evidence, people
from fram.terms.errors import Refused

Kind = Literal["interview", "survey", "quote", "pilot", "desk"]
SURE: dict[str, float] = {"high": 1.0, "medium": 0.5, "low": 0.2}
"""The share of its weight that evidence keeps, by how sure one is of it: planning figures of ours."""
RHO: dict[Kind, float] = {"interview": 0.3, "survey": 0.0, "quote": 0.3, "pilot": 0.0, "desk": 0.3}
"""How alike several people or sources of one kind err (0 to 1): planning figures of ours.

What people judge shares an error (they read the same papers and know each other); what is counted in a
survey drawn at random or in a pilot does not.
"""


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


def _refuse(what: str, field: str, remedy: str) -> None:
    raise Refused(what, where=f"finding.{field}", remedy=remedy)
