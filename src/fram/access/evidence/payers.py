"""Doors of payers: what each way to payment asks of the evidence, out of its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fram.access.evidence.doors import Ask, Door
from fram.access.pathways.fit import STUDY, Fit
from fram.access.pathways.pathway import IN_FORCE, Demand, Pathway
from fram.terms.facts.studies import EVIDENCE_FACTS

WITHOUT_A_STUDY = {
    "systematic_usage_evaluation": "analysis",
    "independent_evaluation_concept": "plan",
    "protocol_ready": "plan",
    "evidence_from_germany_or_transferable": "analysis",
    "presumed_innovative": "papers",
    "unmet_need": "papers",
    "high_innovation": "product",
    "first_in_class": "product",
    "net_saving_years": "analysis",
    "saving_5y_gbp": "analysis",
    "budget_impact_gbp": "analysis",
}
"""What could meet a condition on evidence where it takes no new study, by fact; a judgement of ours."""


def payer_doors(fits: Iterable[Fit], *, covered: Sequence[Door] = ()) -> tuple[Door, ...]:
    """Return a door for each way to payment that asks for evidence, is in force and may come to fit.

    ``covered``: doors of checklists; a pathway that one of them sets out has no second door.
    """
    done = {name for door in covered for name in door.pathways}
    return tuple(
        door for fit in fits
        if fit.pathway.id not in done and is_live(fit) and (door := door_of(fit.pathway)).asks
    )  # fmt: skip


def with_pay(doors: Iterable[Door], fits: Iterable[Fit]) -> tuple[Door, ...]:
    """Return doors of checklists with what their pathways say of pay; one whose pathways are all closed to
    this product is left out.
    """
    by_id = {fit.pathway.id: fit for fit in fits}
    found = []
    for door in doors:
        ways = [by_id[name] for name in door.pathways if name in by_id]
        live = [fit.pathway for fit in ways if is_live(fit)]
        if live:
            names = tuple(pathway.id for pathway in live)
            found.append(replace(door, pathways=names, pathway=names[0], pays=live[0].pays))
        elif not ways:
            found.append(door)
    return tuple(found)


def is_live(fit: Fit) -> bool:
    """Whether a way to payment is in force, and nothing that the product is stands against it."""
    return fit.pathway.state in IN_FORCE and not fit.is_closed


def door_of(pathway: Pathway) -> Door:
    """Return the door of one way to payment: what it asks of evidence, law as musts, the rest as practice."""
    asks = [_ask(demand, must=True) for demand in pathway.law if demand.change == STUDY]
    asks += [_ask(demand, must=False) for demand in pathway.soft if demand.change == STUDY]
    return Door(
        id=pathway.id, name=pathway.name, kind="payer", markets=pathway.markets, asks=tuple(asks),
        cite=pathway.cite, confidence=pathway.confidence, pathway=pathway.id, pathways=(pathway.id,),
        pays=pathway.pays, told=pathway.evidence,
    )  # fmt: skip


def _ask(demand: Demand, *, must: bool) -> Ask:
    facts = {leaf.fact for leaf in demand.when.leaves()}
    changes = [WITHOUT_A_STUDY.get(fact, "study") for fact in sorted(facts)]
    return Ask(
        id=demand.id, says=demand.says, when=demand.when, must=must, cite=demand.cite,
        about="study" if facts <= set(EVIDENCE_FACTS) else "product", change=changes[0],
        confidence=demand.confidence,
    )  # fmt: skip
