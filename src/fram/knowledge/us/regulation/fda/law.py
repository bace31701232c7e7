"""How American device law is written down here: outcomes, days, citations, shared words.

Days before the guidance of January 2026 are not coded: the same words were read otherwise then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.knowledge.products import is_software
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

NOT_A_DEVICE = "not_device"
"""The outcome for what the law does not see as a device."""
DISCRETION = "enforcement discretion"
"""A device, perhaps, of which the FDA asks nothing."""
EXEMPT, EUA, CLEARANCE, DE_NOVO, HDE, APPROVAL = "exempt", "EUA", "510(k)", "De Novo", "HDE", "PMA"
ROADS = (DISCRETION, EXEMPT, EUA, CLEARANCE, DE_NOVO, HDE, APPROVAL)
"""What is asked of a device before it is sold, from nothing to full approval."""
SINCE = date(2026, 1, 29)
"""The day of the guidance on decision support as it was read; nothing earlier is coded."""
READ_ON = date(2026, 11, 22)
FDA = "U.S. Food and Drug Administration"
MEDICAL_CLAIMS = ("treat_disease", "diagnose_disease", "monitor_disease", "prevent_disease", "body_function")
LOW_RISK_CLAIMS = ("self_manage", "simple_tasks")
MOVES = ("storage_communication_only", "viewing_only", "communication")


def act(place: str) -> Citation:
    """Return a citation of the act, by the numbers of its sections."""
    return Citation(
        title="Federal Food, Drug, and Cosmetic Act", publisher="United States",
        url="https://www.govinfo.gov/content/pkg/COMPS-973/pdf/COMPS-973.pdf", place=place, read=READ_ON,
    )  # fmt: skip


def cfr(place: str) -> Citation:
    """Return a citation of title 21 of the federal regulations."""
    return Citation(
        title="Code of Federal Regulations, title 21", publisher="United States",
        url="https://www.ecfr.gov/current/title-21", place=place, read=READ_ON,
    )  # fmt: skip


def product_codes(place: str = "") -> Citation:
    """Return a citation of the list of product codes."""
    return Citation(
        title="FDA product classification", publisher=FDA, edition="extract of 2026-08-18", place=place,
        url="https://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfPCD/classification.cfm", read=READ_ON,
    )  # fmt: skip


def guidance(title: str, *, url: str, edition: str, place: str = "") -> Citation:
    """Return a citation of a guidance, which shows how the FDA means to read the law and binds nobody."""
    return Citation(title=title, publisher=FDA, url=url, edition=edition, place=place, read=READ_ON)


CDS = guidance(
    "Clinical Decision Support Software", url="https://www.fda.gov/media/109618/download",
    edition="29 January 2026", place="sections IV and V",
)  # fmt: skip
WELLNESS = guidance(
    "General Wellness: Policy for Low Risk Devices", url="https://www.fda.gov/media/90652/download",
    edition="6 January 2026", place="sections III and IV",
)  # fmt: skip
SOFTWARE = guidance(
    "Policy for Device Software Functions and Mobile Medical Applications",
    url="https://www.fda.gov/media/80958/download", edition="28 September 2022",
    place="section V.B and appendix B",
)  # fmt: skip
DATA_SYSTEMS = guidance(
    "Medical Device Data Systems, Medical Image Storage Devices, and Medical Image Communications Devices",
    url="https://www.fda.gov/media/88572/download", edition="28 September 2022", place="section IV",
)  # fmt: skip
NAVIGATOR = guidance(
    "Digital Health Policy Navigator",
    url="https://www.fda.gov/medical-devices/digital-health-center-excellence/digital-health-policy-navigator",
    edition="as of 2024", place="step 4",
)  # fmt: skip


def section(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.READ, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of the act. ``place``: ``section 520(o)(1)(A)``."""
    return rule(outcome, id=id, cite=act(place), since=SINCE, confidence=confidence, **more)


def policy(
    cite: Citation, *, id: str, confidence: Confidence = Confidence.READ
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule by which the FDA lets be what the law would let it ask for."""
    return rule(DISCRETION, id=id, cite=cite, since=SINCE, force=Force.GUIDANCE, confidence=confidence)


def may_be_software() -> Condition:
    """It is not said to be a thing: the exclusions speak of software functions, in whatever product."""
    return ~is_one_of("device_kind", "hardware")


def speaks_of_more_than_wellness() -> Condition:
    """It claims more than wellness: the other exclusions of software are idle for what does not."""
    return ~is_one_of("us_claim", "wellness_only")


def claims_no_care() -> Condition:
    """It claims neither to do something about illness nor wellness, as office software and records do."""
    return ~is_one_of("us_claim", *MEDICAL_CLAIMS, "wellness_only")


def has_no_code() -> Condition:
    """Somebody looked, and no product code fits."""
    return is_one_of("fda_product_code", "none")


def claims_only_wellness() -> Condition:
    """It speaks of a healthy life alone, or of living well with an illness by one."""
    medical = is_one_of("us_claim", *MEDICAL_CLAIMS, *LOW_RISK_CLAIMS, "no_health")
    return ~medical & is_one_of("wellness_claim", "category1", "category2") & ~is_yes("us_clinical_threshold")


def is_low_risk_wellness() -> Condition:
    """It claims no more than wellness, and neither enters the body nor uses what needs control."""
    return claims_only_wellness() & is_yes("wellness_low_risk")


def has_a_low_risk_claim() -> Condition:
    """It helps ill people keep order and habits, or does what any clinician can do by head."""
    return may_be_software() & is_one_of("us_claim", *LOW_RISK_CLAIMS)


def gives_one_sound_option() -> Condition:
    """It passes three tests of decision support, and fails the third only for want of a second option."""
    return _passes_but_the_third() & is_one_of("cds_gives_options", "one_sound_option")


def passes_the_four_tests() -> Condition:
    """It passes all four tests of decision support."""
    return _passes_but_the_third() & is_one_of("cds_gives_options", "met")


def _passes_but_the_third() -> Condition:
    met = [
        is_one_of(name, "met")
        for name in ("cds_inputs", "cds_shows_medical_information", "cds_basis_reviewable")
    ]
    more = speaks_of_more_than_wellness()
    return may_be_software() & more & only_for_clinicians() & met[0] & met[1] & met[2] & leaves_time()


def only_for_clinicians() -> Condition:
    """Neither patients nor relatives use it: the law lets off advice to health professionals alone."""
    return is_no("patient_facing") & is_no("lay_user")


def leaves_time() -> Condition:
    """Nobody must act at once: who is pressed for time cannot check the basis, so the fourth test fails."""
    return is_no("time_critical")


def keeps_records() -> Condition:
    """It is a patient record that works nothing new out of what it keeps."""
    analyses = is_one_of("action_on_data", "analysis")
    is_record = is_one_of("us_software_purpose", "patient_record")
    return is_software() & claims_no_care() & is_record & ~analyses


def moves_data_as_hardware() -> Condition:
    """It is hardware that only moves, stores or shows device data, by the regulation of its type."""
    return is_one_of("fda_regulation", "880.6310", "892.2010", "892.2020")
