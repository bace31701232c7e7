"""The rule book of Regulation (EU) 2025/327: record system, claim to work with one, label, or nothing."""

from __future__ import annotations

from datetime import date

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Citation, Confidence

LEVELS = ("none", "wellness-label", "interoperability-claim", "ehr-system")
SINCE = date(2025, 3, 26)
"""The day commonly given for its entry into force; counting from the day of print gives the day before."""
READ_ON = date(2026, 11, 22)


def space(place: str) -> Citation:
    """Return a citation of the regulation."""
    return Citation(
        title="Regulation (EU) 2025/327 on the European Health Data Space", publisher="European Union",
        url="https://eur-lex.europa.eu/eli/reg/2025/327/oj", edition="read at ringholm.com", place=place,
        read=READ_ON,
    )  # fmt: skip


def handles(kept: str) -> Condition:
    """It is software, or holds some, that handles such record data for care providers or patients."""
    return is_yes("contains_software") & is_one_of("health_record_data", kept)


def claims_to_connect() -> Condition:
    """It is software, or holds some, that is said to work with record systems."""
    return is_yes("contains_software") & is_yes("claims_ehr_interoperability")


@rule("ehr-system", id="ehr-first", cite=space("Articles 2(2)(k), 14(1)(a)-(c), 25, 26 and 30"), since=SINCE)
def record_system_first_data() -> Condition:
    """Handling summaries or prescriptions, for care providers or patients, makes it a record system."""
    return handles("summaries_prescriptions")


@rule("ehr-system", id="ehr-second", cite=space("Articles 2(2)(k), 14(1)(d)-(f), 25, 26 and 30"), since=SINCE)
def record_system_second_data() -> Condition:
    """Handling images, test results or discharge letters for them makes it a record system."""
    return handles("images_results_letters")


@rule("interoperability-claim", id="claim", cite=space("Article 27, recital 42"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def device_that_claims_to_connect() -> Condition:
    """A device or test that is said to work with record systems must meet their two common components."""
    return claims_to_connect() & is_yes("is_medical_device")


@rule("wellness-label", id="wellness", cite=space("Articles 2(2)(ab) and 47"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def wellness_app_that_claims_to_connect() -> Condition:
    """An app for people's own well-being that is said to work with record systems must carry a label."""
    return claims_to_connect() & is_no("is_medical_device") & is_yes("lay_user")


BOOK = RuleBook(
    id="eu-ehds",
    version="2025/327",
    order=LEVELS,
    rules=(
        record_system_first_data,
        record_system_second_data,
        device_that_claims_to_connect,
        wellness_app_that_claims_to_connect,
    ),
    covers="Chapter III for makers; the duties to hand out data for research are not coded",
    vocabulary={},
)
