"""Makes what a plan keeps of the evidence: the doors of each market, study by study."""

from __future__ import annotations

from collections.abc import Mapping

from fram.access.evidence.matrix import Column
from fram.terms.logic import Truth
from fram.workspace.evidence.telling import state_of
from fram.workspace.evidence.view import EvidenceView, evidence_before
from fram.workspace.kept.evidence import DoorRow, EvidenceRecord
from fram.workspace.weighing.weighed import Weighed

ORDER = {"no": 0, "unknown": 1, "yes": 2, "advice": 3, "held": 4}
"""What is shut stands first: it is what a reader can do something about."""


def evidence_records(ground: Weighed) -> tuple[EvidenceRecord, ...]:
    """Return every door of each market weighed, what is shut first; methods are no doors and left out."""
    markets = tuple(setting.market for setting in ground.weighing.settings)
    view = evidence_before(ground.file, markets=markets, fits=ground.view.fits, on=ground.on)
    rows = {column.door.id: _row(column, view) for column in view.columns if column.door.kind != "method"}
    return tuple(
        EvidenceRecord(market=market, doors=_sorted(view, market=market, rows=rows)) for market in markets
    )


def _sorted(view: EvidenceView, *, market: str, rows: Mapping[str, DoorRow]) -> tuple[DoorRow, ...]:
    here = (rows[one.door.id] for one in view.columns if one.door.id in rows and market in one.door.markets)
    return tuple(sorted(here, key=lambda row: (ORDER[row.state], row.markets)))


def _row(column: Column, view: EvidenceView) -> DoorRow:
    door = column.door
    # What is known to be missing says more than what nobody has answered.
    missing = sorted(column.open, key=lambda one: one.truth is not Truth.NO)
    return DoorRow(
        id=door.id, name=door.name, kind=door.kind, state=state_of(column), cite=door.cite,
        studies=tuple(cell.study_truth.name.lower() for cell in column.cells) if door.study_asks else (),
        stands=missing[0].ask.says if missing else {}, more=max(len(missing) - 1, 0),
        confidence=door.confidence, markets=len(view.places(door)),
    )  # fmt: skip
