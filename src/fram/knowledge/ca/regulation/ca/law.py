"""How the Canadian Medical Devices Regulations are written down here: classes, days, citations, shared words.

Where a rule is "subject to" another, or the other holds "despite" it, the other one names it in ``despite``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.rules.condition import Condition, is_one_of, is_yes
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


def is_hardware() -> Condition:
    """It is more than software on its own."""
    return is_one_of("device_kind", "hardware")


def is_software() -> Condition:
    """It is software on its own."""
    return is_one_of("device_kind", "software")


def is_active() -> Condition:
    """It works on power (section 1); software on its own counts as such."""
    return is_software() | is_yes("active")


def stays_outside() -> Condition:
    """It does not go into the body and does not touch the eye."""
    return is_hardware() & is_one_of("invasive", "none")


def enters_by_surgery() -> Condition:
    """It enters the body through an opening that was made for it (section 1)."""
    return is_hardware() & is_one_of("invasive", "surgical", "implant")


def enters_an_opening() -> Condition:
    """It enters a natural opening or a lasting stoma, or touches the surface of the eye."""
    return is_hardware() & is_one_of("invasive", "orifice")


def steers_treatment() -> Condition:
    """It is software made for a powered device of more than the lowest class."""
    return is_software() & is_one_of("drives_mdr_class", "IIa", "IIb", "III")
