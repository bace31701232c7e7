"""How the rules of Regulation (EU) 2017/745 are written down here: its classes, its days, its citations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.rules.condition import Condition
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation

CLASSES = ("I", "IIa", "IIb", "III")
NOT_A_DEVICE = "not_md"
"""The outcome for what the regulation does not see as a device."""
APPLIES = date(2021, 5, 26)
"""The day the regulation began to apply."""
ANNEX_XVI_APPLIES = date(2023, 6, 22)
"""The day it began to apply to the products without a medical purpose of its Annex XVI."""
HOOKS_REREAD = date(2026, 4, 20)
"""The day revision 1 of the guidance on classes was published."""
READ_ON = date(2026, 11, 22)
GROUP = "Medical Device Coordination Group"


def law(place: str) -> Citation:
    """Return a citation of the regulation."""
    return Citation(
        title="Regulation (EU) 2017/745 on medical devices", publisher="European Union",
        url="https://eur-lex.europa.eu/eli/reg/2017/745/oj", place=place, read=READ_ON,
        edition="as published in 2017, read in a copy",
    )  # fmt: skip


def reclassification(place: str) -> Citation:
    """Return a citation of the regulation that set classes for powered products without a medical purpose."""
    return Citation(
        title="Implementing Regulation (EU) 2022/2347", publisher="European Commission",
        url="https://eur-lex.europa.eu/eli/reg_impl/2022/2347/oj", place=place, read=READ_ON,
    )  # fmt: skip


def proposal(place: str) -> Citation:
    """Return a citation of the proposal of December 2025 to change the regulation."""
    return Citation(
        title="COM(2025) 1023, proposal to simplify the rules on medical devices",
        publisher="European Commission", place=place, edition="16 December 2025", read=READ_ON,
    )  # fmt: skip


def guide_to_classes(place: str) -> Citation:
    """Return a citation of the guidance on classification, as first published."""
    return Citation(
        title="MDCG 2021-24, classification of medical devices", publisher=GROUP, place=place,
        edition="October 2021", read=READ_ON,
    )  # fmt: skip


def second_guide_to_classes(place: str) -> Citation:
    """Return a citation of revision 1 of the guidance on classification, known from summaries."""
    return Citation(
        title="MDCG 2021-24 rev.1, classification of medical devices", publisher=GROUP, place=place,
        edition="April 2026, read in published summaries", read=READ_ON,
    )  # fmt: skip


def guide_to_software(place: str) -> Citation:
    """Return a citation of the guidance on software."""
    return Citation(
        title="MDCG 2019-11 rev.1, qualification and classification of software", publisher=GROUP,
        place=place, edition="June 2025", read=READ_ON,
    )  # fmt: skip


def guide_to_borderlines(place: str) -> Citation:
    """Return a citation of the manual on borderline cases."""
    return Citation(
        title="Manual on borderline and classification, version 4", publisher="European Commission",
        place=place, edition="September 2025", read=READ_ON,
    )  # fmt: skip


def annex_viii(
    outcome: str, place: str, *, id: str, since: date = APPLIES, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Annex VIII, chapter III. ``place``: ``6.3 (rule 11), first indent``."""
    return rule(outcome, id=id, cite=law(f"Annex VIII, {place}"), since=since, **more)
