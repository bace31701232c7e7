"""The jobs of this app itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.jobs import actions
from fram.web.jobs.declaring import recurring
from fram.web.jobs.doing.progress import Progress


@recurring("jobs.prune", every=timedelta(days=1), says=_("throw away old works that are over"))
def prune(progress: Progress) -> None:
    """Remove works, rows of the queue and workers that nobody will look at again."""
    actions.prune(now=timezone.now())
