"""Queued plans are computed once, whatever happens to the worker."""

from __future__ import annotations

from datetime import timedelta
from tempfile import gettempdir

import pytest
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.decide import actions, worker
from fram.web.decide.models import Plan
from fram.workspace.record import PlanRecord
from tests.web.conftest import MakePlan


def test_a_queued_plan_is_computed(queue: MakePlan, record: PlanRecord) -> None:
    plan = queue(markets=("DE", "SE", "GB"))
    assert worker.work_off() == 1
    found = Plan.objects.get(pk=plan.pk)
    assert (found.state, found.percent_done, found.problems) == ("done", 100, [])
    assert found.record == record
    assert found.input_hash == record.input_hash
    assert worker.work_off() == 0


def test_a_file_that_cannot_be_planned_ends_with_its_problems(queue: MakePlan) -> None:
    plan = queue(company_toml='[company]\nname = "x"\n')
    worker.work_off()
    found = Plan.objects.get(pk=plan.pk)
    assert found.state == "failed"
    assert "company.cash_nok" in [problem["where"] for problem in found.problems]
    assert gettempdir() not in str(found.problems)


def test_a_bug_stops_one_plan_and_not_the_worker(queue: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: actions.Job) -> PlanRecord:
        raise ZeroDivisionError("detail")

    monkeypatch.setattr(worker, "_make", broken)
    plans = [queue(), queue()]
    assert worker.work_off() == 2
    for plan in plans:
        found = Plan.objects.get(pk=plan.pk)
        assert found.state == "failed"
        assert "fault of ours" in found.problems[0]["what"]
        assert "detail" not in str(found.problems)


def test_the_oldest_is_taken_first_and_each_once(queue: MakePlan) -> None:
    first, second = queue(), queue()
    taken = [actions.take_job() for _ in range(3)]
    assert [job.pk if job else None for job in taken] == [first.pk, second.pk, None]


def test_a_deleted_plan_is_not_computed(queue: MakePlan) -> None:
    actions.delete_plan(queue())
    assert actions.take_job() is None


def test_a_plan_whose_worker_died_is_taken_up_again(queue: MakePlan) -> None:
    queue()
    lost = actions.take_job()
    assert lost is not None
    assert actions.take_up_lost(now=timezone.now() - timedelta(hours=1)) == 0
    assert actions.take_up_lost(now=timezone.now() + actions.LOST_AFTER) == 1
    again = actions.take_job()
    assert again is not None
    assert (again.pk, again.attempt) == (lost.pk, 2)


def test_a_worker_thought_dead_does_not_finish_anothers_plan(queue: MakePlan, record: PlanRecord) -> None:
    plan = queue()
    lost = actions.take_job()
    assert lost is not None
    actions.take_up_lost(now=timezone.now() + timedelta(hours=1))
    again = actions.take_job()
    assert again is not None
    actions.note_progress(lost, draws_done=900)
    assert actions.keep_record(lost, record=record) is False
    assert Plan.objects.get(pk=plan.pk).draws_done == 0
    assert actions.keep_record(again, record=record) is True


def test_a_plan_that_kills_its_worker_is_given_up(queue: MakePlan) -> None:
    plan = queue()
    for _ in range(actions.MOST_ATTEMPTS):
        assert actions.take_job() is not None
        actions.take_up_lost(now=timezone.now() + timedelta(hours=1))
    found = Plan.objects.get(pk=plan.pk)
    assert found.state == "failed"
    assert "interrupted three times" in found.problems[0]["what"]
    assert actions.take_job() is None


def test_a_refusal_of_the_engine_reaches_the_reader(queue: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> PlanRecord:
        raise Refused("no market is left to weigh", remedy="name some")

    monkeypatch.setattr("fram.workspace.decide.plan", refuse)
    plan = queue()
    worker.work_off()
    assert Plan.objects.get(pk=plan.pk).problems[0]["what"] == "no market is left to weigh"
