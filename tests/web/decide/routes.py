"""Every address of plans, as the rival knocks at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from fram.web.accounts.acting import SYSTEM
from fram.web.decide import actions
from tests.golden import paper_record
from tests.web.cast import Cast


def _of_nordlys(cast: Cast) -> dict[str, Any]:
    return {"slug": cast.nordlys.slug}


def _plan(cast: Cast) -> dict[str, Any]:
    plan = cast.made.get("plan")
    if plan is None:
        wish = actions.Wish(
            company_name="Nordlys", product_name="Halo", company_toml="", markets=(), draws=1000, seed=1,
            on_day=date(2026, 11, 21), ticket=uuid4(),
        )  # fmt: skip
        plan = cast.made["plan"] = actions.ask_for_plan(by=SYSTEM, company=cast.nordlys, wish=wish)
        record = paper_record.record()
        actions.keep_record(by=SYSTEM, company=cast.nordlys, plan=plan, record=record)
    return {**_of_nordlys(cast), "pk": plan.pk}  # type: ignore[attr-defined]


ROUTES: dict[str, Callable[[Cast], dict[str, Any]]] = {
    **dict.fromkeys(("decide:plans", "decide:new", "decide:template"), _of_nordlys),
    **dict.fromkeys(
        (
            "decide:plan", "decide:progress", "decide:report", "decide:report-file", "decide:record-file",
            "decide:company-file", "decide:comparison", "decide:delete", "decide:restore",
        ),
        _plan,
    ),
    "decide:paper-file": lambda cast: {**_plan(cast), "form": "pdf"},
}  # fmt: skip
OPEN: dict[str, str] = {}
