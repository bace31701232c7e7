"""The rule book of Regulation (EU) 2024/1689: is there artificial intelligence in it, and is it high-risk.

It never changes the device class; it reads what follows from it, whether a notified body must look.
"""

from __future__ import annotations

from datetime import date

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Citation, Confidence

NOT_AI = "not-ai"
LEVELS = ("not-high-risk", "high-risk")
SINCE = date(2024, 8, 1)
"""The day the regulation entered into force; its duties begin later, see ``dates.yaml``."""
READ_ON = date(2026, 11, 22)
BOTH_CONDITIONS = Citation(
    title="MDCG 2025-6 / AIB 2025-1, the device regulations and the regulation on artificial intelligence",
    publisher="Medical Device Coordination Group", place="question 2 and table 1", edition="June 2025",
    read=READ_ON,
)  # fmt: skip


def act(place: str) -> Citation:
    """Return a citation of the regulation."""
    return Citation(
        title="Regulation (EU) 2024/1689 on artificial intelligence", publisher="European Union",
        url="https://eur-lex.europa.eu/eli/reg/2024/1689/oj", place=place, read=READ_ON,
    )  # fmt: skip


@rule(NOT_AI, id="no-ai", cite=act("Article 3(1)"), since=SINCE, confidence=Confidence.PARTLY_READ)
def without_ai() -> Condition:
    """Nothing in it was trained or reasons by itself: the regulation does not speak of it."""
    return is_no("uses_ai")


@rule("not-high-risk", id="ai-system", cite=act("Articles 3(1), 5 and 50"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def any_ai() -> Condition:
    """Artificial intelligence of every kind keeps clear of what is banned and says that it is at work."""
    return is_yes("uses_ai")


@rule("high-risk", id="annex-i", cite=act("Article 6(1), Annex I section A"), since=SINCE,
      guides=(BOTH_CONDITIONS,), confidence=Confidence.PARTLY_READ)  # fmt: skip
def ai_in_a_device() -> Condition:
    """High-risk where it is the device or keeps it safe, and a notified body must look at the device."""
    is_in_it = is_one_of("ai_role", "is_the_device", "safety_component")
    return is_yes("uses_ai") & is_in_it & is_yes("needs_notified_body")


@rule("high-risk", id="annex-iii", cite=act("Article 6(2), Annex III point 5(d)"), since=SINCE)
def ai_that_sorts_emergencies() -> Condition:
    """High-risk where it ranks emergency calls or patients; a narrow aid may be freed by Article 6(3)."""
    return is_yes("uses_ai") & is_yes("emergency_triage")


BOOK = RuleBook(
    id="eu-ai-act",
    version="2024/1689 as amended by 2026/1744",
    order=LEVELS,
    out=NOT_AI,
    outside=(without_ai,),
    rules=(any_ai, ai_in_a_device, ai_that_sorts_emergencies),
    covers="Article 6 for devices and emergency triage; other uses of Annex III and the bans are not coded",
    vocabulary={},
)
