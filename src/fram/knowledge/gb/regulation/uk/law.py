"""How the Medical Devices Regulations 2002 are written down here: classes, days, citations, shared words.

A rule asks first what few products meet, so that a plain no settles it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.rules.condition import Condition
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation, Confidence

CLASSES = ("I", "IIa", "IIb", "III")
NOT_A_DEVICE = "not_md"
"""The outcome for what the regulations do not see as a device."""
SINCE = date(2010, 3, 21)
"""The day from which the text read here has applied, as amended by Directive 2007/47."""
READ_ON = date(2026, 11, 22)


def regulations(place: str) -> Citation:
    """Return a citation of the British regulations."""
    return Citation(
        title="Medical Devices Regulations 2002 (SI 2002/618)", publisher="United Kingdom",
        url="https://www.legislation.gov.uk/uksi/2002/618", place=place, read=READ_ON,
    )  # fmt: skip


def annex(place: str) -> Citation:
    """Return a citation of the annex that regulation 7 points to."""
    return Citation(
        title="Directive 93/42/EEC, Annex IX, which regulation 7 of the Regulations 2002 takes over",
        publisher="legislation.gov.uk", url="https://www.legislation.gov.uk/eudr/1993/42/annex/IX",
        edition="after Directive 2007/47; indents read in the Spanish transposition, openings in English",
        place=place, read=READ_ON,
    )  # fmt: skip


def meddev(place: str) -> Citation:
    """Return a citation of the guidance to the directive, of which only the foreword could be read."""
    return Citation(
        title="MEDDEV 2.4/1 rev. 9, classification of medical devices", publisher="European Commission",
        edition="June 2010", place=place,
    )  # fmt: skip


def annex_ix(
    outcome: str,
    place: str,
    *,
    id: str,
    since: date = SINCE,
    confidence: Confidence = Confidence.PARTLY_READ,
    **more: Any,
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Annex IX. ``place``: ``chapter III, 2.2 (rule 6), third indent``."""
    return rule(outcome, id=id, cite=annex(place), since=since, confidence=confidence, **more)
