"""From facts to designation codes for devices: Annex I to Implementing Regulation (EU) 2017/2185, read with
MDCG 2019-14. Its order decides which of the codes for purpose a device gets.
"""

from __future__ import annotations

from fram.access.bodies.codes import CodeRule
from fram.rules.condition import Condition, is_no, is_one_of, is_yes

SOFTWARE = is_one_of("device_kind", "software")
HARDWARE = is_one_of("device_kind", "hardware")
POWERED = HARDWARE & is_yes("active")
UNPOWERED = HARDWARE & is_no("active")
IMPLANT = is_yes("implantable") | is_one_of("invasive", "implant")
INSIDE = HARDWARE & is_yes("active_implantable")
OUTSIDE = POWERED & is_no("active_implantable")
LYING = UNPOWERED & IMPLANT
LOOSE = UNPOWERED & ~IMPLANT
IN_VESSELS = is_one_of("body_site", "heart", "ccs", "cns", "peripheral_vessel", "renal_iliac_femoral")
WOUND = ~is_one_of("wound_use", "none")
CELLS = is_yes("substance_in_vitro_human_tissue") | is_yes("substance_in_vitro_embryo")
STEERS = is_one_of("drives_mdr_class", "I", "IIa", "IIb", "III") | is_yes("controls_aimd")
CLEANS = ~is_one_of("disinfects", "none") | is_yes("sterilises_devices")


def _site(*places: str) -> Condition:
    return is_one_of("body_site", *places)


def _sure(code: str, condition: Condition) -> CodeRule:
    return CodeRule(code=code, condition=condition)


def _perhaps(code: str, condition: Condition) -> CodeRule:
    """No fact settles this one: the fact in hand only says that somebody must look."""
    return CodeRule(code=code, condition=condition, sure=False)


POWERED_IMPLANTS = (
    _sure("MDA 0101", INSIDE & (is_yes("diagnosis_monitoring") | is_yes("therapeutic_energy"))),
    _sure("MDA 0102", INSIDE & is_yes("administers_medicine")),
    _perhaps("MDA 0103", INSIDE),
    _sure("MDA 0104", INSIDE),
)  # fmt: skip
# An orthopaedic laser is for its light, not for its place: the energy comes before the place in the list.
POWERED_OUTSIDE = (
    _sure("MDA 0201", OUTSIDE & is_yes("emits_ionising_radiology")),
    _perhaps("MDA 0202", OUTSIDE & is_yes("images_or_measures") & is_yes("diag_energy_absorbed")),
    _sure("MDA 0203", OUTSIDE & (is_yes("vital_process") | is_one_of("monitors_physiological", "vital"))),
    _sure("MDA 0204", OUTSIDE & is_yes("diagnosis_monitoring")),
    _sure("MDA 0301", OUTSIDE & is_yes("emits_ionising_therapeutic")),
    _sure("MDA 0302", OUTSIDE & is_one_of("annex_xvi_group", "intense_light", "hair_removal")),
    _perhaps("MDA 0302", OUTSIDE & is_yes("therapeutic_energy")),
    _perhaps("MDA 0303", OUTSIDE & is_yes("therapeutic_energy")),
    _perhaps("MDA 0304", OUTSIDE & is_yes("therapeutic_energy")),
    _sure("MDA 0305", OUTSIDE & is_one_of("annex_xvi_group", "brain_stimulation")),
    _perhaps("MDA 0305", OUTSIDE & is_yes("therapeutic_energy")),
    _sure("MDA 0306", OUTSIDE & is_yes("administers_removes_substances")),
    _perhaps("MDA 0307", OUTSIDE & (is_yes("inhalation_orifice") | _site("trachea"))),
    _sure("MDA 0308", OUTSIDE & WOUND),
    _sure("MDA 0309", OUTSIDE & _site("eye")),
    _sure("MDA 0310", OUTSIDE & _site("ear_canal", "nasal")),
    _sure("MDA 0311", OUTSIDE & _site("teeth")),
    _sure("MDA 0312", OUTSIDE & is_one_of("invasive", "surgical")),
    _sure("MDA 0313", OUTSIDE & is_yes("is_physical_aid")),
    _sure("MDA 0314", OUTSIDE & CELLS),
    _perhaps("MDA 0316", OUTSIDE & is_one_of("channel_store", "liquid_gas")),
    _sure("MDA 0317", OUTSIDE & CLEANS),
    _sure("MDA 0318", OUTSIDE),
)
ON_ITS_OWN = (_sure("MDA 0315", SOFTWARE),)
WITHOUT_POWER = (
    _sure("MDN 1101", LYING & IN_VESSELS),
    _sure(
        "MDN 1102", LYING & (is_yes("joint_replacement") | is_yes("spinal_disc") | is_yes("spinal_contact"))
    ),
    _sure("MDN 1103", LYING & _site("teeth")),
    _sure("MDN 1104", LYING),
    _perhaps("MDN 1201", LOOSE & _site("oral_to_pharynx", "trachea")),
    _perhaps("MDN 1203", LOOSE & is_one_of("invasive", "surgical") & IN_VESSELS),
    _sure("MDN 1202", LOOSE & ~is_one_of("channel_store", "none")),
    _sure("MDN 1204", LOOSE & WOUND),
    _sure("MDN 1205", LOOSE & is_yes("is_physical_aid")),
    _sure("MDN 1206", LOOSE & _site("eye")),
    _sure("MDN 1207", LOOSE & is_yes("diagnosis_monitoring")),
    _sure("MDN 1208", LOOSE & is_yes("reusable_surgical_instrument")),
    _sure("MDN 1209", LOOSE & _site("teeth")),
    _sure("MDN 1210", LOOSE & is_yes("contraception")),
    _sure("MDN 1211", LOOSE & (CLEANS | is_yes("contact_lens_care"))),
    _sure("MDN 1212", LOOSE & CELLS),
    _sure("MDN 1213", LOOSE & is_yes("substance_based")),
    _sure("MDN 1214", LOOSE),
)
TRAITS = (
    _sure("MDS 1001", is_yes("medicinal_substance_ancillary")),
    _sure("MDS 1002", is_one_of("tissue_origin", "human_nonviable")),
    _sure("MDS 1003", is_one_of("tissue_origin", "animal_nonviable")),
    _sure("MDS 1005", is_yes("sterile")),
    _sure("MDS 1006", is_yes("reusable_surgical_instrument")),
    _sure("MDS 1007", is_yes("nanomaterial")),
    _sure("MDS 1008", is_yes("biological_effect_or_absorbed") | is_yes("absorbed_by_body")
          | is_one_of("chemical_change", "yes")),
    _sure("MDS 1009", HARDWARE & is_yes("contains_software")),
    _sure("MDS 1009", SOFTWARE & STEERS),
    _perhaps("MDS 1009", SOFTWARE),
    _sure("MDS 1010", is_yes("measuring")),
    _sure("MDS 1011", is_yes("system_or_pack")),
    _sure("MDS 1012", is_one_of("annex_xvi_group", "lenses", "body_modification", "filler", "lipolysis",
                                "intense_light", "hair_removal", "brain_stimulation")),
    _sure("MDS 1013", is_yes("custom_made") & is_yes("implantable")),
)  # fmt: skip
MAKING = (
    _sure("MDT 2007", is_yes("medicinal_substance_ancillary")),
    _sure("MDT 2009", is_one_of("tissue_origin", "animal_nonviable", "human_nonviable")),
    _perhaps("MDT 2008", is_yes("sterile")),
    _sure("MDT 2010", POWERED),
    _sure("MDT 2011", HARDWARE),
    _perhaps("MDT 2010", SOFTWARE),
    _perhaps("MDT 2011", SOFTWARE),
    _perhaps("MDT 2012", SOFTWARE),
)
RULES = (*POWERED_IMPLANTS, *POWERED_OUTSIDE, *ON_ITS_OWN, *WITHOUT_POWER, *TRAITS, *MAKING)
UNTOLD = ("MDT",)
"""What it is made of and how is not asked: metal, plastic, textile and the like the company adds itself."""
