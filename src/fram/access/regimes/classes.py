"""Which classes a product may have under a regime, and whether its approval is held already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from fram.access.regimes.regime import ANY_CLASS, Regime, Told
from fram.terms.estimate import Reason
from fram.terms.facts.derived import is_held as in_force
from fram.terms.product import ProductProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWeights:
    """The classes still possible with their weights, whether that is settled, and why."""

    weights: Mapping[str, float]
    settled: bool
    because: tuple[Reason, ...] = ()
    ask: str = ""


def is_held(regime: Regime, *, profile: ProductProfile, on: date) -> bool:
    """True when the company file holds an approval under this regime that has not run out."""
    if any(held.regime == regime.id and in_force(held, on) for held in profile.certificates):
        return True
    stated = bool(regime.held_facts) and all(profile.fact(f) in (True, "yes") for f in regime.held_facts)
    return stated and profile.kind in regime.kinds


def class_weights(regime: Regime, *, profile: ProductProfile, told: Told) -> ClassWeights:
    """Return the classes this product may have: told, stated, read across, or weighed as unknown."""
    if regime.classes == (ANY_CLASS,):
        return ClassWeights(weights={ANY_CLASS: 1.0}, settled=True)
    known = told.classes.get(regime.id) or stated_classes(regime, profile=profile)
    if known:
        return _among(regime, profile, known)
    for other, table in regime.like.items():
        carried = _carried(profile, told, other=other, table=table)
        if carried and regime.id not in told.screening:
            reason = Reason.of(
                "road-class-carried", regime=regime.id, other=other, classes=", ".join(carried)
            )
            found = _among(regime, profile, carried)
            return replace(found, settled=False, because=(reason, *found.because))
    return _unsettled(regime, _weights(regime, profile) or dict.fromkeys(regime.classes, 1.0))


def _weights(regime: Regime, profile: ProductProfile) -> Mapping[str, float]:
    """The weights of classes that are not known: by what a fact tells, else by the kind of product."""
    for fact, tables in regime.when_told.items():
        if (said := profile.fact(fact)) is not None and str(said) in tables:
            return tables[str(said)]
    return regime.when_unknown.get(profile.kind, {})


def stated_classes(regime: Regime, *, profile: ProductProfile) -> tuple[str, ...]:
    """Return the class a fact or certificate states for this regime; empty when none does."""
    fact = profile.fact(regime.class_fact) if regime.class_fact else None
    held = [c.device_class for c in profile.certificates if c.regime == regime.id and c.device_class]
    stated = [str(fact)] if fact is not None else held[:1]
    return tuple(cls for cls in stated if cls in regime.classes)


def _among(regime: Regime, profile: ProductProfile, classes: tuple[str, ...]) -> ClassWeights:
    """Weigh several possible classes by the regime's weights; alike where it has none for them."""
    if len(classes) == 1:
        return ClassWeights(weights={classes[0]: 1.0}, settled=True)
    table = _weights(regime, profile)
    weights = {cls: table.get(cls, 0.0) for cls in classes}
    if not any(weights.values()):
        weights = dict.fromkeys(classes, 1.0)
    return _unsettled(regime, weights)


def _carried(profile: ProductProfile, told: Told, *, other: str, table: Mapping[str, str]) -> tuple[str, ...]:
    """Return classes read across from another regime, told or stated there."""
    if (other == "eu-ivdr") != (profile.kind == "ivd"):
        return ()
    fact = profile.fact("ivd_class" if other == "eu-ivdr" else "eu_class")
    held = [c.device_class for c in profile.certificates if c.regime == other and c.device_class]
    there = told.classes.get(other) or ((str(fact),) if fact is not None else tuple(held[:1]))
    return tuple(dict.fromkeys(table[cls] for cls in there if cls in table))


def _unsettled(regime: Regime, weights: Mapping[str, float]) -> ClassWeights:
    classes = ", ".join(cls for cls, weight in weights.items() if weight > 0)
    reason = Reason.of("road-class-unknown", cite=regime.cite, regime=regime.id, classes=classes)
    return ClassWeights(weights=weights, settled=False, because=(reason,), ask=regime.class_fact)
