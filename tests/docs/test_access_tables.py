"""The pages that list every gate and every opening say what the files say."""

from __future__ import annotations

from datetime import date

from fram.access.gates import Gate
from fram.access.openings.opening import Opening
from fram.access.spread import estimate_on, months_on
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown
from fram.workspace.access.gates.figures import span
from fram.workspace.world import the_world
from tests.docs import pages

ON = date(2026, 11, 22)


def gate_row(gate: Gate) -> list[str]:
    def told(found: Estimate | Unknown) -> str:
        return span(found, "en") if isinstance(found, Estimate) else ""

    cost = estimate_on(gate.cost, day=ON)
    unit = f" {cost.unit}" if isinstance(cost, Estimate) else ""
    where = gate.area or (
        gate.markets[0] if len(gate.markets) == 1 else "EEA" if "NO" in gate.markets else "EU"
    )
    since = gate.since.isoformat() if gate.since else ""
    months = told(months_on(gate.months, day=ON))
    name = gate.name["en"]
    return [where, name, gate.binding, since, months, f"{told(cost)}{unit}", gate.confidence.value]


def opening_row(edge: Opening) -> list[str]:
    days = [f"from {edge.since}" if edge.since else "", f"to {edge.last_day}" if edge.last_day else ""]
    classes = f" (class {', '.join(edge.classes)})" if edge.classes else ""
    source = f"{edge.at_least} of " if edge.at_least > 1 else ""
    return [
        source + ", ".join(edge.source), ", ".join(edge.to) + classes, edge.effect,
        " ".join(day for day in days if day), edge.confidence.value,
    ]  # fmt: skip


def rows(page: str, section: str) -> list[list[str]]:
    return [list(cells) for cells in pages.rows(pages.section(page, section))][1:]


def test_every_gate_stands_on_its_page() -> None:
    assert rows("docs/knowledge/gates.md", "All gates") == [gate_row(gate) for gate in the_world().gates]


def test_every_opening_stands_on_its_page() -> None:
    known = the_world().openings
    assert rows("docs/knowledge/openings.md", "All edges") == [opening_row(edge) for edge in known]
    assert {place for edge in known for place in edge.to} <= {*MARKETS, "GB-NIR"}
