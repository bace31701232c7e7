"""The rule book of Australia for tests on samples: classes 1 to 4 of Schedule 2A."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.knowledge.au.regulation.au.law import READ_ON, TGA, regulations
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

CLASSES = ("1", "2", "3", "4")
NOT_A_TEST = "not_ivd"
SINCE = date(2020, 2, 1)
"""The day the companion diagnostics came in; the other clauses had their text by then."""
LISTED = (
    "ABO", "ABO1", "ABO2", "ABO3", "A", "B", "AB", "RH1(D)", "RH1", "RH2(C)", "RH2", "RH3(E)", "RH3",
    "RH4(c)", "RH4", "RH5(e)", "RH5", "KEL1", "JK1(Jka)", "JK1", "JK2(Jkb)", "JK2", "FY1(Fya)", "FY1",
    "FY2(Fyb)", "FY2",
)  # fmt: skip
"""The blood group markers of clause 1.2(2): ABO, five of rhesus, Kell 1, Kidd and Duffy."""
BLOOD_VIRUSES = ("HIV", "HIV-1", "HIV-2", "HTLV", "HBV", "HCV")
UNDER_TREATMENT = ("infectious_load", "monitoring_levels", "monitoring", "manage_life_threatening")
HELPERS = (
    "instrument", "specimen_receptacle", "general_reagent", "general_stain", "culture_medium",
    "extraction_kit", "library_prep", "accessory_specific", "control_unassigned",
)  # fmt: skip
"""Parts and helpers that clauses 1.5 and 1.6 name."""
HIV_GUIDE = Citation(
    title="Clinical performance requirements and risk mitigation strategies for HIV tests", publisher=TGA,
    url="https://www.tga.gov.au/publication/clinical-performance-requirements-and-risk-mitigation-strategies-"
    "hiv-tests", read=READ_ON,
)  # fmt: skip
HEPATITIS_GUIDE = Citation(
    title="Clinical performance requirements for self-tests for hepatitis B and C", publisher=TGA,
    url="https://www.tga.gov.au/resources/guidance/understanding-clinical-performance-requirements-vitro-"
    "diagnostic-ivd-self-tests-hepatitis-b-and-c", read=READ_ON,
)  # fmt: skip
EXAMPLES = Citation(
    title="Classification of IVD medical devices: IVD classification examples", publisher=TGA,
    url="https://www.tga.gov.au/book-page/ivd-classification-examples", edition="4 December 2020",
    read=READ_ON,
)  # fmt: skip
BLOOD_GROUP_GUIDE = Citation(
    title="Conformity assessment procedures for immunohaematology reagents", publisher=TGA,
    url="https://www.tga.gov.au/book/classification-immunohaematology-reagents", edition="version 1.0, 2012",
    read=READ_ON,
)  # fmt: skip


def schedule_2a(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.READ, **more: Any
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Schedule 2A. ``place``: ``clause 1.3(a)``."""
    cite = regulations(f"Schedule 2A, {place}")
    return rule(outcome, id=id, cite=cite, since=SINCE, confidence=confidence, **more)


def is_low_by_name() -> Condition:
    """Clauses 1.5 and 1.6(2) put it low whatever it is used for."""
    named = is_one_of("ivd_item", "instrument", "culture_medium", "control_unassigned")
    return named | is_receptacle_for_staff()


def is_receptacle_for_staff() -> Condition:
    """It is a container for samples, and not one for a test that lay people take."""
    return is_one_of("ivd_item", "specimen_receptacle") & ~is_yes("self_test")


def is_for(*purposes: str) -> Condition:
    """It serves one of these purposes, and is no part that is low by name."""
    return is_one_of("ivd_purpose", *purposes) & ~is_low_by_name()


def looks_for_infection() -> Condition:
    """It looks for a germ or for the body's answer to it, and is no part that is low by name."""
    return ~is_one_of("infection_sought", "neither") & ~is_low_by_name()


def looks_for_the_germ() -> Condition:
    """It looks for the germ itself, and is no part that is low by name."""
    return ~is_one_of("infection_sought", "neither", "antibody") & ~is_low_by_name()


@schedule_2a("4", "clause 1.1(a)", id="1.1a")
def donors() -> Condition:
    """Looking for infection in blood, cells or organs that go to somebody else is class 4."""
    return is_for("donor_screening") & looks_for_infection()


@schedule_2a("4", "clause 1.1(b)", id="1.1b")
def spreading_danger() -> Condition:
    """Looking for a serious infection that spreads easily in Australia is class 4."""
    return looks_for_infection() & is_yes("agent_life_threatening") & is_one_of("propagation_risk", "high")


@rule("4", id="1.1b-named", cite=HIV_GUIDE, since=SINCE, force=Force.GUIDANCE,
      guides=(HEPATITIS_GUIDE, EXAMPLES))  # fmt: skip
def blood_viruses() -> Condition:
    """The authority puts tests that find HIV, HTLV or hepatitis B or C in class 4, self-tests among them; it
    does not speak of those that only follow the illness under treatment.
    """
    finds = ~is_one_of("ivd_purpose", *UNDER_TREATMENT)
    return looks_for_infection() & is_one_of("agent", *BLOOD_VIRUSES) & finds


@schedule_2a("4", "clause 1.2(2)", id="1.2-listed", guides=(BLOOD_GROUP_GUIDE,))
def listed_blood_groups() -> Condition:
    """Finding the main blood groups, ABO, rhesus, Kell 1, Kidd and Duffy, is class 4."""
    return is_for("blood_grouping", "tissue_typing", "donor_screening") & is_one_of("marker", *LISTED)


@schedule_2a("3", "clause 1.2(1)", id="1.2", guides=(BLOOD_GROUP_GUIDE,))
def other_matching() -> Condition:
    """Finding other markers that decide whether blood or tissue matches is class 3."""
    return is_for("blood_grouping", "tissue_typing") & ~is_one_of("marker", *LISTED)


@schedule_2a("3", "clause 1.3(a)", id="1.3a")
def sexually_transmitted() -> Condition:
    """Looking for a sexually transmitted infection is class 3."""
    return looks_for_infection() & is_yes("sexually_transmitted")


@schedule_2a("3", "clause 1.3(b)", id="1.3b")
def in_blood_or_spinal_fluid() -> Condition:
    """Looking in blood or spinal fluid for a germ that spreads in a limited way is class 3."""
    sample = is_one_of("specimen", "csf_or_blood", "blood", "blood_cells")
    return looks_for_the_germ() & sample & is_one_of("propagation_risk", "not_high")


@schedule_2a("3", "clause 1.3(c)", id="1.3c")
def deadly_error() -> Condition:
    """Looking for a germ where a wrong result could kill or severely disable is class 3."""
    return looks_for_the_germ() & is_yes("error_death_disability")


@schedule_2a("3", "clause 1.3(d)", id="1.3d")
def immunity_in_pregnancy() -> Condition:
    """Testing pregnant women for immunity against infections is class 3."""
    return is_for("prenatal_immune_status")


@schedule_2a("3", "clause 1.3(e)", id="1.3e")
def infection_or_immunity() -> Condition:
    """Finding infection or immunity is class 3 where a wrong answer leads to danger of life."""
    return is_for("infective_status") & is_yes("life_threatening_decision")


@schedule_2a("3", "clause 1.3(f)", id="1.3f")
def selects_patients() -> Condition:
    """Choosing patients for staging a disease, or in finding cancer, is class 3; screening first is not."""
    return is_for("disease_staging", "cancer_diagnosis")


@schedule_2a("3", "clause 1.3(fa)", id="1.3fa", confidence=Confidence.PARTLY_READ)
def companion_diagnostics() -> Condition:
    """A test that a patient must have before getting a certain medicine is class 3."""
    return is_for("companion_diagnostic") | (is_yes("companion_diagnostic") & ~is_low_by_name())


@schedule_2a("3", "clause 1.3(g)", id="1.3g", confidence=Confidence.PARTLY_READ)
def human_genes() -> Condition:
    """Testing human genes is class 3."""
    return is_for("genetic_testing")


@schedule_2a("3", "clause 1.3(h)", id="1.3h", confidence=Confidence.PARTLY_READ)
def levels() -> Condition:
    """Following a level is class 3 where a wrong answer leads to danger of life at once."""
    follows = is_for("monitoring_levels", "monitoring", "manage_life_threatening")
    return follows & is_yes("life_threatening_decision")


@schedule_2a("3", "clause 1.3(i)", id="1.3i", confidence=Confidence.PARTLY_READ)
def deadly_infection() -> Condition:
    """Steering the care of patients with a deadly infection is class 3."""
    care = is_for("manage_life_threatening") & looks_for_infection()
    load = is_for("infectious_load") & (is_yes("agent_life_threatening") | is_yes("monitoring_critical"))
    return care | load


@schedule_2a("3", "clause 1.3(j)", id="1.3j", confidence=Confidence.PARTLY_READ)
def the_unborn() -> Condition:
    """Looking for inborn disorders in an unborn child is class 3."""
    return is_for("fetal_congenital_screening")


@schedule_2a("3", "clause 1.4", id="1.4", confidence=Confidence.PARTLY_READ)
def self_tests() -> Condition:
    """Tests that lay people take are class 3, save where nothing serious or a second test follows."""
    mild = is_one_of("self_test_result", "not_serious", "preliminary")
    family = is_one_of("analyte", "pregnancy", "fertility")
    return is_yes("self_test") & ~is_low_by_name() & ~mild & ~family


@schedule_2a("2", "clause 1.5", id="1.5", confidence=Confidence.PARTLY_READ)
def general_controls() -> Condition:
    """Control material that belongs to no single test is class 2, whatever the test looks for."""
    return is_one_of("ivd_item", "control_unassigned")


@schedule_2a("1", "clause 1.6(2)", id="1.6-named", confidence=Confidence.PARTLY_READ)
def instruments_and_containers() -> Condition:
    """Instruments, sample containers not for self-testing, and culture media are class 1."""
    return is_one_of("ivd_item", "instrument", "culture_medium") | is_receptacle_for_staff()


@schedule_2a("1", "clause 1.6(1)", id="1.6", confidence=Confidence.PARTLY_READ)
def reagents() -> Condition:
    """Reagents and articles that only help a test are class 1, where no stricter clause names them."""
    return is_one_of(
        "ivd_item", "general_reagent", "general_stain", "extraction_kit", "library_prep", "accessory_specific"
    )


@schedule_2a("2", "clause 1.7", id="1.7", confidence=Confidence.PARTLY_READ)
def every_other_test() -> Condition:
    """All other tests are class 2."""
    lay = is_one_of("ivd_item", "specimen_receptacle") & is_yes("self_test")
    return is_yes("is_ivd") & (~is_one_of("ivd_item", *HELPERS) | lay)


@rule(NOT_A_TEST, id="q-body", cite=regulations("dictionary, IVD medical device"), since=SINCE,
      confidence=Confidence.PARTLY_READ, instead="au")  # fmt: skip
def looks_at_the_body() -> Condition:
    """What examines no sample taken from the body is no test; Schedule 2 has the classes of devices."""
    return is_no("is_ivd")


@rule(NOT_A_TEST, id="q-left-out", cite=regulations("dictionary, IVD medical device"), since=SINCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def left_out() -> Condition:
    """What is for laboratories in general, or for research alone, is no test on samples."""
    general = is_one_of("ivd_left_out", "general_lab") & ~is_one_of("ivd_item", "assay")
    return general | is_one_of("ivd_left_out", "research_only")


BOOK = RuleBook(
    id="au",
    version="MD Regulations 2002, Schedule 2A",
    order=CLASSES,
    out=NOT_A_TEST,
    outside=(looks_at_the_body, left_out),
    rules=(
        donors, spreading_danger, blood_viruses, listed_blood_groups, other_matching, sexually_transmitted,
        in_blood_or_spinal_fluid, deadly_error, immunity_in_pregnancy, infection_or_immunity,
        selects_patients, companion_diagnostics, human_genes, levels, deadly_infection, the_unborn,
        self_tests, general_controls, instruments_and_containers, reagents, every_other_test,
    ),
    covers="Schedule 2A without 1.8 (made in Australia for export only); tests a laboratory makes for itself "
    "have the same classes and other duties",
    vocabulary={},
    assumes={"is_ivd": "yes"},
)  # fmt: skip
