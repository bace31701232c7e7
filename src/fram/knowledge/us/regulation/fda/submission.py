"""Section 513: what must be filed, by the product code of the type, or for a type that no code covers."""

from __future__ import annotations

from collections.abc import Callable

from fram.knowledge.us.regulation.fda.law import (
    APPROVAL,
    CLEARANCE,
    DE_NOVO,
    DISCRETION,
    EUA,
    EXEMPT,
    HDE,
    SINCE,
    act,
    cfr,
    gives_one_sound_option,
    has_a_low_risk_claim,
    has_no_code,
    is_low_risk_wellness,
    keeps_records,
    moves_data_as_hardware,
    product_codes,
    section,
)
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.terms.citation import Confidence


def is_looked_at() -> Condition:
    """None of the FDA's policies on claims and functions lets it be: they hold whatever its code says."""
    by_claim = is_low_risk_wellness() | has_a_low_risk_claim()
    return ~(by_claim | gives_one_sound_option() | keeps_records())


def listed_as(*submissions: str) -> Condition:
    """The FDA's list names one of these for its product code, and no policy lets it be."""
    is_listed = ~has_no_code() & is_one_of("fda_submission", *submissions)
    return is_listed & ~moves_data_as_hardware() & is_looked_at()


def is_new_to_the_list() -> Condition:
    """No code fits, and none of the FDA's policies lets it be."""
    return has_no_code() & is_looked_at()


def listed(
    outcome: str, place: str, *, id: str, confidence: Confidence = Confidence.READ
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule that reads the FDA's list. ``place``: the section of the act that the column stands for."""
    cite = product_codes("submission type") if not place else act(place)
    return rule(outcome, id=id, cite=cite, since=SINCE, guides=(product_codes(),), confidence=confidence)


@listed(DISCRETION, "", id="list-let-be")
def listed_as_let_be() -> Condition:
    """The FDA's list says that it enforces nothing for this type."""
    return listed_as("enforcement_discretion")


@listed(EXEMPT, "sections 510(l) and 510(m)", id="list-exempt")
def listed_as_exempt() -> Condition:
    """The FDA's list exempts this type: register the firm, list the product, follow the general duties."""
    return listed_as("exempt")


@rule(CLEARANCE, id="beyond-exemption", cite=cfr("sections 862.9 to 892.9, (a) to (c)"), since=SINCE)
def beyond_the_exemption() -> Condition:
    """An exempt type needs a 510(k) after all where its use or its basic technology is a new one."""
    return listed_as("exempt") & is_yes("fda_beyond_exemption")


@listed(EUA, "section 564", id="list-eua", confidence=Confidence.UNCHECKED)
def listed_as_emergency_use() -> Condition:
    """The FDA's list has this type for emergency use only, which ends with the emergency."""
    return listed_as("eua")


@listed(CLEARANCE, "section 510(k)", id="list-510k")
def listed_as_510k() -> Condition:
    """The FDA's list asks for a 510(k): show that it is as safe and good as one already sold."""
    return listed_as("510(k)")


@listed(HDE, "section 520(m)", id="list-hde", confidence=Confidence.PARTLY_READ)
def listed_as_humanitarian() -> Condition:
    """The FDA's list has this type for rare illnesses, by a humanitarian exemption."""
    return listed_as("hde")


@listed(APPROVAL, "section 515", id="list-pma")
def listed_as_pma() -> Condition:
    """The FDA's list asks for full approval (PMA), with the firm's own clinical evidence."""
    return listed_as("pma")


@section(CLEARANCE, "section 513(f)(1)(A)", id="no-code", confidence=Confidence.PARTLY_READ)
def no_code_fits() -> Condition:
    """Where no code fits, something must be filed: a 510(k) for a type older than the law of 1976."""
    return is_new_to_the_list()


@section(DE_NOVO, "section 513(f)(2)", id="no-code-de-novo", confidence=Confidence.PARTLY_READ)
def new_and_moderate() -> Condition:
    """A new type of low or moderate risk may get class I or II by De Novo; ask in a Pre-Submission."""
    return is_new_to_the_list() & is_no("fda_old_type") & is_yes("fda_controls_suffice")


@section(APPROVAL, "sections 513(f)(1) and 515", id="no-code-pma", confidence=Confidence.PARTLY_READ)
def new_and_high() -> Condition:
    """Any other new type is class III by law and needs approval; a 513(g) request tells the FDA's view."""
    return is_new_to_the_list() & is_no("fda_old_type") & is_no("fda_controls_suffice")


RULES = (
    listed_as_let_be, listed_as_exempt, beyond_the_exemption, listed_as_emergency_use, listed_as_510k,
    listed_as_humanitarian, listed_as_pma, no_code_fits, new_and_moderate, new_and_high,
)  # fmt: skip


def _class(name: str, place: str, *, id: str) -> Callable[[Callable[[], Condition]], Rule]:
    guides = (product_codes("device class"),)
    return section(name, place, id=id, guides=guides)


@_class("class I", "section 513(a)(1)(A)", id="class-I")
def class_one() -> Condition:
    """Class I: the general duties are enough."""
    return ~has_no_code() & is_one_of("fda_class", "I")


@_class("class II", "section 513(a)(1)(B)", id="class-II")
def class_two() -> Condition:
    """Class II: special controls for the type come on top of the general duties."""
    return ~has_no_code() & is_one_of("fda_class", "II")


@_class("class III", "sections 513(a)(1)(C) and 513(f)(1)", id="class-III")
def class_three() -> Condition:
    """Class III: the strictest, also for a new type until the FDA says otherwise."""
    new = is_new_to_the_list() & is_no("fda_old_type") & is_no("fda_controls_suffice")
    return (~has_no_code() & is_one_of("fda_class", "III")) | new


@_class("unclassified", "section 513(d)", id="unclassified")
def not_classified_yet() -> Condition:
    """Unclassified: a type older than the law of 1976 that the FDA has not put into a class."""
    old = is_new_to_the_list() & is_yes("fda_old_type")
    return (~has_no_code() & is_one_of("fda_class", "unclassified")) | old


MARKS = (class_one, class_two, class_three, not_classified_yet)


@rule(APPROVAL, id="860.93", cite=cfr("section 860.93"), since=SINCE, confidence=Confidence.UNCHECKED)
def implants_and_life_support() -> Condition:
    """Implants and what supports life are class III, unless the FDA finds that less is enough."""
    return is_yes("implantable") | is_yes("life_sustaining")


AIDS = (implants_and_life_support,)
