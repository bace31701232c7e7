"""The list of a thousand companies is worked out from sums, one line from every consent. They must agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest

from fram.programme.support_states import ENDED, STATES, SUGGESTED
from fram.terms.sections import SECTIONS
from fram.web.accounts.models import Consent, Kind, Organisation
from fram.web.programme.models import Exemption, Support, clock_of, local_day
from fram.web.programme.queries.caseload import LATE, Wanted, as_lines, caseload, counts, rows
from fram.web.programme.queries.lines import line_of
from tests.web.cast import Cast
from tests.web.programme.conftest import NOW

TODAY = date(2026, 11, 21)
MANY = 160


def history(dice: Random, company: Organisation, body: Organisation) -> None:
    """Sections given and withdrawn at the hours of some weeks; a row; perhaps a stop of its clock."""
    start = NOW - timedelta(days=40)
    for section in dice.sample(list(SECTIONS), dice.randint(0, 4)):
        given_at = start + timedelta(hours=6 * dice.randint(0, 100))
        ends = given_at + timedelta(hours=6 * dice.randint(0, 60)) if dice.random() < 0.5 else None
        if ends is None and dice.random() < 0.2:  # ends by itself, one day
            ends = NOW + timedelta(days=dice.randint(20, 29))
        Consent.objects.create(
            company=company, body=body, section=section, given_at=given_at, withdrawn_at=ends
        )
    if dice.random() < 0.7:
        _row(dice, company, body, start)
    if dice.random() < 0.15:
        company.archived_at = NOW - timedelta(days=dice.randint(0, 9))
        company.save()


def _row(dice: Random, company: Organisation, body: Organisation, start: datetime) -> None:
    state = dice.choice(STATES)
    moved_at = start + timedelta(hours=6 * dice.randint(0, 140))
    support = Support.objects.create(
        company=company, body=body, state=state, suggested_at=moved_at, clock_from=moved_at,
        moved_at=moved_at, reason=dice.choice(["helped", "idle", "archived"]) if state == "closed" else "",
        answered_at=None if state == SUGGESTED else moved_at, topics=dice.sample(["pricing", "evidence"], 1),
    )  # fmt: skip
    if state == SUGGESTED and dice.random() < 0.5:
        Exemption.objects.create(
            company=company, support=support, reason="technical", starts_on=local_day(moved_at),
            days=dice.randint(1, 9), at=moved_at + timedelta(minutes=1),
        )  # fmt: skip
        begins = datetime.combine(clock_of(support).counts_from, datetime.min.time(), tzinfo=NOW.tzinfo)
        Support.objects.filter(pk=support.pk).update(clock_from=max(moved_at, begins))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_list_says_what_each_line_says(cast: Cast, seed: int) -> None:
    dice = Random(seed)
    made = [
        Organisation.objects.create(kind=Kind.COMPANY, name=f"Company {n}", slug=f"company-{n}")
        for n in range(MANY)
    ]
    for company in made:
        history(dice, company, cast.klyngen)
        if dice.random() < 0.3:
            history(dice, company, cast.etaten)  # what another body has must not matter
    every = rows(cast.klyngen, on=TODAY)
    found = {one.pk: one for one in every}
    lines = {one.company.pk: one for one in as_lines(cast.klyngen, every, on=TODAY)}
    for company in made:
        company.refresh_from_db()
        slow = line_of(company, cast.klyngen, on=TODAY)
        assert (slow is None) == (company.pk not in found), company
        if slow is None:
            continue
        fast, listed = lines[company.pk], found[company.pk]
        assert fast.standing == slow.standing, company
        assert fast.reading == slow.reading, company
        assert (listed.rank == LATE) == bool(slow.reading and slow.reading.is_overdue), company
    told = counts(every)
    assert told["overdue"] == sum(bool(one.reading and one.reading.is_overdue) for one in lines.values())
    assert told["ended"] == sum(one.state in ENDED for one in lines.values())
    assert {one.state for one in lines.values()} == set(STATES)  # the dice reached every state
    assert any(one.standing.is_kept is False and one.state == SUGGESTED for one in lines.values())


@pytest.mark.parametrize("seed", [4, 5])
def test_what_is_due_first_stands_first(cast: Cast, seed: int) -> None:
    dice = Random(seed)
    for n in range(60):
        company = Organisation.objects.create(kind=Kind.COMPANY, name=f"Company {n}", slug=f"company-{n}")
        history(dice, company, cast.klyngen)
    found = caseload(cast.klyngen, rows(cast.klyngen, on=TODAY), wanted=Wanted(state="all"))
    lines = as_lines(cast.klyngen, found, on=TODAY)
    due = [one.reading.due_on for one in lines if one.reading]
    assert due == sorted(due)
    assert len(due) > 5
    is_open = [one.state not in ENDED for one in lines]
    assert is_open == sorted(is_open, reverse=True)
