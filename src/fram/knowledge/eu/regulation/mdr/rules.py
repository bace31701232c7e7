"""EU device classes for software: rule 11 of Annex VIII to Regulation (EU) 2017/745, indent by indent.

Law and guidance stand apart: ``BOOK`` holds the law alone, ``GUIDANCE`` the reading aid that the
coordination group published for the same rule. The aid never overrules the law.
"""

from __future__ import annotations

from datetime import date

from fram.rules.book import Answers, Rule, RuleBook, rule
from fram.terms.citation import Citation
from fram.terms.logic import Truth

CLASSES = ("I", "IIa", "IIb", "III")
APPLIES = date(2021, 5, 26)
"""The day the regulation began to apply."""
YES_NO = ("yes", "no")
VOCABULARY = {
    "info_for_decision": YES_NO,
    "worst_impact": ("death_or_irreversible", "serious", "surgical", "other"),
    "monitors_physiological": ("none", "vital", "non_vital"),
    "immediate_danger": YES_NO,
    "imdrf_situation": ("critical", "serious", "non_serious"),
    "imdrf_significance": ("inform", "drive", "treat_or_diagnose"),
}
"""The answers each fact may have, as the facts registry spells them."""


def _law(place: str) -> Citation:
    return Citation(
        title="Regulation (EU) 2017/745 on medical devices", publisher="European Union",
        url="https://eur-lex.europa.eu/eli/reg/2017/745/oj", place=f"Annex VIII, 6.3 (rule 11), {place}",
        read=date(2026, 11, 21),
    )  # fmt: skip


def _aid(place: str) -> Citation:
    return Citation(
        title="MDCG 2019-11 rev.1, qualification and classification of software",
        publisher="Medical Device Coordination Group", place=place,
        edition="June 2025", read=date(2026, 11, 21),
    )  # fmt: skip


def is_software(answers: Answers) -> Truth:
    """Rule 11 speaks of software alone, and the regulation not of tests on samples."""
    return answers.is_one_of("device_kind", "software") & ~answers.is_yes("is_ivd")


@rule("IIa", id="11-decisions", cite=_law("first indent"), since=APPLIES)
def informs_decisions(answers: Answers) -> Truth:
    """Software whose information is used to decide on diagnosis or therapy is in class IIa, or above."""
    return answers.is_yes("info_for_decision")


@rule("IIb", id="11-decisions-serious", cite=_law("first indent, second exception"), since=APPLIES)
def decisions_may_harm_seriously(answers: Answers) -> Truth:
    """Class IIb where such a decision may seriously worsen health or lead to surgery."""
    harm = answers.is_one_of("worst_impact", "serious", "surgical")
    return answers.is_yes("info_for_decision") & harm


@rule("III", id="11-decisions-death", cite=_law("first indent, first exception"), since=APPLIES)
def decisions_may_kill(answers: Answers) -> Truth:
    """Class III where such a decision may cause death or a worsening of health that cannot be undone."""
    harm = answers.is_one_of("worst_impact", "death_or_irreversible")
    return answers.is_yes("info_for_decision") & harm


@rule("IIa", id="11-monitoring", cite=_law("second indent"), since=APPLIES)
def monitors_the_body(answers: Answers) -> Truth:
    """Software that monitors physiological processes is in class IIa."""
    return answers.is_one_of("monitors_physiological", "vital", "non_vital")


@rule("IIb", id="11-monitoring-danger", cite=_law("second indent, exception"), since=APPLIES)
def monitors_vital_signs_in_danger(answers: Answers) -> Truth:
    """Class IIb where it monitors vital signs whose variations could mean immediate danger."""
    return answers.is_one_of("monitors_physiological", "vital") & answers.is_yes("immediate_danger")


@rule("I", id="11-other", cite=_law("third indent"), since=APPLIES)
def all_other_software(answers: Answers) -> Truth:
    """All other software is in class I."""
    return ~informs_decisions.test(answers) & ~monitors_the_body.test(answers)


BOOK = RuleBook(
    id="eu-mdr",
    version="2017/745 rule 11",
    order=CLASSES,
    scope=is_software,
    rules=(
        informs_decisions, decisions_may_harm_seriously, decisions_may_kill,
        monitors_the_body, monitors_vital_signs_in_danger, all_other_software,
    ),
    covers=(
        "Rule 11 (software) only: other rules, rule 3.3 (software that steers a device) and whether it is a "
        "device at all are not coded yet; a device that is not software must state its class"
    ),
    stated_in="eu_class",
    vocabulary=VOCABULARY,
)  # fmt: skip
"""The law. Every other rule of Annex VIII is missing, and the book says so."""


def _of_the_table(outcome: str, *cells: tuple[str, str]) -> Rule:
    """One class of the table in Annex III: the cells (situation, significance) that give it."""

    def test(answers: Answers) -> Truth:
        found = Truth.NO
        for situation, significance in cells:
            here = answers.is_one_of("imdrf_situation", situation)
            found |= here & answers.is_one_of("imdrf_significance", significance)
        return found

    return rule(outcome, id=f"aid-{outcome}", cite=_aid("Annex III, table"), since=date(2019, 10, 11))(test)


GUIDANCE = RuleBook(
    id="mdcg-2019-11",
    version="rev.1",
    order=CLASSES[1:],
    scope=is_software,
    rules=(
        _of_the_table("III", ("critical", "treat_or_diagnose")),
        _of_the_table("IIb", ("critical", "drive"), ("serious", "treat_or_diagnose")),
    ),
    covers="A reading aid for the first indent of rule 11, not law: the table of Annex III",
    vocabulary=VOCABULARY,
)
"""The aid: how ill the patient is, and how much weight the answer carries. Its mildest class is IIa."""
