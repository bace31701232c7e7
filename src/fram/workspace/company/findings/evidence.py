"""An entry of the company file as evidence: what the engine that revises a belief is handed."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.beliefs import Answers, Events, Evidence, Finding, Said, Told, Value, YesOf
from fram.decide.beliefs.evidence import people
from fram.decide.beliefs.finding import effective
from fram.decide.model.inputs import limits
from fram.terms.dist import Pert, from_percentiles
from fram.terms.loop import FoundOut
from fram.workspace.company.findings.forms import form_of


def finding_of(found: FoundOut) -> Finding:
    """Return an entry as the engine takes it; findings on one input share their error, wherever they name.

    The place is left out: which estimates an entry speaks of is settled before it comes here.
    """
    return Finding(
        about=found.input, kind=found.kind, evidence=evidence_of(found), on=found.on, who=found.who,
        sure=found.sure, source=found.source,
    )  # fmt: skip


def evidence_of(found: FoundOut) -> Evidence:
    """Return the numbers of an entry. Raises ``Refused`` where they say nothing."""
    match form_of(found):
        case "value":
            middle, off = float(found.value or 0), float(found.within or 0)
            return Value.within(middle, low=middle - off, high=middle + off)
        case "said":
            return Told(said=tuple(_person(three, found) for three in found.said))
        case "share":
            return YesOf(yes=float(found.yes or 0), of=float(found.of or 0))
        case "answers":
            return Answers(count=int(found.count or 0), mean=float(found.mean or 0), sd=float(found.sd or 0))
        case "range":
            low, typical, high = (float(getattr(found, name)) for name in ("low", "typical", "high"))
            return Told(said=(Said(who=found.who, dist=Pert(low=low, typical=typical, high=high)),))
        case "events":
            return Events(count=float(found.seen or 0), over=float(found.over or 0))


def in_order(found: Sequence[tuple[int, FoundOut]]) -> tuple[tuple[int, FoundOut], ...]:
    """Return numbered entries by the day they were found out: the order of the file changes nothing."""
    return tuple(sorted(found, key=lambda pair: (pair[1].on, repr(pair[1]))))


def asked(finding: Finding) -> float:
    """Return how many people or cases speak in a finding."""
    return people(finding.evidence)


def counts_as(finding: Finding) -> float:
    """Return for how many independent people or cases it counts: shared errors and doubt taken off."""
    return effective(finding) * finding.sure_share


def _person(three: tuple[float, float, float], found: FoundOut) -> Said:
    low, middle, high = three
    most = limits(found.input)[1]
    return Said(
        who=found.who, dist=from_percentiles(p10=low, p50=middle, p90=high, high=most if most <= 1 else None)
    )
