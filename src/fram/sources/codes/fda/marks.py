"""What FDA's marks stand for: in foiclass.txt and openFDA letters and numbers, in the CSV words."""

from __future__ import annotations

from collections.abc import Mapping

CLASSES = dict.fromkeys(("1", "2", "3", "U", "N", "f"))
SUBMISSIONS = {
    "": "", "1": "510(k)", "2": "PMA", "3": "Contact FDA", "4": "510(k) Exempt",
    "6": "HDE - Humanitarian Device Exemption", "7": "Enforcement Discretion",
    "8": "EUA - Emergency Use Authorization",
}  # fmt: skip
PANELS = {
    "": "", "AN": "Anesthesiology", "CH": "Clinical Chemistry", "CV": "Cardiovascular", "DE": "Dental",
    "EN": "Ear, Nose, & Throat", "GU": "Gastroenterology & Urology", "HE": "Hematology",
    "HO": "General Hospital", "IM": "Immunology", "MG": "Molecular Genetics", "MI": "Microbiology",
    "NE": "Neurology", "OB": "Obstetrics/Gynecology", "OP": "Ophthalmic", "OR": "Orthopedic",
    "PA": "Pathology", "PM": "Physical Medicine", "RA": "Radiology", "SU": "General & Plastic Surgery",
    "TX": "Clinical Toxicology",
}  # fmt: skip
UNCLASSIFIED = {
    "1": "Pre-Amendment", "2": "IDE", "3": "For Export Only", "4": "Unknown",
    "5": "Guidance Under Development", "6": "Enforcement Discretion", "7": "Not FDA Regulated",
}  # fmt: skip
LETTERS = {"Y": True, "N": False, "": None}
OF_WORDS: Mapping[str, Mapping[str, bool | None]] = {
    "gmp_exempt": {"GMP Exempt": True, "Subject to GMP": False, "": None},
    "third_party_eligible": {
        "Eligible for 3rd Party Review": True, "Ineligible for 3rd Party Review": False, "": None,
    },
    "implant": {"Implant": True, "Not an implant": False, "": None},
    "life_sustaining": {
        "Life-sustaining or supporting": True, "Not life-sustaining or supporting": False, "": None,
    },
}  # fmt: skip
