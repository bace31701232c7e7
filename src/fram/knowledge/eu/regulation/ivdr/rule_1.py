"""Rule 1 of Annex VIII: class D, where a wrong result endangers more people than the one tested."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import examines, has_purpose
from fram.knowledge.eu.regulation.ivdr.law import APPLIES, READ_ON, REVISION_4, annex_viii, guide
from fram.knowledge.samples import concerns_infection
from fram.rules.condition import Condition, is_one_of, is_unsaid, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

RULE_1 = "2.1 (rule 1)"
REVISION_2 = Citation(
    title="MDCG 2020-16 rev.2, as quoted in a paper of Team-NB of 2 February 2024",
    publisher="Medical Device Coordination Group", place="rule 1, second indent, examples",
    edition="February 2023", read=READ_ON,
)  # fmt: skip
SARS_COV_2_STUDIES = Citation(
    title="MDCG 2021-21 rev.1, performance evaluation of SARS-CoV-2 tests",
    publisher="Medical Device Coordination Group",
    place="footnote 6",
    read=READ_ON,
)
"""Speaks of such tests as class D: the ground for taking the reading back to before rev.2."""


EPIDEMICS = (
    "HBV", "HCV", "HDV", "HIV", "HTLV", "Ebola", "Marburg", "Lassa", "CCHF", "MERS", "SARS-CoV",
    "smallpox", "vCJD",
)  # fmt: skip
"""Germs that the guidance names as deadly and easily spread."""


def is_sars_cov_2() -> Condition:
    """It looks for the virus of COVID-19, whether named as the germ or as what is measured."""
    return is_one_of("agent", "SARS-CoV-2") | is_one_of("analyte", "SARS-CoV-2")


@annex_viii("D", f"{RULE_1}, first indent", id="1-1", guides=(guide("rule 1, first indent"),))
def rule_1_donations() -> Condition:
    """Class D for a test of donated blood, cells, tissue or organs for any germ, to see if they may be used.

    The purpose decides, not the germ: the same test used on a patient may be in a lower class.
    """
    return has_purpose("donor_screening") & concerns_infection()


@annex_viii("D", f"{RULE_1}, second indent", id="1-2", guides=(guide("rule 1, second indent"),))
def rule_1_epidemics() -> Condition:
    """Class D for a test that finds a germ, or exposure to it, where the disease kills and spreads easily.

    How easily it spreads is judged for the general population in Europe.
    """
    deadly = is_yes("agent_life_threatening") & is_one_of("propagation_risk", "high")
    return deadly & concerns_infection() & examines()


@annex_viii("D", f"{RULE_1}, third indent", id="1-3", guides=(guide("rule 1, third indent"),))
def rule_1_load() -> Condition:
    """Class D for a test of how much germ there is in a deadly disease, where treatment hangs on it.

    That the disease threatens life is taken to lie in the answer that it is vital to follow the amount.
    """
    return has_purpose("infectious_load") & is_yes("monitoring_critical")


@rule(
    "D", id="1-2-sars-cov-2", cite=REVISION_2, since=APPLIES, until=REVISION_4, force=Force.GUIDANCE,
    guides=(SARS_COV_2_STUDIES,), confidence=Confidence.PARTLY_READ,
)  # fmt: skip
def rule_1_sars_cov_2() -> Condition:
    """Guidance read the second indent to hold for the virus of COVID-19 until it was revised in March 2025.

    The law's text did not change. A new and more dangerous strain may meet the second indent again.
    """
    return is_sars_cov_2() & concerns_infection() & examines()


@rule(
    "D", id="1-2-listed", cite=guide("rule 1, second indent, examples"), since=APPLIES, force=Force.GUIDANCE
)
def rule_1_listed() -> Condition:
    """Where nobody has judged how easily the germ spreads, the list of the guidance stands in: it kills
    and spreads.

    Worked cases may leave it unsaid; a company is always asked.
    """
    return is_unsaid("propagation_risk") & is_one_of("agent", *EPIDEMICS) & concerns_infection() & examines()


RULES = (rule_1_donations, rule_1_epidemics, rule_1_load, rule_1_listed, rule_1_sars_cov_2)
