"""The rule book of Singapore for tests on samples: the seven rules of GN-14."""

from __future__ import annotations

from fram.knowledge.products import is_software
from fram.knowledge.samples import is_item
from fram.knowledge.sg.regulation.sg.law import CLASSES, SINCE, act, regulations
from fram.knowledge.sg.regulation.sg.tests_on_samples import parts, purposes
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of
from fram.rules.rule import rule
from fram.terms.citation import Confidence

NOT_A_TEST = "not_ivd"
"""The outcome for what the law does not see as a test on samples."""


@rule(NOT_A_TEST, id="tq-body", cite=act("First Schedule, item 1, paragraph (a)(vii)"), since=SINCE)
def looks_at_the_body() -> Condition:
    """What examines no sample taken from the body is no test; it may be another medical device."""
    return is_no("is_ivd")


@rule(NOT_A_TEST, id="tq-purpose", cite=act("First Schedule, item 1, paragraph (a)(vii)"), since=SINCE)
def no_medical_purpose() -> Condition:
    """A test that serves no medical or diagnostic purpose is no medical device."""
    return is_no("medical_purpose")


@rule(NOT_A_TEST, id="tq-general-lab", cite=regulations("regulation 2, in vitro diagnostic product"),
      since=SINCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def general_laboratory() -> Condition:
    """A product for laboratories in general is left out, unless its maker means it for tests on patients."""
    return ~is_item("assay") & is_one_of("ivd_left_out", "general_lab")


@rule(NOT_A_TEST, id="tq-software-keeps", cite=act("First Schedule, item 1, paragraph (a)(vii)"),
      since=SINCE, confidence=Confidence.UNCHECKED)  # fmt: skip
def software_that_keeps() -> Condition:
    """Software that only keeps, shows or passes on results makes no information of its own."""
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    return is_software() & ~is_item("assay") & keeps


BOOK = RuleBook(
    id="sg",
    version="GN-14",
    order=CLASSES,
    out=NOT_A_TEST,
    outside=(looks_at_the_body, no_medical_purpose, general_laboratory, software_that_keeps),
    rules=(*purposes.RULES, *parts.RULES),
    covers="Whether it is a test on samples, and rules 1 to 7 of GN-14; GN-14 itself was not opened, "
    "the wording follows its international model",
    vocabulary={},
    assumes={"is_ivd": "yes", "device_kind": "hardware", "medical_purpose": "yes"},
)
"""Health Products Act 2007 with the rules of its authority: tests on samples."""
