"""Whether a result from one country holds in another: what to set side by side, and who can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fram.terms.facts.studies import is_local
from fram.terms.proof.evidence import Evidence

OF_CARE = ("population", "care", "staff", "pathway", "use")
"""What a trial of care is compared by: patients, today's care, place and staff, the way to it, its use."""
OF_ACCURACY = ("spectrum", "reference", "staff", "pathway")
"""What a study of accuracy is compared by: the mix of ill and well, the best test, and as above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One finished study and the markets it was not made in.

    ``answered``: argued in writing to hold there; ``open``: nothing is said; ``compare``: what to set side
    by side, by key.
    """

    study: Evidence
    answered: tuple[str, ...]
    open: tuple[str, ...]
    compare: tuple[str, ...]


def transfers(studies: Sequence[Evidence], *, markets: Sequence[str]) -> tuple[Transfer, ...]:
    """Return the question of transfer for each finished study with a country, made outside some market."""
    found = []
    for study in studies:
        abroad = [market for market in markets if market != study.country]
        if not (study.is_finished and study.country and abroad) or study.design in ("bench", "none"):
            continue
        answered = tuple(market for market in abroad if is_local(study, (market,)))
        open_ones = tuple(market for market in abroad if market not in answered)
        topics = OF_ACCURACY if study.design == "diagnostic-accuracy" else OF_CARE
        found.append(Transfer(study=study, answered=answered, open=open_ones, compare=topics))
    return tuple(found)
