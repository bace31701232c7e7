"""What the plan takes for evidence: the cheapest study its way to payment asks for, unless it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from fram.access.pathways.fit import Fit
from fram.access.pathways.payment import Payment
from fram.access.spread import after_another
from fram.access.study.design import StudyDesign
from fram.access.study.options import Work
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile
from fram.workspace.weighing.costs import Known, settled
from fram.workspace.weighing.study.needed import StudyNeeded, study_needed

OF_A_STUDY = "study-"
"""How the owner of a study's cost begins: paid once, however many markets it serves."""


def missing_study(
    file: CompanyFile, pay: Payment, *, fits: Iterable[Fit], market: str, on: date
) -> StudyNeeded | None:
    """Return the cheapest study, or work without one, that meets what the way to payment asks for.

    A study that nobody has said is there counts as missing, with care; an answer in the file takes it away.
    None where none is asked for or all is there, and where no study that Fram knows how to make would do: a
    wide default stands then. Where the way is a listing for a time, what it takes to stay on is paid as well;
    the months are those until it can be applied for.
    """
    if pay.on_critical_path is not Truth.YES or pay.quickest is None:
        return None
    ways = [pay.quickest, *(fit for fit in fits if fit.pathway.id == pay.quickest.pathway.leads_to)]
    first, *later = (
        study_needed(file, fit, market=market, on=on) if fit.lacks_evidence else None for fit in ways
    )
    more = [one for one in later if one is not None]
    if not more:
        return first
    found = first or replace(more[0], months=settled(0, "months"))
    costs = [one.cost for one in (first, *more) if one is not None]
    return replace(found, cost=after_another(costs), also=tuple(one.option for one in more))


def study_terms(found: StudyNeeded | None) -> dict[str, Known]:
    """Return the cost and the months of the study, by input name; nothing where none is taken."""
    return {} if found is None else {"evidence_cost": found.cost, "evidence_months": found.months}


def study_owner(found: StudyNeeded | None, *, told: Mapping[str, object]) -> dict[str, str]:
    """Return whose the cost is: one study may serve several markets, a text for one market serves that alone.

    What the company found out itself (``told``) stays with its market.
    """
    if found is None or found.also or "evidence_cost" in told:
        return {}
    option = found.option
    if isinstance(option, Work):
        return {} if option.market else {"evidence_cost": f"{OF_A_STUDY}{option.extra}"}
    return {"evidence_cost": f"{OF_A_STUDY}{_name(option)}"}


def _name(design: StudyDesign) -> str:
    months, extras = f"{design.follow_up_months:g}m", f"{int(design.costs)}{int(design.argued)}"
    parts = (design.kind, design.country, design.outcome, str(design.size.people), months, extras)
    return "-".join(part.lower() for part in parts)
