"""Every read of plans goes through here, so that who may see what has one place to be decided."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import Http404

from fram.terms.errors import Refused
from fram.web.decide.models import Plan, PlanState
from fram.workspace.record import PlanRecord

log = logging.getLogger(__name__)

ORDERS = {
    "newest": ("-created_at", "-pk"),
    "oldest": ("created_at", "pk"),
    "company": ("company", "-version"),
    "product": ("product", "company", "-version"),
}
"""What the list can be sorted by."""


def plans(*, text: str = "", order: str = "newest", deleted: bool = False) -> QuerySet[Plan]:
    """Return the plans to list, without their heavy columns: those kept, or those deleted."""
    found = Plan.objects.without_papers()
    found = found.exclude(deleted_at=None) if deleted else found.kept()
    if text:
        found = found.named(text)
    return found.order_by(*ORDERS.get(order, ORDERS["newest"]))


def get_plan(pk: int) -> Plan:
    """Return one plan that nobody has deleted, without its result, or 404."""
    return _one(Plan.objects.kept().defer("record"), pk)


def get_deleted_plan(pk: int) -> Plan:
    """Return one deleted plan, or 404."""
    return _one(Plan.objects.without_papers().exclude(deleted_at=None), pk)


def record_of(plan: Plan) -> PlanRecord | None:
    """Return a plan's result; None when there is none, or another version of Fram wrote it."""
    try:
        return plan.record
    except Refused as refused:
        log.warning("plan %s cannot be read: %s", plan.pk, refused.problems[0])
        return None


def get_done_plan(pk: int) -> tuple[Plan, PlanRecord]:
    """Return one plan and its result, or 404."""
    plan = get_plan(pk)
    record = record_of(plan)
    if record is None:
        raise Http404("no such result")
    return plan, record


def just_deleted(pk: str) -> Plan | None:
    """Return the plan whose deletion can be undone from the list, if the address names one."""
    return plans(deleted=True).filter(pk=number_in(pk)).first()


def wishes_of(pk: str) -> dict[str, Any]:
    """Return what was asked for the plan that an address names, to begin a new one from; else nothing."""
    plan = Plan.objects.kept().defer("record").filter(pk=number_in(pk)).first()
    if plan is None:
        return {}
    return {"source": "own"} | {n: getattr(plan, n) for n in ("company_toml", "markets", "draws", "seed")}


def number_in(text: str) -> int:
    """Return the plan number written in an address; 0, which no plan has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def comparable_to(plan: Plan) -> QuerySet[Plan]:
    """Return the plans this one can be held against, its own earlier versions first."""
    others = Plan.objects.kept().without_papers().filter(state=PlanState.DONE).exclude(pk=plan.pk)
    is_other = Case(When(company=plan.company, then=0), default=1)
    return others.order_by(is_other, "-created_at", "-pk")


def _one(found: QuerySet[Plan], pk: int) -> Plan:
    plan = found.filter(pk=pk).first()
    if plan is None:
        raise Http404("no such plan")
    return plan
