"""Computing plans, beside the pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM
from fram.web.decide import actions, queries
from fram.web.decide.company_text import as_file, without_place
from fram.web.jobs.declaring import job
from fram.web.jobs.doing.memory import give_back_small
from fram.web.jobs.doing.progress import Progress

if TYPE_CHECKING:
    from fram.workspace.record import PlanRecord

# Progress is kept in English, the key of the words, and translated where it is shown.
GATHERING = _("Gathering what is known of the markets.")
SIMULATING = _("Simulating the markets, month by month.")
WEIGHING = _("Weighing what would be worth knowing, and writing it down.")


@job(actions.JOB, says=_("compute a plan"), stopped=actions.stop_plan, again=actions.wait_again)
def make_plan(progress: Progress, *, plan: int) -> None:
    """Compute a plan and keep it; a plan that was deleted meanwhile is let be."""
    wanted = queries.plan_to_make(plan)
    if wanted is None:
        return
    progress.tell(total=wanted.draws, note=GATHERING)
    record = _compute(wanted, progress)
    progress.finish(
        partial(actions.keep_record, by=SYSTEM, company=wanted.company, plan=wanted, record=record)
    )


def _compute(wanted: Any, progress: Progress) -> PlanRecord:
    from fram.workspace.decide import plan as make  # numpy and numba: only when there is work

    def tell(draws_done: int) -> None:
        note = SIMULATING if draws_done < wanted.draws else WEIGHING
        give_back_small()
        progress.tell(draws_done, total=wanted.draws, note=note)

    with as_file(wanted.company_toml) as path:
        try:
            return make(
                path, markets=tuple(wanted.markets), draws=wanted.draws, seed=wanted.seed, on=wanted.on_day,
                progress=tell,
            )  # fmt: skip
        except Refused as refused:
            problems = without_place(refused.problems, path)
            raise Refused(refused.problem.what, kind=refused.kind, problems=problems) from None
