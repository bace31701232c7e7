"""Which people a launch needs beyond those the company has, when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fram.terms.company import Staff
from fram.terms.estimate import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Launching:
    """One market to be entered: its languages, whether its regime is new, and the P50 months ahead."""

    market: str
    languages: tuple[str, ...]
    approval_is_new: bool
    months_to_hire: float
    months_to_sale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One role to fill: where, how many positions, from which month, and the reasons."""

    role: str
    market: str
    positions: float
    from_month: int
    because: tuple[Reason, ...]


MARKETS_PER_SALES_POSITION = 2
"""How many markets one salesperson at home can prepare: a planning figure of ours."""


def needs(staff: Staff, launches: Sequence[Launching], *, languages: Sequence[str]) -> list[Need]:
    """Return the roles missing for these launches, earliest first.

    A local seller for each market where nobody speaks a language of it; a regulatory position when an
    approval is new and none is on the staff; a clinical position likewise; more sales positions when
    one would prepare more than ``MARKETS_PER_SALES_POSITION`` markets.
    """
    found = [need for launch in launches for need in _local(launch, languages)]
    new = [launch for launch in launches if launch.approval_is_new]
    if new and staff.regulatory < 1:
        reason = Reason.of("crew-regulatory", have=staff.regulatory, regimes=len(new))
        found.append(Need(role="regulatory", market="", positions=1, from_month=0, because=(reason,)))
    if launches and staff.clinical < 0.5:
        reason = Reason.of("crew-clinical", have=staff.clinical)
        found.append(Need(role="clinical", market="", positions=0.5, from_month=0, because=(reason,)))
    short = len(launches) / MARKETS_PER_SALES_POSITION - staff.sales
    if launches and short > 0:
        reason = Reason.of("crew-sales", have=staff.sales, markets=len(launches))
        month = int(min(launch.months_to_hire for launch in launches))
        found.append(
            Need(role="sales", market="", positions=round(short, 1), from_month=month, because=(reason,))
        )
    return sorted(found, key=lambda need: (need.from_month, need.role, need.market))


def _local(launch: Launching, spoken: Sequence[str]) -> list[Need]:
    if set(launch.languages) & set(spoken):
        return []
    reason = Reason.of("crew-local", languages=", ".join(launch.languages))
    month = int(launch.months_to_hire)
    return [Need(role="local-seller", market=launch.market, positions=1, from_month=month, because=(reason,))]
