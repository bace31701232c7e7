"""Schedule 2, clauses 4.5 to 4.8: programs, and things that run them, by who gets which kind of answer."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.law import regulations, schedule_2
from fram.knowledge.products import is_software
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Confidence

DEADLY, SERIOUS, HARMFUL = ("death_or_severe",), ("serious",), ("serious", "moderate")
DIAGNOSES = ("provides_diagnosis_to_user", "provides_diagnosis_to_lay")
INFORMS = "provide_info_to_professional"
ADVISES = "recommend_treatment_to_professional"
DECISION_SUPPORT = (INFORMS, ADVISES)
"""What only helps a health professional to decide."""


def is_programmed() -> Condition:
    """It is software, or a thing that runs some."""
    return is_software() | is_yes("contains_software")


def does(*roles: str) -> Condition:
    """It is programmed, and this is what it gives."""
    return is_programmed() & is_one_of("software_role", *roles)


def endangers(*levels: str) -> Condition:
    """The illness, the treatment or its absence is as dangerous as this, to the person or the public."""
    return is_one_of("risk_level", *levels)


@schedule_2("III", "clause 4.5(1)(c)", id="4.5-1c", confidence=Confidence.READ)
def diagnosis_of_the_deadly() -> Condition:
    """Software that itself diagnoses or screens for what may kill without urgent care is class III."""
    return does(*DIAGNOSES) & endangers(*DEADLY)


@schedule_2("IIb", "clause 4.5(1)(d)", id="4.5-1d", confidence=Confidence.READ)
def diagnosis_of_the_serious() -> Condition:
    """Software that itself diagnoses or screens for a serious illness is class IIb."""
    return does(*DIAGNOSES) & endangers(*SERIOUS)


@schedule_2("IIa", "clause 4.5(1)(e)", id="4.5-1e", confidence=Confidence.READ)
def any_diagnosis() -> Condition:
    """Software that itself diagnoses or screens is at least class IIa."""
    return does(*DIAGNOSES)


@schedule_2("IIb", "clause 4.5(2)(a)", id="4.5-2a")
def information_on_the_deadly() -> Condition:
    """Class IIb where a health professional diagnoses with it what may kill without urgent care."""
    return does(INFORMS) & endangers(*DEADLY)


@schedule_2("IIa", "clause 4.5(2)(b)", id="4.5-2b")
def information_on_the_serious() -> Condition:
    """Class IIa where a health professional diagnoses a serious illness with it."""
    return does(INFORMS) & endangers(*SERIOUS)


@schedule_2("I", "clause 4.5(2)(c)", id="4.5-2c")
def any_information() -> Condition:
    """Class I in other cases where a health professional makes the diagnosis with it."""
    return does(INFORMS)


@schedule_2("IIb", "clause 4.6(a)", id="4.6-a")
def monitoring_of_danger() -> Condition:
    """Following a state is class IIb where it may show danger at once, or high risk to the public."""
    return does("monitor") & (is_yes("immediate_danger") | is_one_of("public_health_risk", "high"))


@schedule_2("IIa", "clause 4.6(b)", id="4.6-b")
def monitoring_of_other_danger() -> Condition:
    """Following a state is class IIa where it may show other danger, or some risk to the public."""
    danger = endangers(*DEADLY, *HARMFUL) | is_one_of("public_health_risk", "moderate")
    return does("monitor") & danger


@schedule_2("I", "clause 4.6(c)", id="4.6-c")
def any_monitoring() -> Condition:
    """Following a state is class I in other cases."""
    return does("monitor")


@schedule_2("III", "clause 4.7(1)(a)", id="4.7-1a")
def deadly_treatment() -> Condition:
    """Saying which treatment to give is class III where it, or going without it, may kill."""
    return does("specify_treatment") & endangers(*DEADLY)


@schedule_2("IIb", "clause 4.7(1)(b)", id="4.7-1b")
def harmful_treatment() -> Condition:
    """Saying which treatment to give is class IIb where it, or going without it, may harm otherwise."""
    return does("specify_treatment") & endangers(*HARMFUL)


@schedule_2("IIa", "clause 4.7(1)(c)", id="4.7-1c")
def any_treatment() -> Condition:
    """Saying which treatment to give is at least class IIa."""
    return does("specify_treatment")


@schedule_2("IIb", "clause 4.7(2)(a)", id="4.7-2a")
def advice_on_deadly_treatment() -> Condition:
    """Advice to a health professional who decides is class IIb where the treatment, or none, may kill."""
    return does(ADVISES) & endangers(*DEADLY)


@schedule_2("IIa", "clause 4.7(2)(b)", id="4.7-2b")
def advice_on_harmful_treatment() -> Condition:
    """Advice to a health professional who decides is class IIa where it may harm otherwise."""
    return does(ADVISES) & endangers(*HARMFUL)


@schedule_2("I", "clause 4.7(2)(c)", id="4.7-2c")
def any_advice() -> Condition:
    """Advice to a health professional who decides is class I in other cases."""
    return does(ADVISES)


@schedule_2("III", "clause 4.8(a)", id="4.8-a")
def deadly_therapy() -> Condition:
    """Treating through information is class III where the therapy may kill or do severe harm."""
    return does("therapy_by_information") & endangers(*DEADLY)


@schedule_2("IIb", "clause 4.8(b)", id="4.8-b")
def seriously_harmful_therapy() -> Condition:
    """Treating through information is class IIb where the therapy may do serious harm."""
    return does("therapy_by_information") & endangers(*SERIOUS)


@schedule_2("IIa", "clause 4.8(c)", id="4.8-c")
def harmful_therapy() -> Condition:
    """Treating through information is class IIa where the therapy may do harm."""
    return does("therapy_by_information") & endangers("moderate")


@schedule_2("I", "clause 4.8(d)", id="4.8-d")
def any_therapy() -> Condition:
    """Treating through information is class I in other cases."""
    return does("therapy_by_information")


@rule("exempt", id="2.15", cite=regulations("Schedule 4, Part 2, item 2.15"), since=any_therapy.holds.start,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def exempt_decision_support() -> Condition:
    """Advice alone to a professional who judges, with no picture or signal: tell the authority, no entry."""
    supports = is_software() & is_one_of("software_role", *DECISION_SUPPORT)
    plain = is_one_of("cds_inputs", "met") & is_one_of("cds_basis_reviewable", "met")
    return supports & plain & is_no("autonomous")


RULES = (
    diagnosis_of_the_deadly, diagnosis_of_the_serious, any_diagnosis, information_on_the_deadly,
    information_on_the_serious, any_information, monitoring_of_danger, monitoring_of_other_danger,
    any_monitoring, deadly_treatment, harmful_treatment, any_treatment, advice_on_deadly_treatment,
    advice_on_harmful_treatment, any_advice, deadly_therapy, seriously_harmful_therapy, harmful_therapy,
    any_therapy,
)  # fmt: skip
MARKS = (exempt_decision_support,)
