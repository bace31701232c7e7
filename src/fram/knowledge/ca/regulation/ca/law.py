"""How the Canadian Medical Devices Regulations are written down here: classes, days, citations, shared words.

Where a rule is "subject to" another, or the other holds "despite" it, the other one names it in ``despite``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.knowledge.products import is_software
from fram.rules.condition import Condition, is_one_of
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation

CLASSES = ("I", "II", "III", "IV")
NOT_A_DEVICE = "not_md"
"""The outcome for what the law does not see as a device."""
SINCE = date(2007, 6, 7)
"""The day from which Schedule 1 has stood as it does (SOR/2007-119)."""
SOFTWARE_GUIDANCE = date(2019, 12, 18)
"""The day the guidance on software was published."""
READ_ON = date(2026, 11, 22)


def regulations(place: str) -> Citation:
    """Return a citation of the regulations."""
    return Citation(
        title="Medical Devices Regulations (SOR/98-282)", publisher="Canada",
        url="https://laws-lois.justice.gc.ca/eng/regulations/SOR-98-282/", place=place,
        edition="consolidation of 18 June 2026", read=READ_ON,
    )  # fmt: skip


def act(place: str) -> Citation:
    """Return a citation of the act that says what a device is."""
    return Citation(
        title="Food and Drugs Act (R.S.C., 1985, c. F-27)", publisher="Canada",
        url="https://laws-lois.justice.gc.ca/eng/acts/F-27/", place=place, read=READ_ON,
    )  # fmt: skip


def health_canada(
    title: str, *, url: str, place: str = "", edition: str = "", language: str = "en/health-canada"
) -> Citation:
    """Return a citation of a page of the authority."""
    return Citation(
        title=title, publisher="Health Canada", url=f"https://www.canada.ca/{language}/{url}",
        place=place, edition=edition, read=READ_ON,
    )  # fmt: skip


SOFTWARE_QUESTIONS = health_canada(
    "Software Regulated as a Medical Device, frequently asked questions", place="questions 1 to 4",
    url="services/drugs-health-products/medical-devices/activities/announcements/"
    "questions-answers-software-regulated-medical-device.html",
)  # fmt: skip
SOFTWARE_GUIDE = health_canada(
    "Guidance Document: Software as a Medical Device (SaMD): Definition and Classification",
    place="2.2, exclusion criteria; 2.3, classification",
    edition="18 December 2019, read only as others summarise it and its draft",
    url="services/drugs-health-products/medical-devices/application-information/guidance-documents/"
    "software-medical-device-guidance.html",
)  # fmt: skip
PROTECTIVE_EQUIPMENT = health_canada(
    "Personal protective equipment (COVID-19): Overview", place="introduction",
    url="services/drugs-health-products/covid19-industry/medical-devices/personal-protective-equipment/"
    "overview.html",
)  # fmt: skip


def schedule_1(
    outcome: str, place: str, *, id: str, since: date = SINCE, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Schedule 1. ``place``: ``Part 1, rule 2(3)``."""
    return rule(outcome, id=id, cite=regulations(f"Schedule 1, {place}"), since=since, **more)


def steers_treatment() -> Condition:
    """It is software made for a powered device of more than the lowest class."""
    return is_software() & is_one_of("drives_mdr_class", "IIa", "IIb", "III")
