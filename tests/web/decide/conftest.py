"""Plans of Nordlys in every state."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fram.terms.errors import Problem
from fram.web.accounts.acting import SYSTEM
from fram.web.decide import actions
from fram.web.decide.company_text import as_file
from fram.web.decide.models import Plan
from fram.web.jobs import actions as jobs
from fram.workspace.record import PlanRecord
from tests.web.cast import Cast
from tests.web.conftest import DAY

MakePlan = Callable[..., Plan]
PLANS = "/decide/nordlys/"


@pytest.fixture(scope="session")
def record(company_toml: str) -> PlanRecord:
    """A real result, small."""
    from fram.workspace.decide import plan

    with as_file(company_toml) as path:
        return plan(path, markets=("DE", "SE", "GB"), draws=1000, seed=7, on=DAY)


@pytest.fixture
def kari(cast: Cast) -> Client:
    """The browser of Nordlys' owner, reading English."""
    return cast.client(cast.kari)


@pytest.fixture
def queue(cast: Cast, company_toml: str) -> MakePlan:
    """Ask for a plan, with whatever is to differ from the usual."""

    def make(**differing: Any) -> Plan:
        company, by = differing.pop("company", cast.nordlys), differing.pop("by", SYSTEM)
        usual: dict[str, Any] = {
            "company_name": "Nordlys", "product_name": "Halo", "company_toml": company_toml,
            "markets": ("DE", "SE"), "draws": 1000, "seed": 7, "on_day": DAY, "ticket": uuid4(),
        }  # fmt: skip
        return actions.ask_for_plan(by=by, company=company, wish=actions.Wish(**{**usual, **differing}))

    return make


def taken(plan: Plan) -> jobs.Taken:
    """The plan's work in a worker's hands."""
    assert plan.work is not None
    found = jobs.take(plan.work.pk, task=plan.work.task)
    assert found is not None
    return found


@pytest.fixture
def done(queue: MakePlan, record: PlanRecord) -> MakePlan:
    """A plan with a result."""

    def make(*, found: PlanRecord = record, **differing: Any) -> Plan:
        plan = queue(**differing)
        write = partial(actions.keep_record, by=SYSTEM, company=plan.company, plan=plan, record=found)
        jobs.finish(taken(plan), write=write)
        return Plan.objects.get(pk=plan.pk)

    return make


@pytest.fixture
def stopped(queue: MakePlan) -> MakePlan:
    """A plan that could not be computed."""

    def make(**differing: Any) -> Plan:
        plan = queue(**differing)
        problem = Problem(where="company.cash_nok", what="is <b>missing</b>", remedy="add it")
        jobs.stop(taken(plan), problems=[problem])
        return Plan.objects.get(pk=plan.pk)

    return make
