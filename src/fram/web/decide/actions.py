"""Every write of plans: one function for each thing a person, or the worker, means to do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from fram.terms.errors import Problem
from fram.terms.reading import plain
from fram.web.decide.models import Plan, PlanState
from fram.workspace.record import PlanRecord

log = logging.getLogger(__name__)

LOST_AFTER = timedelta(seconds=30)
"""A plan whose worker has given no sign of life for so long is taken up again."""
MOST_ATTEMPTS = 3
TRIES_FOR_VERSION = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to be planned. `markets` empty means all; `ticket` makes asking twice ask once."""

    company: str
    product: str
    company_toml: str
    markets: tuple[str, ...]
    draws: int
    seed: int
    on_day: date
    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A queued plan that a worker has taken. `attempt` tells this taking from any other of the same plan."""

    pk: int
    attempt: int
    company_toml: str
    markets: tuple[str, ...]
    draws: int
    seed: int
    on_day: date


def ask_for_plan(wish: Wish) -> Plan:
    """Queue a plan as the company's next version; the same ticket again gives the plan it already gave."""
    for _ in range(TRIES_FOR_VERSION):
        if known := Plan.objects.filter(ticket=wish.ticket).first():
            return known
        try:
            return _queue(wish)
        except IntegrityError:  # another request took the same version, or the same ticket, in between
            continue
    raise RuntimeError("no version number could be had for a new plan")


@transaction.atomic
def _queue(wish: Wish) -> Plan:
    last = Plan.objects.filter(company=wish.company).aggregate(last=Max("version"))["last"] or 0
    plan: Plan = Plan.objects.create(
        company=wish.company, product=wish.product, company_toml=wish.company_toml, version=last + 1,
        markets=list(wish.markets), draws=wish.draws, seed=wish.seed, on_day=wish.on_day,
        ticket=wish.ticket, created_at=timezone.now(),
    )  # fmt: skip
    log.info("plan %s queued", plan.pk)
    return plan


@transaction.atomic
def take_job() -> Job | None:
    """Take the plan that has waited longest, or None. No two workers get the same one."""
    waiting = Plan.objects.kept().filter(state=PlanState.QUEUED).order_by("created_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)  # SQLite's transaction has locked the file
    plan: Plan | None = waiting.first()
    if plan is None:
        return None
    now, attempt = timezone.now(), plan.attempts + 1
    Plan.objects.filter(pk=plan.pk).update(
        state=PlanState.RUNNING, started_at=now, seen_at=now, draws_done=0, attempts=attempt
    )
    return Job(
        pk=plan.pk, attempt=attempt, company_toml=plan.company_toml, markets=tuple(plan.markets),
        draws=plan.draws, seed=plan.seed, on_day=plan.on_day,
    )  # fmt: skip


def note_progress(job: Job, *, draws_done: int) -> None:
    """Write down how far a running plan has come; also the worker's sign of life."""
    _rows(job).update(draws_done=min(draws_done, job.draws), seen_at=timezone.now())


def note_alive(job: Job) -> None:
    """Give a sign of life for a running plan."""
    _rows(job).update(seen_at=timezone.now())


def keep_record(job: Job, *, record: PlanRecord) -> bool:
    """Keep what the engine found; False when the plan is no longer this worker's to finish."""
    kept = _rows(job).update(
        state=PlanState.DONE, record=record, input_hash=record.input_hash, draws_done=job.draws,
        finished_at=timezone.now(),
    )  # fmt: skip
    log.info("plan %s %s", job.pk, "done" if kept else "was finished by another worker")
    return bool(kept)


def stop_plan(job: Job, *, problems: Iterable[Problem]) -> None:
    """End a plan that cannot be computed, with everything its owner can mend."""
    _rows(job).update(
        state=PlanState.FAILED, problems=[plain(problem) for problem in problems], finished_at=timezone.now()
    )
    log.info("plan %s stopped", job.pk)


@transaction.atomic
def take_up_lost(*, now: datetime) -> int:
    """Queue plans again whose worker died, and stop those it happened to too often; returns how many."""
    lost = Plan.objects.filter(state=PlanState.RUNNING, seen_at__lt=now - LOST_AFTER)
    often = Problem(
        where="", what="the computation was interrupted three times",
        remedy="ask again with fewer draws or markets; the log in Fram's folder says more",
    )  # fmt: skip
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=PlanState.FAILED, problems=[plain(often)], finished_at=now
    )
    return int(lost.update(state=PlanState.QUEUED, started_at=None, seen_at=None, draws_done=0))


def delete_plan(plan: Plan) -> None:
    """Take a plan out of the lists; it can be brought back."""
    Plan.objects.filter(pk=plan.pk, deleted_at=None).update(deleted_at=timezone.now())
    log.info("plan %s deleted", plan.pk)


def restore_plan(plan: Plan) -> None:
    """Bring a deleted plan back."""
    Plan.objects.filter(pk=plan.pk).update(deleted_at=None)
    log.info("plan %s restored", plan.pk)


def _rows(job: Job) -> QuerySet[Plan]:
    # A worker that was thought dead must not finish what another has taken up since.
    found = Plan.objects.filter(pk=job.pk, state=PlanState.RUNNING, attempts=job.attempt)
    return found
