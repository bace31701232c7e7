"""Which part of a test it is, who takes it, and what is left: GN-14, rules 4 to 7, and its general words."""

from __future__ import annotations

from fram.knowledge.products import is_software
from fram.knowledge.samples import is_item
from fram.knowledge.sg.regulation.sg.law import CLASSES, gn_14
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule
from fram.terms.citation import Confidence

HELPERS = ("general_reagent", "general_stain", "culture_medium", "extraction_kit", "library_prep",
           "accessory_specific")  # fmt: skip
MILD_AT_HOME = (
    "pregnancy", "hCG", "fertility", "LH", "urine_glucose_leucocytes", "urine_erythrocytes", "urine_bacteria",
)  # fmt: skip
"""Home tests that the model names as mild: pregnancy, fertility, urine strips."""
AT_THE_BEDSIDE = ("blood_glucose", "blood_gases", "blood_gas")


def only_helps() -> Condition:
    """A container, an instrument, a general reagent or an accessory to a procedure; software is none."""
    instrument = is_item("instrument") & ~is_software()
    return (
        is_item("specimen_receptacle")
        | instrument
        | (is_item(*HELPERS) & ~is_yes("critical_characteristics"))
    )


def follows_another(*classes: str) -> Condition:
    """It calibrates, checks or steers what is in one of these classes already."""
    calibrates = is_item("calibrator") & is_one_of("calibrates_ivd_class", *classes)
    checks = is_item("control_assigned") & is_one_of("controls_ivd_class", *classes)
    return calibrates | checks | (is_software() & is_one_of("drives_ivd_class", *classes))


def examines() -> Condition:
    """It takes part in the examination itself, so that its purpose decides."""
    return ~only_helps() & ~follows_another(*CLASSES) & ~is_item("control_unassigned")


def has_purpose(*purposes: str) -> Condition:
    """It takes part in the examination, and is meant for one of these purposes."""
    return is_one_of("ivd_purpose", *purposes) & examines()


def is_home_test() -> Condition:
    """Lay people carry out at least a part of the test; only collecting the sample is not enough."""
    return is_yes("self_test") & ~is_item("specimen_receptacle")


def is_mild_at_home() -> Condition:
    """What it finds is not critical, or a laboratory must confirm it."""
    return is_one_of("analyte", *MILD_AT_HOME) | is_yes("home_result_uncritical")


@gn_14("C", "rule 4", id="t4")
def rule_4() -> Condition:
    """Class C for a test that lay people take themselves."""
    return is_home_test() & ~is_mild_at_home()


@gn_14("B", "rule 4, exception", id="t4-mild")
def rule_4_mild() -> Condition:
    """Class B where the result is not critical, or a laboratory must confirm it: pregnancy, urine strips."""
    return is_home_test() & is_mild_at_home()


@gn_14("C", "rule 4, tests near the patient", id="t4-bedside")
def rule_4_bedside() -> Condition:
    """Class C for blood gases and blood sugar beside the patient; other such tests have no own rule."""
    return is_yes("near_patient") & is_one_of("analyte", *AT_THE_BEDSIDE) & examines()


@gn_14("A", "rule 5", id="t5")
def rule_5() -> Condition:
    """Class A for instruments, containers for samples, and reagents without critical features."""
    return only_helps()


@gn_14("B", "rule 6", id="t6")
def rule_6() -> Condition:
    """Class B, or above, for every test that no other rule puts in class A."""
    return ~only_helps() & ~follows_another(*CLASSES)


@gn_14("B", "rule 7", id="t7")
def rule_7() -> Condition:
    """Class B for a control whose maker assigns it no value."""
    return is_item("control_unassigned")


def same_as_its_test(outcome: str) -> Rule:
    """Make the rule for what takes over the class of a test or an instrument."""

    def write() -> Condition:
        """What calibrates or checks a test, or steers an instrument, takes its class; Europe's is told."""
        return follows_another(outcome)

    return gn_14(outcome, "general principles", id=f"t-same-{outcome}", confidence=Confidence.UNCHECKED)(
        write
    )


RULES = (
    rule_4, rule_4_mild, rule_4_bedside, rule_5, rule_6, rule_7,
    *(same_as_its_test(outcome) for outcome in CLASSES),
)  # fmt: skip
