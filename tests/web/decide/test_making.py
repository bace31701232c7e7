"""A plan that was asked for is computed by the worker, once, and ends for good or with what to mend."""

from __future__ import annotations

from tempfile import gettempdir

import pytest

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Entry
from fram.web.decide import actions
from fram.web.decide.models import Plan
from fram.web.jobs import actions as jobs
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Work
from fram.workspace.record import PlanRecord
from tests.web.cast import Cast
from tests.web.decide.conftest import MakePlan, taken


def again(plan: Plan) -> Plan:
    return Plan.objects.select_related("work").get(pk=plan.pk)


def test_a_plan_is_computed(queue: MakePlan, record: PlanRecord) -> None:
    plan = queue(markets=("DE", "SE", "GB"))
    assert work_off() == 1
    found = again(plan)
    assert (found.state, found.problems) == ("done", [])
    assert found.record == record
    assert found.input_hash == record.input_hash
    assert found.work is not None
    assert (found.work.state, found.work.percent_done) == ("done", 100)
    assert work_off() == 0


def test_asking_and_computing_stand_in_the_log(queue: MakePlan, cast: Cast) -> None:
    plan = queue(by=cast.actor(cast.kari))
    work_off()
    lines = Entry.objects.filter(company=cast.nordlys).order_by("pk").values_list("verb", "subject", "person")
    assert list(lines) == [
        ("decide.ask_for_plan", f"plan {plan.pk}", cast.kari.pk),
        ("decide.keep_record", f"plan {plan.pk}", None),
    ]


def test_a_file_that_cannot_be_planned_ends_with_its_problems(queue: MakePlan) -> None:
    plan = queue(company_toml='[company]\nname = "x"\n')
    work_off()
    found = again(plan)
    assert found.state == "stopped"
    assert "company.cash_nok" in [problem["where"] for problem in found.problems]
    assert gettempdir() not in str(found.problems)
    assert found.work is not None
    assert not found.work.was_given_up  # its asker can mend it: nothing for who runs the desk


def test_a_bug_gives_up_one_plan_and_not_the_worker(queue: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **named: object) -> PlanRecord:
        raise ZeroDivisionError("detail")

    monkeypatch.setattr("fram.workspace.decide.plan", broken)
    plans = [queue(), queue()]
    Work.objects.update(tries_left=1)
    assert work_off() == 2
    for plan in plans:
        found = again(plan)
        assert found.state == "stopped"
        assert "fault of ours" in found.problems[0]["what"]
        assert "detail" not in str(found.problems)


def test_a_plan_given_up_can_be_started_again(queue: MakePlan, cast: Cast, record: PlanRecord) -> None:
    plan = queue(markets=("DE", "SE", "GB"))
    Work.objects.update(tries_left=1)
    jobs.try_again(taken(plan))
    given_up = again(plan)
    assert given_up.state == "stopped"
    assert given_up.work is not None
    jobs.retry_work(work=given_up.work, by=cast.actor(cast.siri))
    assert again(plan).state == "waiting"
    assert again(plan).problems == []
    work_off()
    assert again(plan).record == record


def test_a_deleted_plan_is_not_computed_until_it_is_brought_back(queue: MakePlan, cast: Cast) -> None:
    plan = queue()
    actions.delete_plan(by=SYSTEM, company=cast.nordlys, plan=plan)
    assert work_off() == 1  # the work ends, and there is nothing to do
    assert again(plan).state == "waiting"
    actions.restore_plan(by=SYSTEM, company=cast.nordlys, plan=again(plan))
    assert work_off() == 1
    assert again(plan).state == "done"


def test_bringing_back_a_plan_that_waits_asks_nothing_twice(queue: MakePlan, cast: Cast) -> None:
    plan = queue()
    for _ in range(2):
        actions.delete_plan(by=SYSTEM, company=cast.nordlys, plan=again(plan))
        actions.restore_plan(by=SYSTEM, company=cast.nordlys, plan=again(plan))
    assert Work.objects.count() == 1


def test_a_worker_thought_dead_does_not_finish_anothers_plan(queue: MakePlan, record: PlanRecord) -> None:
    plan = queue()
    lost = taken(plan)
    jobs.give_back(lost)
    with pytest.raises(jobs.TakenOver):
        jobs.finish(
            lost, write=lambda: actions.keep_record(by=SYSTEM, company=plan.company, plan=plan, record=record)
        )
    assert again(plan).state == "waiting"


def test_a_refusal_of_the_engine_reaches_the_reader(queue: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> PlanRecord:
        raise Refused("no market is left to weigh", remedy="name some")

    monkeypatch.setattr("fram.workspace.decide.plan", refuse)
    plan = queue()
    work_off()
    assert again(plan).problems[0]["what"] == "no market is left to weigh"
