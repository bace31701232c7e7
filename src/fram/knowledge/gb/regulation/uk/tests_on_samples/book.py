"""The rule book of Great Britain for tests on samples: four groups out of two lists, not a class by risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.knowledge.gb.regulation.uk.law import READ_ON
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation, Confidence

GROUPS = ("general", "self-test", "list-b", "list-a")
"""From the maker's own declaration to the strictest check."""
SINCE = date(2012, 7, 1)
"""The day from which both lists have stood as they do, variant Creutzfeldt-Jakob disease among them."""
ABO_RHESUS_KELL = (
    "ABO", "A", "B", "AB", "RH1(D)", "RH1", "RH2(C)", "RH2", "RH3(E)", "RH3", "RH4(c)", "RH4", "RH5(e)",
    "RH5", "RHW1", "KEL1",
)  # fmt: skip
DUFFY_KIDD = ("FY1(Fya)", "FY1", "FY2(Fyb)", "FY2", "JK1(Jka)", "JK1", "JK2(Jkb)", "JK2")


def lists(place: str) -> Citation:
    """Return a citation of the lists as regulation 40 takes them."""
    return Citation(
        title="Directive 98/79/EC, as Part IV of the Medical Devices Regulations 2002 takes it",
        publisher="United Kingdom", url="https://www.legislation.gov.uk/eudr/1998/79",
        edition="lists read in secondary copies", place=place, read=READ_ON,
    )  # fmt: skip


def listed(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.PARTLY_READ, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of the lists."""
    return rule(outcome, id=id, cite=lists(place), since=SINCE, confidence=confidence, **more)


def finds_types() -> Condition:
    """It finds blood groups or tissue types, whatever for."""
    return is_one_of("ivd_purpose", "blood_grouping", "tissue_typing", "genetic_testing", "donor_screening")


def looks_for(*agents: str) -> Condition:
    """It looks for one of these germs, or for the body's answer to it."""
    return ~is_one_of("infection_sought", "neither") & is_one_of("agent", *agents)


@listed("list-a", "Annex II, list A, first indent", id="a-blood-groups")
def list_a_blood_groups() -> Condition:
    """List A: tests for the blood groups ABO, rhesus and Kell."""
    return finds_types() & is_one_of("marker", *ABO_RHESUS_KELL)


@listed("list-a", "Annex II, list A, second indent", id="a-viruses")
def list_a_viruses() -> Condition:
    """List A: tests for HIV, the T-cell leukaemia viruses, and hepatitis B, C and D."""
    return looks_for("HIV", "HIV-1", "HIV-2", "HTLV", "HTLV-I", "HTLV-II", "HTLV I/II", "HBV", "HCV", "HDV")


@listed("list-a", "Annex II, list A, third indent", id="a-vcjd", confidence=Confidence.UNCHECKED)
def list_a_vcjd() -> Condition:
    """List A: tests that screen blood for variant Creutzfeldt-Jakob disease, diagnose or confirm it."""
    return looks_for("vCJD")


@listed("list-b", "Annex II, list B, blood groups and antibodies", id="b-blood-groups")
def list_b_blood_groups() -> Condition:
    """List B: tests for the blood groups Duffy and Kidd, and for irregular antibodies against red cells."""
    return finds_types() & is_one_of("marker", *DUFFY_KIDD, "irregular_antibodies")


@listed("list-b", "Annex II, list B, infections", id="b-infections")
def list_b_infections() -> Condition:
    """List B: tests for rubella, toxoplasmosis, cytomegalovirus and chlamydia."""
    return looks_for(
        "rubella", "toxoplasma", "Toxoplasma gondii", "CMV", "chlamydia", "Chlamydia trachomatis"
    )


@listed("list-b", "Annex II, list B, hereditary disease", id="b-phenylketonuria")
def list_b_phenylketonuria() -> Condition:
    """List B: tests for the inherited disease phenylketonuria."""
    return is_one_of("analyte", "phenylalanine", "phenylketonuria")


@listed("list-b", "Annex II, list B, tissue groups", id="b-tissue-groups")
def list_b_tissue_groups() -> Condition:
    """List B: tests for the tissue groups HLA DR, A and B."""
    return finds_types() & is_one_of("marker", "HLA", "HLA-A", "HLA-B", "HLA-DR")


@listed("list-b", "Annex II, list B, tumour marker", id="b-prostate")
def list_b_prostate() -> Condition:
    """List B: tests for the prostate marker PSA."""
    return is_one_of("analyte", "PSA")


@listed("list-b", "Annex II, list B, trisomy 21", id="b-trisomy")
def list_b_trisomy() -> Condition:
    """List B: tests, and the software with them, that estimate the risk of Down's syndrome."""
    return is_one_of("analyte", "trisomy_21")


@listed("list-b", "Annex II, list B, blood sugar", id="b-blood-sugar")
def list_b_blood_sugar() -> Condition:
    """List B: tests with which people measure their own blood sugar."""
    return is_one_of("analyte", "blood_glucose") & is_yes("self_test")


@listed("self-test", "Article 1(2)(d) and Article 9(1)", id="self-test")
def self_test() -> Condition:
    """Other tests that lay people take at home: a body looks at the design for them."""
    return is_yes("self_test")


@listed("general", "Article 9(1)", id="general")
def every_other_test() -> Condition:
    """All other tests: the maker's own declaration is enough, whatever a wrong answer leads to."""
    return is_yes("is_ivd") & ~is_yes("self_test")


BOOK = RuleBook(
    id="uk",
    version="SI 2002/618 Part IV",
    order=GROUPS,
    rules=(
        list_a_blood_groups,
        list_a_viruses,
        list_a_vcjd,
        list_b_blood_groups,
        list_b_infections,
        list_b_phenylketonuria,
        list_b_tissue_groups,
        list_b_prostate,
        list_b_trisomy,
        list_b_blood_sugar,
        self_test,
        every_other_test,
    ),
    covers="Lists A and B of Directive 98/79 for Great Britain; in Northern Ireland the EU class holds",
    vocabulary={},
    assumes={"is_ivd": "yes"},
)
