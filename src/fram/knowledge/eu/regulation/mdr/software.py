"""Rule 11 and implementing rule 3.3 of Annex VIII to Regulation (EU) 2017/745: software, and the aid beside
it.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import is_software_with_own_purpose, steers
from fram.knowledge.eu.regulation.mdr.law import APPLIES, annex_viii, guide_to_software
from fram.knowledge.products import is_software
from fram.rules.condition import AnyOf, Condition, is_one_of, is_unsaid, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force

RULE_11 = "6.3 (rule 11)"
TABLE = guide_to_software("Annex III, table")
STRICTEST_CELL = (("critical", "treat_or_diagnose"),)
STRICT_CELLS = (("critical", "drive"), ("serious", "treat_or_diagnose"))
MILD_CELLS = (
    ("critical", "inform"), ("serious", "drive"), ("serious", "inform"),
    ("non_serious", "treat_or_diagnose"), ("non_serious", "drive"), ("non_serious", "inform"),
)  # fmt: skip


def informs_decisions() -> Condition:
    """Its information is used to decide on diagnosis or therapy."""
    return is_software_with_own_purpose() & is_yes("info_for_decision")


def monitors_the_body() -> Condition:
    """It monitors physiological processes."""
    return is_software_with_own_purpose() & is_one_of("monitors_physiological", "vital", "non_vital")


def in_cells(cells: tuple[tuple[str, str], ...]) -> Condition:
    """Stands in one of these cells of the published table: situation of the patient, weight of the answer."""
    return AnyOf(
        tuple(is_one_of("imdrf_situation", s) & is_one_of("imdrf_significance", w) for s, w in cells)
    )


def judged_by_the_table_alone(cells: tuple[tuple[str, str], ...]) -> Condition:
    """In these cells, and the worst impact left unsaid, as worked cases may; a company is always asked for
    it.
    """
    return informs_decisions() & is_unsaid("worst_impact") & in_cells(cells)


@annex_viii("IIa", f"{RULE_11}, first paragraph", id="11-decisions")
def rule_11_decisions() -> Condition:
    """Software whose information is used to decide on diagnosis or therapy is in class IIa, or above."""
    return informs_decisions()


@annex_viii("IIb", f"{RULE_11}, first paragraph, second indent", id="11-decisions-serious")
def rule_11_decisions_serious() -> Condition:
    """Class IIb where such a decision may seriously worsen health or lead to surgery."""
    return informs_decisions() & is_one_of("worst_impact", "serious", "surgical")


@annex_viii("III", f"{RULE_11}, first paragraph, first indent", id="11-decisions-death")
def rule_11_decisions_death() -> Condition:
    """Class III where such a decision may cause death or a worsening of health that cannot be undone."""
    return informs_decisions() & is_one_of("worst_impact", "death_or_irreversible")


@annex_viii("IIa", f"{RULE_11}, second paragraph", id="11-monitoring")
def rule_11_monitoring() -> Condition:
    """Software that monitors physiological processes is in class IIa."""
    return monitors_the_body()


@annex_viii("IIb", f"{RULE_11}, second paragraph, exception", id="11-monitoring-danger")
def rule_11_monitoring_danger() -> Condition:
    """Class IIb where it monitors vital signs whose variations could mean immediate danger."""
    return (
        is_software_with_own_purpose()
        & is_one_of("monitors_physiological", "vital")
        & is_yes("immediate_danger")
    )


@annex_viii("I", f"{RULE_11}, third paragraph", id="11-other")
def rule_11_other() -> Condition:
    """All other software is in class I."""
    return (
        is_software_with_own_purpose()
        & ~is_yes("info_for_decision")
        & ~is_one_of("monitors_physiological", "vital", "non_vital")
    )


@rule("IIa", id="11-therapy", cite=guide_to_software("section 4.2.1"), since=APPLIES, force=Force.GUIDANCE)
def rule_11_therapy() -> Condition:
    """Software that treats is in class IIa at least: by the guidance the first paragraph speaks of all
    software with a purpose in diagnosis or therapy.
    """
    return is_software() & is_yes("therapeutic")


@rule("III", id="11-table-iii", cite=TABLE, since=APPLIES, force=Force.GUIDANCE)
def rule_11_table_iii() -> Condition:
    """Where nobody has judged the worst impact, the published table stands in for it: it treats or diagnoses
    a critical situation, class III.
    """
    return judged_by_the_table_alone(STRICTEST_CELL)


@rule("IIb", id="11-table-iib", cite=TABLE, since=APPLIES, force=Force.GUIDANCE)
def rule_11_table_iib() -> Condition:
    """Where nobody has judged the worst impact, the published table stands in for it: it drives care in a
    critical situation, or treats or diagnoses in a serious one, class IIb.
    """
    return judged_by_the_table_alone(STRICT_CELLS)


@annex_viii("IIa", "chapter II, 3.3", id="3.3-drives-iia")
def rule_3_3_drives_iia() -> Condition:
    """Software that steers a device of class IIa, or influences its use, is in class IIa at least."""
    return steers("IIa")


@annex_viii("IIb", "chapter II, 3.3", id="3.3-drives-iib")
def rule_3_3_drives_iib() -> Condition:
    """Software that steers a device of class IIb, or influences its use, is in class IIb at least."""
    return steers("IIb")


@annex_viii("III", "chapter II, 3.3", id="3.3-drives-iii")
def rule_3_3_drives_iii() -> Condition:
    """Software that steers a device of class III, or influences its use, is in class III."""
    return steers("III")


@rule("III", id="aid-III", cite=TABLE, since=APPLIES, force=Force.GUIDANCE)
def aid_iii() -> Condition:
    """The published table places it in class III: it treats or diagnoses in a critical situation."""
    return is_software() & in_cells(STRICTEST_CELL)


@rule("IIb", id="aid-IIb", cite=TABLE, since=APPLIES, force=Force.GUIDANCE)
def aid_iib() -> Condition:
    """The published table places it in class IIb: it drives care in a critical situation, or treats or
    diagnoses in a serious one.
    """
    return is_software() & in_cells(STRICT_CELLS)


@rule("IIa", id="aid-IIa", cite=TABLE, since=APPLIES, force=Force.GUIDANCE)
def aid_iia() -> Condition:
    """The published table places it in class IIa, its mildest: every other situation and weight."""
    return is_software() & in_cells(MILD_CELLS)


RULES = (
    rule_11_decisions, rule_11_decisions_serious, rule_11_decisions_death,
    rule_11_monitoring, rule_11_monitoring_danger, rule_11_other, rule_11_therapy, rule_11_table_iii,
    rule_11_table_iib,
    rule_3_3_drives_iia, rule_3_3_drives_iib, rule_3_3_drives_iii,
)  # fmt: skip
AIDS = (aid_iii, aid_iib, aid_iia)
"""The aid to the first indent of rule 11, not law."""
