"""Facts worked out of the rest of the company file, so that nobody is asked twice.

Only what follows for certain is derived; where the file leaves room, the fact stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fram.terms.facts.studies import BY_DESIGN, facts_of_all
from fram.terms.product import Certificate, ProductProfile

STANDARDS = {
    "iso-13485": "iso_13485_certified",
    "iso-27001": "iso_27001_certified",
    "mdsap": "mdsap_certified",
    "nen-7510": "nen_7510_certified",
    "soc-2": "soc2_type2",
    "hds": "hds_certified_hosting",
    "bsi-diga": "bsi_certificate",
    "gdpr-art-42": "gdpr_certificate_or_deadline",
    "ans": "ans_certificate",
}
"""Standards a company can be certified to, and the fact each certificate settles."""

OLD_EU = ("eu-mdd", "eu-ivdd")
"""Certificates under the directives that the EU regulations replaced."""

APPROVALS = {
    "au": ("on_artg",),
    "ca": ("health_canada_licence",),
    "sg": ("hsa_registered",),
    "jp": ("pmda_approved",),
    "sa": ("sfda_authorised",),
    "ae": ("ede_registered",),
    "us-fda": ("fda_authorised", "fda_device"),
    "eu-mdr": ("ce_marked", "placed_under_mdr", "is_medical_device"),
    "eu-ivdr": ("ce_marked", "is_medical_device"),
    "eu-mdd": ("ce_marked", "is_medical_device"),
    "eu-ivdd": ("ce_marked", "is_medical_device"),
}
OTHERS_HOLD = frozenset(("hds_certified_hosting", "gdpr_certificate_or_deadline"))
"""Certificates that a supplier may hold for the company, or that a promise can replace."""

UMBRELLAS = {
    "emits_ionising": ("emits_ionising_radiology", "emits_ionising_therapeutic"),
    "delivery_hazardous": ("energy_hazardous", "administration_hazardous"),
}
SAYS_AS_WELL: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("invasive", "implant", (
        "implantable", "active_implantable", "breast_implant", "surgical_mesh", "joint_replacement",
        "spinal_disc", "spinal_contact",
    )),
    ("invasive", "surgical", (
        "purpose_heart_ccs", "direct_contact_critical", "reusable_surgical_instrument",
    )),
    ("active", True, (
        "therapeutic_energy", "emits_ionising_radiology", "emits_ionising_therapeutic", "controls_aimd",
        "controls_ionising", "administers_removes_substances", "closed_loop",
    )),
    ("diagnosis_monitoring", True, ("vital_process", "diag_energy_absorbed", "radiopharma_imaging")),
    ("contact", "injured_skin", ("wound_use",)),
    ("channel_store", "blood", ("blood_bag",)),
)  # fmt: skip
"""What goes without saying: a fact, what is taken for it, and the answers that say as much."""
GRAVE = ("death_or_irreversible", "serious", "surgical")
ROUTE_TO = {
    "skin": "skin",
    **dict.fromkeys(("nasal_or_oral_to_pharynx", "stomach_lower_gi", "eye", "vagina"), "orifice"),
}
"""The way a substance takes to where it acts."""
NOTHING_BEHIND: Mapping[str, Mapping[str, Any]] = {
    "contains_software": {
        "main_function_digital": False,
        "is_app": False,
        "uses_ai": False,
        "drives_mdr_class": "none",
        "software_own_purpose": False,
    },
    "accessory": {"aimd_accessory": False},
    "therapeutic": {"closed_loop": False},
    "contraception": {"prevents_sti": False},
    "emits_ionising": {
        "emits_ionising_radiology": False,
        "emits_ionising_therapeutic": False,
        "energy_ionising": False,
    },
    "involves_substances": {
        "channel_store": "none",
        "modifies_composition": "none",
        "tissue_origin": "none",
        "disinfects": "none",
        "principal_action": "physical",
        **dict.fromkeys(
            (
                "blood_bag",
                "substance_in_vitro_human_tissue",
                "substance_in_vitro_embryo",
                "administers_removes_substances",
                "administers_medicine",
                "administers_medicine_actively",
                "medicinal_substance_ancillary",
                "single_integral_product",
                "substance_based",
                "inhalation_orifice",
                "tissue_derivative",
                "contact_lens_care",
                "sterilises_devices",
                "nanomaterial",
            ),
            False,
        ),
    },
}
"""What a no to the first fact settles with it."""

AWAY_FROM_HEART_AND_NERVES = frozenset(
    ("peripheral_vessel", "oral_to_pharynx", "nasal", "trachea", "ear_canal", "eye", "teeth")
)
"""Places where nothing can be made for touching the heart, the large vessels or the brain."""
HOSPITAL = frozenset(("ward", "intensive-care", "operating-room", "emergency"))
PLACES = {
    "home": "home",
    "nursing-home": "home_care",
    "practice": "outpatient",
    "laboratory": "laboratory",
    **dict.fromkeys(HOSPITAL, "inpatient"),
}
PATIENTS = ("patient", "pasient", "relative", "pårørende", "consumer", "lay")


def derived_facts(product: ProductProfile, *, on: date | None = None) -> dict[str, Any]:
    """Return what follows from the product's other fields; ``on``: the day certificates are looked at."""
    found: dict[str, Any] = {**_from_kind(product), **_from_users(product), **_from_places(product)}
    if product.uses_ai is not None:
        found["uses_ai"] = product.uses_ai
    if product.languages:
        spoken = {language.lower()[:2] for language in product.languages}
        found |= {"danish_language": "da" in spoken, "polish_language": "pl" in spoken}
    for certificate in product.certificates:
        if is_held(certificate, on):
            found |= _from_certificate(certificate)
    return found | _from_studies(product)


def assumed_facts(product: ProductProfile, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what silence is taken to say: a certificate that is not on the list is not held, software
    is no test on samples unless its values come from such, a reagent or container is no software, and a
    test that is sold as one is not for research alone; and what the list of studies tells of the strongest.

    Weaker than an answer: a fact stated in the file overrules it. An empty list of certificates says
    nothing.
    """
    found: dict[str, Any] = facts_of_all(product.evidence)
    if product.kind == "software":
        found["is_ivd"] = stated.get("data_source") in ("ivd_only", "mixed_ivd_dominant")
    if product.kind == "ivd" and stated.get("ivd_item") not in (None, "instrument"):
        found["device_kind"] = "hardware"
    if product.kind == "ivd" and stated.get("ivd_item") == "assay":
        found["ivd_left_out"] = "none"
    if not product.certificates:
        return found
    silent = {names[0] for names in APPROVALS.values()} | {"fda_cleared", "placed_under_mdr"}
    return found | dict.fromkeys(sorted(silent | set(STANDARDS.values()) - OTHERS_HOLD), False)


def triggers() -> frozenset[str]:
    """Return the facts that others follow from; an answer to any other fact leads to nothing further."""
    umbrellas = {part for parts in UMBRELLAS.values() for part in parts}
    powered = {"active", "therapeutic_energy", "diagnosis_monitoring", "administers_removes_substances"}
    return frozenset((*umbrellas, *NOTHING_BEHIND, *powered, "invasive", "duration", "body_site"))


def follow_on(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that follow from other facts: an umbrella from its parts, the parts from a no."""
    found: dict[str, Any] = {}
    for whole, parts in UMBRELLAS.items():
        answers = [known.get(part) for part in parts]
        if True in answers:
            found[whole] = True
        elif all(answer is False for answer in answers):
            found[whole] = False
    for gate, silent in NOTHING_BEHIND.items():
        if known.get(gate) is False:
            found |= silent
    found |= _from_the_body(known)
    others = ("therapeutic_energy", "diagnosis_monitoring", "administers_removes_substances")
    if known.get("active") and all(known.get(other) is False for other in others):
        found["other_active_device"] = True
    return found


def goes_without_saying(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a short description means by an answer without saying it: a mesh is an implant.

    For worked cases alone. A company is asked instead, since somebody may answer otherwise.
    """
    is_software = known.get("device_kind") == "software"
    found: dict[str, Any] = {}
    for fact, value, names in SAYS_AS_WELL:
        if known.get(fact) is None and any(_is_said(known.get(name)) for name in names):
            found.setdefault(fact, value)
    if is_software:
        for name in ("invasive", "contact", "diagnosis_monitoring"):
            found.pop(name, None)
        judged = known.get("worst_impact") in GRAVE or _is_said(known.get("imdrf_significance"))
        if known.get("info_for_decision") is None and judged:
            found["info_for_decision"] = True
        if known.get("monitors_physiological") is None and known.get("vital_process") is True:
            found["monitors_physiological"] = "vital"
    elif known.get("vital_process") is None and known.get("monitors_physiological") == "vital":
        found |= {"vital_process": True, "diagnosis_monitoring": True}
    if known.get("route") is None and known.get("action_site") in ROUTE_TO:
        found["route"] = ROUTE_TO[known["action_site"]]
    return found


def _is_said(answer: Any) -> bool:
    return answer not in (None, False, "none", "no")


def _from_the_body(known: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    invasive = known.get("invasive")
    if invasive == "implant":
        found["implantable"] = True
        if isinstance(known.get("active"), bool):
            found["active_implantable"] = known["active"]
    if invasive == "none":
        found |= {"implantable": False, "is_implant_or_listed_part": False}
    if invasive in ("surgical", "implant"):
        found["contact"] = "internal"
    if invasive in ("orifice", "surgical") and known.get("duration") == "transient":
        found["implantable"] = False
    if known.get("body_site") in AWAY_FROM_HEART_AND_NERVES:
        found |= {"purpose_heart_ccs": False, "direct_contact_critical": False}
    return found


def is_held(certificate: Certificate, on: date | None) -> bool:
    """Return whether a certificate is in force on a day (no day given: whether it is listed at all)."""
    if on is None:
        return True
    begun = certificate.held_on is None or certificate.held_on <= on
    return begun and (certificate.until is None or on < certificate.until)


def class_word(text: str) -> str:
    """Return a class as rules write it: ``class Is`` and ``Im`` are ``I`` with an extra duty."""
    word = text.strip().removeprefix("class").removeprefix("Class").strip()
    exact = {
        "1": "I",
        "2A": "IIa",
        "2B": "IIb",
        "3": "III",
        "IIA": "IIa",
        "IIB": "IIb",
        "IS": "I",
        "IM": "I",
        "IR": "I",
    }
    return exact.get(word.upper(), word.upper())


def _from_kind(product: ProductProfile) -> dict[str, Any]:
    outside = {"invasive": "none", "implantable": False}
    if product.kind == "software":
        return {
            "device_kind": "software",
            "contains_software": True,
            "active": True,
            **outside,
        }
    if product.kind == "ivd":
        return {"is_ivd": True, "is_medical_device": True, **outside}
    return {"device_kind": "hardware", "is_ivd": False} if product.kind == "device" else {"is_ivd": False}


def _from_users(product: ProductProfile) -> dict[str, Any]:
    if not product.users:
        return {}
    lay = [any(word in user.lower() for word in PATIENTS) for user in product.users]
    if all(lay):
        return {"patient_facing": True, "used_by_patient_and_provider": False}
    return {} if any(lay) else {"patient_facing": False, "used_by_patient_and_provider": False}


def _from_places(product: ProductProfile) -> dict[str, Any]:
    if not product.settings:
        return {}
    found: dict[str, Any] = {
        "care_setting": tuple(dict.fromkeys(PLACES[s] for s in product.settings if s in PLACES))
    }
    places = set(product.settings)
    if places <= HOSPITAL:
        found["care_level"] = "specialist"
    elif places <= {"practice", "nursing-home"}:
        found["care_level"] = "primary"
    return {key: value for key, value in found.items() if value}


def _from_certificate(certificate: Certificate) -> dict[str, Any]:
    regime, level = certificate.regime.lower(), class_word(certificate.device_class)
    found: dict[str, Any] = dict.fromkeys(APPROVALS.get(regime, ()), True)
    if regime in STANDARDS:
        found[STANDARDS[regime]] = True
    if regime == "eu-mdr" and level in ("I", "IIa", "IIb", "III"):
        found["eu_class"] = level
    if regime == "eu-ivdr" and level in ("A", "B", "C", "D"):
        found["ivd_class"] = level
    if regime == "us-fda" and level == "II":  # class III is approved, class I mostly needs no leave
        found["fda_cleared"] = True
    return found


def _from_studies(product: ProductProfile) -> dict[str, Any]:
    """What the designs of the studies settle; the rest of what they answer is weaker than an answer."""
    found = facts_of_all(product.evidence)
    certain = {
        "evidence_design": tuple(BY_DESIGN.values()), "comparative_study": (True,),
        "high_quality_trials": (0.0,),
    }  # fmt: skip
    if found.get("evidence_design") != "rct":
        del certain["comparative_study"]
    return {name: found[name] for name, words in certain.items() if found.get(name) in words}
