"""What a launch costs, line by line: one list for the simulation, the report and the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fram.decide.model.case import MarketCase, Mode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOCALISED_SHARE = 0.25
"""Share of the localisation cost left where the product already speaks a language of the market: ours."""
TEAM_NEAR_HOME = 0.4
"""Share of a local team needed in a neighbouring market served from home: a planning figure of ours."""
TEAM_BY_MODE: dict[Mode, float] = {"direct": 1.0, "distributor": 0.4, "partner": 0.3}
"""Share of the local team needed beside a distributor's or a partner's own: planning figures of ours."""

Phase = Literal["approval", "launch", "team", "market"]
"""When a line is paid: once until the approval or the launch, monthly from hiring or from the launch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One cost line: NOK once (phases approval, launch) or NOK a month (team, market), shape (draws,).

    ``shared``: its id where several markets pay it but once (``eu-mdr.approval_cost``), else empty.
    """

    kind: str
    phase: Phase
    nok: Floats
    shared: str = ""

    @property
    def is_once(self) -> bool:
        """True for what is paid once."""
        return self.phase in ("approval", "launch")


def cost_lines(case: MarketCase, x: Mapping[str, Floats]) -> tuple[Line, ...]:
    """Return every cost of a launch but those that come with each unit sold (to serve, duty, freight)."""
    localised = LOCALISED_SHARE if case.speaks_language else 1.0
    here = (TEAM_NEAR_HOME if case.near_home else 1.0) * TEAM_BY_MODE[case.sold.mode]
    pay = x["team"] * here * x["position_cost"] * x["employer_cost"]
    level = x["price_level"]
    lines = [
        Line(
            kind="approval", phase="approval", nok=x["approval_cost"], shared=_shared(case, "approval_cost")
        ),
        Line(kind="security", phase="launch", nok=x["gate_cost"]),
        Line(kind="localisation", phase="launch", nok=x["localisation"] * localised),
        Line(kind="evidence", phase="launch", nok=x["evidence_cost"], shared=_shared(case, "evidence_cost")),
        Line(kind="people", phase="team", nok=pay * level),
        Line(kind="travel", phase="team", nok=x["travel"]),
        Line(kind="marketing", phase="team", nok=x["marketing"] * level),
        Line(kind="hosting", phase="market", nok=x["hosting"]),
        Line(kind="upkeep", phase="market", nok=x["upkeep"] / 12),
        Line(kind="vat", phase="market", nok=x["vat_handling"]),
    ]
    if "firm_cost" in x:  # markets whose certificates are one assumption share them
        shared = _shared(case, "firm_cost")
        lines.append(Line(kind="certificates", phase="launch", nok=x["firm_cost"], shared=shared))
    if "distributor_support" in x:
        lines.append(Line(kind="support", phase="market", nok=x["distributor_support"] * level))
    if "partner_setup" in x:
        lines.append(Line(kind="setup", phase="launch", nok=x["partner_setup"]))
    return tuple(lines)


PAID_ONCE = ("approval_cost", "firm_cost", "evidence_cost")
"""Inputs that several markets may share: an approval, a certificate of the firm, a study for many payers."""


def shared_costs(case: MarketCase) -> frozenset[str]:
    """Return the ids of the costs that a market shares with others: who launches next pays them no more."""
    return frozenset(key for name in PAID_ONCE if (key := _shared(case, name)))


def _shared(case: MarketCase, name: str) -> str:
    """The id under which other markets pay the same cost, or nothing where it is this market's own."""
    key = case.inputs[name].id
    return "" if key.startswith(f"{case.market.lower()}.") else key


def summed(lines: tuple[Line, ...], phase: Phase, *, shared: bool | None = None) -> Floats | float:
    """Return the sum of a phase's lines; ``shared`` keeps only those that are shared, or only those not."""
    kept = [line.nok for line in lines if line.phase == phase and shared in (None, bool(line.shared))]
    return sum(kept) if kept else 0.0
