"""Every read of plans. What is handed in as `company` was opened to the reader by the policy already."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db.models import Case, QuerySet, When
from django.http import Http404

from fram.terms.errors import Refused
from fram.web.accounts.models import Organisation
from fram.web.decide.models import Plan, PlanState
from fram.web.ui.text import number_in

if TYPE_CHECKING:
    from fram.workspace.record import PlanRecord

log = logging.getLogger(__name__)

ORDERS = {
    "newest": ("-created_at", "-pk"),
    "oldest": ("created_at", "pk"),
    "product": ("product_name", "-version"),
    "company": ("company_name", "-version"),
}
"""What the list can be sorted by."""


def plans(
    company: Organisation, *, text: str = "", order: str = "newest", deleted: bool = False
) -> QuerySet[Plan]:
    """Return the company's plans to list, without their heavy columns: those kept, or those deleted."""
    found = Plan.objects.filter(company=company).without_papers()
    found = found.exclude(deleted_at=None) if deleted else found.kept()
    if text:
        found = found.named(text)
    return found.order_by(*ORDERS.get(order, ORDERS["newest"]))


def get_plan(company: Organisation, pk: int) -> Plan:
    """Return one of the company's plans that nobody has deleted, without its result, or 404."""
    return _one(Plan.objects.kept().defer("record").select_related("work"), company, pk)


def get_deleted_plan(company: Organisation, pk: int) -> Plan:
    """Return one of the company's deleted plans, or 404."""
    found = Plan.objects.without_papers().exclude(deleted_at=None).select_related("work")
    return _one(found, company, pk)


def record_of(plan: Plan) -> PlanRecord | None:
    """Return a plan's result; None when there is none, or another version of Fram wrote it."""
    try:
        return plan.record
    except Refused:
        log.warning("plan %s cannot be read: another version wrote it", plan.pk)
        return None


def get_done_plan(company: Organisation, pk: int) -> tuple[Plan, PlanRecord]:
    """Return one of the company's plans and its result, or 404."""
    plan = get_plan(company, pk)
    record = record_of(plan)
    if record is None:
        raise Http404("no such result")
    return plan, record


def plan_to_make(pk: int) -> Plan | None:
    """Return a plan for the job that computes it; None when it is gone, deleted, or was computed already."""
    waiting = Plan.objects.kept().defer("record").select_related("company")
    found: Plan | None = waiting.filter(pk=pk, state=PlanState.WAITING).first()
    return found


def just_deleted(company: Organisation, pk: str) -> Plan | None:
    """Return the plan whose deletion can be undone from the list, if the address names one."""
    return plans(company, deleted=True).filter(pk=number_in(pk)).first()


def wishes_of(company: Organisation, pk: str) -> dict[str, Any]:
    """Return what was asked for the plan that an address names, to begin a new one from; else nothing."""
    found = Plan.objects.kept().defer("record").filter(company=company, pk=number_in(pk))
    plan = found.first()
    if plan is None:
        return {}
    return {"source": "own"} | {n: getattr(plan, n) for n in ("company_toml", "markets", "draws", "seed")}


def comparable_to(plan: Plan) -> QuerySet[Plan]:
    """Return the company's plans this one can be held against, those of the same product first."""
    others = Plan.objects.kept().without_papers().filter(company=plan.company, state=PlanState.DONE)
    is_other = Case(When(product_name=plan.product_name, then=0), default=1)
    return others.exclude(pk=plan.pk).order_by(is_other, "-created_at", "-pk")


def _one(found: QuerySet[Plan], company: Organisation, pk: int) -> Plan:
    plan = found.filter(company=company, pk=pk).first()
    if plan is None:
        raise Http404("no such plan")
    plan.company = company  # it is the same row: no second question to the database
    return plan
