"""What the guidance on classes names as examples: reported beside the verdict, never decisive.

A germ on a list is a strong hint, but the law's conditions decide: it may be looked for to another end.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import examines, has_purpose
from fram.knowledge.eu.regulation.ivdr.law import REVISION_3, REVISION_4, reading_aid
from fram.knowledge.eu.regulation.ivdr.rule_1 import EPIDEMICS, is_sars_cov_2
from fram.knowledge.eu.regulation.ivdr.rule_4 import is_self_test
from fram.rules.condition import Condition, is_one_of
from fram.terms.citation import Confidence

DONATIONS = (
    "HBV", "HCV", "HIV", "Treponema pallidum", "HTLV", "Plasmodium", "CMV",
    "Trypanosoma cruzi", "EBV", "Toxoplasma gondii",
)  # fmt: skip
LOADS = ("HBV", "HCV", "HIV")
BY_SEX = (
    "Chlamydia trachomatis", "Neisseria gonorrhoeae", "Treponema pallidum", "HPV", "HSV",
    "Trichomonas vaginalis", "Mycoplasma genitalium",
)  # fmt: skip


@reading_aid("D", "rule 1, first indent, examples", id="aid-donations")
def listed_for_donations() -> Condition:
    """The guidance names this germ among those that European law has donations tested for."""
    return has_purpose("donor_screening") & is_one_of("agent", *DONATIONS)


@reading_aid("D", "rule 1, second indent, examples", id="aid-epidemics")
def listed_as_epidemic() -> Condition:
    """The guidance names this germ among those that kill and spread easily; exposure counts too."""
    return is_one_of("agent", *EPIDEMICS) & examines()


@reading_aid("D", "rule 1, third indent, examples", id="aid-load")
def listed_for_load() -> Condition:
    """The guidance names this germ among those whose amount it is vital to follow."""
    return has_purpose("infectious_load") & is_one_of("agent", *LOADS)


@reading_aid("C", "rule 3(a), examples", id="aid-by-sex")
def listed_by_sex() -> Condition:
    """The guidance names this germ among the infections whose main way is sex."""
    return is_one_of("agent", *BY_SEX) & examines()


@reading_aid(
    "C", "rule 3(a), examples", id="aid-monkeypox", since=REVISION_3, confidence=Confidence.PARTLY_READ
)
def listed_monkeypox() -> Condition:
    """The guidance names monkeypox among them since July 2024; the day was read at second hand."""
    return is_one_of("agent", "monkeypox") & examines()


@reading_aid("B", "rule 6, examples", id="aid-sars-cov-2", since=REVISION_4)
def sars_cov_2_for_staff() -> Condition:
    """Since March 2025 the guidance puts tests for the virus of COVID-19 that staff use in class B."""
    return is_sars_cov_2() & examines() & ~is_self_test()


@reading_aid("C", "rule 4(a), examples", id="aid-sars-cov-2-home", since=REVISION_4)
def sars_cov_2_at_home() -> Condition:
    """Since March 2025 the guidance puts home tests for the virus of COVID-19 in class C."""
    return is_sars_cov_2() & is_self_test()


AIDS = (
    listed_for_donations, listed_as_epidemic, listed_for_load, listed_by_sex, listed_monkeypox,
    sars_cov_2_for_staff, sars_cov_2_at_home,
)  # fmt: skip
