"""Records for tests of the workbook: ways of selling, each in three markets, and the engine's own answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from fram.decide.model.case import MarketCase, Setting, Sold, build_case, used_inputs
from fram.decide.model.cashflow import outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.inputs import INPUTS
from fram.decide.model.opportunity import launch_of
from fram.decide.model.sampling import quantile
from fram.decide.rests import all_assumptions
from fram.decide.verdicts import Stance
from fram.terms.dist import Dist, Fixed
from fram.terms.estimate import Estimate, Origin, Reason
from fram.workspace.record import PlanRecord
from tests.golden import paper_record
from tests.golden.paper_record import line, points, ranked

Told = Mapping[str, "float | Dist"]


def estimates(told: Told) -> dict[str, Estimate]:
    dists = {n: Fixed(value=float(d)) if isinstance(d, (int, float)) else d for n, d in told.items()}
    return {n: Estimate(dist=d, unit=INPUTS[n].unit, origin=Origin.COMPANY) for n, d in dists.items()}


def setting(market: str, told: Told, *, regime: str = "eu-mdr", payer: bool = False, **more: Any) -> Setting:
    more.setdefault("speaks_language", False)
    return Setting(market=market, regime=regime, needs_payment=payer, known=estimates(told), **more)


MARKETS = (
    setting("SE", {"reach": 900, "price_level": 0.93}, near_home=True, speaks_language=True),
    setting("DE", {"reach": 6_000, "evidence_months": 31, "firm_cost": 240_000}, payer=True),
    setting("US", {"reach": 40_000, "unpaid_share": 0, "upkeep": 90_000}, regime="us-fda", payer=True),
)
"""Own budget next door; a payer and a certificate of the firm; a payer without whom nobody buys."""

WAYS: dict[str, Sold] = {
    "hospital, subscription, distributor, goods, worth a saving": Sold(
        known=estimates({"price": 90_000, "saving": 74_000, "cost_to_serve": 0.2}), unit_of_sale="hospital",
        mode="distributor", ships_goods=True,
    ),
    "practice, per use, partner": Sold(
        known=estimates({"price": 310, "uses_per_month": 140, "peak_share": 0.3, "wins_a_year": 90}),
        unit_of_sale="practice", price_model="per-use", mode="partner",
    ),
    "patient, one-off, direct, worth health": Sold(
        known=estimates({
            "price": 90_000, "health_gain": 0.11, "suitable_share": 0.8, "cost_to_serve": 0.1,
            "peak_share": 0.2,
        }),
        unit_of_sale="patient", price_model="one-off",
    ),
    "patient, subscription, worth a saving and health": Sold(
        known=estimates({
            "price": 9_000, "saving": 900, "health_gain": 0.04, "months_used": 5, "peak_share": 0.3,
        }),
        unit_of_sale="patient", price_model="subscription", mode="distributor",
    ),
    "ward, outcome-linked, distributor, goods": Sold(
        known=estimates({"price": 65_000, "units_per_site": 4}), unit_of_sale="ward",
        price_model="outcome-linked", mode="distributor", ships_goods=True,
    ),
    "laboratory, one-off, direct, goods": Sold(
        known=estimates({"price": 4_000_000, "duty": 0.03, "contacts_a_month": 30}),
        unit_of_sale="laboratory", price_model="one-off", ships_goods=True,
    ),
    "hospital, given up: it costs more than it brings": Sold(
        known=estimates({"price": 1_500, "cost_to_serve": 0.9, "team": 3}), unit_of_sale="hospital",
    ),
    "bed, whole months, nobody to sell to": Sold(
        known=estimates({"price": 800, "localisation_months": 2, "hire_lead": 3, "suitable_share": 0}),
        unit_of_sale="bed",
    ),
}  # fmt: skip
"""Every way of selling the model knows: funnel, curve, patients; each price model, mode, bound and goods."""


def cases_of(way: str) -> list[MarketCase]:
    return [build_case(one, sold=WAYS[way]) for one in MARKETS]


def record_of(cases: list[MarketCase]) -> PlanRecord:
    """A record of these cases, its simulated figures made up."""
    sold, base = cases[0].sold, paper_record.record()
    lines = tuple(
        replace(
            line(ranked(case.market, 1, points(-6, 1, 9)),
                 Stance(market=case.market, verdict="go", because=Reason.of("go-own-budget"))),
            regime=case.regime, needs_payment=case.needs_payment, speaks_language=case.speaks_language,
            near_home=case.near_home, inputs={name: item.id for name, item in used_inputs(case).items()},
        )
        for case in cases
    )  # fmt: skip
    plan = replace(
        base.plan, markets=lines, assumptions=all_assumptions(cases), mode=sold.mode, swap_between=None,
        ships_goods=sold.ships_goods, swap=(), asking=paper_record.asking(),
    )  # fmt: skip
    return replace(base, plan=plan, unit_of_sale=sold.unit_of_sale, price_model=sold.price_model)


def medians(case: MarketCase) -> dict[str, float]:
    return {x.id: float(quantile(x.estimate.dist, 0.5)[0]) for x in used_inputs(case).values()}


def engine_value(case: MarketCase, at: Mapping[str, float] | None = None) -> float:
    """The engine's value of a market with every input pinned: its readable twin, one draw."""
    draws = Draws(1, 0, 1).pinned_at(medians(case) | dict(at or {}))
    return float(outcomes(launch_of(case, draws), decide_at=0).value[0])


def opened(book: bytes | Path, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(book) if isinstance(book, bytes) else book, data_only=values)


def values_on_board(book: openpyxl.Workbook) -> list[float]:
    """The live value of each market, in the board's order."""
    board = book.worksheets[0]
    return [float(board.cell(row, 9).value) for row in range(10, 10 + len(book.worksheets) - 3)]  # type: ignore[arg-type]


def rows_by_id(book: openpyxl.Workbook) -> dict[str, int]:
    """The row of each assumption by its id."""
    sheet = book.worksheets[1]
    return {str(sheet.cell(row, 12).value): row for row in range(5, sheet.max_row + 1)}


def numbers(book: openpyxl.Workbook) -> dict[tuple[str, str], Any]:
    """Every cell that is not text, by sheet and place; anything a formula failed at is kept as it is."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) or str(cell.value).startswith(("#", "Err:"))
    }


def furthest(one: Mapping[Any, float], other: Mapping[Any, float]) -> tuple[float, Any]:
    """The largest difference between two sets of numbers, as a share of the larger, and where."""
    apart = {key: abs(one[key] - other[key]) / max(abs(one[key]), abs(other[key]), 1.0) for key in one}
    where = max(apart, key=lambda key: apart[key])
    return float(np.float64(apart[where])), where
