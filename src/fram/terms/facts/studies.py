"""What one study alone answers: registry facts on evidence, and facts of the study itself (``study_…``).

Only what the file states or what follows from it for certain; where it leaves room, a fact is absent. A study
without a result answers no to every question after a finished one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from fram.terms.proof.evidence import Comparator, Design, Evidence, Outcome

YES_NO = ("yes", "no")
STUDY_FACTS: Mapping[str, tuple[str, ...]] = {
    "study_design": get_args(Design),
    "study_comparator": get_args(Comparator),
    "study_outcome": get_args(Outcome),
    "study_country": (),
    **dict.fromkeys(("study_participants", "study_sites", "study_year", "study_follow_up_months"), ()),
    "study_attrition": (),
    **dict.fromkeys(
        (
            "study_finished", "study_randomised", "study_comparative", "study_prospective", "study_interval",
            "study_effect_shown", "study_instrument", "study_usage_logged", "study_costs", "study_reported",
            "study_independent", "study_published", "study_real_world", "study_local",
        ),
        YES_NO,
    ),
}  # fmt: skip
"""Facts of one study, beside the registry's; the answers each may have (none: any text, or a number)."""

EVIDENCE_FACTS = (
    "evidence_design", "comparative_study", "evidence_quantitative", "effect_type", "study_registered",
    "evidence_from_germany_or_transferable", "first_data_clinical_or_organisational",
)  # fmt: skip
"""Registry facts that a single study answers."""
STRENGTH = (
    "none", "case_series", "diagnostic_accuracy", "intraindividual_retrospective",
    "retrospective_comparative", "prospective_comparative", "rct",
)  # fmt: skip
"""Answers to ``evidence_design``, the weakest first."""
NEGATIVE: Mapping[str, Any] = {
    **dict.fromkeys(EVIDENCE_FACTS, False), "evidence_design": "none", "effect_type": "none"
}  # fmt: skip
"""The answer to each that says "not at all": what is said so of all studies holds of every one."""

BY_DESIGN = {
    "rct": "rct", "cluster-rct": "rct", "diagnostic-accuracy": "diagnostic_accuracy",
    "case-series": "case_series", "bench": "none", "none": "none",
}  # fmt: skip
BETWEEN_PEOPLE = ("no-treatment", "usual-care", "sham", "other-product")
NULL = {"difference": 0.0, "ratio": 1.0}
"""The value that means no effect, by scale; a share has none."""
UNREGISTERED = ("none", "no", "nei", "ingen")
BENEFIT = {
    **dict.fromkeys(("survival", "health", "quality-of-life"), "medical_benefit"),
    "care": "patient_relevant_structure_process",
    "organisation": "organisational",
}
"""Kinds of benefit by what was measured; how right or how handy something is shows none by itself."""
REAL_WORLD = {
    **dict.fromkeys(("real-world", "registry"), True),
    **dict.fromkeys(("rct", "cluster-rct", "diagnostic-accuracy", "bench", "none"), False),
}


def study_facts(study: Evidence, *, market: str | tuple[str, ...] = "") -> dict[str, Any]:
    """Return what the study answers by fact: registry facts, and those of ``STUDY_FACTS``.

    ``market``: one code, or several that share a law: the study is local if it was made in one of them, or is
    argued in writing to hold in one. Without a market nothing is said of that. Absent: not known.
    """
    places = (market,) if isinstance(market, str) else market
    found = {**_of_itself(study), "study_local": is_local(study, tuple(filter(None, places)))}
    found |= _registry_facts(study) if study.is_finished else NEGATIVE
    return {name: value for name, value in found.items() if value not in (None, "")}


def facts_of_all(studies: Sequence[Evidence]) -> dict[str, Any]:
    """Return the registry facts that a list of studies settles: those of its strongest finished study, and
    how many good trials there are.

    Nothing of the strongest where there is none yet, or where it cannot be told which it is. What the
    company answers itself overrules all of it: that is for the caller.
    """
    leading = leading_study(studies)
    found = dict(_registry_facts(leading)) if leading else {}
    finished = [_compares_people(study) for study in studies if study.is_finished]
    if finished:
        found["comparative_study"] = True in finished or (None if None in finished else False)
    good = [is_good_trial(study) for study in studies]
    if studies and None not in good:
        found["high_quality_trials"] = float(good.count(True))
    return {name: value for name, value in found.items() if value is not None}


def leading_study(studies: Sequence[Evidence]) -> Evidence | None:
    """Return the strongest finished study; of equally strong ones that which answers most with yes, then the
    first. None where a study might be stronger than the strongest known.
    """
    finished = [study for study in studies if study.is_finished]
    designs = [evidence_design(study) for study in finished]
    known = [STRENGTH.index(design) for design in designs if design]
    if not known or (None in designs and max(known) < len(STRENGTH) - 1):
        return finished[0] if len(finished) == 1 else None
    best = [study for study, design in zip(finished, designs, strict=True) if design == STRENGTH[max(known)]]
    return max(best, key=lambda one: sum(answer is True for answer in _registry_facts(one).values()))


def evidence_design(study: Evidence) -> str | None:
    """Return the registry's word for how a study was made, of ``STRENGTH``; None where it cannot be told."""
    if study.design in BY_DESIGN:
        return BY_DESIGN[study.design]
    if study.comparator == "none":
        return "case_series"
    if study.comparator == "before-after":  # the registry has no word for one that was planned ahead
        return "intraindividual_retrospective" if study.prospective is False else None
    if study.comparator not in BETWEEN_PEOPLE or study.prospective is None:
        return None
    return "prospective_comparative" if study.prospective else "retrospective_comparative"


def is_good_trial(study: Evidence) -> bool | None:
    """Return whether it is a finished trial by lot, planned in a register, large enough to tell an effect.

    None where it is finished and by lot, but the rest is not stated.
    """
    if not (study.is_randomised and study.is_finished):
        return False
    told = (_registered(study), shows_effect(study))
    return False if False in told else None if None in told else True


def is_local(study: Evidence, markets: Sequence[str]) -> bool | None:
    """Return whether it was made in one of the markets, or is argued in writing to hold there.

    None without markets, and where the file does not tell: an empty list of places says nothing.
    """
    if not markets:
        return None
    if study.country in markets or set(study.holds_in) & set(markets):
        return True
    return False if study.holds_in and study.country else None


def shows_effect(study: Evidence) -> bool | None:
    """Return whether the interval leaves out "no effect"; None without an interval, or for a plain share.

    Which way is better the file does not say: an effect is taken to be the one the firm is glad of.
    """
    null = NULL.get(study.scale or "")
    if null is None or study.effect_low is None or study.effect_high is None:
        return None
    return not study.effect_low <= null <= study.effect_high


def _of_itself(study: Evidence) -> dict[str, Any]:
    has_interval = study.effect_low is not None and study.effect_high is not None
    return {
        "study_design": study.design, "study_comparator": study.comparator, "study_outcome": study.outcome,
        "study_country": study.country, "study_participants": study.participants, "study_year": study.year,
        "study_sites": study.sites, "study_follow_up_months": study.follow_up_months,
        "study_attrition": study.attrition, "study_finished": study.is_finished,
        "study_randomised": study.is_randomised, "study_comparative": study.is_comparative,
        "study_prospective": study.prospective, "study_interval": has_interval or None,
        "study_effect_shown": shows_effect(study), "study_instrument": bool(study.instrument) or None,
        "study_usage_logged": study.usage_logged, "study_costs": study.costs_measured,
        "study_reported": bool(study.reported_by) or None, "study_independent": study.independent,
        "study_published": study.published, "study_real_world": REAL_WORLD.get(study.design),
    }  # fmt: skip


def _registry_facts(study: Evidence) -> dict[str, Any]:
    return {
        "evidence_design": evidence_design(study), "comparative_study": _compares_people(study),
        "evidence_quantitative": True if study.effect is not None else None,
        "effect_type": _benefit(study), "study_registered": _registered(study),
        "evidence_from_germany_or_transferable": is_local(study, ("DE",)),
        "first_data_clinical_or_organisational": _first_figures(study),
    }  # fmt: skip


def _compares_people(study: Evidence) -> bool | None:
    """Whether people with the product were compared with people without it."""
    if study.is_randomised:
        return True
    if study.design == "diagnostic-accuracy":  # every one gets both tests
        return False
    if study.comparator is None:
        return study.is_comparative
    return {"none": False, "reference-test": False}.get(study.comparator, True)


def _registered(study: Evidence) -> bool | None:
    if not study.register:
        return None
    return study.register.strip().lower() not in UNREGISTERED


def _benefit(study: Evidence) -> str | None:
    if study.outcome is None:
        return None
    if study.outcome not in BENEFIT:
        return "none"
    shown = shows_effect(study)
    return None if shown is None else BENEFIT[study.outcome] if shown else "none"


def _first_figures(study: Evidence) -> bool | None:
    """Whether it holds figures of a benefit; only an effect that is told from none makes it certain."""
    return True if study.outcome in BENEFIT and shows_effect(study) else None
