"""How Singapore's classes are written down here: classes, days, citations, shared words.

Regulation 24(3)(b) sends the reader to the rules on the authority's website: GN-13 for devices, GN-14 for
tests. Neither was opened. Both follow the principles of the Global Harmonization Task Force, as does India's
law of 2017, of which a public copy was read; some wording is from general knowledge of those principles.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.rules.condition import Condition
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation, Confidence

CLASSES = ("A", "B", "C", "D")
NOT_A_DEVICE = "not_md"
"""The outcome for what the law does not see as a device."""
SINCE = date(2018, 6, 1)
"""The day from which the regulation points to the rules on the website."""
TABLE_SINCE = date(2022, 4, 1)
"""The month in which the guidance on software came out; the day is not known."""
GUIDELINES_SINCE = date(2025, 7, 1)
"""The month of its second revision."""
NO_TISSUE_SINCE = date(2021, 3, 1)
"""The day on which cells, tissue and genes became a law of their own."""
READ_ON = date(2026, 11, 22)

HIGHER = ("IIa", "IIb", "III")
"""European words for the classes B to D, in which the registry asks for another device's class."""
SHELTERED = ("oral_to_pharynx", "ear_canal", "nasal")
"""The mouth as far as the throat, the ear canal, the nose: milder than other openings."""


def act(place: str) -> Citation:
    """Return a citation of the act."""
    return Citation(
        title="Health Products Act 2007", publisher="Singapore", url="https://sso.agc.gov.sg/Act/HPA2007",
        place=place, read=READ_ON,
    )  # fmt: skip


def regulations(place: str) -> Citation:
    """Return a citation of the regulations under the act."""
    return Citation(
        title="Health Products (Medical Devices) Regulations 2010", publisher="Singapore",
        url="https://laws.sg/legislation/sub-leg-2007-hpa-s436-2010/reg-24", place=place, read=READ_ON,
    )  # fmt: skip


def device_rules(place: str) -> Citation:
    """Return a citation of the rules for devices."""
    return Citation(
        title="GN-13, risk classification of general medical devices, to which regulation 24(3)(b) points",
        publisher="Health Sciences Authority", place=place,
        url="https://www.hsa.gov.sg/medical-devices/registration/risk-classification-rule",
        edition="revision 2.1, September 2018; not opened by us, worded after the model it follows, "
        "as a copy of India's rules of 2017 has it",
    )  # fmt: skip


def sample_rules(place: str) -> Citation:
    """Return a citation of the rules for tests on samples."""
    return Citation(
        title="GN-14, risk classification of tests on samples, to which regulation 24(3)(b) points",
        publisher="Health Sciences Authority", place=place,
        edition="revision 3, July 2023; not opened by us, worded after the model it follows, in part as "
        "copies of the laws of India and Australia have it",
    )  # fmt: skip


def software_guide(place: str) -> Citation:
    """Return a citation of the guidance on software."""
    return Citation(
        title="GL-07, risk classification of software and qualification of decision support",
        publisher="Health Sciences Authority", place=place,
        edition="revision 2, July 2025; not opened by us, as others quote it, the table in three of them",
    )  # fmt: skip


def gn_13(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.PARTLY_READ, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule for devices. ``place``: ``rule 6``."""
    return rule(outcome, id=id, cite=device_rules(place), since=SINCE, confidence=confidence, **more)


def gn_14(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.PARTLY_READ, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule for tests on samples. ``place``: ``rule 3(i)``."""
    return rule(outcome, id=id, cite=sample_rules(place), since=SINCE, confidence=confidence, **more)
