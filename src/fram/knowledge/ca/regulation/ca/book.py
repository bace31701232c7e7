"""The rule book of Canada for devices: is it one, and in which of the four classes."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca import outside_the_body, powered, qualification, special
from fram.knowledge.ca.regulation.ca.law import CLASSES, NOT_A_DEVICE, SOFTWARE_GUIDANCE, SOFTWARE_GUIDE
from fram.knowledge.products import is_software
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_one_of
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence


@rule("III", id="table-critical", cite=SOFTWARE_GUIDE, since=SOFTWARE_GUIDANCE, force=Force.GUIDANCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def table_critical() -> Condition:
    """The guidance puts software highest, in class III, where it treats, diagnoses or steers the next step
    in a critical state.
    """
    weight = is_one_of("imdrf_significance", "treat_or_diagnose", "drive")
    return is_software() & is_one_of("imdrf_situation", "critical") & weight


BOOK = RuleBook(
    id="ca",
    version="SOR/98-282 Schedule 1 Part 1, 18 June 2026",
    order=CLASSES,
    out=NOT_A_DEVICE,
    outside=qualification.RULES,
    rules=(*special.RULES, *powered.READINGS, outside_the_body.medical_gloves),
    aids=(table_critical,),
    covers="Schedule 1, Part 1, rules 1 to 16; the highest class that fits holds (section 7)",
    first=("medical_purpose",),
    vocabulary={},
    assumes={
        "device_kind": "hardware", "medical_purpose": "yes", "individual_patient": "yes",
        "eventual_administration": "yes", "takes_from_device": "yes",
    },
)  # fmt: skip
