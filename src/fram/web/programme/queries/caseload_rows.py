"""A body's companies as the rows of a file: what the page shows, in the reader's language."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from fram.web.accounts.models import Organisation
from fram.web.programme.queries.caseload import Wanted, as_lines, caseload, rows
from fram.web.programme.queries.lines import Line
from fram.web.ui.text import tame

AT_ONCE = 500


def as_csv(body: Organisation, wanted: Wanted, *, on: date) -> tuple[str, int]:
    """Return the companies asked for as CSV, and how many there are."""
    found = caseload(body, rows(body, on=on), wanted=wanted)
    out = StringIO()
    out.write("\ufeff")  # without it a spreadsheet takes the letters æ, ø and å apart
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Company"), _("Number"), _("State"), _("Since"), _("Reason"), _("Topics"), _("Markets"),
            _("Adviser"), _("Answer due"), _("Working days left"), _("Last contact"), _("Open tasks"),
            _("Next task due"),
        ]
    )  # fmt: skip
    for start in range(0, len(found), AT_ONCE):
        for line in as_lines(body, found[start : start + AT_ONCE], on=on):
            writer.writerow([tame(cell) for cell in _cells(line)])
    return out.getvalue(), len(found)


def _cells(line: Line) -> list[Any]:
    # Of a company that has withdrawn its consent: name, day and reason, and nothing else.
    number = "" if line.is_withdrawn else line.company.number
    due = line.reading
    return [
        line.company.name, number, line.state_name, _day(line.standing.since), line.reason_name,
        ", ".join(line.topic_names), ", ".join(line.markets), line.adviser.shown if line.adviser else "",
        due.due_on.isoformat() if due else "", due.days_left if due else "", _day(line.contact_at),
        line.tasks_open or "", line.task_due_on.isoformat() if line.task_due_on else "",
    ]  # fmt: skip


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat() if at else ""
