"""From facts to designation codes for tests on samples: Annex II to Implementing Regulation (EU) 2017/2185,
read with MDCG 2021-14. Its order decides which of the codes for purpose a test gets.
"""

from __future__ import annotations

from fram.access.bodies.codes import CodeRule
from fram.rules.condition import Condition, is_one_of, is_yes

SOFTWARE = is_one_of("device_kind", "software")
HARDWARE = is_one_of("device_kind", "hardware")
STERILE = is_yes("sterile")
VIRUSES = ("HIV", "HBV", "HCV", "HDV", "HTLV", "EBV", "SARS-CoV-2", "rubella")
PARASITES = ("Trypanosoma cruzi", "Plasmodium")
HOST_MARKERS = ("CRP", "PCT")
MATERIAL = HARDWARE & is_one_of("ivd_item", "assay", "calibrator", "control_assigned", "control_unassigned")
"""Reagents and the like: what they are made of and how, nobody is asked."""
INFECTION = is_one_of("infection_sought", "germ", "antibody")


def _purpose(*names: str) -> Condition:
    return is_one_of("ivd_purpose", *names)


def _item(*names: str) -> Condition:
    return is_one_of("ivd_item", *names)


def _sure(code: str, condition: Condition) -> CodeRule:
    return CodeRule(code=code, condition=condition)


def _perhaps(code: str, condition: Condition) -> CodeRule:
    return CodeRule(code=code, condition=condition, sure=False)


BLOOD = _purpose("blood_grouping")
TISSUE = _purpose("tissue_typing")
A_CLASS_ITEM = _item("general_reagent", "general_stain", "instrument", "specimen_receptacle",
                     "control_unassigned", "culture_medium", "extraction_kit", "library_prep",
                     "accessory_specific")  # fmt: skip
A_TEST = ~A_CLASS_ITEM
LOOKS_FOR = A_TEST & ~_purpose("infectious_load", "infective_status")
PURPOSE = (
    _sure("IVR 0101", BLOOD & is_one_of("marker", "ABO")),
    _sure("IVR 0102", BLOOD & is_one_of("marker", "RH1(D)", "RHW1", "RH2(C)", "RH3(E)", "RH4(c)", "RH5(e)")),
    _sure("IVR 0103", BLOOD & is_one_of("marker", "KEL1")),
    _sure("IVR 0104", BLOOD & is_one_of("marker", "JK1(Jka)", "JK2(Jkb)")),
    _sure("IVR 0105", BLOOD & is_one_of("marker", "FY1(Fya)", "FY2(Fyb)")),
    _sure("IVR 0106", BLOOD),
    _perhaps("IVR 0201", TISSUE),
    _sure("IVR 0202", TISSUE),
    _sure("IVR 0301", _purpose("cancer_screening", "cancer_diagnosis")),
    _perhaps("IVR 0301", _purpose("disease_staging")),
    _sure("IVR 0401", _purpose("fetal_congenital_screening", "newborn_screening")),
    _perhaps("IVR 0401", _purpose("genetic_testing")),
    _perhaps("IVR 0402", _purpose("genetic_testing")),
    _sure("IVR 0403", _purpose("genetic_testing")),
    _sure("IVR 0501", _purpose("prenatal_immune_status")),
    _sure("IVR 0502", _purpose("donor_screening")),
    _sure("IVR 0504", _purpose("infectious_load", "infective_status")),
    # How much of a germ there is has a code of its own, further down the list.
    _sure("IVR 0503", LOOKS_FOR & is_one_of("infection_sought", "germ")),
    _perhaps("IVR 0503", LOOKS_FOR & is_one_of("infection_sought", "antibody")),
    _sure("IVR 0505", _item("culture_medium")),
    _sure("IVR 0506", A_TEST & is_one_of("analyte", *HOST_MARKERS)),
    _perhaps("IVR 0506", A_TEST & INFECTION),
    _perhaps("IVR 0601", A_TEST & _purpose("diagnosis")),
    _perhaps("IVR 0602", A_TEST & _purpose("diagnosis", "monitoring", "manage_life_threatening")),
    _perhaps("IVR 0603", A_TEST & _purpose("diagnosis")),
    _perhaps("IVR 0604", A_TEST & _purpose("diagnosis", "other")),
    _sure("IVR 0605", _purpose("monitoring_levels")),
    _sure("IVR 0606", _purpose("disease_staging")),
    _sure("IVR 0607", is_one_of("analyte", "pregnancy", "fertility", "sperm_vitality", "antisperm_antibody")),
    _sure("IVR 0608", A_TEST & _purpose("monitoring")),
    _perhaps("IVR 0609", A_TEST & _purpose("diagnosis", "other")),
    _perhaps("IVR 0701", _item("control_unassigned")),
    _sure("IVR 0702", _item("control_unassigned")),
    _sure("IVR 0801", STERILE & _item("general_reagent", "general_stain", "extraction_kit", "library_prep")),
    _sure("IVR 0802", STERILE & _item("instrument")),
    _sure("IVR 0803", STERILE & _item("specimen_receptacle")),
)
TRAITS = (
    _sure("IVS 1001", is_yes("near_patient")),
    _sure("IVS 1002", is_yes("self_test")),
    _sure("IVS 1003", is_yes("companion_diagnostic")),
    _perhaps("IVS 1004", MATERIAL),
    _sure("IVS 1005", STERILE),
    _sure("IVS 1006", _item("calibrator")),
    _sure("IVS 1007", _item("control_assigned")),
    _sure("IVS 1008", _item("instrument")),
    _perhaps("IVS 1008", HARDWARE & is_yes("active")),
    _sure("IVS 1009", SOFTWARE),
    _sure("IVS 1010", HARDWARE & is_yes("contains_software")),
)
MAKING = (
    _perhaps("IVT 2005", MATERIAL),
    _perhaps("IVT 2006", MATERIAL),
    _perhaps("IVT 2008", STERILE),
    _perhaps("IVT 2009", MATERIAL),
    _sure("IVT 2010", HARDWARE & is_yes("active")),
    _sure("IVT 2011", HARDWARE),
    _perhaps("IVT 2011", SOFTWARE),
)
METHOD = (
    _perhaps("IVP 3007", _item("assay") & is_one_of("infection_sought", "antibody")),
    _perhaps("IVP 3011", _purpose("genetic_testing")),
)
FIELD = (
    _sure("IVD 4001", is_one_of("agent", "Treponema pallidum")),
    _sure("IVD 4003", is_one_of("agent", "vCJD")),
    _sure("IVD 4004", _purpose("genetic_testing")),
    _sure("IVD 4006", TISSUE),
    _sure("IVD 4011", is_one_of("agent", *PARASITES)),
    _sure("IVD 4012", is_one_of("agent", *VIRUSES)),
)
RULES = (*PURPOSE, *TRAITS, *MAKING, *METHOD, *FIELD)
UNTOLD = ("IVT", "IVP", "IVD")
"""How it is made, how it examines and which field it serves is asked little: the company adds them itself."""
