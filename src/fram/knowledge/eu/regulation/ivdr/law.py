"""How the rules of Regulation (EU) 2017/746 are written down here: its classes, its days, its citations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.rules.condition import Condition
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation

CLASSES = ("A", "B", "C", "D")
NOT_A_TEST = "not_ivd"
"""The outcome for what the regulation does not see as an in vitro diagnostic device."""
STERILE = "A sterile"
"""Class A sold sterile: a notified body looks at the sterility alone."""
APPLIES = date(2022, 5, 26)
"""The day the regulation began to apply."""
REVISION_3 = date(2024, 7, 8)
REVISION_4 = date(2025, 3, 18)
"""The days on which the guidance on classes was published anew."""
READ_ON = date(2026, 11, 22)


def law(place: str) -> Citation:
    """Return a citation of the regulation, with the corrections published up to its first day."""
    return Citation(
        title="Regulation (EU) 2017/746 on in vitro diagnostic medical devices", publisher="European Union",
        url="https://eur-lex.europa.eu/eli/reg/2017/746/oj", place=place, read=READ_ON,
        edition="as published in 2017, read in a copy; the correction of 27 December 2019 at second hand",
    )  # fmt: skip


def guide(place: str) -> Citation:
    """Return a citation of the guidance on classification, in the newest text that was read."""
    return Citation(
        title="MDCG 2020-16 rev.4, classification of in vitro diagnostic devices",
        publisher="Medical Device Coordination Group", place=place, edition="March 2025", read=READ_ON,
    )  # fmt: skip


def guide_to_software(place: str) -> Citation:
    """Return a citation of the guidance on software."""
    return Citation(
        title="MDCG 2019-11 rev.1, qualification and classification of software",
        publisher="Medical Device Coordination Group", place=place, edition="June 2025", read=READ_ON,
    )  # fmt: skip


def annex_viii(
    outcome: str, place: str, *, id: str, since: date = APPLIES, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Annex VIII. ``place``: ``2.3 (rule 3), point (h)``."""
    return rule(outcome, id=id, cite=law(f"Annex VIII, {place}"), since=since, **more)


def reading_aid(
    outcome: str, place: str, *, id: str, since: date = APPLIES, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make an aid out of the examples of the guidance: reported, never decisive."""
    return rule(outcome, id=id, cite=guide(place), since=since, force=Force.GUIDANCE, **more)
