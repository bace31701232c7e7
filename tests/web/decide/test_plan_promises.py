"""What the database promises about plans, whoever writes to it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fram.web.decide.models import Plan
from tests.web.cast import Cast
from tests.web.decide.conftest import MakePlan

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("an unknown state", {"state": "dreaming"}),
    ("done without a result", {"state": "done", "finished_at": "now"}),
    ("a hash without a result", {"input_hash": "a1"}),
    ("a result that is not done", {"record": {"x": 1}, "input_hash": "a1"}),
    ("stopped without a problem", {"state": "stopped", "finished_at": "now"}),
    ("a problem without stopping", {"problems": [{"what": "x"}]}),
    ("stopped without an end", {"state": "stopped", "problems": [{"what": "x"}]}),
    ("waiting and finished", {"finished_at": "now"}),
    ("no draws", {"draws": 0}),
    ("version nought", {"version": 0}),
]


@pytest.mark.parametrize(("what", "change"), BROKEN, ids=[what for what, _ in BROKEN])
def test_the_database_refuses(queue: MakePlan, what: str, change: dict[str, Any]) -> None:
    plan = queue()
    values = {name: timezone.now() if value == "now" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**values)


def test_a_version_is_given_once(queue: MakePlan) -> None:
    first, second = queue(), queue()
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=second.pk).update(version=1)


def test_versions_and_tickets_are_each_companys_own(queue: MakePlan, cast: Cast) -> None:
    ticket = uuid4()
    ours, theirs = queue(ticket=ticket), queue(company=cast.rask, ticket=ticket)
    assert (ours.version, theirs.version) == (1, 1)
    assert queue(company=cast.rask, ticket=ticket) == theirs != ours


def test_a_result_comes_back_as_the_engine_made_it(done: MakePlan, record: object) -> None:
    assert done().record == record
