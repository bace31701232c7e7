"""Rule 2 of Annex VIII: blood groups and tissue types."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import examines, has_purpose
from fram.knowledge.eu.regulation.ivdr.law import annex_viii, guide
from fram.rules.condition import Condition, is_one_of, is_unsaid

RULE_2 = "2.2 (rule 2)"
MARKERS = {
    "ABO": ("ABO", "A", "B", "AB", "A (ABO1)", "B (ABO2)", "AB (ABO3)", "ABO1", "ABO2", "ABO3"),
    "Rhesus": (
        "RH1(D)", "RHW1", "RH2(C)", "RH3(E)", "RH4(c)", "RH5(e)",
        "RH1", "RH2", "RH3", "RH4", "RH5", "D", "RhD", "Rh(D)", "RhC", "RhE", "Rhc", "Rhe",
    ),
    "Kell": ("KEL1", "KEL1(K)", "K"),
    "Kidd": ("JK1(Jka)", "JK2(Jkb)", "JK1", "JK2", "Jka", "Jkb"),
    "Duffy": ("FY1(Fya)", "FY2(Fyb)", "FY1", "FY2", "Fya", "Fyb"),
}  # fmt: skip
"""The list of the law, system by system, with the ways in which a marker is commonly written.

A single C, E, c or e could be something else and is not read as a Rhesus marker.
"""
COMPATIBILITY = ("blood_grouping", "tissue_typing")


def serves_compatibility() -> Condition:
    """It serves compatibility; a worked case that names a marker and no purpose means that one."""
    marker_alone = is_unsaid("ivd_purpose") & ~is_one_of("marker", "none") & examines()
    return has_purpose(*COMPATIBILITY) | marker_alone


@annex_viii("C", RULE_2, id="2", guides=(guide("rule 2"),))
def rule_2() -> Condition:
    """Class C for a test of blood groups, of conflict between mother and child, or of tissue types.

    It must serve compatibility in transfusion, transplant or cell treatment; a tissue type as a sign of
    disease is a genetic test.
    """
    return serves_compatibility()


@annex_viii("D", f"{RULE_2}, exception", id="2-markers", guides=(guide("rule 2"),))
def rule_2_markers() -> Condition:
    """Class D for such a test of a listed marker: ABO, Rhesus (D, C, E, c, e, RHW1), K, Jka, Jkb, Fya, Fyb.

    Guidance counts antibodies against these markers, weak and partial forms and their genes with them.
    """
    return serves_compatibility() & is_one_of("marker", *(m for names in MARKERS.values() for m in names))


RULES = (rule_2, rule_2_markers)
