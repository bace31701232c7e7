"""Start a work again that was given up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action
from fram.web.jobs.actions.taking import put_back
from fram.web.jobs.declaring import jobs
from fram.web.jobs.models import Work, WorkState


@action("jobs.retry", says=_("started a work again"))
def retry_work(*, work: Work, by: Actor) -> Work | None:
    """Have a failed work done after all, with all its tries anew; None when it has not failed any more."""
    failed = Work.objects.select_for_update().filter(pk=work.pk, state=WorkState.FAILED).first()
    declared = jobs().get(work.name)
    if failed is None or declared is None:
        return None
    failed.tries_left = declared.tries
    put_back(failed)
    if declared.again:
        declared.again(failed.args)
    return failed
