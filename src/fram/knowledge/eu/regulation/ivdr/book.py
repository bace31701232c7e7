"""The rule book of Regulation (EU) 2017/746: is it a test on samples, and in which class."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr import (
    aids,
    implementing,
    qualification,
    rule_1,
    rule_2,
    rule_3,
    rule_4,
    rules_5_to_7,
)
from fram.knowledge.eu.regulation.ivdr.law import CLASSES, NOT_A_TEST
from fram.rules.book import RuleBook

BOOK = RuleBook(
    id="eu-ivdr",
    version="2017/746",
    order=CLASSES,
    out=NOT_A_TEST,
    outside=qualification.OUTSIDE,
    rules=(
        *rule_1.RULES,
        *rule_2.RULES,
        *rule_3.RULES,
        *rule_4.RULES,
        *rules_5_to_7.RULES,
        *implementing.RULES,
    ),
    marks=rules_5_to_7.MARKS,
    aids=aids.AIDS,
    covers="Whether it is a test on samples, implementing rules 1.1 to 1.10 and rules 1 to 7, with the "
    "guidance MDCG 2020-16 rev.4 of March 2025; a rev.5 of September 2026 stands in a list, but nobody has "
    "read it here: unchecked",
    stated_in="ivd_class",
    vocabulary={},
    assumes={
        "is_ivd": "yes",
        "device_kind": "hardware",
        "medical_purpose": "yes",
        "individual_patient": "yes",
    },
)
