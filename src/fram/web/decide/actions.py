"""Every write of plans: one function for each thing a person, or the job, means to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action
from fram.web.accounts.models import Organisation
from fram.web.decide.models import Plan, PlanState
from fram.web.jobs.actions import ask_for

if TYPE_CHECKING:
    from fram.workspace.record import PlanRecord

JOB = "decide.plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to be planned. `markets` empty means all; `ticket` makes asking twice ask once."""

    company_name: str
    product_name: str
    company_toml: str
    markets: tuple[str, ...]
    draws: int
    seed: int
    on_day: date
    ticket: UUID


@action("plan.make", says=_("asked for a plan"))
def ask_for_plan(*, by: Actor, company: Organisation, wish: Wish) -> Plan:
    """Ask for a plan as the company's next version; the same ticket again gives the plan it already gave."""
    # Versions and tickets are given out under a lock: two that ask at once do so one after the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    plans = Plan.objects.filter(company=company)
    if known := plans.filter(ticket=wish.ticket).first():
        return known
    last = plans.aggregate(last=Max("version"))["last"] or 0
    plan = Plan.objects.create(
        company=company, version=last + 1, company_name=wish.company_name, product_name=wish.product_name,
        company_toml=wish.company_toml, markets=list(wish.markets), draws=wish.draws, seed=wish.seed,
        on_day=wish.on_day, ticket=wish.ticket, created_at=timezone.now(),
    )  # fmt: skip
    return _queue(plan, by=by)


@action("plan.delete", says=_("deleted a plan"))
def delete_plan(*, by: Actor, company: Organisation, plan: Plan) -> Plan:
    """Take a plan out of the lists; it can be brought back."""
    Plan.objects.filter(pk=plan.pk, company=company, deleted_at=None).update(deleted_at=timezone.now())
    return plan


@action("plan.delete", says=_("brought a plan back"))
def restore_plan(*, by: Actor, company: Organisation, plan: Plan) -> Plan:
    """Bring a deleted plan back; one whose turn came while it was away is asked for again."""
    Plan.objects.filter(pk=plan.pk, company=company).update(deleted_at=None)
    if plan.is_waiting and (plan.work is None or plan.work.is_over):
        return _queue(plan, by=by)
    return plan


@action("site.work", says=_("computed a plan"))
def keep_record(*, by: Actor, company: Organisation, plan: Plan, record: PlanRecord) -> Plan:
    """Keep what the engine found."""
    Plan.objects.filter(pk=plan.pk, company=company).update(
        state=PlanState.DONE, record=record, input_hash=record.input_hash, problems=[],
        finished_at=timezone.now(),
    )  # fmt: skip
    return plan


def stop_plan(args: Mapping[str, Any], problems: Iterable[Mapping[str, str]]) -> None:
    """End a plan that cannot be computed, with everything its owner can mend; called by the job's end."""
    Plan.objects.filter(pk=args["plan"], state=PlanState.WAITING).update(
        state=PlanState.STOPPED, problems=list(problems), finished_at=timezone.now()
    )


def wait_again(args: Mapping[str, Any]) -> None:
    """Let a stopped plan wait again, because its work was started once more."""
    Plan.objects.filter(pk=args["plan"], state=PlanState.STOPPED).update(
        state=PlanState.WAITING, problems=[], finished_at=None
    )


def _queue(plan: Plan, *, by: Actor) -> Plan:
    plan.work = ask_for(JOB, args={"plan": plan.pk}, company=plan.company, by=by)
    plan.save(update_fields=["work"])
    return plan
