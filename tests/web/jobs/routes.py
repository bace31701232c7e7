"""Every address of work, as strangers knock at it."""

from __future__ import annotations

from typing import Any

from fram.web.accounts.acting import SYSTEM
from fram.web.jobs.actions import ask_for
from tests.web.cast import Cast


def _work(cast: Cast) -> dict[str, Any]:
    work = ask_for("jobs.prune", company=cast.nordlys, by=SYSTEM, ticket="walked")
    return {"pk": work.pk}


ROUTES = {"jobs:progress": _work}
OPEN = {
    "jobs:overview": "for who runs the desk; names no company",
    "jobs:retry": "for who runs the desk; test_work_pages.py::test_others_do_not_see_the_desks_work",
}
