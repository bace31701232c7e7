"""What the firm does beside the approval before a pathway can begin: papers, localisation, a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fram.access.gates import GatesResult
from fram.access.pathways.fit import Fit
from fram.access.pathways.payment import Payment
from fram.access.spread import side_by_side
from fram.decide.model.case import default_of
from fram.decide.roads.first_money import GATES, LOCALISE
from fram.terms.estimate import Estimate, Reason
from fram.terms.product import CompanyFile
from fram.workspace.weighing.costs import Known, settled
from fram.workspace.weighing.heard import believed


def own_work(barriers: GatesResult, file: CompanyFile, *, market: str) -> dict[str, Estimate]:
    """Return the months of papers and localisation, as the plan takes them: a default where none was read."""
    known = believed({"gate_months": barriers.months}, file, market=market)
    told = believed({"localisation_months": default_of("localisation_months")}, file)
    return {GATES: _or_default(known, "gate_months"), LOCALISE: _or_default(told, "localisation_months")}


def study_months(file: CompanyFile, *, market: str, found: Estimate | None = None) -> Estimate:
    """Return the months of a study that is still missing: told by the company, else ``found``, else ours."""
    known = {"evidence_months": found or default_of("evidence_months")}
    return _or_default(believed(known, file, market=market), "evidence_months")


def has_window(fits: Iterable[Fit], market: str) -> bool:
    """Return whether a pathway of the market closes on certain days: then the day of being ready counts."""
    here = (fit.pathway.window for fit in fits if market in fit.pathway.markets)
    return any(window.closes or window.dates for window in here)


def launch(approval: Estimate | None, beside: Mapping[str, Estimate]) -> Estimate:
    """Return the months until a pathway can begin: approval and own work side by side."""
    return side_by_side([*([approval] if approval else []), *beside.values()])


def evidence_there(pay: Payment) -> dict[str, Known]:
    """Return that no study holds payment up, where the pathway a plan takes asks for none that is missing."""
    if pay.quickest is None or pay.quickest.lacks_evidence:
        return {}
    reason = Reason.of("payment-evidence-there", pathway=pay.quickest.pathway.id)
    return {"evidence_months": settled(0, "months", reason)}


def _or_default(known: Mapping[str, Known], name: str) -> Estimate:
    found = known.get(name)
    return found if isinstance(found, Estimate) else default_of(name)
